// A customer's statement: what its rated rows come to. Rounded once; what rounding does is a line of its own.

import {tmpdir} from 'node:os'
import {commandLine} from '../../command-line.js'
import {Decimal, roundUnits} from '../../decimal.js'
import {usage} from '../../failure.js'
import {type Customer, currencyDecimals, type PriceBook} from '../rating/book.js'
import {oneBasis, payerOf, type RatedRow} from '../rating/rated.js'
import type {Account} from './data/account.js'
import type {ResourceTotal, Statement} from './data/document.js'
import {exchangeUsed, notesOf, taxCurrencyOf} from './data/duties.js'
import {ordersOf} from './data/orders.js'
import {overviewOf, TOP_RESOURCES} from './data/overview.js'
import {buyerOf, paymentOf, sellerOf} from './data/parties.js'
import {addSold, Sales, soldLine} from './data/quantity.js'
import {Resources} from './data/resources.js'
import {shownLines} from './data/shown-lines.js'
import {add, order} from './data/sums.js'
import {TaxGroups} from './data/taxes.js'
import {lineOf, orderOf} from './lines.js'

export type * from './data/document.js'

export interface StatementDates {
  /** Day of issue (UTC+8). */
  issued: string
}

/** Gathers rated rows, in whatever order they come, and makes each customer's statement of them. */
export class StatementMaker {
  readonly #accounts = new Map<string, Account>()

  readonly #sales: Sales
  readonly #texts = new Map<string, string>()
  #basis: string | undefined

  readonly #resources: Resources

  /** `within`: the folder for what of a month does not fit into the memory. */
  constructor(
    readonly book: PriceBook,
    within = tmpdir(),
  ) {
    this.#sales = new Sales(book)
    this.#resources = new Resources(within)
  }

  add(row: RatedRow): void {
    const account = this.#account(row)
    const {units} = row.charge
    account.units += units
    if (row.kind === 'record') add(account.days, this.#once(row.bill_date), units)
    if (row.exchange_rate && units !== 0n) addRate(account, row, row.exchange_rate)
    this.#basis = oneBasis(this.#basis, row)
    this.#addLine(account, row)
    if (row.resource_id) this.#resources.add(keyOf(account), row)
  }

  /** A month that is known already, as corrections make it. */
  addAccount(account: Account): void {
    this.#accounts.set(keyOf(account), account)
  }

  /** Puts on the disk what is too much for the memory. */
  relieve(): Promise<void> {
    return this.#resources.relieve()
  }

  remove(): void {
    this.#resources.remove()
  }

  /** Every statement, by account name and cycle; what was gathered for it is given up. */
  *statements({issued}: StatementDates): Generator<Statement> {
    const accounts = [...this.#accounts.values()].sort(
      (a, b) => order(a.cycle, b.cycle) || order(a.account_name, b.account_name) || order(a.customer_id, b.customer_id),
    )
    this.#accounts.clear()
    accounts.reverse()
    for (let account = accounts.pop(); account; account = accounts.pop()) {
      yield this.#statement(account, issued, this.#resources.largest(keyOf(account), TOP_RESOURCES))
    }
  }

  /** The same text for all that say it: every row brings its own. */
  #once(text: string): string {
    const known = this.#texts.get(text)
    if (known === undefined) this.#texts.set(text, text)
    return known ?? text
  }

  #account(row: RatedRow): Account {
    const {bill_cycle: cycle, charge_currency: currency, book_version: version} = row
    const {id: customer_id, name: account_name} = payerOf(row)
    const key = keyOf({cycle, customer_id, currency})
    let account = this.#accounts.get(key)
    if (!account) {
      account = {
        cycle,
        customer_id,
        account_name,
        currency,
        version,
        units: 0n,
        lines: new Map(),
        customers: new Map(),
        rates: new Map(),
        days: new Map(),
      }
      this.#accounts.set(key, account)
    }
    if (account.version !== version) {
      throw usage(
        `${account_name || customer_id} was rated with two editions of the price book, ${account.version} and ${version}`,
        `Rate the month again, whole: ${commandLine`bill rate --cycle ${cycle}`}`,
      )
    }
    if (account_name && (!account.account_name || account_name < account.account_name))
      account.account_name = account_name
    return account
  }

  #addLine(account: Account, row: RatedRow): void {
    const {tax, rule} = row
    const {units} = row.charge
    const line = lineOf(row)
    const {kind, label, detail, customer} = line
    if (customer) {
      const name = account.customers.get(customer.id)
      if (!name || (customer.name && customer.name < name)) account.customers.set(customer.id, customer.name)
    }
    const own = kind === 'fee' || kind === 'tier' ? rule : ''
    const key = [kind, kind === 'fee' ? '' : label, detail, own, tax, customer?.id].join('\u0000')
    const sold = kind === 'usage' || kind === 'tier' ? this.#sales.sold(row) : undefined
    const order = orderOf(row, line)
    const known = account.lines.get(key)
    if (known) {
      if (order) known.orders = (known.orders ?? new Set()).add(order)
      known.records++
      known.units += units
      known.sold = addSold(known.sold, sold)
    } else account.lines.set(key, {...line, tax, records: 1, units, sold, ...(order ? {orders: new Set([order])} : {})})
  }

  #statement(account: Account, issued: string, resources: ResourceTotal[]): Statement {
    const {book} = this
    const {rounding} = book
    const {cycle, customer_id, account_name, currency} = account
    const decimals = currencyDecimals(book, currency)
    const customer: Partial<Customer> = book.customer(customer_id, account_name) ?? {}
    const language = customer.language ?? book.language
    const title = book.statement.title ?? 'statement'
    const net = roundUnits(account.units, decimals, rounding)
    const shown = shownLines(account, decimals, rounding)
    const groups = new TaxGroups(book, [...account.lines.values()], net, decimals)
    const taxes = groups.lines(language)
    const tax = Decimal.sum(taxes.map(line => line.amount))
    const lines = shown.map(line => ({...soldLine(line, decimals, rounding), ...groups.tell(line.tax)}))
    const roundings = groups.roundings(shown)
    const days = Number(customer.due_days ?? book.statement.due_days ?? 30)
    const einvoice = customer.einvoice ?? book.statement.einvoice ?? 'none'
    const payment = paymentOf(book, currency)
    const taxCurrency = taxCurrencyOf(book, cycle, currency, taxes)
    const orders = ordersOf(account, shown)
    return {
      kind: 'statement',
      title,
      cycle,
      customer_id,
      account_name,
      seller: sellerOf(book),
      customer: buyerOf(customer, account_name),
      ...(payment ? {payment} : {}),
      ...(einvoice === 'none' ? {} : {einvoice}),
      language,
      currency,
      decimals,
      issue_date: issued,
      due_date: new Date(Date.parse(`${issued}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10),
      lines: lines.map(({units, sold: _, orders: _o, ...line}) => ({...line, charge: Decimal.fromUnits(units)})),
      roundings,
      rounding: Decimal.fromUnits(net - account.units),
      shown_rounding: Decimal.sum(roundings.map(line => line.amount)),
      net: Decimal.fromUnits(net),
      taxes,
      tax,
      total: Decimal.fromUnits(net).plus(tax),
      exchange: exchangeUsed(book, account),
      ...(taxCurrency ? {tax_currency: taxCurrency} : {}),
      notes: notesOf(book, customer, taxes),
      ...(orders ? {orders} : {}),
      overview: overviewOf(account, resources),
    }
  }
}

const keyOf = ({cycle, customer_id, currency}: Pick<Account, 'cycle' | 'customer_id' | 'currency'>) =>
  `${cycle} ${customer_id} ${currency}`

function addRate({rates}: Account, {currency, bill_date}: RatedRow, rate: Decimal): void {
  const key = `${currency} ${rate.units}`
  const known = rates.get(key)
  if (!known) rates.set(key, {from: currency, rate: Decimal.fromUnits(rate.units), day: bill_date})
  else if (bill_date < known.day) known.day = bill_date
}

/** The statement that takes another one back: the same lines with the opposite sign, and nothing to pay. */
export function creditNote(issued: Statement, refersTo: string): Statement {
  const {payment: _, orders: _o, ...statement} = issued
  return {
    ...(turned(statement) as Omit<Statement, 'payment'>),
    kind: 'credit-note',
    refers_to: refersTo,
    refers_to_date: statement.issue_date,
    due_date: statement.issue_date,
    overview: {days: [], services: [], resources: []},
  }
}

/** Amounts that are no money that changes hands keep their sign. */
const UNTURNED = new Set(['percent', 'rate', 'unit_price'])

function turned(value: unknown, name = ''): unknown {
  if (value instanceof Decimal) return UNTURNED.has(name) ? value : value.negated()
  if (Array.isArray(value)) return value.map(one => turned(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, turned(one, key)]))
}
