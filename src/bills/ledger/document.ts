// A document as a ledger takes it, whatever format it is written in.
import type {Decimal} from '../../decimal.js'
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
