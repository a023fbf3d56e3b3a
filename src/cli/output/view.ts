// A view says once which columns a result has; table, CSV, JSON and YAML are made from it.
import {usage} from '../../failure.js'
import {closest} from '../../similar.js'

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
  /** Only shown when asked for with `--columns`. */
  extra?: boolean
  /** Left out of a table on a terminal that is too narrow for all columns; the last such column goes first. */
  spare?: boolean
}

export interface View<Row> {
  columns: Column<Row>[]
  /** What stands instead of an empty table, on stderr: likely reasons, what to do. */
  empty?: string
  /** A screen of its own for people, instead of a table. */
  screen?: (row: Row) => string | Promise<string>
}

export const cellValue = <Row>(column: Column<Row>, row: Row): unknown =>
  column.value ? column.value(row) : (row as Record<string, unknown>)[column.name]

/** The columns to show: those of `--columns` in its order, all of them for `all`, else the ordinary ones. */
export function chooseColumns<Row>(view: View<Row>, wanted: string | undefined): Column<Row>[] {
  if (!wanted) return view.columns.filter(column => !column.extra)
  if (wanted === 'all') return view.columns
  return wanted.split(',').map(part => findColumn(view, part.trim()))
}

export function findColumn<Row>(view: View<Row>, name: string): Column<Row> {
  const column = view.columns.find(candidate => candidate.name === name)
  if (column) return column
  const names = view.columns.map(candidate => candidate.name)
  const near = closest(name, names).map(one => `${one}?`)
  throw usage(`there is no column "${name}"`, ...near, `Columns: ${names.join(', ')}`)
}
