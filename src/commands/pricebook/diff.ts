import {Flags} from '@oclif/core'
import type {CustomerChange} from '../../bills/rating/compare.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {currencyFlag, encodingFlag} from '../../cli/reading.js'
import {recordReading} from '../../cli/topics/bill/delivered-file.js'
import {recordsAt, unmatchedFlag} from '../../cli/topics/bill/price-book.js'
import type {Decimal} from '../../decimal.js'

const amount = (name: 'before' | 'after' | 'change') => ({
  name,
  align: 'right' as const,
  text: (row: CustomerChange) => signed(row[name], name === 'change'),
})

const signed = (value: Decimal, plus: boolean) =>
  `${plus && !value.isNegative && !value.isZero ? '+' : ''}${value.rounded(2).toDisplay()}`

const view: View<CustomerChange> = {
  columns: [
    {name: 'account_name', label: 'customer', text: row => row.account_name || row.customer_id},
    {name: 'customer_id', extra: true},
    {name: 'currency'},
    amount('before'),
    amount('after'),
    amount('change'),
    {name: 'percent', label: '%', align: 'right', text: row => (row.percent ? signed(row.percent, true) : 'new')},
    {name: 'records', label: 'changed records', align: 'right'},
    {name: 'other_rule', label: 'by another rule', align: 'right'},
  ],
  empty: 'Nothing changes: both books give every customer the same charges',
}

export default class PricebookDiff extends PartnerCommand<CustomerChange[]> {
  static override summary = 'Rate the same month with two price books: what changes, and for whom'
  static override examples = ['<%= config.bin %> pricebook diff old.yaml new.yaml --records bills-2026-10.csv']
  static override args = {before: argument('the book of today'), after: argument('the book that might come')}
  static override flags = {
    records: Flags.string({summary: 'month to rate: a file of `bill export`', required: true}),
    unmatched: unmatchedFlag,
    encoding: encodingFlag,
    currency: currencyFlag,
  }

  async run(): Promise<CustomerChange[]> {
    const {args, flags} = await this.parse(PricebookDiff)
    const [{readPriceBook}, {compareBooks}, {readRecords}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/rating/compare.js'),
      import('../../bills/rating/read-records.js'),
    ])
    const reading = recordReading(
      this.common.profile,
      flags,
      text => this.note(text),
      () => this.api,
    )
    const [before, after] = await Promise.all([readPriceBook(args.before, reading), readPriceBook(args.after, reading)])
    await this.progress(`Rating ${flags.records} twice`)
    const {customers, records, unchanged} = await compareBooks(
      readRecords(flags.records, reading),
      before,
      after,
      flags.unmatched,
      flags.records === '-' ? undefined : recordsAt(flags.records, flags),
    )
    await this.present(customers, view)
    this.done(
      `${records.toLocaleString('en')} records: ${customers.length} customers change, ${unchanged} do not (book ${before.version} to ${after.version})`,
    )
    return customers
  }
}
