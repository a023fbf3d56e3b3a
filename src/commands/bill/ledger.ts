import {Flags} from '@oclif/core'
import type {LedgerFormat, LedgerResult} from '../../bills/ledger/ledger.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import {bookFlag} from '../../cli/topics/bill/price-book.js'
import {counted} from '../../counted.js'
import {billDate, parseCycle} from '../../cycle.js'

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
is missing, where a document does not add up, or where a format does not have a character.`
  static override examples = [
    '<%= config.bin %> bill ledger statements/ --format csv --book pricebook.yaml',
    '<%= config.bin %> bill ledger statements/ --format datev --cycle 2026-10 --out EXTF_2026-10.csv',
  ]
  static override args = {statements: argument('folder of the statements')}
  static override flags = {
    book: bookFlag,
    format: Flags.string({summary: 'csv (a journal), xero, datev', options: ['csv', 'xero', 'datev'], default: 'csv'}),
    cycle: Flags.string({char: 'c', aliases: ['month'], summary: 'only documents of this cycle', helpValue: 'MONTH'}),
    out: Flags.string({summary: 'file; named by format and day when absent'}),
    again: Flags.boolean({summary: 'documents that were exported before, too'}),
    encoding: encodingFlag,
  }

  async run(): Promise<LedgerResult> {
    const {args, flags} = await this.parse(BillLedger)
    const now = new Date()
    const today = billDate(now)
    const format = flags.format as LedgerFormat
    const [{readPriceBook}, {exportLedger}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/ledger/ledger.js'),
    ])
    const reading = readingOf(this.common.profile, flags.encoding, text => this.note(text))
    const result = await exportLedger({
      folder: args.statements,
      book: await readPriceBook(flags.book, reading),
      format,
      out: flags.out ?? `${format === 'datev' ? 'EXTF_' : ''}ledger-${format}-${today}.csv`,
      isUsual: flags.out === undefined,
      cycle: flags.cycle && parseCycle(flags.cycle, now),
      again: flags.again,
      today,
    })
    await this.present(result, view)
    for (const text of result.remarks) this.note(`Note: ${text}`)
    const before = result.before > 0 ? `; ${counted(result.before, 'document')} exported before` : ''
    this.done(
      result.file
        ? `${counted(result.documents, 'document')} in ${result.file}${before}`
        : `Nothing to export${before}`,
    )
    return result
  }
}
