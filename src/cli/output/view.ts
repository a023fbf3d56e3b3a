// A view says once which columns a result has; table, CSV, JSON and YAML are made from it.
import {usage} from '../../failure.js'
import {closest} from '../../similar.js'

/** What a column holds. Only `text` is ever cut on a terminal; the others are whole or not there. */
export type Kind = 'id' | 'amount' | 'name' | 'state' | 'time' | 'text'

export interface Column<Row> {
  /** Name in CSV headings and in `--columns`: the API's own name where the value is the API's. */
  name: string
  /** Heading in tables; the name in capitals when absent. */
  label?: string
  /** The value as the API gives it; the property of that name when absent. */
  value?: (row: Row) => unknown
  /** What a table shows instead of the value: a label, a short form. */
  text?: (row: Row) => string
  align?: 'right'
  /** What it holds; told from its name where nothing is said. */
  kind?: Kind
  /** Only shown when asked for with `--columns`. */
  extra?: boolean
}

export interface View<Row> {
  columns: Column<Row>[]
  /** What stands instead of an empty table, on stderr: likely reasons, what to do. */
  empty?: string
  /** The columns, by name, that a table on a narrow terminal can do without, in the order in which they go. */
  spare?: string[]
  /** A screen of its own for people, instead of a table. */
  screen?: (row: Row) => string | Promise<string>
}

export const cellValue = <Row>(column: Column<Row>, row: Row): unknown =>
  column.value ? column.value(row) : (row as Record<string, unknown>)[column.name]

const kinds: [Kind, RegExp][] = [
  ['id', /(^|_)ids?$/],
  ['text', /(^|_)(desc|description|describe|remark|content|comment|note|reason|message|summary|mend)$/],
  ['time', /(^|_)(time|date|at|on|since|until)$/],
  ['name', /(^|_)(name|customer|reseller)$/],
]

export const kindOf = <Row>({name, kind, align}: Column<Row>): Kind =>
  kind ?? (align === 'right' ? 'amount' : (kinds.find(([, words]) => words.test(name))?.[0] ?? 'state'))

/**
 * The names of the columns that can go, in this order. Where a view does not say: from the last to the second, save
 * amounts and names.
 */
export const spareOf = <Row>(view: View<Row>): string[] =>
  view.spare ??
  view.columns
    .slice(1)
    .filter(column => !['amount', 'name'].includes(kindOf(column)))
    .map(({name}) => name)
    .reverse()

/** The columns to show: those of `--columns` in its order, all of them for `all`, else the ordinary ones. */
export function chooseColumns<Row>(view: View<Row>, wanted: string | undefined): Column<Row>[] {
  if (!wanted) return view.columns.filter(column => !column.extra)
  if (wanted === 'all') return view.columns
  return wanted.split(',').map(part => findColumn(view, part.trim()))
}

/** What stands above a column in a table. */
export const headingOf = <Row>({name, label}: Column<Row>): string => label ?? name.replaceAll('_', ' ').toUpperCase()

/** A column by its name, or by its heading: what is seen can be typed. Throws `usage` for none. */
export function findColumn<Row>(view: View<Row>, name: string): Column<Row> {
  // The zone of a time stands above it, and need not be typed.
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/\s*\(utc[^)]*\)$/, '')
      .replaceAll(/[\s_-]+/g, ' ')
  const column =
    view.columns.find(candidate => candidate.name === name) ??
    view.columns.find(candidate => [candidate.name, headingOf(candidate)].some(one => plain(one) === plain(name)))
  if (column) return column
  const names = view.columns.map(candidate => candidate.name)
  const near = closest(name, names).map(one => `${one}?`)
  throw usage(`there is no column "${name}"`, ...near, `Columns: ${names.join(', ')}`)
}
