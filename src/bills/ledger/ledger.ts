// Issued documents for the ledger: who owes what, revenue and tax by code, and on which accounts. A document is
// exported once; the register says when.
import {join} from 'node:path'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {withLock} from '../../lock.js'
import {lookUp} from '../../look-up.js'
import type {PriceBook} from '../rating/book.js'
import type {Accounts} from '../rating/written.js'
import {issuedChain} from '../statement/number.js'
import {type Entry, Register} from '../statement/register.js'
import type {Statement} from '../statement/statement.js'
import {datevFile} from './datev.js'
import type {LedgerDocument, Posting} from './document.js'
import {journalFile} from './journal.js'
import {writeLedger} from './place.js'
import {xeroFile} from './xero.js'

export const formats = ['csv', 'xero', 'datev'] as const
export type LedgerFormat = (typeof formats)[number]

export interface LedgerRequest {
  folder: string
  book: PriceBook
  format: LedgerFormat
  out: string
  /** Nobody chose the file: where it is there, the next free name is as good. */
  isUsual?: boolean
  cycle?: string
  /** Documents that were exported before, too. */
  again?: boolean
  /** Today (UTC+8). */
  today: string
}

export interface LedgerResult {
  format: LedgerFormat
  file: string
  documents: number
  /** Left out because they were exported before. */
  before: number
  totals: {currency: string; net: Decimal; tax: Decimal; total: Decimal}[]
  remarks: string[]
}

/**
 * Writes the documents of a folder for a ledger, and marks them in the register. Nothing is written where one fails.
 */
export async function exportLedger(request: LedgerRequest): Promise<LedgerResult> {
  const {folder, book, format, out, isUsual, cycle, again, today} = request
  Register.check(folder, 'RATED')
  return withLock(join(folder, '.statements.lock'), () => {
    const register = Register.open(folder)
    const all = register.statements.filter(entry => !cycle || entry.cycle === cycle)
    const standing = all.filter(({status}) => status !== 'replaced')
    const chosen = standing.filter(entry => again || !entry.ledger?.[format])
    const remarks = all
      .filter(({status, ledger}) => status === 'replaced' && ledger?.[format])
      .map(
        ({number, ledger}) => `${number} was exported on ${ledger![format]} and is replaced: take it out of the ledger`,
      )
    const missing = new Set<string>()
    const documents = chosen.map(entry => documentOf(folder, entry, book, missing))
    if (missing.size > 0) {
      throw usage(
        `the price book ${book.path} lacks ${missing.size === 1 ? 'an account' : `${missing.size} accounts`}`,
        ...missing,
        'Write e.g. accounts: {debtors: "1400", revenue: {vat: "8400"}, tax: {vat: "1776"}}',
      )
    }
    const before = standing.length - chosen.length
    let file = ''
    if (documents.length > 0) {
      file = writeLedger(register, out, contentOf(documents, book, request), isUsual)
      for (const {number} of documents) register.markExported(number, format, today)
      register.save()
    }
    return {
      format,
      file,
      documents: documents.length,
      before,
      totals: totalsOf(documents),
      remarks,
    }
  })
}

function contentOf(documents: LedgerDocument[], {accounts = {}}: PriceBook, {format, today}: LedgerRequest) {
  switch (format) {
    case 'csv':
      return journalFile(documents)
    case 'xero':
      return xeroFile(documents, accounts)
    case 'datev':
      return datevFile(documents, accounts, today)
  }
}

function documentOf(folder: string, entry: Entry, book: PriceBook, missing: Set<string>): LedgerDocument {
  const [statement] = issuedChain(folder, [entry]) as [Statement]
  const {customer_id, account_name, lines, roundings, taxes, net, tax, total} = statement
  const accounts: Accounts = book.accounts ?? {}
  const debtor = book.customer(customer_id, account_name)?.account ?? accounts.debtors
  if (!debtor) missing.add(`accounts.debtors, or account of the customer ${account_name || customer_id}`)
  const accountOf = (kind: 'revenue' | 'tax', code: string) => {
    const account = named(accounts[kind], code) ?? ''
    if (!account) missing.add(`accounts.${kind}.${code || 'none'}`)
    return account
  }
  // A difference over a change of a tax's rate has both rates of it.
  const sums = new Map<string, {code: string; percent?: Decimal; net: Decimal}>()
  const add = (code: string, percent: Decimal | undefined, amount: Decimal) => {
    const key = `${code}\n${percent?.text}`
    const net = (sums.get(key)?.net ?? Decimal.zero).plus(amount)
    sums.set(key, {code, net, ...(percent ? {percent} : {})})
  }
  for (const line of lines) add(line.tax, line.percent, line.shown)
  for (const one of roundings) add(one.tax, one.percent, one.amount)
  const open = new Set(taxes)
  const postings = [...sums.values()].map(({code, percent, net}): Posting => {
    const codes = code.split(' ').filter(Boolean)
    // A tax over several groups stands with the first of them.
    const own = codes.flatMap(one => {
      const taken = [...open].filter(tax => tax.code === one && (!percent || tax.percent.compare(percent) === 0))
      for (const tax of taken) open.delete(tax)
      return taken
        .filter(({amount}) => !amount.isZero)
        .map(({amount}) => ({code: one, account: accountOf('tax', one), amount}))
    })
    return {tax: code, account: accountOf('revenue', code), net, taxes: own}
  })
  const booked = Decimal.sum(postings.flatMap(one => [one.net, ...one.taxes.map(({amount}) => amount)]))
  if (booked.compare(total) !== 0 || net.plus(tax).compare(total) !== 0)
    throw usage(`${entry.number} does not add up: its lines come to ${booked.text}, its total is ${total.text}`)
  return {statement, number: entry.number, debtor: debtor ?? '', postings}
}

/** The account of a tax code; one account for all of them may stand there alone. */
function named(accounts: string | Record<string, string> | undefined, code: string): string | undefined {
  if (typeof accounts === 'string') return accounts
  return lookUp(accounts ?? {}, code || 'none') ?? lookUp(accounts ?? {}, code.split(' ')[0] || 'none')
}

function totalsOf(documents: LedgerDocument[]): LedgerResult['totals'] {
  const sums = new Map<string, LedgerResult['totals'][number]>()
  for (const {statement} of documents) {
    const {currency, net, tax, total} = statement
    const sum = sums.get(currency) ?? {currency, net: Decimal.zero, tax: Decimal.zero, total: Decimal.zero}
    sums.set(currency, {currency, net: sum.net.plus(net), tax: sum.tax.plus(tax), total: sum.total.plus(total)})
  }
  return [...sums.values()]
}
