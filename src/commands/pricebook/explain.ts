import {Flags} from '@oclif/core'
import type {Explanation} from '../../bills/rating/explain.js'
import type {BillRecord} from '../../bills/records/bill-record.js'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {currencyFlag, encodingFlag, type Reading} from '../../cli/reading.js'
import {recordReading} from '../../cli/topics/bill/delivered-file.js'
import {bookFlag} from '../../cli/topics/bill/price-book.js'
import {billDate} from '../../cycle.js'
import {Failure, usage} from '../../failure.js'

export default class PricebookExplain extends PartnerCommand<Explanation> {
  static override summary = 'Explain a price: which rule, what arithmetic, and why no other rule'
  static override examples = [
    '<%= config.bin %> pricebook explain RECORD-ID --records bills-2026-10.csv',
    '<%= config.bin %> pricebook explain --field cloud_service_type=hws.service.type.ec2 --field official_amount=10 --field amount=8',
  ]
  static override args = {record: optionalArgument('id of a record, or its trade or resource id')}
  static override flags = {
    book: bookFlag,
    encoding: encodingFlag,
    currency: currencyFlag,
    records: Flags.string({summary: 'where the record is: a file of `bill export`'}),
    field: Flags.string({
      summary: 'a field of a record that you make up: name=value',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<Explanation> {
    const {args, flags} = await this.parse(PricebookExplain)
    const reading = recordReading(
      this.common.profile,
      flags,
      text => this.note(text),
      () => this.api,
    )
    const {readPriceBook} = await import('../../bills/rating/book.js')
    const {explain} = await import('../../bills/rating/explain.js')
    const book = await readPriceBook(flags.book, reading)
    const record = flags.field
      ? await madeUp(flags.field, book.currency)
      : await find(args.record, flags.records, reading)
    return this.present(explain(book, record), view)
  }
}

async function madeUp(fields: string[], currency: string): Promise<BillRecord> {
  const {recordFrom} = await import('../../bills/rating/read-records.js')
  const day = billDate(new Date())
  const given = fields.map(field => {
    const at = field.indexOf('=')
    if (at < 1) throw usage(`"${field}" is no field`, 'Write --field name=value')
    return [field.slice(0, at), field.slice(at + 1)]
  })
  return recordFrom({
    bill_cycle: day.slice(0, 7),
    bill_date: day,
    customer_id: 'any',
    currency,
    ...Object.fromEntries(given),
  })
}

async function find(id: string | undefined, file: string | undefined, reading: Reading): Promise<BillRecord> {
  if (!id || !file)
    throw usage(
      'which record?',
      'Name its id and the file: RECORD-ID --records FILE',
      'or make one up with --field name=value',
    )
  const {readRecords} = await import('../../bills/rating/read-records.js')
  for await (const record of readRecords(file, reading)) {
    if (record.id === id || record.trade_id === id || record.resource_id === id) return record
  }
  throw new Failure('not-found', `${file} has no record ${id}`, {
    next: ['Ids are in the columns id, trade_id and resource_id'],
  })
}

const view: View<Explanation> = {
  columns: [{name: 'record'}, {name: 'rule'}, {name: 'charge'}, {name: 'charge_currency'}],
  screen: ({record, charge, charge_currency, rule, steps, rules, problem}) =>
    `${[
      record,
      charge ? `${charge_currency} ${charge.text} by rule ${rule}` : `not priced: ${problem}`,
      ...steps.map(step => `  ${step}`),
      '',
      ...alignedLines(
        rules.map(one => [one.line ? `line ${one.line}` : '', one.rule, one.verdict, one.reason]),
        ['right', 'left', 'left', 'left'],
      ).map(line => `  ${line}`),
    ].join('\n')}\n`,
}
