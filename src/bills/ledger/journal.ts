// A plain journal that every ledger can map: a line for each account of an entry, debit and credit alike.
import {csvLines} from '../../csv.js'
import type {Decimal} from '../../decimal.js'
import {type LedgerDocument, textOf} from './document.js'

const COLUMNS = 'date document customer account debit credit currency tax_code refers_to due_date text'.split(' ')

/** A booking in one currency. */
export interface JournalEntry {
  date: string
  document: string
  customer: string
  currency: string
  decimals: number
  refersTo: string
  dueDate: string
  text: string
  /** What is above zero is a debit, or a credit where it is said so: both come to the same. */
  rows: {account: string; amount: Decimal; side: 'debit' | 'credit'; code?: string}[]
}

export const journalFile = (entries: JournalEntry[]): string => csvLines([COLUMNS, ...entries.flatMap(linesOf)])

function linesOf(entry: JournalEntry): string[][] {
  const {date, document, customer, currency, decimals, refersTo, dueDate, text} = entry
  return entry.rows.map(({account, amount, side, code = ''}) => {
    const digits = amount.abs().toFixed(Math.max(decimals, amount.significantDecimals))
    const sides = (side === 'debit') !== amount.isNegative ? [digits, ''] : ['', digits]
    return [date, document, customer, account, ...sides, currency, code, refersTo, dueDate, text]
  })
}

/** A document: who owes it, against revenue and tax. */
export function entryOf(document: LedgerDocument): JournalEntry {
  const {statement, number, debtor, postings} = document
  const {issue_date, due_date, account_name, customer_id, currency, refers_to = '', total, decimals} = statement
  return {
    date: issue_date,
    document: number,
    customer: account_name || customer_id,
    currency,
    decimals,
    refersTo: refers_to,
    dueDate: due_date,
    text: textOf(document),
    rows: [
      {account: debtor, amount: total, side: 'debit'},
      ...postings.flatMap(({account, net, tax, taxes}): JournalEntry['rows'] => [
        {account, amount: net, side: 'credit', code: tax},
        ...taxes.map(one => ({account: one.account, amount: one.amount, side: 'credit' as const, code: one.code})),
      ]),
    ],
  }
}

/** What takes an entry back on another day. */
export const reversalOf = (entry: JournalEntry, date: string): JournalEntry => ({
  ...entry,
  date,
  document: `${entry.document}-R`,
  refersTo: entry.document,
  rows: entry.rows.map(row => ({...row, side: row.side === 'debit' ? 'credit' : 'debit'})),
})
