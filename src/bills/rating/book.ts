// A price book, checked and ready to rate with.
import {Decimal, ONE, type Rounding} from '../../decimal.js'
import {Failure} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {closest} from '../../similar.js'
import type {Decoding} from '../read/encoding.js'
import {bookFailure, type LineOf} from './book-failure.js'
import {Exchange} from './exchange.js'
import {type Customer, isIdText, type Parties, partiesOf, type Reseller} from './parties/parties.js'
import {
  type Base,
  basisOf,
  type CostBasis,
  type Formula,
  parseChange,
  parsePercent,
  parsePrice,
  parseSettlement,
  type Step,
  type Units,
} from './price.js'
import {condition, dimensions, findTies, type Rule, ruleName, type Tie} from './rules.js'
import {
  type Accounts,
  readWritten,
  type TaxCategory,
  type WrittenBook,
  type WrittenExample,
  type WrittenFee,
  type WrittenRule,
  type WrittenSettlement,
  type WrittenStatement,
} from './written.js'

export type {Customer, Reseller} from './parties/parties.js'

/** Stands for a formula that is not understood, while the others are looked at. */
const unreadable: Formula = {kind: 'change', base: 'expenditure', factor: ONE}

export interface Tax {
  code: string
  name: string
  rate: Units
  /** S where the rate is above zero; undefined where the book does not say it. */
  category?: TaxCategory
  reason?: string
  /** Code of the reason (VATEX). */
  reasonCode?: string
  note: string[]
}

/** What a customer pays once a month. */
export interface Fee {
  id: string
  name: string
  customers?: Set<string>
  groups?: string[]
  resellers?: Set<string>
  except: Set<string>
  from?: string
  to?: string
  amount?: Units
  percent?: Units
  of: 'charges' | Base
  atLeast?: Units
  minimum?: Units
  currency: string
  tax?: string[]
}

export interface PriceBook extends Parties {
  path: string
  version: string
  /** Changes with every change of the file. */
  digest: string
  currency: string
  rounding: Rounding
  decimals: Record<string, number>
  exchange: Exchange
  taxes: Map<string, Tax>
  /** Tax codes of customers that name none. */
  tax: string[]
  language: string
  customers: Map<string, Customer>
  /** Whom a distributor bills in place of their customers. */
  resellers: Map<string, Reseller>
  rules: Rule[]
  /** What the word `cost` means; undefined where the book does not say it. */
  cost: CostBasis | undefined
  /** What the partner pays Huawei of expenditure, where records have no settlement amount. */
  settlement: Rule[]
  fees: Fee[]
  statement: WrittenStatement
  /** Accounts of the partner's ledger. */
  accounts?: Accounts
  examples: WrittenExample[]
  /** Rules that tie for records that meet both. */
  possibleTies: Tie[]
}

/** Decimals of currencies that do not have two (ISO 4217). */
const DECIMALS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3])),
}

export const currencyDecimals = (book: Pick<PriceBook, 'decimals'>, currency: string): number =>
  lookUp(book.decimals, currency) ?? lookUp(DECIMALS, currency) ?? 2

export const listOf = (value: unknown): string[] =>
  value === undefined || value === null || value === '' ? [] : (Array.isArray(value) ? value : [value]).map(String)

/**
 * Reads and checks a book. On the China site `cost` needs no line: it is expenditure there. Throws one `usage` failure
 * that lists every mistake with its line.
 */
export async function readPriceBook(path: string, decoding?: Decoding, site?: string): Promise<PriceBook> {
  const {written, lineOf, digest} = await readWritten(path, decoding)
  // Partners of the China site pay what their customers' sums say.
  const isChinese = site === undefined ? decoding?.isChinese : site === 'cn'
  const cost = written.cost ?? (isChinese ? 'expenditure' : undefined)
  return compile(written, lineOf, path, digest, cost)
}

function compile(
  written: WrittenBook,
  lineOf: LineOf,
  path: string,
  digest: string,
  cost: CostBasis | undefined,
): PriceBook {
  const problems: string[] = []
  const attempt = <T>(at: (string | number)[], what: () => T): T | undefined => {
    try {
      return what()
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      problems.push(`line ${lineOf(at) ?? '?'}: ${error.message}`)
      return undefined
    }
  }
  const complain = (at: (string | number)[], message: string) => problems.push(`line ${lineOf(at) ?? '?'}: ${message}`)

  const taxes = new Map<string, Tax>()
  for (const [code, tax] of Object.entries(written.taxes ?? {})) {
    const {name, rate: percent, category, reason, code: reasonCode, note} = tax
    const rate = attempt(['taxes', code], () => parsePercent(percent)) ?? 0n
    const isKnown = category ?? (rate > 0n ? 'S' : undefined)
    if (rate !== 0n && category && !'SLM'.includes(category))
      complain(['taxes', code], `category ${category} has no tax; its rate is 0%`)
    taxes.set(code, {code, name: String(name), rate, category: isKnown, reason, reasonCode, note: listOf(note)})
  }
  const taxCodes = (value: unknown, at: (string | number)[]): string[] | undefined => {
    if (value === undefined) return undefined
    const codes = listOf(value).filter(code => code !== 'none')
    for (const code of codes) if (!taxes.has(code)) complain(at, `there is no tax "${code}" under taxes`)
    return codes
  }
  const groups = new Map(Object.entries(written.groups ?? {}).map(([name, members]) => [name, listOf(members)]))
  const knownGroups = (value: unknown, at: (string | number)[]): string[] | undefined => {
    if (value === undefined) return undefined
    for (const name of listOf(value)) if (!groups.has(name)) complain(at, `there is no group "${name}" under groups`)
    return listOf(value)
  }
  const window = (from: string | undefined, to: string | undefined, at: (string | number)[]) => {
    if (from && to && from > to) complain(at, `from ${from} lies after to ${to}`)
  }
  const customers = new Map<string, Customer>()
  for (const [key, value] of Object.entries(written.customers ?? {})) {
    const {tax, ...given} = (typeof value === 'object' && value) || {}
    customers.set(key, {...given, key, tax: taxCodes(tax, ['customers', key])})
  }
  const resellers = new Map<string, Reseller>()
  const sellers = new Map<string, string>()
  for (const [key, value] of Object.entries(written.resellers ?? {})) {
    const at = ['resellers', key]
    const {tax, bills = 'reseller', customers: listed, ...given} = (typeof value === 'object' && value) || {}
    const members = listOf(listed)
    for (const name of members) {
      const other = sellers.get(name)
      if (other && other !== key) complain(at, `customer "${name}" is also under reseller "${other}"`)
      sellers.set(name, key)
    }
    resellers.set(key, {...given, key, tax: taxCodes(tax, at), bills, members})
  }
  const sellerNames = new Set([...resellers.values()].flatMap(({key, id}) => (id ? [key, id] : [key])))
  /** The id of a reseller that the book has by its name alone stands in the records. */
  const isAnyId = [...resellers.values()].some(({key, id}) => !id && !isIdText(key))
  /** The account name of one that it has by its id, too. */
  const isAnyName = [...resellers.keys()].some(isIdText)
  const knownResellers = (value: unknown, at: (string | number)[]): Set<string> | undefined => {
    if (value === undefined) return undefined
    for (const name of listOf(value)) {
      // A book without resellers has nothing to hold a name against: `pricebook check` says so.
      if (resellers.size === 0 || sellerNames.has(name) || (isIdText(name) ? isAnyId : isAnyName)) continue
      const [near] = closest(name, [...sellerNames])
      const meant = near ? `did you mean ${near}?` : 'write it there, with bills: customers where they are billed'
      complain(at, `there is no reseller "${name}" under resellers: ${meant}`)
    }
    return namedIn(resellers, value)
  }
  const rules = written.rules.map((rule, index) => compileRule(rule, index))
  const settlement = (written.settlement ?? []).map((rule, index) => compileSettlement(rule, index))
  const fees = (written.fees ?? []).map((fee, index) => compileFee(fee, index))
  const seen = new Set<string>()
  for (const [list, items] of [
    ['rules', rules],
    ['fees', fees],
  ] as const) {
    for (const [index, {id}] of items.entries()) {
      if (seen.has(id)) complain([list, index], `"${id}" is used twice; each rule and fee needs its own id`)
      seen.add(id)
    }
  }
  const exchange = new Exchange()
  for (const [pair, {source, ...rates}] of Object.entries(written.exchange ?? {})) {
    const dated = Object.entries(rates).map(([from, rate]) => ({from, rate: Decimal.parse(rate).units}))
    if (dated.length === 0) complain(['exchange', pair], `${pair} has a source and no rate`)
    if (dated.some(({rate}) => rate <= 0n)) complain(['exchange', pair], `${pair}: a rate must be above zero`)
    exchange.set(pair, dated, source)
  }
  const parties = partiesOf(path, customers, groups, resellers)
  const {customer} = parties
  const idsOf = (name: string) => [name, ...(customer(name)?.id ? [customer(name)!.id!] : [])]
  const ties = findTies(rules, group => (groups.get(group) ?? []).flatMap(idsOf))
  for (const {first, second} of ties.certain) {
    problems.push(
      `line ${second.line ?? '?'}: ${ruleName(first)} and ${ruleName(second)} are equally specific and price the same records: give one a higher priority, or dates that do not overlap`,
    )
  }
  if (problems.length > 0) throw bookFailure(path, problems)
  return {
    path,
    version: String(written.version),
    digest,
    currency: written.currency,
    rounding: written.rounding ?? 'half-up',
    decimals: Object.fromEntries(Object.entries(written.decimals ?? {}).map(([code, count]) => [code, Number(count)])),
    exchange,
    taxes,
    tax: taxCodes(written.tax, ['tax']) ?? [],
    language: written.language ?? 'en',
    customers,
    resellers,
    rules,
    cost,
    settlement,
    fees,
    statement: written.statement ?? {},
    accounts: written.accounts,
    examples: written.examples ?? [],
    ...parties,
    possibleTies: ties.possible,
  }

  function compileRule(rule: WrittenRule, index: number): Rule {
    const at = ['rules', index]
    return {
      id: String(rule.id),
      ...compileReach(rule, at),
      formula: attempt(at, () => compileFormula(rule)) ?? unreadable,
      tax: taxCodes(rule.tax, at),
    }
  }

  function compileSettlement(rule: WrittenSettlement, index: number): Rule {
    const at = ['settlement', index]
    return {
      id: rule.id ?? `settlement ${index + 1}`,
      ...compileReach(rule, at),
      formula: attempt(at, () => parseSettlement(rule.settlement)) ?? unreadable,
    }
  }

  /** Which records a rule is for, of whichever kind it is. */
  function compileReach(rule: WrittenRule | WrittenSettlement, at: (string | number)[]): Omit<Rule, 'id' | 'formula'> {
    window(rule.from, rule.to, at)
    return {
      line: lineOf(at),
      customers: rule.customer === undefined ? undefined : namedCustomers(rule.customer),
      groups: knownGroups(rule.group, at),
      resellers: knownResellers(rule.reseller, at),
      conditions: dimensions
        .filter(dimension => rule[dimension] !== undefined)
        .map(dimension => condition(dimension, listOf(rule[dimension]))),
      from: rule.from,
      to: rule.to,
      priority: Number(rule.priority ?? 0),
      note: rule.note,
    }
  }

  function compileFormula({price, tiers, package: pack}: WrittenRule): Formula {
    if (price !== undefined) return parsePrice(String(price), written.currency, cost)
    if (pack) {
      const size = Decimal.parse(pack.size).units
      if (size <= 0n) throw new RangeError('the size of a package must be above zero')
      return {
        kind: 'package',
        size,
        price: Decimal.parse(pack.price).units,
        included: Decimal.parse(pack.included ?? '0').units,
        currency: pack.currency ?? written.currency,
      }
    }
    const {mode, of = 'usage', currency = written.currency, steps} = tiers!
    const read = of === 'usage' ? readUnitPrice : parseChange
    return {
      kind: 'tiers',
      mode,
      of: of === 'usage' ? of : basisOf(of, cost),
      ...(of === 'cost' ? {said: of} : {}),
      currency,
      steps: checkSteps(
        steps.map(step => ({
          upTo: step.up_to === undefined ? undefined : Decimal.parse(step.up_to).units,
          price: read(String(step.price)),
        })),
      ),
    }
  }

  function compileFee(fee: WrittenFee, index: number): Fee {
    const at = ['fees', index]
    window(fee.from, fee.to, at)
    const amount = (text: string | undefined) => (text === undefined ? undefined : Decimal.parse(text).units)
    return {
      id: String(fee.id),
      name: fee.name ?? String(fee.id),
      customers: fee.customer === undefined ? undefined : namedCustomers(fee.customer),
      groups: knownGroups(fee.group, at),
      resellers: knownResellers(fee.reseller, at),
      except: namedCustomers(fee.except),
      from: fee.from,
      to: fee.to,
      amount: amount(fee.amount),
      percent: fee.percent === undefined ? undefined : attempt(at, () => parsePercent(fee.percent!)),
      of:
        !fee.of || fee.of === 'charges'
          ? 'charges'
          : (attempt(at, () => basisOf(fee.of as Base | 'cost', cost)) ?? 'expenditure'),
      atLeast: amount(fee.at_least),
      minimum: amount(fee.minimum),
      currency: fee.currency ?? written.currency,
      tax: taxCodes(fee.tax, at),
    }
  }

  /** A customer may be named by its key in the book, its account name or its id: all of them count. */
  function namedCustomers(value: unknown): Set<string> {
    return namedIn(customers, value)
  }
}

const namedIn = (all: Map<string, Customer>, value: unknown): Set<string> =>
  new Set(listOf(value).flatMap(name => [name, ...(all.get(name)?.id ? [all.get(name)!.id!] : [])]))

const UNIT_PRICE = /^(\d{1,12}(?:\.\d{1,8})?)$/

function readUnitPrice(text: string): Units {
  const match = UNIT_PRICE.exec(text.trim())
  if (!match) throw new RangeError(`"${text}" is not the price of a unit; write 0.05`)
  return Decimal.parse(match[1]!).units
}

function checkSteps(steps: Step[]): Step[] {
  let last = 0n
  for (const [index, {upTo}] of steps.entries()) {
    const isLast = index === steps.length - 1
    if (isLast && upTo !== undefined) throw new RangeError('the last step has no up_to: it holds for everything beyond')
    if (!isLast && upTo === undefined) throw new RangeError('only the last step may lack up_to')
    if (upTo !== undefined && upTo <= last) throw new RangeError('each step must end above the one before')
    last = upTo ?? last
  }
  return steps
}

/** The taxes of a charge, by code. */
export function taxesOf(book: PriceBook, codes: string[]): Tax[] {
  return codes.map(code => {
    const tax = book.taxes.get(code)
    if (!tax)
      throw new Failure('usage', `the price book has no tax "${code}"`, {next: [`Add it under taxes in ${book.path}`]})
    return tax
  })
}
