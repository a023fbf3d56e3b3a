// `--filter` and `--sort`: what is left of a list, and in which order.
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {type Column, cellValue, findColumn, type View} from './view.js'

/** A column, by its name or its heading, which may have blanks. */
const FILTER = /^\s*([^=!<>~]*[^=!<>~\s])\s*(!=|>=|<=|=|~|>|<)\s*(.*)$/s

/**
 * A test for one row, from `name=value`, `!=`, `~` (contains), `<`, `<=`, `>`, `>=`. Values and table labels both
 * match.
 */
export function parseFilter<Row>(view: View<Row>, text: string): (row: Row) => boolean {
  const match = FILTER.exec(text)
  if (!match) throw usage(`"${text}" is not a filter`, 'Write name=value, name!=value, name~part, or name>number')
  const [, name, operator, wanted] = match as unknown as [string, string, string, string]
  const column = findColumn(view, name)
  const texts = (row: Row) =>
    [plainText(cellValue(column, row)), column.text?.(row) ?? ''].map(one => one.toLowerCase())
  const needle = wanted.toLowerCase()
  switch (operator) {
    case '=':
      return row => texts(row).includes(needle)
    case '!=':
      return row => !texts(row).includes(needle)
    case '~':
      return row => texts(row).some(one => one.includes(needle))
    default:
      return row => {
        const order = compareValues(cellValue(column, row), wanted)
        return operator === '>' ? order > 0 : operator === '>=' ? order >= 0 : operator === '<' ? order < 0 : order <= 0
      }
  }
}

/** An order from `name,-other`: a minus turns it round. */
export function parseSort<Row>(view: View<Row>, text: string): (a: Row, b: Row) => number {
  const keys = text.split(',').map(part => {
    const name = part.trim()
    const down = name.startsWith('-')
    return {column: findColumn(view, down ? name.slice(1) : name) as Column<Row>, sign: down ? -1 : 1}
  })
  return (a, b) => {
    for (const {column, sign} of keys) {
      const order = compareValues(cellValue(column, a), cellValue(column, b))
      if (order !== 0) return order * sign
    }
    return 0
  }
}

/** A value as the text that CSV and plain tables print. */
export function plainText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Decimal) return value.text
  if (typeof value === 'object') return JSON.stringify(value, (_, v) => (v instanceof Decimal ? v.text : v))
  return String(value)
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** Numbers by value and exactly, everything else as text; nothing comes first. */
function compareValues(a: unknown, b: unknown): number {
  const left = plainText(a)
  const right = plainText(b)
  if (NUMBER.test(left) && NUMBER.test(right)) {
    try {
      return Decimal.parse(left).compare(Decimal.parse(right))
    } catch {
      // Finer than the grid of amounts: the order of the text will do.
    }
  }
  return left < right ? -1 : left > right ? 1 : 0
}
