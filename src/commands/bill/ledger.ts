import {Flags} from '@oclif/core'
import type {MonthCosts} from '../../bills/ledger/cost.js'
import type {LedgerFormat, LedgerResult} from '../../bills/ledger/ledger.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, type Reading, readingOf} from '../../cli/reading.js'
import {bookFlag} from '../../cli/topics/bill/price-book.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {billDate, parseCycle} from '../../cycle.js'
import {usage} from '../../failure.js'

const view: View<LedgerResult> = {
  columns: [
    {name: 'format'},
    {name: 'documents'},
    {name: 'before', label: 'EXPORTED BEFORE'},
    {name: 'totals', text: row => row.totals.map(one => `${one.currency} ${one.total.toDisplay()}`).join(', ')},
    {name: 'file'},
  ],
}

export default class BillLedger extends PartnerCommand<LedgerResult> {
  static override summary = 'Write issued documents for your ledger: a journal, Xero, DATEV'
  static override description =
    `Each document is exported once to each format; the register says when, and --again exports it once more. Accounts stand in the price book, by tax code:
accounts: {debtors: "1400", revenue: {vat: "8400"}, tax: {vat: "1776"}}; a customer's own is its account. Nothing is written where an account
is missing, where a document does not add up, or where a format does not have a character.
--rated adds what the months of the documents cost (accounts: {cost: "3100", payable: "1600"}), as the rated records settle, to the journal. --accrual
takes a rated file in place of the folder: what an open month comes to (accounts: {unbilled: "1410"}) on its last day, and the same taken back on the
first day of the next month; no number is taken.`
  static override examples = [
    '<%= config.bin %> bill ledger statements/ --format csv --book pricebook.yaml',
    '<%= config.bin %> bill ledger statements/ --format datev --cycle 2026-10 --out EXTF_2026-10.csv',
    '<%= config.bin %> bill ledger rated-2026-10.csv --accrual --book pricebook.yaml',
  ]
  static override args = {statements: argument('folder of the statements; with --accrual a rated file')}
  static override flags = {
    book: bookFlag,
    format: Flags.string({summary: 'csv (a journal), xero, datev', options: ['csv', 'xero', 'datev'], default: 'csv'}),
    cycle: Flags.string({char: 'c', aliases: ['month'], summary: 'only documents of this cycle', helpValue: 'MONTH'}),
    out: Flags.string({summary: 'file; named by format and day when absent'}),
    rated: Flags.string({summary: 'rated file of the documents: what its records cost, too', helpValue: 'FILE'}),
    accrual: Flags.boolean({
      summary: 'what a month without documents comes to so far, and its reversal',
      exclusive: ['rated', 'again'],
    }),
    again: Flags.boolean({summary: 'documents that were exported before, too'}),
    encoding: encodingFlag,
  }

  async run(): Promise<LedgerResult> {
    const {args, flags} = await this.parse(BillLedger)
    const now = new Date()
    const today = billDate(now)
    const format = flags.format as LedgerFormat
    if (!flags.accrual) await this.#checkFolder(args.statements)
    const [{readPriceBook}, {exportLedger}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/ledger/ledger.js'),
    ])
    if (format !== 'csv' && (flags.accrual || flags.rated))
      throw usage(
        `${flags.accrual ? '--accrual' : '--rated'} goes with the journal, --format csv`,
        `The import of ${format} takes documents alone`,
      )
    const reading = readingOf(this.common.profile, flags.encoding, text => this.note(text))
    const book = await readPriceBook(flags.book, reading)
    const cycle = flags.cycle && parseCycle(flags.cycle, now)
    if (flags.accrual) {
      const [{exportAccrual}, {readRated}] = await Promise.all([
        import('../../bills/ledger/accrual.js'),
        import('../../bills/rating/read-rated.js'),
      ])
      const out = flags.out ?? `accrual-${today}.csv`
      const rated = readRated(args.statements, reading)
      return this.#told(await exportAccrual({rated, book, out, isUsual: flags.out === undefined, cycle}), 'accrual')
    }
    const result = await exportLedger({
      folder: args.statements,
      book,
      format,
      costs: flags.rated === undefined ? undefined : await this.#costs(flags.rated, reading),
      out: flags.out ?? `${format === 'datev' ? 'EXTF_' : ''}ledger-${format}-${today}.csv`,
      isUsual: flags.out === undefined,
      cycle,
      again: flags.again,
      today,
    })
    return this.#told(result, 'document')
  }

  /** A rated file has its documents in a folder, or none yet. */
  async #checkFolder(path: string): Promise<void> {
    const {isRatedFile} = await import('../../bills/diff/rated.js')
    if (!isRatedFile(path)) return
    throw usage(
      `${path} is a rated file, and documents are exported from their folder`,
      commandLine`bill ledger ${path} --accrual    writes what its month comes to without documents`,
      commandLine`bill statement ${path}    issues the documents; then name their folder`,
    )
  }

  /** What the months of a rated file cost. */
  async #costs(name: string, reading: Reading): Promise<MonthCosts> {
    const [{costsIn}, {readRated}, {digestOf}] = await Promise.all([
      import('../../bills/ledger/cost.js'),
      import('../../bills/rating/read-rated.js'),
      import('../../bills/export/files/held.js'),
    ])
    const costs = await costsIn(readRated(name, reading))
    if (name !== '-') costs.rated = {name, sha256: await digestOf(name)}
    return costs
  }

  async #told(result: LedgerResult, what: string): Promise<LedgerResult> {
    await this.present(result, view)
    for (const text of result.remarks) this.note(`Note: ${text}`)
    const before = result.before > 0 ? `; ${counted(result.before, what)} exported before` : ''
    this.done(
      result.file
        ? `${counted(result.documents, what)}${result.costs ? `, ${counted(result.costs, 'booking')} of cost` : ''} in ${result.file}${before}`
        : `Nothing to export${before}`,
    )
    return result
  }
}
