// The data of a document as a file: what it says, whole, so that it can be made again without a price book.
import {createHash} from 'node:crypto'
import {Decimal} from '../../../decimal.js'
import {lookUp} from '../../../look-up.js'
import type {WrittenCustomer} from '../../rating/written.js'
import type {Statement} from './document.js'
import {buyerOf} from './parties.js'

const asText = (_: string, value: unknown) => (value instanceof Decimal ? value.text : value)

/** A statement as JSON; amounts are text. */
export const statementJson = (statement: Statement): string => `${JSON.stringify(statement, asText, 1)}\n`

/** Where amounts stand: by the list or member that they are in; the statement itself is `''`. */
const AMOUNTS: Record<string, string[]> = {
  '': ['rounding', 'shown_rounding', 'net', 'tax', 'total'],
  lines: ['percent', 'quantity', 'unit_price', 'charge', 'shown'],
  roundings: ['percent', 'amount'],
  taxes: ['percent', 'base', 'amount'],
  exchange: ['rate'],
  tax_currency: ['rate', 'amount'],
  days: ['charge'],
  services: ['charge'],
  resources: ['charge'],
}

function revived(value: unknown, within = ''): unknown {
  if (Array.isArray(value)) return value.map(one => revived(one, within))
  if (typeof value !== 'object' || value === null) return value
  const amounts = lookUp(AMOUNTS, within) ?? []
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'string' && amounts.includes(name) ? Decimal.parse(one) : revived(one, name),
    ]),
  )
}

/** Reads what {@link statementJson} wrote. */
export const parseStatement = (text: string): Statement => revived(JSON.parse(text)) as Statement

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value, asText)).digest('hex')

/** Data of versions that left the sender to the price book, and merged lines across taxes. */
export const isLegacy = (statement: Partial<Statement>): boolean => statement.seller === undefined

/** Such data with what they lack from what is made of the month now. */
export function upgraded(old: Statement, now: Statement): Statement {
  const {days = [], services = [], resources = [], ...rest} = old as Statement & Partial<Statement['overview']>
  const {book_version: _b, records: _r, customer, ...issued} = rest as typeof rest & Record<string, unknown>
  const given = customer as Partial<WrittenCustomer>
  const [tax, other] = issued.taxes
  const one = tax && !other ? tax.code : ''
  // Electronic invoices came later.
  const {einvoice: _e, tax_currency: _t, ...since} = now
  return {
    ...since,
    ...issued,
    customer: {...buyerOf(given, issued.account_name)},
    title: 'statement',
    exchange: [],
    notes: [],
    lines: issued.lines.map(line => ({...line, tax: one})),
    roundings: issued.shown_rounding.isZero ? [] : [{tax: one, amount: issued.shown_rounding}],
    overview: {days, services, resources},
  } as Statement
}

/** Of everything that is printed: number and dates, sender, recipient, lines, taxes. Charts and orders are not. */
export function digestOf(statement: Statement): string {
  const {overview: _, orders: _o, ...printed} = statement
  return sha256(sorted(printed))
}

/** Members in one order: data that were read and written by anything else have the same digest. */
function sorted(value: unknown): unknown {
  if (value instanceof Decimal || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  )
}
