// A month that has no documents yet, for the ledger: what its rating comes to so far, on its last day, and the same
// taken back on the first day of the next month. No number is taken, and no register is touched.
import {counted} from '../../counted.js'
import {daysOf, shiftCycle} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {PriceBook} from '../rating/book.js'
import type {RatedRow} from '../rating/rated.js'
import {type Statement, StatementMaker} from '../statement/statement.js'
import {costEntry, costName, MonthCosts} from './cost.js'
import {namedAccount, netsOf} from './document.js'
import {type JournalEntry, journalFile, reversalOf} from './journal.js'
import {checkAccounts, type LedgerResult, totalsOf} from './ledger.js'
import {writeNew} from './place.js'

export interface AccrualRequest {
  rated: AsyncIterable<RatedRow[]>
  book: PriceBook
  out: string
  /** Nobody chose the file: where it is there, the next free name is as good. */
  isUsual?: boolean
  cycle?: string
}

/** Writes the journal of a rating. Throws `usage` where an account is missing; nothing is written then. */
export async function exportAccrual(request: AccrualRequest): Promise<LedgerResult> {
  const {rated, book, out, isUsual, cycle} = request
  const maker = new StatementMaker(book)
  const costs = new MonthCosts()
  for await (const rows of rated) {
    for (const row of rows) {
      if (cycle && row.bill_cycle !== cycle) continue
      maker.add(row)
      costs.add(row)
    }
  }
  // No day of issue is told: it is no document.
  const statements = [...maker.statements({issued: '1970-01-01'})].filter(({net}) => !net.isZero)
  const missing = new Set<string>()
  const earned = statements.map(statement => {
    const isOther = ({cycle, customer_id, currency}: Statement) =>
      cycle === statement.cycle && customer_id === statement.customer_id && currency !== statement.currency
    return accrued(statement, book, missing, statements.some(isOther) ? `-${statement.currency}` : '')
  })
  checkAccounts(book, missing, 'unbilled: "1410", revenue: {vat: "8400"}')
  const remarks: string[] = []
  const owed = costs.cycles.flatMap(one => {
    const unsettled = costs.unsettled.get(one)
    if (unsettled || !book.accounts?.cost) return []
    const dated = {date: daysOf(one).at(-1)!, cycle: one}
    const all = costs.of(one, book)
    return all.map(cost => costEntry(book, costName(`ACCRUAL-${one}-COST`, cost, all), dated, cost))
  })
  if (book.accounts?.cost)
    for (const [one, count] of costs.unsettled)
      remarks.push(`${one} is without its cost: ${counted(count, 'record')} without a settlement amount`)
  else remarks.push('cost is not written: the price book has no accounts.cost')
  const entries = [...earned, ...owed].flatMap(entry => {
    const next = shiftCycle(entry.date.slice(0, 7), 1)
    return [entry, reversalOf(entry, `${next}-01`)]
  })
  const file = entries.length > 0 ? writeNew(out, journalFile(entries), isUsual) : ''
  const totals = totalsOf(statements).map(({currency, net}) => ({currency, net, tax: Decimal.zero, total: net}))
  return {format: 'csv', file, documents: statements.length, before: 0, totals, remarks}
}

/** Revenue by tax against what is not billed yet; tax is owed when a document is issued. */
function accrued(statement: Statement, book: PriceBook, missing: Set<string>, suffix: string): JournalEntry {
  const {cycle, customer_id, account_name, currency, decimals, net, customer} = statement
  const {accounts = {}} = book
  if (!accounts.unbilled) missing.add('accounts.unbilled')
  const nets = netsOf(statement)
  if (Decimal.sum(nets.map(one => one.net)).compare(net) !== 0)
    throw usage(`the lines of ${account_name || customer_id} do not come to ${net.text}`)
  return {
    date: daysOf(cycle).at(-1)!,
    document: `ACCRUAL-${cycle}-${account_name || customer_id}${suffix}`,
    customer: account_name || customer_id,
    ...{currency, decimals, refersTo: '', dueDate: '', text: `${customer.name} ${cycle}`},
    rows: [
      {account: accounts.unbilled ?? '', amount: net, side: 'debit'},
      ...nets.map(one => ({
        account: namedAccount(accounts, 'revenue', one.code, missing),
        amount: one.net,
        side: 'credit' as const,
        code: one.code,
      })),
    ],
  }
}
