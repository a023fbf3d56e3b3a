// Which columns an export has, by their names.

import {lookUp} from '../../look-up.js'
import {extensionName, fieldsOfFocus, isFocus, isOtherFocus} from '../formats/focus/names.js'
import {type ColumnType, Layout} from '../records/layout.js'
import {BrokenPage} from '../records/record-page.js'
import {layoutOf, type SourceName, sourceNames} from '../records/sources.js'
import {Unfit} from '../records/unfit.js'

/** Columns of a table at most: a page has room for so many cells in each of its rows. */
const MOST_COLUMNS = 2000

/** The source of which most is known, and of several the first: sources of the API, and then what was delivered. */
const bestSource = (known: (source: SourceName) => number): SourceName =>
  sourceNames.reduce((left, right) => (known(right) > known(left) ? right : left))

/** The columns of FOCUS that a record has no field for keep their names. */
function focusLayout(names: string[]): Layout {
  const fields = (source: SourceName) => fieldsOfFocus(layoutOf(source))
  const best = bestSource(source => names.filter(name => fields(source).has(name)).length)
  const source = layoutOf(best)
  const common = fieldsOfFocus(source, sourceNames.map(layoutOf))
  // Before it had a column of its own.
  if (!names.includes(extensionName('region_name'))) common.set('RegionName', 'region_name')
  const typeOf = (field: string): ColumnType =>
    field === 'bill_cycle' ? 'cycle' : fileType(field, source.columns[source.commonPlace(field)]?.type)
  return new Layout(
    best,
    names.map(name => ({name, type: typeOf(common.get(name) ?? name)})),
    Object.fromEntries(common),
  )
}

/** What an export has beside the fields of its source. */
const addedColumns: Record<string, ColumnType> = {
  xreseller_id: 'text',
  xreseller_account: 'text',
  other_fields: 'json',
  settlement_amount: 'decimal',
  settlement_discount: 'decimal',
}

/**
 * The type of a field, by its common name, in a file: days and times are looked at there, for spreadsheets write them
 * anew.
 */
const fileType = (field: string, type: ColumnType | undefined): ColumnType =>
  field === 'bill_cycle'
    ? 'month'
    : field === 'bill_date'
      ? 'day'
      : field.endsWith('_time')
        ? 'time'
        : (type ?? lookUp(addedColumns, field) ?? 'text')

/**
 * The layout of an export by its column names: that of the source that knows most of them. Unknown columns are kept as
 * text. `isOpen`: other records may have other fields of the source, as in JSON, where a record leaves out what it does
 * not have.
 */
export function exportedLayout(names: string[], isOpen = false): Layout {
  if (names.length > MOST_COLUMNS) throw new BrokenPage(`it has more than ${MOST_COLUMNS} columns`)
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) < i)
  if (twice) throw new BrokenPage(`two of its columns are named ${twice}`)
  if (names.includes('book_version')) throw new BrokenPage('its rows are rated already')
  if (isFocus(names)) return focusLayout(names)
  if (isOtherFocus(names)) {
    throw new Unfit(
      'it is FOCUS without the fields of bill records (x_Amount and others): of another provider, or of some columns only',
      'Export the month again, with every column. bill validate holds a file to the rules of FOCUS',
    )
  }
  const known = (source: SourceName) => names.filter(name => layoutOf(source).placeOf(name) >= 0).length
  const best = bestSource(known)
  if (known(best) === 0)
    throw new BrokenPage(
      `its columns are ${names
        .slice(0, 4)
        .map(name => name.slice(0, 40))
        .join(', ')} ...`,
    )
  const source = layoutOf(best)
  const common = Object.fromEntries(source.columns.map(({name, common}) => [name, common]))
  const fieldNamed = (name: string) => ({
    name,
    type: fileType(lookUp(common, name) ?? name, source.columns[source.placeOf(name)]?.type),
  })
  const taken = new Set(names.map(name => lookUp(common, name) ?? name))
  const others = isOpen ? [...layoutOf('bill-file').columns, ...source.columns] : []
  // A record of a customer without a reseller leaves it out.
  const told = isOpen ? ['xreseller_id', 'xreseller_account'].filter(name => !names.includes(name)) : []
  const more = [...new Map(others.map(column => [column.common, column.name]))].filter(([name]) => !taken.has(name))
  const fields = [...names, ...more.map(([, name]) => name), ...told].map(fieldNamed)
  return new Layout(best, fields, common, names.length)
}
