// What a file of records has as columns, and what stands in them: the same for every format.
import {usage} from '../../failure.js'
import {closest} from '../../similar.js'
import {Columns, MadeCells, type NumberedCells} from '../records/columns.js'
import type {Column, Layout} from '../records/layout.js'
import type {RecordPage} from '../records/record-page.js'
import {isDelivered} from '../records/source-names.js'

/**
 * `money`, `quantity` and `product` are exact decimals, a product of both with all its digits; dates are UTC+8 days,
 * times UTC.
 */
export type TableType = 'text' | 'integer' | 'money' | 'product' | 'quantity' | 'date' | 'time' | 'json' | 'boolean'

export interface TableColumn {
  name: string
  type: TableType
}

/** What is known of all rows of a page beside what stands in it. */
export interface Facts {
  bill_cycle: string
  currency: string
  account_name: string
  /** The customer's reseller, by the partner's lists; undefined where it has none, or nobody asked. */
  xreseller_id?: string
  xreseller_account?: string
  site: string
  partner_id: string
  detail: string
  /** `true` or `false`. */
  is_final: string
}

/** Rows for formats that are made from values. */
export interface Table {
  columns: readonly TableColumn[]
  /** The cells of each column in the rows that were read last. */
  cells: readonly NumberedCells[]
  /** Reads some rows of a page. */
  read(page: RecordPage, from: number, to: number, facts: Facts): void
}

/** Fields that nobody announced, as one JSON object. */
export const OTHER_FIELDS = 'other_fields'

/** A column of an ordinary export: a field of the source, something known beside it, or the rest. */
export interface RecordColumn extends TableColumn {
  /** Place in the layout; -1 when the column is not a field of the source. */
  place: number
  fact?: keyof Facts
}

const tableType = ({name, type}: Column): TableType => {
  if (type === 'decimal') return name.endsWith('amount') ? 'money' : 'quantity'
  if (type === 'integer' || type === 'json') return type
  if (name === 'bill_date') return 'date'
  return name.endsWith('_time') ? 'time' : 'text'
}

/** What every export has before the fields of the source, unless the source has it itself. */
const leadingFacts: (keyof Facts)[] = ['bill_cycle', 'currency', 'account_name']

/** What the partner's lists tell; a delivered file says it in columns of its own. */
const listedFacts: (keyof Facts)[] = ['xreseller_id', 'xreseller_account']

/**
 * The columns of an export: cycle and currency, then every field of the source under its own name, then what nobody
 * announced. `wanted` picks some, in its order. Throws `usage` for a name that is none.
 */
export function recordColumns(layout: Layout, wanted?: string[], facts: (keyof Facts)[] = []): RecordColumn[] {
  const listed = isDelivered(layout.source) ? [] : listedFacts
  const added = [...leadingFacts, ...listed, ...facts].filter(name => layout.placeOf(name) < 0)
  const all: RecordColumn[] = [
    ...added.map(fact => ({
      name: fact,
      type: fact === 'is_final' ? ('boolean' as const) : ('text' as const),
      place: -1,
      fact,
    })),
    ...layout.columns.map((column, place) => ({name: column.name, type: tableType(column), place})),
    {name: OTHER_FIELDS, type: 'json', place: -1},
  ]
  return wanted ? chosen(all, wanted) : all
}

/** The columns that are wanted, in that order. Throws `usage` for a name that is none. */
export function chosen<C extends TableColumn>(all: readonly C[], wanted: readonly string[]): C[] {
  const twice = wanted.find((name, i) => wanted.indexOf(name) !== i)
  if (twice !== undefined) throw usage(`the column "${twice}" is named twice`, 'Name each column once')
  const names = all.map(({name}) => name)
  return wanted.map(name => {
    const column = all.find(candidate => candidate.name === name)
    if (!column) {
      const near = closest(name, names).map(one => `${one}?`)
      throw usage(`there is no column "${name}"`, ...near, `Columns: ${names.join(', ')}`)
    }
    return column
  })
}

/** An ordinary export as a table. */
export function recordTable(columns: readonly RecordColumn[], layout: Layout): Table {
  const places = columns.flatMap(({place}) => (place >= 0 ? place : []))
  const fields = new Columns(layout, places)
  const beside = columns.map(({place}) => (place < 0 ? new MadeCells() : undefined))
  return {
    columns,
    cells: columns.map(({place}, i) => beside[i] ?? fields.cells[place]!),
    read(page, from, to, facts) {
      fields.read(page, from, to)
      for (const [i, cells] of beside.entries()) {
        if (!cells) continue
        const {fact} = columns[i]!
        if (fact) putAll(cells, facts[fact], to - from)
        else putOthers(cells, page, from, to)
      }
    },
  }
}

function putAll(cells: MadeCells, text: string | undefined, rows: number): void {
  cells.begin(rows)
  cells.ids.fill(cells.number(text), 0, rows)
}

/** What has no column of its own in each row. */
export function putOthers(cells: MadeCells, page: RecordPage, from: number, to: number): void {
  cells.begin(to - from)
  if (page.others.size === 0) cells.ids.fill(0, 0, to - from)
  else for (let row = from; row < to; row++) cells.ids[row - from] = cells.number(page.otherFields(row) || undefined)
}
