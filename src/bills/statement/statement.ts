// A customer's statement: what its rated rows come to. Rounded once; what rounding does is a line of its own.

import {commandLine} from '../../command-line.js'
import {daysOf} from '../../cycle.js'
import {Decimal, divideRounded, type Rounding} from '../../decimal.js'
import {usage} from '../../failure.js'
import {type Customer, currencyDecimals, listOf, type PriceBook, taxesOf} from '../rating/book.js'
import {ONE, type Units} from '../rating/price.js'
import {oneBasis, type RatedRow} from '../rating/rated.js'

export interface StatementLine {
  kind: 'usage' | 'refund' | 'tier' | 'fee'
  /** Name of the service, or of the fee. */
  label: string
  /** What more there is to say: a day, a resource, a step. */
  detail: string
  records: number
  /** 8 decimals. */
  charge: Decimal
  /** As the statement shows it. */
  shown: Decimal
  /** Of a refund that came when the month was closed: the first statement of that month. */
  refers_to?: string
}

export interface TaxLine {
  code: string
  name: string
  /** In percent. */
  percent: Decimal
  base: Decimal
  amount: Decimal
}

export interface ResourceTotal {
  resource_id: string
  name: string
  service: string
  region: string
  charge: Decimal
}

export interface Statement {
  /** Absent in a preview. */
  number?: string
  kind: 'statement' | 'credit-note'
  /** Number of the statement that a credit note takes back, or that a re-issue replaces. */
  refers_to?: string
  /** The month was not over, or customers could not be read, and it is issued all the same. */
  provisional?: true
  cycle: string
  customer_id: string
  account_name: string
  /** What the price book says about the customer. */
  customer: Partial<Customer>
  language: string
  currency: string
  decimals: number
  issue_date: string
  due_date: string
  book_version: string
  lines: StatementLine[]
  /** Net less the charges as they were rated: under half of the smallest coin. */
  rounding: Decimal
  /** Net less the lines as shown; a line of its own when it is not zero. */
  shown_rounding: Decimal
  net: Decimal
  taxes: TaxLine[]
  tax: Decimal
  total: Decimal
  records: number
  days: {day: string; charge: Decimal}[]
  services: {service: string; charge: Decimal}[]
  resources: ResourceTotal[]
}

/** Refund and refund-like bill types: unsubscription, change, yearly/monthly to pay-per-use, tax. */
const REFUNDS = new Set(['4', '20', '24', '100'])
/** Refunds of one service that have a line each; more than that become one. */
const SINGLE_REFUNDS = 12
const TOP_RESOURCES = 10

interface Line {
  kind: StatementLine['kind']
  label: string
  detail: string
  records: number
  units: Units
}

interface Account {
  cycle: string
  customer_id: string
  account_name: string
  currency: string
  version: string
  records: number
  units: Units
  lines: Map<string, Line>
  byTax: Map<string, Units>
  days: Map<string, Units>
  resources: Map<string, {row: RatedRow; units: Units}>
}

export interface StatementDates {
  /** Day of issue (UTC+8). */
  issued: string
}

/** Gathers rated rows, in whatever order they come, and makes each customer's statement of them. */
export class StatementMaker {
  readonly #accounts = new Map<string, Account>()

  #basis: string | undefined

  constructor(readonly book: PriceBook) {}

  add(row: RatedRow): void {
    const account = this.#account(row)
    const {units} = row.charge
    account.units += units
    if (row.kind === 'record') {
      account.records++
      add(account.days, row.bill_date, units)
    }
    add(account.byTax, row.tax, units)
    this.#basis = oneBasis(this.#basis, row)
    this.#addLine(account, row)
    if (row.resource_id) {
      const resource = account.resources.get(row.resource_id)
      if (resource) resource.units += units
      else account.resources.set(row.resource_id, {row, units})
    }
  }

  /** Every statement, by account name and cycle. */
  *statements({issued}: StatementDates): Generator<Statement> {
    const accounts = [...this.#accounts.values()].sort(
      (a, b) => order(a.cycle, b.cycle) || order(a.account_name, b.account_name) || order(a.customer_id, b.customer_id),
    )
    for (const account of accounts) yield this.#statement(account, issued)
  }

  #account(row: RatedRow): Account {
    const {bill_cycle: cycle, customer_id, account_name, charge_currency: currency, book_version: version} = row
    const key = `${cycle} ${customer_id} ${currency}`
    let account = this.#accounts.get(key)
    if (!account) {
      account = {
        cycle,
        customer_id,
        account_name,
        currency,
        version,
        records: 0,
        units: 0n,
        lines: new Map(),
        byTax: new Map(),
        days: new Map(),
        resources: new Map(),
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
    const service = row.cloud_service_type_name || row.cloud_service_type
    const {units} = row.charge
    let line: Omit<Line, 'records' | 'units'>
    let key: string
    if (row.kind === 'fee' || row.kind === 'minimum') {
      line = {kind: 'fee', label: row.description, detail: ''}
      key = `3 ${row.rule}`
    } else if (row.kind === 'tier' || row.kind === 'package') {
      line = {kind: 'tier', label: service, detail: row.description}
      key = `1 ${service} ${row.rule} ${row.description}`
    } else if (REFUNDS.has(row.bill_type) || units < 0n) {
      const what = row.resource_name || row.resource_id
      line = {kind: 'refund', label: service, detail: `${row.bill_date}${what ? ` – ${what}` : ''}`}
      key = `2 ${service} ${line.detail}`
    } else {
      line = {kind: 'usage', label: service, detail: ''}
      key = `0 ${service}`
    }
    const known = account.lines.get(key)
    if (known) {
      known.records++
      known.units += units
    } else account.lines.set(key, {...line, records: 1, units})
  }

  #statement(account: Account, issued: string): Statement {
    const {book} = this
    const {rounding} = book
    const {cycle, customer_id, account_name, currency} = account
    const decimals = currencyDecimals(book, currency)
    const customer: Partial<Customer> = book.customer(customer_id, account_name) ?? {}
    const net = roundTo(account.units, decimals, rounding)
    const lines = shownLines(account, decimals, rounding)
    const taxes = this.#taxes(account, net, decimals)
    const tax = taxes.reduce((sum, line) => sum + line.amount.units, 0n)
    const days = Number(customer.due_days ?? book.statement.due_days ?? 30)
    return {
      kind: 'statement',
      cycle,
      customer_id,
      account_name,
      customer,
      language: customer.language ?? book.language,
      currency,
      decimals,
      issue_date: issued,
      due_date: new Date(Date.parse(`${issued}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10),
      book_version: account.version,
      lines,
      rounding: Decimal.fromUnits(net - account.units),
      shown_rounding: Decimal.fromUnits(net - lines.reduce((sum, line) => sum + line.shown.units, 0n)),
      net: Decimal.fromUnits(net),
      taxes,
      tax: Decimal.fromUnits(tax),
      total: Decimal.fromUnits(net + tax),
      records: account.records,
      days: daysOf(cycle).map(day => ({day, charge: Decimal.fromUnits(account.days.get(day) ?? 0n)})),
      services: serviceTotals(account),
      resources: topResources(account),
    }
  }

  /**
   * Tax on rounded bases that add up to the net amount, so that a calculator gives the same: where several taxes
   * divide a statement, the largest base takes what rounding leaves.
   */
  #taxes(account: Account, net: Units, decimals: number): TaxLine[] {
    const {rounding} = this.book
    const groups = [...account.byTax]
      .filter(([codes]) => codes !== '')
      .sort(([a, x], [b, y]) => (abs(x) === abs(y) ? order(a, b) : abs(y) > abs(x) ? 1 : -1))
    const untaxed = account.byTax.get('')
    let left = untaxed === undefined ? net : net - roundTo(untaxed, decimals, rounding)
    const bases = groups.map(([codes, units]) => ({codes, base: roundTo(units, decimals, rounding)}))
    for (const {base} of bases) left -= base
    if (bases.length > 0) bases[0]!.base += left
    const lines = new Map<string, {base: Units; tax: ReturnType<typeof taxesOf>[number]}>()
    for (const {codes, base} of bases) {
      for (const tax of taxesOf(this.book, listOf(codes.split(' ')))) {
        const line = lines.get(tax.code)
        if (line) line.base += base
        else lines.set(tax.code, {base, tax})
      }
    }
    return [...lines.values()].map(({base, tax: {code, name, rate}}) => ({
      code,
      name,
      percent: Decimal.fromUnits(rate * 100n),
      base: Decimal.fromUnits(base),
      amount: Decimal.fromUnits(roundTo(divideRounded(base * rate, ONE, rounding), decimals, rounding)),
    }))
  }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const abs = (units: Units) => (units < 0n ? -units : units)
const add = (sums: Map<string, Units>, key: string, units: Units) => sums.set(key, (sums.get(key) ?? 0n) + units)

/** Rounds to the currency's decimals, alike on both sides of zero. */
export function roundTo(units: Units, decimals: number, rounding: Rounding): Units {
  const step = 10n ** BigInt(8 - decimals)
  return divideRounded(units, step, rounding) * step
}

/** Services by charge, then their tiers, refunds and at last fees; too many refunds of one service become one line. */
function shownLines(account: Account, decimals: number, rounding: Rounding): StatementLine[] {
  const all = [...account.lines.values()]
  const refunds = new Map<string, Line[]>()
  for (const line of all) {
    if (line.kind === 'refund') refunds.set(line.label, [...(refunds.get(line.label) ?? []), line])
  }
  const kept = all.filter(line => line.kind !== 'refund')
  for (const [label, lines] of refunds) {
    if (lines.length <= SINGLE_REFUNDS) kept.push(...lines)
    else {
      const records = lines.reduce((sum, line) => sum + line.records, 0)
      const units = lines.reduce((sum, line) => sum + line.units, 0n)
      kept.push({kind: 'refund', label, detail: '', records, units})
    }
  }
  const rank = {usage: 0, tier: 1, refund: 2, fee: 3}
  const shown = kept
    // A service whose charge is worked out with the month has its line there.
    .filter(
      line =>
        line.units !== 0n ||
        line.kind === 'fee' ||
        (line.kind === 'usage' && !kept.some(other => other.kind === 'tier' && other.label === line.label)),
    )
    .sort(
      (a, b) =>
        rank[a.kind] - rank[b.kind] ||
        (a.kind === 'usage' && a.units !== b.units ? (b.units > a.units ? 1 : -1) : 0) ||
        order(a.label, b.label) ||
        order(tierStart(a.detail), tierStart(b.detail)),
    )
  return shown.map(({units, ...line}) => ({
    ...line,
    charge: Decimal.fromUnits(units),
    shown: Decimal.fromUnits(roundTo(units, decimals, rounding)),
  }))
}

/** Steps in the order of where they begin: `(500 – 1000)`, `(> 1000)`. Other details keep their text. */
const tierStart = (detail: string) => /\((?:> )?(\d+)[^)]*\)$/.exec(detail)?.[1]?.padStart(13, '0') ?? detail

function serviceTotals(account: Account): Statement['services'] {
  const sums = new Map<string, Units>()
  for (const line of account.lines.values()) add(sums, line.label, line.units)
  return [...sums]
    .sort(([a, x], [b, y]) => (x === y ? order(a, b) : y > x ? 1 : -1))
    .map(([service, units]) => ({service, charge: Decimal.fromUnits(units)}))
}

function topResources(account: Account): ResourceTotal[] {
  return [...account.resources]
    .filter(([, {units}]) => units > 0n)
    .sort(([a, x], [b, y]) => (x.units === y.units ? order(a, b) : y.units > x.units ? 1 : -1))
    .slice(0, TOP_RESOURCES)
    .map(([resource_id, {row, units}]) => ({
      resource_id,
      name: row.resource_name || resource_id,
      service: row.cloud_service_type_name || row.cloud_service_type,
      region: row.region_name || row.region,
      charge: Decimal.fromUnits(units),
    }))
}

/** The statement that takes another one back: the same lines with the opposite sign. */
export function creditNote(statement: Statement, refersTo: string): Statement {
  const turned = <T extends Record<string, unknown>>(row: T): T =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Decimal && name !== 'percent' ? value.negated() : value,
      ]),
    ) as T
  return {
    ...turned(statement as unknown as Record<string, unknown>),
    kind: 'credit-note',
    refers_to: refersTo,
    due_date: statement.issue_date,
    lines: statement.lines.map(line => turned(line as unknown as Record<string, unknown>)),
    taxes: statement.taxes.map(line => turned(line as unknown as Record<string, unknown>)),
    days: [],
    services: [],
    resources: [],
  } as unknown as Statement
}
