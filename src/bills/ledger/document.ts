// A document as a ledger takes it, whatever format it is written in.
import {Decimal} from '../../decimal.js'
import {lookUp} from '../../look-up.js'
import type {Accounts} from '../rating/written.js'
import type {Statement} from '../statement/statement.js'

/** What a document has with one tax, or without any. */
export interface Posting {
  /** Code of the tax in the price book; empty where there is none. */
  tax: string
  /** Account of the revenue. */
  account: string
  net: Decimal
  /** Each tax of it, with its account. */
  taxes: {code: string; account: string; amount: Decimal}[]
}

/** A document as a ledger takes it; what it gives back is below zero. */
export interface LedgerDocument {
  statement: Statement
  number: string
  /** Account of who owes. */
  debtor: string
  postings: Posting[]
}

/** What a document is about, in a line. */
export const textOf = ({statement: {customer, cycle}}: LedgerDocument): string => `${customer.name} ${cycle}`

/** What a statement comes to with each tax and rate: a difference over a change of a rate has both. */
export function netsOf({lines, roundings}: Statement): {code: string; percent?: Decimal; net: Decimal}[] {
  const sums = new Map<string, {code: string; percent?: Decimal; net: Decimal}>()
  const add = (code: string, percent: Decimal | undefined, amount: Decimal) => {
    const key = `${code}\n${percent?.text}`
    const net = (sums.get(key)?.net ?? Decimal.zero).plus(amount)
    sums.set(key, {code, net, ...(percent ? {percent} : {})})
  }
  for (const line of lines) add(line.tax, line.percent, line.shown)
  for (const one of roundings) add(one.tax, one.percent, one.amount)
  return [...sums.values()]
}

/** The account of a tax code, or the one for all of them. What is not there goes into `missing`. */
export function namedAccount(accounts: Accounts, kind: 'revenue' | 'tax', code: string, missing: Set<string>): string {
  const written = accounts[kind]
  const account =
    typeof written === 'string'
      ? written
      : (lookUp(written ?? {}, code || 'none') ?? lookUp(written ?? {}, code.split(' ')[0] || 'none'))
  if (!account) missing.add(`accounts.${kind}.${code || 'none'}`)
  return account ?? ''
}
