// Examples that a book carries: records and what they must cost.
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import {Rater} from './rater.js'
import {recordFrom} from './read-records.js'

/** The first of some examples that failed, as fields that `pricebook explain` takes. */
export function failedFields(book: PriceBook, results: ExampleResult[]): string[] {
  const name = results.find(({status}) => status === 'failed')?.name
  const example = book.examples.find(one => one.name === name)
  return example
    ? Object.entries(exampleValues(book, example.name, example.record)).flatMap(([field, value]) => [
        '--field',
        `${field}=${value}`,
      ])
    : []
}

export interface ExampleResult {
  name: string
  status: 'passed' | 'failed'
  expected: string
  actual: string
}

/**
 * Rates each example alone. A record needs only what its rule asks about: what is missing is the partner's currency and
 * the first day of the current rates.
 */
export function runExamples(book: PriceBook): ExampleResult[] {
  return book.examples.map(example => {
    const rater = new Rater(book)
    const record = exampleRecord(book, example.name, example.record)
    const row = rater.rate(record)
    const month = row?.description ? [...rater.finish()] : []
    const charge = month
      .filter(line => line.rule === row?.rule)
      .reduce((sum, line) => sum.plus(line.charge), row?.charge ?? Decimal.zero)
    const expected = [
      ...(example.rule ? [`rule ${example.rule}`] : []),
      ...(example.charge === undefined ? [] : [`charge ${example.charge}`]),
      ...(example.currency ? [example.currency] : []),
    ]
    const actual = row
      ? [
          ...(example.rule ? [`rule ${row.rule}`] : []),
          ...(example.charge === undefined
            ? []
            : [`charge ${charge.compare(Decimal.parse(example.charge)) === 0 ? example.charge : charge.text}`]),
          ...(example.currency ? [row.charge_currency] : []),
        ]
      : [rater.problems[0]!.reason]
    if (expected.length === 0) throw usage(`example "${example.name}" expects nothing`, 'Give it a rule or a charge')
    const told = {name: example.name, expected: expected.join(', '), actual: actual.join(', ')}
    return {...told, status: told.expected === told.actual ? 'passed' : 'failed'}
  })
}

function exampleValues(book: PriceBook, name: string, values: Record<string, string>): Record<string, string> {
  const day = values.bill_date ?? (values.bill_cycle ? `${values.bill_cycle}-01` : undefined)
  if (!day) throw usage(`example "${name}" has no bill_date`, 'Give the day of the record, as 2026-10-01')
  const customer = values.customer_id ?? values.account_name ?? 'any'
  return {
    currency: book.currency,
    bill_cycle: day.slice(0, 7),
    ...values,
    bill_date: day,
    customer_id: book.customer(customer)?.id ?? customer,
  }
}

function exampleRecord(book: PriceBook, name: string, values: Record<string, string>): BillRecord {
  try {
    return recordFrom(exampleValues(book, name, values))
  } catch (error) {
    if (error instanceof RangeError) throw usage(`example "${name}": ${error.message}`)
    throw error
  }
}
