// Whether a file keeps the rules of FOCUS: each rule over each row, in one walk through the file.
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {isFocus} from '../formats/focus/names.js'
import {supported} from '../formats/focus/supported.js'
import type {Reading} from '../read/exported-file.js'
import {answers, columnAnswers, valueAnswers} from './answers.js'
import {type Cells, Checks, type Column, columnsOf, type RowCheck, type Schemas} from './checks.js'
import {type Check, type Keyword, type Model, type Rule, readModel, rulesBelow} from './model.js'
import {focusRows} from './rows.js'
import {wordsOf} from './words.js'

export interface BrokenRule {
  rule: string
  keyword: Keyword
  column: string
  /** What it asks, in short. */
  asks: string
  /** Rows that break it; null where it is the file that does. */
  rows: number | null
  /** The first of them. */
  row: number | null
  /** What stands there in the columns of the rule. */
  example: Record<string, string | null>
}

export interface Validation {
  file: string
  dataset: string
  version: string
  rows: number
  /** Rules that the file could answer. */
  checked: number
  passed: number
  must_failed: number
  should_failed: number
  /** Rules that no file can answer, or not this one: what the provider does, documents or supports. */
  not_answerable: number
  broken: BrokenRule[]
}

/** A rule while the rows go by. */
interface Running {
  rule: Rule
  asks: Check
  /** Where the columns are on which it depends. */
  places: readonly number[]
  applies: readonly ((cells: Cells) => boolean)[]
  check: RowCheck
  /** Whether the last row breaks it. */
  isBroken: boolean
  failed: number
  row: number | null
  example: Record<string, string | null>
}

const isMust = (keyword: Keyword) => keyword === 'MUST' || keyword === 'MUST NOT'

/**
 * Holds a file, CSV or Parquet, to the rules of FOCUS 1.4. `supports`: criteria of the model that the provider meets,
 * beside those that the columns tell. Throws `usage` for what is no FOCUS.
 */
export async function validateFocus(
  file: string,
  {supports = [], ...reading}: Reading & {supports?: readonly string[]} = {},
): Promise<Validation> {
  const model = readModel()
  const unknown = supports.find(name => !model.criteria.includes(name))
  if (unknown) throw usage(`FOCUS has no criterion ${unknown}`, `Known are ${model.criteria.join(', ')}`)
  const {columns, batches} = await focusRows(file, reading)
  const names = columns.map(({name}) => name)
  const {dataset, rules, known} = datasetOf(model, names, file)
  const declared = new Set([...supports, ...(isFocus(names) ? supported : [])])
  const checks = new Checks(columns, await schemasOf(model, names))
  const {running, broken, unanswered, passed} = prepare(rules, columns, checks, criteriaMet(rules, names, declared))
  const answered = running.length + broken.length + passed + Object.keys(columnAnswers).length
  for (const [id, answer] of Object.entries(columnAnswers)) {
    const column = answer.broken(names, known)
    if (column !== undefined) broken.push(ofFile(id, lookUp(model.rules, id)![0], column, answer.asks))
  }
  const values = ofValues(model, columns, known, checks)
  running.push(...values)
  const used = [...new Set(running.flatMap(({places}) => places))]
  const last: (string | undefined)[] = names.map(() => undefined)
  const changed: boolean[] = names.map(() => true)
  let rows = 0
  for await (const batch of batches(new Set(used.map(place => names[place]!)))) {
    for (let i = 0; i < batch.rows; i++) {
      const cells = batch.cells(i)
      for (const place of used) {
        changed[place] = cells[place] !== last[place] || rows + i === 0
        last[place] = cells[place]
      }
      for (let j = 0; j < running.length; j++) {
        const one = running[j]!
        if (breaks(one, cells, changed) && one.failed++ === 0) {
          one.row = batch.numberOf(i)
          one.example = Object.fromEntries(one.places.map(place => [names[place]!, cells[place] ?? null]))
        }
      }
    }
    rows += batch.rows
  }
  if (rows === 0) reading.note?.(`${file} has no rows: only its columns could be looked at`)
  let undecided = 0
  for (const one of running) {
    const {rule, check} = one
    if (rule.own.some(name => !declared.has(name)) && rows > 0 && one.failed === rows) {
      // Null in every row: the provider may have no such thing.
      undecided++
      continue
    }
    if (one.failed === 0 && check.isWhole?.() !== false) continue
    const {id, keyword, entity} = rule
    const {failed, row, example} = one
    broken.push({rule: id, keyword, column: entity, asks: wordsOf(one.asks), rows: failed || null, row, example})
  }
  broken.sort((a, b) => Number(isMust(b.keyword)) - Number(isMust(a.keyword)))
  const count = (which: readonly BrokenRule[]) => new Set(which.map(({rule}) => rule)).size
  const must = count(broken.filter(({keyword}) => isMust(keyword)))
  const checked = answered + Object.keys(valueAnswers).length - undecided
  return {
    file,
    dataset,
    version: model.version,
    rows,
    checked,
    passed: checked - count(broken),
    must_failed: must,
    should_failed: count(broken) - must,
    not_answerable: unanswered + undecided,
    broken,
  }
}

/** The dataset whose columns a file has most of. */
function datasetOf(model: Model, names: readonly string[], file: string) {
  const found = Object.entries(model.datasets).map(([dataset, root]) => {
    const rules = rulesBelow(model, root)
    const known = new Set([
      ...model.deprecated,
      ...rules.flatMap(({check}) => (check?.[0] === 'ColumnPresent' ? [check[1] as string] : [])),
    ])
    for (const {id, entity} of rules) if (id.includes('-C-')) known.add(entity)
    return {dataset, rules, known, has: names.filter(name => known.has(name)).length}
  })
  const best = found.reduce((left, right) => (right.has > left.has ? right : left))
  if (best.has < 3) {
    throw usage(
      `${file} has no columns of FOCUS: its columns are ${names
        .slice(0, 4)
        .map(name => name.slice(0, 40))
        .join(', ')} ...`,
      'Bills become FOCUS with: partnerctl bill export --format focus-csv',
    )
  }
  return best
}

/** What is known to be supported: what was said, and what single columns stand for. */
function criteriaMet(rules: readonly Rule[], names: readonly string[], declared: ReadonlySet<string>): Set<string> {
  const met = new Set(declared)
  for (const {check, criteria} of rules) {
    if (check?.[0] === 'ColumnPresent' && criteria.length === 1 && names.includes(check[1] as string)) {
      met.add(criteria[0]!)
    }
  }
  return met
}

/** What can be asked of the rows, and what the columns alone have answered. */
function prepare(rules: readonly Rule[], columns: readonly Column[], checks: Checks, met: ReadonlySet<string>) {
  const running: Running[] = []
  const broken: BrokenRule[] = []
  let passed = 0
  let unanswered = 0
  const nested = new Set(columns.filter(({kind}) => kind === 'nested').map(({name}) => name))
  for (const rule of rules) {
    // What may be as it likes cannot fail.
    if (rule.keyword === 'MAY') continue
    const answer = lookUp(answers, rule.id)
    const asks = rule.check ?? answer?.check
    if (!asks) {
      unanswered++
      continue
    }
    const about = columnsOf(asks)
    if (asks[0] === 'ColumnPresent') {
      if (checks.has(about[0]!)) passed++
      else if (rule.criteria.every(name => met.has(name)))
        broken.push(ofFile(rule.id, rule.keyword, about[0]!, wordsOf(asks)))
      else unanswered++
      continue
    }
    const conditions = answer?.when ? [...rule.conditions, answer.when] : rule.conditions
    // That a column is missing is told by the rule that asks for it. A column must not be null with another that is
    // not there.
    const needed = nullIn(asks).length > 0 ? [...about, ...conditions.flatMap(nullIn)] : about
    if (!needed.every(name => checks.has(name)) || needed.some(name => nested.has(name))) {
      unanswered++
      continue
    }
    running.push({
      rule,
      asks,
      places: checks.placesOf([...about, ...conditions.flatMap(columnsOf)]),
      applies: conditions.map(one => checks.condition(one)),
      check: checks.requirement(asks),
      ...unbroken(),
    })
  }
  return {running, broken, unanswered, passed}
}

/** Rules on every value, of each column by itself. */
function ofValues(model: Model, columns: readonly Column[], known: ReadonlySet<string>, checks: Checks): Running[] {
  const texts = columns.filter(({name, kind}) => known.has(name) && (kind === 'untyped' || kind === 'text'))
  return Object.entries(valueAnswers).flatMap(([id, form]) => {
    const [keyword] = lookUp(model.rules, id)!
    return texts.map(({name}): Running => {
      const asks: Check = [form, name]
      const rule = {id, keyword, entity: name, check: asks, conditions: [], criteria: [], own: []}
      return {rule, asks, places: checks.placesOf([name]), applies: [], check: checks.requirement(asks), ...unbroken()}
    })
  })
}

/** Columns of which a check says that they are null. */
function nullIn([name, ...values]: Check): string[] {
  if (name === 'AND' || name === 'OR') return (values as Check[]).flatMap(nullIn)
  return name === 'CheckValue' && values[1] === null ? [values[0] as string] : []
}

const unbroken = (): Pick<Running, 'isBroken' | 'failed' | 'row' | 'example'> => ({
  isBroken: false,
  failed: 0,
  row: null,
  example: {},
})

const ofFile = (rule: string, keyword: Keyword, column: string, asks: string): BrokenRule => ({
  rule,
  keyword,
  column,
  asks,
  rows: null,
  row: null,
  example: {},
})

/** Whether a row breaks a rule. Where nothing that it depends on has changed, it is as in the row before. */
function breaks(one: Running, cells: Cells, changed: readonly boolean[]): boolean {
  const {places, applies, check} = one
  let isSame = !check.countsRows
  for (let i = 0; isSame && i < places.length; i++) isSame = !changed[places[i]!]
  if (isSame) return one.isBroken
  let holds = true
  for (let i = 0; holds && i < applies.length; i++) holds = applies[i]!(cells)
  one.isBroken = holds && !check.test(cells)
  return one.isBroken
}

/** The JSON schemas of columns that the file has. */
async function schemasOf(model: Model, names: readonly string[]): Promise<Schemas> {
  const needed = new Set(
    Object.values(model.rules).flatMap(([, , check]) =>
      check?.[0] === 'CheckJSONSchema' && names.includes(check[1] as string) ? [check[3] as string] : [],
    ),
  )
  if (needed.size === 0) return new Map()
  const {Ajv2020} = await import('ajv/dist/2020.js')
  const ajv = new Ajv2020({strict: false, validateFormats: false})
  return new Map([...needed].map(id => [id, ajv.compile(lookUp(model.schemas, id)!) as (value: unknown) => boolean]))
}
