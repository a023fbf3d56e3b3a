// Issued documents for the ledger: who owes what, revenue and tax by code, and on which accounts. A document is
// exported once; the register says when.
import {join} from 'node:path'
import {counted} from '../../counted.js'
import {daysOf} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {withLock} from '../../lock.js'
import type {PriceBook} from '../rating/book.js'
import type {Accounts} from '../rating/written.js'
import {issuedChain} from '../statement/number.js'
import {type Entry, Register} from '../statement/register.js'
import type {Statement} from '../statement/statement.js'
import {checkDocuments, costEntry, costName, type MonthCosts} from './cost.js'
import {datevFile} from './datev.js'
import {type LedgerDocument, namedAccount, netsOf, type Posting} from './document.js'
import {entryOf, type JournalEntry, journalFile} from './journal.js'
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
  /** What months cost, for the journal: cost against what is owed to Huawei. */
  costs?: MonthCosts
}

export interface LedgerResult {
  format: LedgerFormat
  file: string
  documents: number
  /** Entries of cost, where it was asked for. */
  costs?: number
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
    checkAccounts(book, missing, 'debtors: "1400", revenue: {vat: "8400"}, tax: {vat: "1776"}')
    const before = standing.length - chosen.length
    const costs = request.costs ? costsOf(register, request.costs, request, remarks) : []
    let file = ''
    if (documents.length > 0 || costs.length > 0) {
      file = writeLedger(register, out, contentOf(documents, costs, book, request), isUsual)
      for (const {number} of documents) register.markExported(number, format, today)
      register.save()
    }
    return {
      format,
      file,
      documents: documents.length,
      ...(request.costs ? {costs: costs.length} : {}),
      before,
      totals: totalsOf(documents.map(({statement}) => statement)),
      remarks,
    }
  })
}

/**
 * What the months of the register cost, less what was exported of it before: a month that was rated again has the
 * difference. Throws `usage` where records do not say what they settle at, and for a rating of other documents.
 */
function costsOf(
  register: Register,
  costs: MonthCosts,
  {book, cycle, again, today}: LedgerRequest,
  remarks: string[],
): JournalEntry[] {
  const issued = new Set(register.statements.map(one => one.cycle))
  const wanted = [...issued].filter(one => !cycle || one === cycle)
  const lacking = wanted.filter(one => !costs.cycles.includes(one))
  if (wanted.length > 0 && lacking.length === wanted.length)
    throw usage(
      `the rated file has no record of ${lacking.sort().join(', ')}: it is of ${costs.cycles.join(', ') || 'no month'}`,
      'Name the rated file of the documents',
    )
  for (const one of wanted) if (!lacking.includes(one)) checkDocuments(register, one, costs)
  for (const one of lacking.sort()) remarks.push(`${one} is without its cost: the rated file has no record of it`)
  return costs.cycles
    .filter(one => wanted.includes(one))
    .flatMap(one => {
      const unsettled = costs.unsettled.get(one)
      if (unsettled)
        throw usage(
          `${counted(unsettled, 'rated record')} of ${one} without a settlement amount: what it costs is not known`,
          'Write settlement rules into the price book, or rate the file that Huawei delivers',
        )
      // What was booked in a currency that the rating does not have any more is taken back.
      const all = costs.of(one, book, register.costCurrencies(one))
      return all.flatMap(cost => {
        const before = register.cost(one, cost.currency)
        const {amount, documents} = again ? {amount: Decimal.zero, documents: 0} : before
        const difference = cost.amount.minus(amount)
        if (difference.isZero) return []
        const name = costName(`COST-${one}`, cost, all) + (documents > 0 ? `-${documents + 1}` : '')
        register.keepCost(one, cost.currency, cost.amount)
        // The month's cost belongs to it; what is found later, to the day on which it was found.
        const date = documents > 0 ? today : daysOf(one).at(-1)!
        return [costEntry(book, name, {date, cycle: one}, {...cost, amount: difference})]
      })
    })
}

function contentOf(
  documents: LedgerDocument[],
  costs: JournalEntry[],
  {accounts = {}}: PriceBook,
  {format, today}: LedgerRequest,
) {
  switch (format) {
    case 'csv':
      return journalFile([...documents.map(entryOf), ...costs])
    case 'xero':
      return xeroFile(documents, accounts)
    case 'datev':
      return datevFile(documents, accounts, today)
  }
}

function documentOf(folder: string, entry: Entry, book: PriceBook, missing: Set<string>): LedgerDocument {
  const [statement] = issuedChain(folder, [entry]) as [Statement]
  const {customer_id, account_name, taxes, net, tax, total} = statement
  const accounts: Accounts = book.accounts ?? {}
  const debtor = book.customer(customer_id, account_name)?.account ?? accounts.debtors
  if (!debtor) missing.add(`accounts.debtors, or account of the customer ${account_name || customer_id}`)
  const accountOf = (kind: 'revenue' | 'tax', code: string) => namedAccount(accounts, kind, code, missing)
  const open = new Set(taxes)
  const postings = netsOf(statement).map(({code, percent, net}): Posting => {
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

/** Throws `usage` where accounts are missing. */
export function checkAccounts({path}: PriceBook, missing: Set<string>, example: string): void {
  if (missing.size === 0) return
  throw usage(
    `the price book ${path} lacks ${missing.size === 1 ? 'an account' : `${missing.size} accounts`}`,
    ...missing,
    `Write e.g. accounts: {${example}}`,
  )
}

export function totalsOf(statements: Statement[]): LedgerResult['totals'] {
  const sums = new Map<string, LedgerResult['totals'][number]>()
  for (const {currency, net, tax, total} of statements) {
    const sum = sums.get(currency) ?? {currency, net: Decimal.zero, tax: Decimal.zero, total: Decimal.zero}
    sums.set(currency, {currency, net: sum.net.plus(net), tax: sum.tax.plus(tax), total: sum.total.plus(total)})
  }
  return [...sums.values()]
}
