import {Flags} from '@oclif/core'
import type {Format, Issued} from '../../bills/statement/issue.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import {bookFlag} from '../../cli/topics/bill/price-book.js'
import {billDate} from '../../cycle.js'
import {usage} from '../../failure.js'

const known = ['pdf', 'xml', 'html', 'xlsx', 'csv']

const view: View<Issued> = {
  columns: [
    {name: 'number', text: row => row.number || 'preview'},
    {name: 'kind', text: row => row.kind.replace('-', ' ')},
    {name: 'account_name', label: 'CUSTOMER', text: row => row.account_name || row.customer_id},
    {name: 'customer_id', extra: true},
    {name: 'cycle', extra: true},
    {name: 'currency'},
    {name: 'net', align: 'right', text: row => row.net.toDisplay()},
    {name: 'tax', align: 'right', text: row => row.tax.toDisplay()},
    {name: 'total', align: 'right', text: row => row.total.toDisplay()},
    {name: 'due_date', label: 'DUE'},
    {name: 'status'},
    {name: 'files', extra: true, value: row => row.files.join(' ')},
  ],
  spare: ['kind', 'net', 'tax', 'due_date'],
  empty: 'No statement: the rated file charges nobody anything',
}

export default class BillStatement extends PartnerCommand<Issued[]> {
  static override summary = "Write each customer's statement: PDF, XML, HTML, XLSX, CSV"
  static override description =
    `Statements get numbers from the range in the price book, and stand in statements.json beside them. The same command again
gives the same numbers and the same files. A month that was an estimate, or in which customers could not be read, is not issued without
--accept-estimate or --accept-partial; the register says so. A statement whose content has changed is refused until you say what becomes of the old one.`
  static override examples = [
    '<%= config.bin %> bill statement rated-2026-10.csv --book pricebook.yaml --out statements/ --preview',
    '<%= config.bin %> bill statement rated-2026-10.csv --format pdf,xlsx',
    '<%= config.bin %> bill statement rated-2026-10.csv --customer andes-retail --credit-note',
  ]
  static override args = {rated: argument('file of `bill rate`, - for stdin')}
  static override flags = {
    book: bookFlag,
    out: Flags.string({summary: 'folder of the statements', default: 'statements'}),
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
    'credit-note': Flags.boolean({
      summary: 'take back statements that have changed and issue new ones',
      exclusive: ['preview'],
    }),
    'accept-estimate': Flags.boolean({summary: 'issue a month whose figures could still change'}),
    'accept-partial': Flags.boolean({summary: 'issue a month in which customers could not be read'}),
    first: Flags.integer({summary: 'first number of a new range', min: 1, default: 1}),
  }

  async run(): Promise<Issued[]> {
    const {args, flags} = await this.parse(BillStatement)
    const formats = flags.format.split(',').map(part => part.trim())
    for (const format of formats)
      if (!known.includes(format)) throw usage(`"${format}" is no format`, `Formats: ${known.join(', ')}`)
    const issued = flags.date ?? billDate(new Date())
    if (!/^\d{4}-\d\d-\d\d$/.test(issued)) throw usage(`"${issued}" is no day`, 'Write it as 2026-11-05')
    const [{readPriceBook}, {readRated}, {issueStatements}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/rating/read-rated.js'),
      import('../../bills/statement/issue.js'),
    ])
    const reading = readingOf(this.common.profile, flags.encoding, text => this.note(text))
    const book = await readPriceBook(flags.book, reading)
    const {doubtsOf, readProvenance} = await import('../../bills/rating/provenance.js')
    const provenance = await readProvenance(args.rated)
    const doubts = doubtsOf(provenance?.sources ?? [])
    for (const doubt of [...doubts.estimate, ...doubts.partial]) this.note(`Note: ${doubt}`)
    const progress = await this.progress(`Reading ${args.rated}`)
    const done = await issueStatements({
      rated: readRated(args.rated, reading),
      book,
      out: flags.out,
      formats: formats as Format[],
      issued,
      preview: flags.preview,
      customers: flags.customer,
      changed: flags.reissue ? 'reissue' : flags['credit-note'] ? 'credit-note' : undefined,
      first: flags.first,
      provenance,
      accept: {estimate: flags['accept-estimate'], partial: flags['accept-partial']},
      onNote: text => this.note(text),
      onProgress: (count, of) => progress.update(`${count} of ${of} statements`),
    })
    await this.present(done, view)
    const old = done.filter(({status}) => status === 'unchanged').length
    this.done(`${done.length} statements in ${flags.out}${old > 0 ? `, ${old} of them as issued before` : ''}`)
    return done
  }
}
