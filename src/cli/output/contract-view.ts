// Views made from the contract: the columns to show are named, how each looks follows from its schema.
import type {Schema} from '../../api/contract/contract.js'
import {operationTable} from '../../api/contract/contract.js'
import {answerProperties, rowProperties, wordsOf} from '../../api/contract/fields.js'
import type {OperationId} from '../../api/types.js'
import {Decimal} from '../../decimal.js'
import {lookUp} from '../../look-up.js'
import {type Column, headingOf, type View} from './view.js'

/** A column by the API's name, or one with something of its own. */
export type ColumnSpec<Row> = (keyof Row & string) | Column<Row>

interface ViewOptions<Row> extends Pick<View<Row>, 'empty' | 'screen' | 'spare'> {
  /** The property of the answer that holds the rows, where the operation is not a paged list. */
  items?: string
}

/**
 * The view of an operation's rows: the named columns are shown, and whatever else a row has can be asked for with
 * `--columns`. Codes are shown in the contract's words, amounts with thousands separators; CSV and JSON carry the API's
 * values.
 */
export function rowsView<Row extends object>(
  operation: OperationId,
  shown: ColumnSpec<Row>[],
  {items, ...rest}: ViewOptions<Row> = {},
): View<Row> {
  const list = items ?? operationTable().operations[operation]!.paging!.items!
  return contractView(() => rowProperties(operation, list), shown, rest)
}

/** The view of an operation's answer as one record. */
export function answerView<Row extends object>(
  operation: OperationId,
  shown: ColumnSpec<Row>[],
  options: Omit<ViewOptions<Row>, 'items'> = {},
): View<Row> {
  return contractView(() => answerProperties(operation), shown, options)
}

function contractView<Row extends object>(
  read: () => Record<string, Schema>,
  shown: ColumnSpec<Row>[],
  options: Pick<View<Row>, 'empty' | 'screen' | 'spare'>,
): View<Row> {
  let columns: Column<Row>[] | undefined
  return {
    ...options,
    // Read when the rows are shown: help and dry runs need no contract.
    get columns() {
      columns ??= columnsOf(read(), shown)
      return columns
    },
  }
}

function columnsOf<Row>(properties: Record<string, Schema>, shown: ColumnSpec<Row>[]): Column<Row>[] {
  const columns = shown.map(one => {
    const column: Column<Row> = typeof one === 'string' ? {name: one} : one
    const schema = lookUp(properties, column.name)
    return schema && !column.value && !column.text ? {...columnOf<Row>(column.name, schema), ...column} : column
  })
  const named = new Set(columns.map(column => column.name))
  for (const [name, schema] of Object.entries(properties)) {
    if (!named.has(name)) columns.push({...columnOf<Row>(name, schema), extra: true})
  }
  const headings = new Set<string>()
  return columns.map(column => {
    // A heading is a column: the code of what a name is shown for, say, is another one.
    const taken = headings.has(headingOf(column))
    const label = taken
      ? `${headingOf(column)} ${named.has(`${column.name}_name`) ? 'CODE' : `(${column.name})`}`
      : undefined
    headings.add(label ?? headingOf(column))
    return label ? {...column, label} : column
  })
}

/** Names of properties that hold money, not quantities. */
const MONEY = /amount|face_value|balance|price|quota_value|refunds|adjustments/i

/** How a property looks: words for codes, separators for amounts. */
function columnOf<Row>(name: string, schema: Schema): Column<Row> {
  const column: Column<Row> = {name}
  const words = wordsOf(schema)
  if (/^date/.test(schema.format ?? '')) column.kind = 'time'
  const codeOf = (row: Row) => lookUp(row as Record<string, unknown>, name)
  if (schema.type === 'number') {
    column.align = 'right'
    if (MONEY.test(name)) column.text = row => displayed(codeOf(row))
  } else if (Object.keys(words).length > 0) {
    column.text = row =>
      [codeOf(row) ?? []]
        .flat()
        .map(code => lookUp(words, String(code)) ?? String(code))
        .join(', ')
  }
  return column
}

/** An amount or quantity for people; what is none is shown as it is. */
export function displayed(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (value instanceof Decimal) return value.toDisplay()
  const text = String(value)
  return /^-?\d+(\.\d+)?$/.test(text) ? Decimal.parse(text).toDisplay() : text
}

/** A column whose text is an amount, where the API writes amounts as text. */
export const amountColumn = (name: string, label?: string): Column<object> => ({
  name,
  label,
  align: 'right',
  text: row => displayed(lookUp(row as Record<string, unknown>, name)),
})
