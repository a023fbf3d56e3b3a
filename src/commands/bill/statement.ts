import {Flags} from '@oclif/core'
import type {RatedRow} from '../../bills/rating/rated.js'
import type {Registered} from '../../bills/statement/chain.js'
import type {Format, Issued} from '../../bills/statement/issue.js'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import {parseDay, parseMonth} from '../../cli/input/dates.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import {bookFlag} from '../../cli/topics/bill/price-book.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {billDate} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'

const known = ['pdf', 'xml', 'html', 'xlsx', 'csv']

const view: View<Issued> = {
  columns: [
    {name: 'number', text: row => row.number || 'preview'},
    {name: 'kind', label: 'TYPE', text: row => row.kind.replace('-', ' ')},
    {name: 'account_name', label: 'CUSTOMER', text: row => row.account_name || row.customer_id},
    {name: 'customer_id', extra: true},
    {name: 'cycle', extra: true},
    {name: 'currency'},
    {name: 'net', align: 'right', text: row => row.net.toDisplay()},
    {name: 'tax', align: 'right', text: row => row.tax.toDisplay()},
    {name: 'total', align: 'right', text: row => row.total.toDisplay()},
    {name: 'due_date', label: 'DUE'},
    {name: 'status'},
    {name: 'refers_to', label: 'REFERS TO', extra: true},
    {name: 'files', extra: true, value: row => row.files.join(' ')},
  ],
  spare: ['kind', 'net', 'tax', 'due_date'],
  empty: 'No statement: the rated file charges nobody anything',
}

const shownAmount = (text: string) => Decimal.parse(text).toDisplay()

const registerView: View<Registered> = {
  columns: [
    {name: 'number'},
    {name: 'kind', text: row => row.kind.replace('-', ' ')},
    {name: 'account_name', label: 'CUSTOMER', text: row => row.account_name || row.customer_id},
    {name: 'customer_id', extra: true},
    {name: 'cycle'},
    {name: 'currency'},
    {name: 'net', align: 'right', extra: true, text: row => shownAmount(row.net)},
    {name: 'tax', align: 'right', extra: true, text: row => shownAmount(row.tax)},
    {name: 'total', align: 'right', text: row => shownAmount(row.total)},
    {name: 'issue_date', label: 'DATE'},
    {name: 'due_date', label: 'DUE', extra: true},
    {name: 'status'},
    {name: 'refers_to', label: 'REFERS TO'},
    {name: 'delta', extra: true},
    {name: 'standing', extra: true},
  ],
  empty: 'No document stands in the register',
}

/** Corrections come without rated rows. */
async function* none(): AsyncGenerator<RatedRow[]> {}

const STATEMENTS = 'statements'

/** `--credit-note` alone credits or charges the difference. */
const creditNotes = ['delta', 'full'] as const

const CHANGED = {none: undefined, delta: 'credit-note', full: 'full-credit-note'} as const

/** Gives the flag its usual value where none was typed behind it. */
const withUsual = (argv: string[]) =>
  argv.flatMap((word, i) =>
    word === '--credit-note' && !creditNotes.some(known => known === argv[i + 1]) ? [word, creditNotes[0]] : [word],
  )

/** Throws `usage` for what is no day; a month is none. */
function dayOfIssue(text: string | undefined, now: Date): string {
  if (text === undefined) return billDate(now)
  if (parseMonth(text, now)) throw usage(`--date "${text}" is not a day`, 'Write it as 2026-11-05')
  return parseDay(text, 'begin', now, '--date')
}

export default class BillStatement extends PartnerCommand<(Issued | Registered)[]> {
  static override summary = "Write each customer's statement: PDF, XML, HTML, XLSX, CSV"
  static override description =
    `Statements get numbers from the range in the price book, and stand in statements.json beside them. The same command again
gives the same numbers and the same files. A month that was an estimate, or in which customers could not be read, is not issued without
--accept-estimate or --accept-partial; the register says so. A statement whose content has changed is refused until you say what becomes of the old one:
--credit-note credits or charges the difference, --credit-note full takes it back and issues a new one, --reissue replaces what is no invoice.
--register shows what was issued, and what corrects what.`
  static override examples = [
    '<%= config.bin %> bill statement rated-2026-10.csv --book pricebook.yaml --out statements/ --preview',
    '<%= config.bin %> bill statement rated-2026-10.csv --format pdf,xlsx',
    '<%= config.bin %> bill statement rated-2026-10.csv --customer andes-retail --credit-note',
    '<%= config.bin %> bill statement --register --customer andes-retail',
  ]
  static override args = {
    rated: optionalArgument('file of `bill rate`, - for stdin; or corrections of `bill diff`, with --credit-note'),
  }
  static override flags = {
    book: bookFlag,
    out: Flags.string({summary: 'folder of the statements', default: STATEMENTS}),
    format: Flags.string({
      summary: 'pdf, xml (electronic invoices), html, xlsx, csv; several with commas',
      default: 'pdf,html',
    }),
    customer: Flags.string({
      char: 'C',
      summary: 'only this account name or customer id',
      multiple: true,
      multipleNonGreedy: true,
    }),
    encoding: encodingFlag,
    date: Flags.string({summary: 'day of issue, 2026-11-05; today (UTC+8) when absent'}),
    preview: Flags.boolean({summary: 'without numbers; nothing is entered in the register'}),
    reissue: Flags.boolean({summary: 'replace statements that have changed', exclusive: ['credit-note', 'preview']}),
    'credit-note': Flags.option({
      summary:
        'what has changed: delta credits or charges the difference (the usual), full takes it back and issues anew',
      options: creditNotes,
      exclusive: ['preview'],
    })(),
    register: Flags.boolean({summary: 'show what was issued, and what corrects what; nothing is made'}),
    'accept-estimate': Flags.boolean({summary: 'issue a month whose figures could still change'}),
    'accept-partial': Flags.boolean({summary: 'issue a month in which customers could not be read'}),
    first: Flags.integer({summary: 'first number of a new range', min: 1, default: 1}),
  }

  async run(): Promise<(Issued | Registered)[]> {
    this.argv = withUsual(this.argv)
    const {args, flags} = await this.parse(BillStatement)
    if (flags.register) {
      const {registered} = await import('../../bills/statement/chain.js')
      return this.present(registered(flags.out, flags.customer), registerView)
    }
    const {rated} = args
    if (!rated) throw usage('the rated file is missing', 'partnerctl bill rate    makes one; then name it')
    const formats = flags.format.split(',').map(part => part.trim())
    for (const format of formats)
      if (!known.includes(format)) throw usage(`"${format}" is no format`, `Formats: ${known.join(', ')}`)
    const issued = dayOfIssue(flags.date, new Date())
    const [{readPriceBook}, {readRated}, {issueStatements}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/rating/read-rated.js'),
      import('../../bills/statement/issue.js'),
    ])
    const reading = readingOf(this.common.profile, flags.encoding, text => this.note(text))
    const book = await readPriceBook(flags.book, reading)
    const {doubtsOf, readProvenance} = await import('../../bills/rating/provenance.js')
    const provenance = await readProvenance(rated)
    const {isCorrections, readCorrections} = await import('../../bills/statement/corrections.js')
    const corrections = isCorrections(rated) ? await readCorrections(rated) : undefined
    const doubts = doubtsOf(provenance?.sources ?? [])
    for (const doubt of [...doubts.estimate, ...doubts.partial]) this.note(`Note: ${doubt}`)
    const progress = await this.progress(`Reading ${rated}`)
    const done = await issueStatements({
      rated: corrections ? none() : readRated(rated, reading),
      corrections,
      book,
      out: flags.out,
      formats: formats as Format[],
      issued,
      preview: flags.preview,
      customers: flags.customer,
      changed: flags.reissue ? 'reissue' : CHANGED[flags['credit-note'] ?? 'none'],
      first: flags.first,
      provenance,
      signal: reading.signal,
      accept: {estimate: flags['accept-estimate'], partial: flags['accept-partial']},
      onNote: text => this.note(text),
      onProgress: (count, of) => progress.update(`${count} of ${of} statements`),
    })
    await this.present(done, view)
    const old = done.filter(({status}) => status === 'unchanged').length
    const cycles = [...new Set(done.map(({cycle}) => cycle))]
    const next = flags.preview
      ? [
          commandLine`bill statement ${rated} ${flags.out === STATEMENTS ? [] : ['--out', flags.out]}    gives them numbers`,
        ]
      : cycles.length === 1 && !corrections && rated !== '-'
        ? [
            commandLine`bill status --cycle ${cycles[0]} --rated ${rated} --statements ${flags.out}`,
            commandLine`bill report ${rated}`,
          ]
        : []
    const what = `${counted(done.length, 'statement')} in ${flags.out}`
    this.done(`${what}${old > 0 ? `, ${old} of them as issued before` : ''}`, ...next)
    return done
  }
}
