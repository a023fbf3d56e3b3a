// The rules of FOCUS 1.4 as a table: which column each is about, what is checked, when it holds. `model.json` is made
// from the FinOps Foundation's rule model by `npm run focus-model`.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {lookUp} from '../../look-up.js'
import {packageRoot} from '../../package.js'

/**
 * A check: the name of its function, then its arguments in the order in which the model declares them; those of AND and
 * OR are checks.
 */
export type Check = readonly [name: string, ...values: unknown[]]

/** How much a rule asks for. */
export type Keyword = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'RECOMMENDED' | 'MAY'

/** `entity`: the column, dataset or attribute; `check` is null where the model has words only. */
export type RuleRow = readonly [
  keyword: Keyword,
  entity: string,
  check: Check | null,
  condition: Check | null,
  criteria: readonly string[],
]

export interface Model {
  version: string
  /** For each dataset the rule that holds all others. */
  datasets: Record<string, string>
  /** Columns that may be there, and are not asked for any more. */
  deprecated: readonly string[]
  criteria: readonly string[]
  rules: Record<string, RuleRow>
  /** JSON schemas of columns that hold objects. */
  schemas: Record<string, object>
}

/** A rule that is no list of other rules, with what the lists ask that it stands in. */
export interface Rule {
  id: string
  keyword: Keyword
  entity: string
  check: Check | null
  /** All must hold of a row that is checked. */
  conditions: readonly Check[]
  /** What the provider must support; its own ones, and those of the lists. */
  criteria: readonly string[]
  own: readonly string[]
}

const isNo = (column: string, value: string | null): Check => ['CheckNotValue', column, value]

/**
 * Rules whose condition the model has the wrong way round, and what their words say instead: as they stand, they go
 * against the rule beside them.
 */
export const corrections: Record<string, Check> = {
  'CAU-CommitmentDiscountQuantity-C-007-C': [
    'OR',
    ['AND', isNo('ChargeCategory', 'Usage'), isNo('ChargeCategory', 'Purchase')],
    ['CheckValue', 'CommitmentDiscountId', null],
  ],
  'CAU-ConsumedQuantity-C-006-C': isNo('ChargeClass', 'Correction'),
  'CAU-PricingCurrencyContractedUnitPrice-C-012-C': isNo('SkuPriceId', null),
}

let model: Model | undefined

export function readModel(): Model {
  model ??= JSON.parse(readFileSync(join(packageRoot, 'src', 'bills', 'validate', 'model.json'), 'utf8')) as Model
  return model
}

/** The rules that a check names; empty where it checks anything else. */
export function rulesIn([name, ...values]: Check): string[] {
  if (name === 'CheckModelRule') return [values[0] as string]
  if (name !== 'AND' && name !== 'OR') return []
  const found = (values as Check[]).map(rulesIn)
  return found.some(ids => ids.length === 0) ? [] : found.flat()
}

/** The rules below one, in the model's order, each once. */
export function rulesBelow({rules}: Model, root: string): Rule[] {
  const found = new Map<string, Rule>()
  const walk = (id: string, above: {conditions: readonly Check[]; criteria: readonly string[]}): void => {
    const row = lookUp(rules, id)
    if (!row || found.has(id)) return
    const [keyword, entity, check, stated, own] = row
    const condition = lookUp(corrections, id) ?? stated
    const conditions = condition ? [...above.conditions, condition] : above.conditions
    const criteria = [...new Set([...above.criteria, ...own])]
    const listed = check ? rulesIn(check) : []
    for (const one of listed) walk(one, {conditions, criteria})
    if (listed.length === 0) found.set(id, {id, keyword, entity, check, conditions, criteria, own})
  }
  walk(root, {conditions: [], criteria: []})
  return [...found.values()]
}
