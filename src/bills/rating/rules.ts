// Which rule prices a record: conditions, how specific they are, and ties.
import type {BillRecord} from '../records/bill-record.js'
import type {Formula} from './price.js'

/** What a rule can ask of a record, besides who the customer is. */
export const dimensions = [
  'service',
  'resource_type',
  'region',
  'sku',
  'usage_type',
  'measure',
  'charge_mode',
  'bill_type',
  'project',
  'resource',
  'tag',
] as const
export type Dimension = (typeof dimensions)[number]

/** The field of a record that a condition looks at. */
export const fieldOf = {
  service: 'cloud_service_type',
  resource_type: 'resource_type',
  region: 'region',
  sku: 'sku_code',
  usage_type: 'usage_type',
  measure: 'usage_measure_id',
  charge_mode: 'charge_mode',
  bill_type: 'bill_type',
  project: 'enterprise_project_id',
  resource: 'resource_id',
  tag: 'resource_tag',
} as const satisfies Record<Dimension, keyof BillRecord>

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/** Exact values and patterns of one dimension; any of them will do. */
export interface Condition {
  dimension: Dimension
  values: string[]
  exact: Set<string>
  patterns: RegExp[]
}

export interface Rule {
  id: string
  /** Where it stands in the book. */
  line?: number
  /** Names or ids of customers; undefined is any. */
  customers?: Set<string>
  groups?: string[]
  /** Names or ids of resellers whose customers it is for. */
  resellers?: Set<string>
  conditions: Condition[]
  from?: string
  to?: string
  priority: number
  formula: Formula
  tax?: string[]
  note?: string
}

export function condition(dimension: Dimension, values: string[]): Condition {
  const wild = values.filter(value => value.includes('*'))
  return {
    dimension,
    values,
    exact: new Set(values.filter(value => !value.includes('*'))),
    patterns: wild.map(
      value =>
        new RegExp(
          `^${value
            .split('*')
            .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}$`,
          's',
        ),
    ),
  }
}

const accepts = ({exact, patterns}: Condition, value: string) =>
  exact.has(value) || patterns.some(pattern => pattern.test(value))

/**
 * Tags as `key=value`. The API does not document the format: JSON, and pairs separated by comma or semicolon, are
 * understood.
 */
export function tagsOf(written: string): string[] {
  const trimmed = written.trim()
  if (!trimmed) return []
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    try {
      const value: unknown = JSON.parse(trimmed)
      if (Array.isArray(value)) {
        return value.map(item =>
          typeof item === 'object' && item !== null ? `${text(item.key)}=${text(item.value)}` : text(item),
        )
      }
      return Object.entries(value as object).map(([key, one]) => `${key}=${text(one)}`)
    } catch {
      // Not JSON after all.
    }
  }
  return trimmed.split(/[;,]/).map(part => part.trim().replace(/^([^=:]+?)\s*[=:]\s*/, '$1='))
}

/** Whether a record meets one condition. */
export function meets(rule: Condition, record: BillRecord): boolean {
  const value = text(record[fieldOf[rule.dimension]])
  if (rule.dimension !== 'tag') return accepts(rule, value)
  return tagsOf(value).some(tag => accepts(rule, tag))
}

export const recordValue = (dimension: Dimension, record: BillRecord): string => text(record[fieldOf[dimension]])

/** The customer and its reseller as rules name them: by any of these. */
export type NamesOf = (record: BillRecord) => {names: string[]; groups: string[]; resellers: string[]}

/** How specific a rule is: compared element by element, larger first. */
export const rank = (rule: Rule): number[] => [
  rule.customers ? 2 : rule.groups ? 1 : 0,
  rule.resellers ? 1 : 0,
  rule.conditions.length,
  rule.conditions.filter(one => one.patterns.length === 0).length,
  rule.priority,
  // A rule for some weeks goes before one that begins or ends some day, and that before one that holds always.
  (rule.from === undefined ? 0 : 1) + (rule.to === undefined ? 0 : 1),
]

export function compareRank(a: Rule, b: Rule): number {
  const left = rank(a)
  const right = rank(b)
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== right[i]) return right[i]! - left[i]!
  }
  return 0
}

export const isValidOn = (rule: Rule, day: string) =>
  (rule.from === undefined || rule.from <= day) && (rule.to === undefined || day <= rule.to)

/** Why a rule does not price a record; undefined when it could. */
export function refusal(rule: Rule, record: BillRecord, namesOf: NamesOf): string | undefined {
  const {names, groups, resellers} = namesOf(record)
  if (rule.customers && !names.some(name => rule.customers!.has(name))) {
    return `is for customer ${[...rule.customers].join(', ')}`
  }
  if (rule.groups && !rule.groups.some(group => groups.includes(group))) {
    return `is for group ${rule.groups.join(', ')}`
  }
  if (rule.resellers && !resellers.some(name => rule.resellers!.has(name))) {
    return `is for reseller ${[...rule.resellers].join(', ')}`
  }
  for (const one of rule.conditions) {
    if (!meets(one, record)) {
      return `wants ${one.dimension} ${one.values.join(' or ')}; the record has ${recordValue(one.dimension, record) || 'none'}`
    }
  }
  const day = text(record.bill_date)
  if (rule.from && day < rule.from) return `holds from ${rule.from}; the record is of ${day}`
  if (rule.to && day > rule.to) return `held until ${rule.to}; the record is of ${day}`
  return undefined
}

/** Two rules that are equally specific and both meet a record. */
export interface Tie {
  first: Rule
  second: Rule
}

export type Match = {rule: Rule} | {tie: Tie} | undefined

/** A cache that outgrows this is begun anew, so that memory stays bounded whatever the records hold. */
const CACHED = 200_000

/** What the rules ask about at all. */
export const askedBy = (rules: Rule[]): Dimension[] =>
  dimensions.filter(dimension => rules.some(rule => rule.conditions.some(one => one.dimension === dimension)))

/** The fields that tell a customer's reseller: of exports, and of delivered files. */
export const resellerFields = ['xreseller_id', 'xreseller_account', 'partner_id', 'partner_account_name'] as const

/** Finds the rule of each record. Records that agree in everything that the rules ask about share one answer. */
export class Matcher {
  readonly #asked: Dimension[]
  readonly #byCustomer: boolean
  readonly #byReseller: boolean
  readonly #cache = new Map<string, Rule[]>()
  readonly rules: Rule[]

  constructor(
    rules: Rule[],
    readonly namesOf: NamesOf,
  ) {
    this.rules = [...rules].sort(compareRank)
    this.#asked = askedBy(rules)
    this.#byReseller = rules.some(rule => rule.resellers)
    // The book may say whose customer it is.
    this.#byCustomer = this.#byReseller || rules.some(rule => rule.customers || rule.groups)
  }

  /** What records must share to be priced by the same rules. */
  key(record: BillRecord): string {
    let key = this.#byCustomer ? `${record.customer_id}\u0000${record.account_name}` : ''
    if (this.#byReseller) for (const field of resellerFields) key += `\u0000${text(record[field as keyof BillRecord])}`
    for (const dimension of this.#asked) key += `\u0000${text(record[fieldOf[dimension]])}`
    return key
  }

  find(record: BillRecord): Match {
    const key = this.key(record)
    let candidates = this.#cache.get(key)
    if (!candidates) {
      candidates = this.#candidates(record)
      if (this.#cache.size >= CACHED) this.#cache.clear()
      this.#cache.set(key, candidates)
    }
    const day = record.bill_date as string
    let best: Rule | undefined
    for (const rule of candidates) {
      if (best && compareRank(best, rule) !== 0) break
      if (!isValidOn(rule, day)) continue
      if (best) return {tie: {first: best, second: rule}}
      best = rule
      if (candidates.length === 1) break
    }
    return best && {rule: best}
  }

  /** Rules whose conditions a record meets, the most specific first; dates are not looked at. */
  #candidates(record: BillRecord): Rule[] {
    const {names, groups, resellers} = this.namesOf(record)
    return this.rules.filter(
      rule =>
        (!rule.customers || names.some(name => rule.customers!.has(name))) &&
        (!rule.groups || rule.groups.some(group => groups.includes(group))) &&
        (!rule.resellers || resellers.some(name => rule.resellers!.has(name))) &&
        rule.conditions.every(one => meets(one, record)),
    )
  }
}

/** Whether the validity of two rules has a day in common. */
const datesOverlap = (a: Rule, b: Rule) =>
  (a.from === undefined || b.to === undefined || a.from <= b.to) &&
  (b.from === undefined || a.to === undefined || b.from <= a.to)

/** A value that meets both. Two patterns may or may not have one; a resource has many tags. */
const valuesMeet = (a: Condition, b: Condition) =>
  [...a.exact].some(value => accepts(b, value)) || [...b.exact].some(value => accepts(a, value))
const valuesMayMeet = (a: Condition, b: Condition) =>
  a.dimension === 'tag' || (a.patterns.length > 0 && b.patterns.length > 0) || valuesMeet(a, b)

const share = <T>(a: Iterable<T>, b: Iterable<T>) => {
  const right = new Set(b)
  return [...a].some(value => right.has(value))
}

/**
 * Rules that would tie. `certain` ones ask about the same things, so any record of the one is a record of the other;
 * the rest tie only where a record meets both, which the book alone does not tell.
 */
export function findTies(rules: Rule[], membersOf: (group: string) => string[]): {certain: Tie[]; possible: Tie[]} {
  const certain: Tie[] = []
  const possible: Tie[] = []
  const members = (rule: Rule) => rule.customers ?? new Set(rule.groups?.flatMap(membersOf))
  for (const [index, first] of rules.entries()) {
    for (const second of rules.slice(index + 1)) {
      if (compareRank(first, second) !== 0 || !datesOverlap(first, second)) continue
      if ((first.customers || first.groups) && !share(members(first), members(second))) continue
      if (first.resellers && !share(first.resellers, second.resellers!)) continue
      const common = first.conditions.flatMap(one => {
        const other = second.conditions.find(({dimension}) => dimension === one.dimension)
        return other ? [[one, other] as const] : []
      })
      if (!common.every(([one, other]) => valuesMayMeet(one, other))) continue
      const sure =
        common.length === first.conditions.length &&
        common.length === second.conditions.length &&
        common.every(([one, other]) => valuesMeet(one, other))
      ;(sure ? certain : possible).push({first, second})
    }
  }
  return {certain, possible}
}

export const ruleName = (rule: Rule) => (rule.line ? `${rule.id} (line ${rule.line})` : rule.id)
