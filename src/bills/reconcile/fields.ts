// What two records of the same thing have in common, field by field.
import {Decimal} from '../../decimal.js'
import {digits} from '../rating/rated.js'
import type {BillRecord} from '../records/bill-record.js'
import {givesDay} from '../records/day.js'
import {remembered} from '../records/remembered.js'

/** Fields that records of every source have, under one name and in the same words. */
const everywhere = [
  'official_amount',
  'settlement_amount',
  'currency',
  'cloud_service_type',
  'charge_mode',
  'bill_type',
  'bill_date',
] as const

/** What is compared in another way, and what a source says of itself. */
const apart = new Set([
  'amount',
  'customer_id',
  'account_name',
  'xreseller_id',
  'xreseller_account',
  'bill_cycle',
  'source',
  'other_fields',
  'id',
])

/** Words depend on the language in which they were asked for. */
export const isWord = (name: string) => /_(name|desc)$/.test(name)

const shown = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : value instanceof Decimal
      ? digits(value)
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)

const textOf = (record: BillRecord, name: string): string => shown((record as Record<string, unknown>)[name])

export const namesOf = (record: BillRecord): string => Object.keys(record).join(' ')

/** The compared ones of the names that records have, in their order; most records of a file have the same. */
const comparedOf = remembered(names =>
  names
    .split(' ')
    .filter(name => !apart.has(name) && !isWord(name))
    .sort(),
)

/** Everything in a record that is compared, as text: the same for records that say the same. */
export function wholeText(record: BillRecord): string {
  let whole = ''
  for (const name of comparedOf(namesOf(record))) {
    const text = textOf(record, name)
    if (text) whole += `${name}=${text}|`
  }
  return whole
}

const haveDays = (...records: BillRecord[]) => records.every(({source}) => givesDay(source))

/**
 * The fields that two records are compared by: all of one source that both files have columns of, or those that two
 * sources share. A file of some columns says nothing of the others, and FOCUS has columns of its own.
 */
export function comparedNames(is: BillRecord | undefined, should: BillRecord | undefined): readonly string[] {
  if (!is || !should) return []
  return is.source === should.source
    ? comparedOf(namesOf(is)).filter(name => Object.hasOwn(should, name))
    : everywhere.filter(name => name !== 'bill_date' || haveDays(is, should))
}

/** What records say in some fields, as one text. */
export const printOf =
  (names: readonly string[]) =>
  (record: BillRecord): string =>
    names.map(name => textOf(record, name)).join('|')

/** Fields of a record that are not as they should be, in words. What one of two sources does not tell is no change. */
export function changedFields(is: BillRecord, should: BillRecord): string[] {
  const isOneSource = is.source === should.source
  return comparedNames(is, should)
    .filter(name => textOf(is, name) !== '' && (isOneSource || textOf(should, name) !== ''))
    .flatMap(name => {
      const [left, right] = [textOf(is, name), textOf(should, name)]
      return left === right ? [] : [`${name} ${left} instead of ${right || 'none'}`]
    })
}
