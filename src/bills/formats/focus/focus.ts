// Bill records as a FOCUS 1.4 "Cost and Usage" dataset. What a record cannot tell stays empty.

import {lookUp} from '../../../look-up.js'
import {Columns, MadeCells} from '../../records/columns.js'
import type {Layout} from '../../records/layout.js'
import {chosen, OTHER_FIELDS, putOthers, type Table, type TableColumn, type TableType} from '../table.js'
import {type FocusColumn, focusColumns} from './columns.js'
import {MadeColumns, MadeRow} from './made.js'
import {extensionName, shownAs} from './names.js'
import type {FocusOptions} from './row.js'

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
  const all: (TableColumn & {place?: number; focus?: FocusColumn})[] = [
    ...focusColumns.map(focus => ({name: focus.name, type: focus.type, focus})),
    ...fields,
  ]
  const columns = wanted ? chosen(all, wanted) : all
  const groups = madeTogether(
    columns.flatMap(({focus}) => focus ?? []),
    layout,
  )
  const places = [...groups.flatMap(one => one.places), ...columns.flatMap(({place = OTHERS}) => place)]
  const read = new Columns(
    layout,
    [...new Set(places)].filter(place => place !== OTHERS),
  )
  const row = new MadeRow(read, layout, options)
  const others = new MadeCells()
  const made = new Map(groups.flatMap(group => group.columns.map((column, i) => [column, group.made[i]!] as const)))
  return {
    columns: columns.map(({name, type}) => ({name, type})),
    cells: columns.map(({focus, place}) =>
      focus ? made.get(focus)! : place === OTHERS ? others : read.cells[place!]!,
    ),
    read(page, from, to, facts) {
      read.read(page, from, to)
      putOthers(others, page, from, to)
      row.begin(facts)
      for (const group of groups) group.begin(row, to - from)
      for (let i = 0; i < to - from; i++) for (const group of groups) group.put(row, i)
    },
  }
}

/** Columns of FOCUS by what they are made of. */
function madeTogether(columns: readonly FocusColumn[], layout: Layout): MadeColumns[] {
  const placeOf = new Map(layout.columns.map(({common}, place) => [common, place]))
  const groups = new Map<string, {columns: FocusColumn[]; places: number[]}>()
  for (const column of columns) {
    const places = [...new Set(column.from.flatMap(name => placeOf.get(name) ?? []))].sort((a, b) => a - b)
    const group = groups.get(places.join(' '))
    if (group) group.columns.push(column)
    else groups.set(places.join(' '), {columns: [column], places})
  }
  return [...groups.values()].map(group => new MadeColumns(group.columns, group.places))
}

function extensionType(name: string, type: string): TableType {
  if (type === 'decimal') return name.endsWith('amount') ? 'money' : 'quantity'
  if (type === 'integer' || type === 'json') return type
  return name === 'bill_date' ? 'date' : name.endsWith('_time') ? 'time' : 'text'
}
