import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import type {Comparison} from '../../bills/reconcile/comparison.js'
import type {ExportedFiles} from '../../bills/reconcile/exported.js'
import type {Reconciliation} from '../../bills/reconcile/reconcile.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag, optionalArgument} from '../../cli/flags.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {currencyFlag, encodingFlag, type Reading} from '../../cli/reading.js'
import {recordReading} from '../../cli/topics/bill/delivered-file.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {parseCycle} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import type {Outcome} from '../../failure.js'

const SHOWN = 25

export default class BillReconcile extends PartnerCommand<Reconciliation> {
  static override summary = "Check a month's records against Huawei's sums, to the cent"
  static override description =
    `Records are held against each customer's monthly sum and against your own bill: amounts, list prices and currencies, by service, resource
type, charge mode and kind; files also against the checksums of their export. Where they differ, the records are read again and each record that is missing,
twice there or changed is named; what remains is shown as a residual. The basis says what your bill was made of: the records as they are, what your settlement
rules make of them, or list prices; rounded once, or by an older rule that is named. Tax comes on top of the amount due, or is in it: what fits is said.
On the China site, which does not give your own bill, records are held against the monthly bills that your customers are settled by.
With --rated the amounts, list prices, currencies and settlement amounts of a rated file are held against its records, which are named as the argument, and the
statements of a folder against the charges.
Exit 0: what was compared agrees. 10: differences. 11: it cannot be told, e.g. because the month is not final, or your bill was made on a basis that the records do not have.`
  static override examples = [
    '<%= config.bin %> bill reconcile --cycle last-month --profile sandbox',
    '<%= config.bin %> bill reconcile bills-2026-10.csv --cycle 2026-10',
    '<%= config.bin %> bill reconcile bills-2026-10.csv --against other-export.csv --cycle 2026-10',
  ]
  static override operations: OperationId[] = [
    'ListPostpaidBillSum',
    'ShowCustomerMonthlySum',
    'ListSubcustomerMonthlyBills',
    'ListCustomerselfResourceRecords',
    'ListIndirectPartners',
  ]
  static exits: Outcome[] = ['differences', 'not-comparable']
  static override args = {
    records: optionalArgument('records of `bill export`, - for stdin; what the API gives now when absent'),
  }
  static override flags = {
    cycle: cycleFlag(),
    rated: Flags.string({
      summary: 'hold this rated file against its records, and the statements of a folder against it',
      exclusive: ['against', 'book'],
    }),
    statements: Flags.string({summary: 'folder of `bill statement`', dependsOn: ['rated']}),
    book: Flags.string({char: 'b', summary: 'price book whose settlement rules say what expenditure costs you'}),
    against: Flags.string({
      summary: 'hold the records against those of another file instead of the API',
      exclusive: ['rated', 'book'],
    }),
    encoding: encodingFlag,
    currency: currencyFlag,
  }

  async run(): Promise<Reconciliation> {
    const {args, flags} = await this.parse(BillReconcile)
    const now = new Date()
    const cycle = parseCycle(flags.cycle, now)
    const progress = await this.progress(`Cycle ${cycle}`)
    const onProgress = (text: string) => progress.update(text)
    const found = await this.compare({...flags, cycle, records: args.records, now, onProgress})
    await this.present(found, view)
    const {reconciliationFailure} = await import('../../bills/reconcile/reconcile.js')
    const failure = reconciliationFailure(found)
    if (failure) throw failure
    const {records, against, rated} = {...flags, ...args}
    // What agrees is priced.
    if (!against && !rated) this.done('Next', commandLine`bill rate ${records ?? ['--cycle', cycle]}`)
    return found
  }

  private async compare(request: {
    cycle: string
    records?: string
    against?: string
    book?: string
    rated?: string
    statements?: string
    encoding?: string
    currency?: string
    now: Date
    onProgress: (text: string) => void
  }): Promise<Reconciliation> {
    const {cycle, records, against, book, rated, now, onProgress} = request
    const reading = recordReading(
      this.common.profile,
      request,
      text => this.note(text),
      () => this.api,
    )
    const [{readRecords}, {exportedFiles, recordsAsExported}] = await Promise.all([
      import('../../bills/rating/read-records.js'),
      import('../../bills/reconcile/exported.js'),
    ])
    const held = (files: ExportedFiles) => ({...reading, isHeld: files.comparisons.length > 0})
    if (rated) return this.#ofRated(rated, {...request, held, reading})
    if (against) {
      const {compareFiles} = await import('../../bills/reconcile/files.js')
      if (!records)
        throw (await import('../../failure.js')).usage('--against needs the records to compare, as the argument')
      const [ours, theirs] = [await exportedFiles(records, cycle), await exportedFiles(against, cycle)]
      return compareFiles(
        () => recordsAsExported(ours, readRecords(records, held(ours))),
        () => recordsAsExported(theirs, readRecords(against, held(theirs))),
        {cycle, left: records, right: against, files: [ours, theirs]},
      )
    }
    const {reconcile} = await import('../../bills/reconcile/reconcile.js')
    const files = records ? await exportedFiles(records, cycle) : undefined
    const found = await reconcile(this.api, {
      cycle,
      settle: book === undefined ? undefined : await this.settlementOf(book),
      files,
      now,
      name: records ?? 'the API’s records',
      records: records && files ? () => recordsAsExported(files, readRecords(records, held(files))) : undefined,
      onProgress,
    })
    const {site, domainId} = await this.api.session
    if (domainId && found.final) {
      const {keepBasis} = await import('../../bills/reconcile/known-basis.js')
      keepBasis({site, domainId}, cycle, found.bill_basis)
    }
    return found
  }

  /** A rated file against the records that are named, and the statements of a folder against it. */
  async #ofRated(
    rated: string,
    request: {
      cycle: string
      records?: string
      statements?: string
      reading: Reading
      held: (files: ExportedFiles) => Reading & {isHeld: boolean}
    },
  ): Promise<Reconciliation> {
    const {cycle, records, statements, reading, held} = request
    const [{both, compareRated}, {compareStatements}, {usage}] = await Promise.all([
      import('../../bills/reconcile/rated-records.js'),
      import('../../bills/reconcile/statements.js'),
      import('../../failure.js'),
    ])
    if (!records && !statements)
      throw usage(
        '--rated needs something to hold the rated file against',
        'Name its records as the argument, or the folder of its statements with --statements',
      )
    const issued = statements ? await compareStatements(rated, statements, cycle, reading, !records) : undefined
    if (!records) return issued!
    const [{readRecords}, {exportedFiles, recordsAsExported}] = await Promise.all([
      import('../../bills/rating/read-records.js'),
      import('../../bills/reconcile/exported.js'),
    ])
    const files = await exportedFiles(records, cycle)
    const read = () => recordsAsExported(files, readRecords(records, held(files)))
    const known = {cycle, name: records, files: [files], decoding: reading}
    const compared = await compareRated(rated, read, known)
    return issued ? both(compared, issued) : compared
  }

  private async settlementOf(path: string) {
    const [{readPriceBook}, {Settlement}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/rating/terms.js'),
    ])
    const settlement = new Settlement(await readPriceBook(path, undefined, (await this.api.session).site))
    return (record: Parameters<typeof settlement.unitsOf>[0]) => settlement.unitsOf(record)
  }
}

const view: View<Reconciliation> = {
  columns: [
    'cycle',
    'final',
    'outcome',
    'currency',
    'records',
    'customers',
    'records_amount',
    'truncated',
    'monthly_amount',
    'due',
  ].map(name => ({name})),
  screen,
}

function screen(found: Reconciliation): string {
  const {comparisons, findings} = found
  const differing = comparisons.filter(one => one.outcome === 'differences')
  const matched = comparisons.filter(one => one.outcome === 'matched').length
  const rows = differing
    .slice(0, SHOWN)
    .map(one => ['differs', ...figures(one), one.difference ? signed(one.difference.toDisplay()) : ''])
  const own = comparisons.filter(one => one.what.endsWith('of your bill'))
  return `${[
    `cycle ${found.cycle} (UTC+8), ${found.final ? 'final' : 'not final'} · ${counted(found.customers, 'customer')} · ${counted(found.records, 'record')} · ${found.outcome}`,
    sumLine(found),
    `basis: ${found.basis}`,
    `figures: ${found.figures}`,
    '',
    `${matched} of ${comparisons.length} figures agree`,
    ...alignedLines(
      own.filter(one => one.outcome === 'matched').map(one => ['agrees', ...figures(one)]),
      ['left', 'left', 'right', 'right'],
    ).map(line => `  ${line}`),
    ...alignedLines(rows, ['left', 'left', 'right', 'right', 'right']).map(line => `  ${line}`),
    ...(differing.length > SHOWN ? [`  and ${differing.length - SHOWN} more; -o json has all`] : []),
    ...reasons(comparisons).map(
      ([reason, count]) => `  not comparable: ${count} of ${comparisons.length} figures, ${reason}`,
    ),
    ...(findings.length > 0 ? ['', 'why'] : []),
    ...alignedLines(
      findings
        .slice(0, SHOWN)
        .map(one => [
          one.kind.replaceAll('-', ' '),
          one.account_name || one.customer_id,
          `${one.currency} ${signed(one.difference.toDisplay())}`,
          `${one.text}${one.record ? ` (${one.record})` : ''}`,
        ]),
      ['left', 'left', 'right', 'left'],
    ).map(line => `  ${line}`),
    ...(findings.length > SHOWN ? [`  and ${findings.length - SHOWN} more; -o json has all`] : []),
    ...found.compared.map(what => `compared: ${what}`),
    ...found.not_compared.map(what => `not compared: ${what}`),
    ...found.notes.map(note => `note: ${note}`),
    ...found.unread.slice(0, 10).map(one => `not read: ${one.account_name}: ${one.reason}`),
  ].join('\n')}\n`
}

const figures = ({what, left, right}: Comparison) => [
  what,
  ...[left, right].map(text => (/^-?\d/.test(text) ? Decimal.parse(text).toDisplay() : text)),
]

function reasons(comparisons: Comparison[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const {outcome, reason = 'for no known reason'} of comparisons) {
    if (outcome === 'not-comparable') counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts]
}

const signed = (text: string) => (text.startsWith('-') ? text : `+${text}`)

function sumLine({currency, records_amount, truncated, monthly_amount, due, sums: several}: Reconciliation): string {
  if (several) return `records ${several.map(one => `${one.currency} ${one.amount.toDisplay()}`).join(' · ')}`
  const cut = truncated.isZero ? '' : ` - truncation ${truncated.toDisplay()}`
  const sums = monthly_amount ? ` · monthly sums ${monthly_amount.toDisplay()}` : ''
  return `records ${currency} ${records_amount.toDisplay()}${cut}${sums}${due ? ` · your bill ${due.toDisplay()}` : ''}`
}
