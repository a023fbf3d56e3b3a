// Bill records as a FOCUS 1.4 "Cost and Usage" dataset. What a record cannot tell stays empty.

import {lookUp} from '../../../look-up.js'
import {CellTexts} from '../../records/cell-texts.js'
import type {Layout} from '../../records/layout.js'
import type {RecordPage} from '../../records/record-page.js'
import {type Cells, chosen, type Facts, OTHER_FIELDS, type Table, type TableColumn, type TableType} from '../table.js'
import {chargeCategory} from './category.js'
import {focusColumns} from './columns.js'
import {extensionName, shownAs} from './names.js'
import type {FocusOptions, FocusRow} from './row.js'

/** The place of what has no column of its own, among those of the fields. */
const OTHERS = -1

/**
 * The table of a FOCUS export: its columns, and after them every field of the source that they do not show, as `x_...`,
 * each by the alphabet. `wanted` picks some, in its order. Throws `usage` for a name that is none.
 */
export function focusTable(layout: Layout, options: FocusOptions, wanted?: readonly string[]): Table {
  const fields: (TableColumn & {place: number})[] = layout.columns
    .map(({common, type}, place) => ({common, name: extensionName(common), type: extensionType(common, type), place}))
    .filter(({common}) => lookUp(shownAs, common) === undefined)
  fields.push({name: extensionName(OTHER_FIELDS), type: 'json', place: OTHERS})
  fields.sort((a, b) => (a.name < b.name ? -1 : 1))
  const all: TableColumn[] = [...focusColumns, ...fields].map(({name, type}) => ({name, type}))
  const made = new Made(
    layout,
    options,
    fields.map(({place}) => place),
  )
  if (!wanted) return {columns: all, cells: (page, index, facts) => made.next(page, index, facts)}
  const columns = chosen(all, wanted)
  const picked = columns.map(column => all.indexOf(column))
  const cells: (string | undefined)[] = columns.map(() => undefined)
  return {
    columns,
    cells(page, index, facts) {
      const whole = made.next(page, index, facts)
      for (let i = 0; i < picked.length; i++) cells[i] = whole[picked[i]!]
      return cells
    },
  }
}

/** The cells of one row after the other: a column is made again only when a field changed on which it depends. */
class Made implements FocusRow {
  /** The row's fields, and its columns: those of FOCUS, the fields that they do not show, and the rest. */
  readonly #texts: (string | undefined)[]
  readonly #cells: (string | undefined)[]
  /** For each field the column that shows it; -1 where none does. */
  readonly #shown: number[]
  /** Where the rest stands. */
  readonly #others: number
  readonly #places: ReadonlyMap<string, number>
  /** For each column the places of the fields on which it depends. */
  readonly #inputs: number[][]
  /** Number of the row in which a field last changed. */
  readonly #changed: number[]
  readonly #once = new Map<unknown, {row: number; value: unknown}>()
  #page: CellTexts | undefined
  #row = 0
  facts!: Facts
  category = ''
  isCommitment = false

  constructor(
    layout: Layout,
    readonly options: FocusOptions,
    shown: number[],
  ) {
    this.#cells = new Array(focusColumns.length + shown.length).fill(undefined)
    this.#others = focusColumns.length + shown.indexOf(OTHERS)
    this.#shown = layout.columns.map((_, place) => {
      const at = shown.indexOf(place)
      return at < 0 ? at : focusColumns.length + at
    })
    this.#places = new Map(layout.columns.map(({common}, place) => [common, place]))
    this.#texts = layout.columns.map(() => undefined)
    this.#changed = layout.columns.map(() => 0)
    const placeOf = (name: string) => this.#places.get(name) ?? -1
    this.#inputs = focusColumns.map(({from}) => from.map(placeOf).filter(place => place >= 0))
  }

  next(page: RecordPage, index: number, facts: Facts): Cells {
    if (this.#page?.page !== page) this.#page = new CellTexts(page)
    const row = ++this.#row
    const texts = this.#texts
    const cells = this.#cells
    const changed = this.#changed
    const pageTexts = this.#page
    for (let place = 0; place < texts.length; place++) {
      const text = pageTexts.text(index, place)
      if (text === texts[place]) continue
      texts[place] = text
      changed[place] = row
      const at = this.#shown[place]!
      if (at >= 0) cells[at] = text
    }
    const anew = facts !== this.facts
    this.facts = facts
    this.category = chargeCategory(this, this.options.dialect)
    this.isCommitment =
      this.category === 'Purchase' &&
      /^1[01]$/.test(this.get('charge_mode') ?? '') &&
      this.get('resource_id') !== undefined
    for (let i = 0; i < focusColumns.length; i++) {
      if (anew || isChanged(this.#inputs[i]!, changed, row)) cells[i] = focusColumns[i]!.make(this)
    }
    cells[this.#others] = page.otherFields(index) || undefined
    return cells
  }

  get(name: string): string | undefined {
    const place = this.#places.get(name)
    return place === undefined ? undefined : this.#texts[place] || undefined
  }

  once<T>(make: (row: FocusRow) => T): T {
    const known = this.#once.get(make)
    if (known?.row === this.#row) return known.value as T
    const value = make(this)
    this.#once.set(make, {row: this.#row, value})
    return value
  }
}

function isChanged(places: number[], changed: number[], row: number): boolean {
  for (let i = 0; i < places.length; i++) if (changed[places[i]!] === row) return true
  return false
}

function extensionType(name: string, type: string): TableType {
  if (type === 'decimal') return name.endsWith('amount') ? 'money' : 'quantity'
  if (type === 'integer' || type === 'json') return type
  return name === 'bill_date' ? 'date' : name.endsWith('_time') ? 'time' : 'text'
}
