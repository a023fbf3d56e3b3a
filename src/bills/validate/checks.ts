// The functions of the rule model: from a check as it stands in the table to what is asked of a row.

import {isCurrency} from '../../currency.js'
import {lookUp} from '../../look-up.js'
import {isPlaceholder} from '../formats/focus/row.js'
import {
  compareExact,
  exact,
  isDateTime,
  isFloatText,
  isKeyValue,
  isUnit,
  moment,
  objectIn,
  timesExact,
} from './forms.js'
import type {Check} from './model.js'

/** A row: a text for each column, undefined for null. */
export type Cells = readonly (string | undefined)[]

/** What a column is stored as; `untyped` in CSV, `nested` where it is no single value. */
export type Kind =
  | 'untyped'
  | 'text'
  | 'decimal'
  | 'integer'
  | 'float'
  | 'time'
  | 'date'
  | 'boolean'
  | 'nested'
  | 'other'

export interface Column {
  name: string
  kind: Kind
}

/** A check of rows, made for the columns of one file. */
export interface RowCheck {
  test(cells: Cells): boolean
  /** Behind the last row: whether what only all rows can tell holds. */
  isWhole?(): boolean
  /** A row that is there twice is another one. */
  countsRows?: true
}

/** Fits a text that is there; what is null is another rule's. */
type Form = (text: string) => boolean

/** JSON schemas by id, as functions. */
export type Schemas = ReadonlyMap<string, (value: unknown) => boolean>

const asText: Form = text => text.trim() !== ''

const forms: Record<string, Form> = {
  FormatString: asText,
  FormatNumeric: text => exact(text) !== undefined,
  FormatDateTime: isDateTime,
  FormatCurrency: isCurrency,
  CheckNationalCurrency: isCurrency,
  FormatUnit: isUnit,
  FormatKeyValue: isKeyValue,
  FormatJSON: text => objectIn(text) !== undefined,
  CheckDecimalValue: text => exact(text) !== undefined,
  NoPlaceholder: text => !isPlaceholder(text),
  KeysNamed: text => Object.keys(objectIn(text) ?? {}).every(key => key.startsWith('x_') || priceProperties.has(key)),
  KeysPascal: text => Object.keys(objectIn(text) ?? {}).every(key => /^(x_)?[A-Z][A-Za-z0-9]*$/.test(key)),
}

/** Properties of a SKU price that FOCUS defines. */
const priceProperties: ReadonlySet<string> = new Set(
  (
    'CoreCount DiskMaxIops DiskSpace DiskType GpuCount InstanceSeries InstanceType MemorySize NetworkMaxIops ' +
    'NetworkMaxThroughput OperatingSystem Redundancy StorageClass'
  ).split(' '),
)

/** What a column of a Parquet file may be stored as; in a CSV file its texts tell. */
const types: Record<string, {kinds: readonly Kind[]; form: Form}> = {
  TypeString: {kinds: ['text'], form: () => true},
  TypeDecimal: {kinds: ['decimal', 'integer', 'float'], form: text => Number.isFinite(Number(text))},
  TypeDateTime: {kinds: ['time', 'text'], form: text => !Number.isNaN(moment(text))},
  TypeJSON: {kinds: ['text'], form: text => objectIn(text) !== undefined},
}

/** The columns that a check speaks of. */
export function columnsOf([name, ...values]: Check): string[] {
  if (name === 'AND' || name === 'OR') return [...new Set((values as Check[]).flatMap(columnsOf))]
  const [first, second, third] = values as string[]
  if (
    name === 'CheckColumnComparison' ||
    name === 'CheckDistinctCount' ||
    name === 'CheckSameValue' ||
    name === 'Before'
  )
    return [first!, second!]
  if (name === 'ColumnByColumnEqualsColumnValue') return [first!, second!, third!]
  return [first!]
}

/** Compiles checks for the columns of one file. */
export class Checks {
  readonly #places: ReadonlyMap<string, number>

  constructor(
    readonly columns: readonly Column[],
    readonly schemas: Schemas,
  ) {
    this.#places = new Map(columns.map(({name}, place) => [name, place]))
  }

  has(name: string): boolean {
    return this.#places.has(name)
  }

  /** Where columns are, each once; those that are not there are left out. */
  placesOf(names: readonly string[]): number[] {
    return [...new Set(names)].map(name => this.#places.get(name) ?? -1).filter(place => place >= 0)
  }

  /** When a rule holds: of a column that is not there every value is null. */
  condition([name, ...values]: Check): (cells: Cells) => boolean {
    if (name === 'AND' || name === 'OR') {
      const parts = (values as Check[]).map(one => this.condition(one))
      return name === 'AND' ? cells => parts.every(part => part(cells)) : cells => parts.some(part => part(cells))
    }
    if (name !== 'CheckValue' && name !== 'CheckNotValue') throw new Error(`${name} is no condition`)
    const [column, value] = values as [string, unknown]
    const place = this.#places.get(column) ?? -1
    const isSame = sameAs(value)
    return name === 'CheckValue' ? cells => isSame(cells[place]) : cells => !isSame(cells[place])
  }

  /**
   * What a rule asks. A value that is null meets what is asked of values: whether it may be null is asked by rules of
   * its own.
   */
  requirement([name, ...values]: Check): RowCheck {
    if (name === 'AND' || name === 'OR') {
      const parts = (values as Check[]).map(one => this.requirement(one))
      return name === 'AND'
        ? {test: cells => parts.every(part => part.test(cells))}
        : {test: cells => parts.some(part => part.test(cells))}
    }
    const [first, second, third] = values as [string, unknown, unknown]
    const place = this.#places.get(first) ?? -1
    const other = this.#places.get(second as string) ?? -1
    const ofText = (test: Form): RowCheck => {
      const known = remembering(test)
      return {test: cells => cells[place] === undefined || known(cells[place])}
    }
    const form = lookUp(forms, name)
    if (form) return ofText(form)
    const type = lookUp(types, name)
    if (type) {
      const {kind} = this.columns[place] ?? {kind: 'untyped'}
      if (kind === 'untyped' || type.kinds.includes(kind))
        return kind === 'time' ? {test: () => true} : ofText(type.form)
      return {test: cells => cells[place] === undefined}
    }
    switch (name) {
      case 'CheckValue': {
        const isSame = sameAs(second)
        return second === null ? {test: cells => cells[place] === undefined} : ofText(isSame)
      }
      case 'CheckNotValue': {
        const isSame = sameAs(second)
        return second === null ? {test: cells => cells[place] !== undefined} : ofText(text => !isSame(text))
      }
      case 'CheckGreaterOrEqualThanValue':
        return ofText(text => comparedTo(text, String(second)) >= 0)
      case 'CheckLessOrEqualThanValue':
        return ofText(text => comparedTo(text, String(second)) <= 0)
      case 'CheckStringEndsWith':
        return ofText(text => text.endsWith(second as string))
      case 'CheckRegexMatch': {
        const pattern = new RegExp(second as string)
        return ofText(text => pattern.test(text))
      }
      case 'CheckSameValue':
        return {test: cells => isEqual(cells[place], cells[other])}
      case 'CheckColumnComparison':
        return {test: ofTwo(place, other, (a, b) => compares(third as string, comparedTo(a, b)))}
      case 'Before':
        return {test: ofTwo(place, other, (a, b) => !(moment(a) >= moment(b)))}
      case 'ColumnByColumnEqualsColumnValue':
        return this.#product(place, other, this.#places.get(third as string) ?? -1)
      case 'CheckDistinctCount':
        return distinct(place, other)
      case 'CheckNoDuplicates': {
        const seen = new Set<string>()
        return {
          countsRows: true,
          test: cells => cells[place] === undefined || seen.size < seen.add(cells[place]).size,
        }
      }
      case 'CheckJSONSchema': {
        const fits = this.schemas.get(third as string)!
        return ofText(text => fits(objectIn(text)))
      }
      default:
        throw new Error(`the model asks for ${name}, which is not known here`)
    }
  }

  /**
   * Exactly; floating point numbers, which are not exact themselves, to their last digits, and in a text as who wrote
   * it has multiplied them.
   */
  #product(a: number, b: number, result: number): RowCheck {
    const isRough = [a, b, result].some(place => this.columns[place]?.kind === 'float')
    return {
      test(cells) {
        const [left, right, product] = [cells[a], cells[b], cells[result]]
        if (left === undefined || right === undefined || product === undefined) return true
        if (isRough) return isNear(Number(left) * Number(right), Number(product))
        const [x, y, z] = [exact(left), exact(right), exact(product)]
        if (!x || !y || !z) return false
        return (
          compareExact(timesExact(x, y), z) === 0 ||
          (isFloatText(product) && Number(left) * Number(right) === Number(product))
        )
      },
    }
  }
}

const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b))

/** Most cells say what they said in the row before. */
function remembering(test: Form): Form {
  let last: string | undefined
  let result = true
  return text => {
    if (text !== last) {
      last = text
      result = test(text)
    }
    return result
  }
}

/** Whether a value is the one that a rule names; a number is the same however it is written. */
function sameAs(value: unknown): (text: string | undefined) => boolean {
  if (value === null) return text => text === undefined
  if (typeof value !== 'number') return text => text === value
  return text => text !== undefined && comparedTo(text, String(value)) === 0
}

const isEqual = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && comparedTo(a, b) === 0)

/** Numbers by what they are, times and all else by their texts; NaN where one is a number and the other is none. */
function comparedTo(a: string, b: string): number {
  const [x, y] = [exact(a), exact(b)]
  if (x && y) return compareExact(x, y)
  if (x || y) return Number.NaN
  return a < b ? -1 : a > b ? 1 : 0
}

function compares(comparator: string, order: number): boolean {
  const signs: Record<string, boolean> = {
    '>=': order >= 0,
    '>': order > 0,
    '<=': order <= 0,
    '<': order < 0,
    '=': order === 0,
    '==': order === 0,
    '!=': order !== 0,
  }
  return lookUp(signs, comparator) ?? false
}

const ofTwo =
  (a: number, b: number, test: (left: string, right: string) => boolean) =>
  (cells: Cells): boolean =>
    cells[a] === undefined || cells[b] === undefined || test(cells[a], cells[b])

/** One value of the second column for each of the first. */
function distinct(place: number, other: number): RowCheck {
  const known = new Map<string, string | undefined>()
  return {
    test(cells) {
      const [key, value] = [cells[place], cells[other]]
      if (key === undefined) return true
      const before = known.get(key)
      if (before === undefined) {
        known.set(key, value)
        return true
      }
      return value === undefined || isEqual(value, before)
    },
    isWhole: () => ![...known.values()].includes(undefined),
  }
}
