// Cells that somebody wrote into a table, perhaps a spreadsheet: recognised where they leave no doubt, refused with
// their place where they do.

import {parseJson} from '../../api/json.js'
import {currencyOf} from '../../currency.js'
import {cycleStart, shiftCycle} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import type {Column, ColumnType} from '../records/layout.js'
import {Unfit} from '../records/unfit.js'
import {LONGEST} from './numbers.js'

/** What an amount must be. */
export const NUMBER = 'a plain number with at most 8 decimals'
/** What to do where it is something else. */
export const AMOUNT = 'Write amounts like -1234.50, or leave the cell empty where there is none'

/** A cell as messages show it. */
export const shown = (cell: string) => JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell)

/** A cell that holds something else than its column promises. */
export const notAs = (place: string, column: string, text: string, what: string, next: string): Unfit =>
  new Unfit(`${place} has ${shown(text)} as ${column}, not ${what}`, next)

/** What most cells are: a JSON number that is summed exactly. */
const PLAIN = /^-?(0|[1-9]\d*)(\.\d{1,8})?$/

const WRITTEN = /^([+-]?)0*(?=\.?\d)(\d*)(?:\.(\d*))?([eE][+-]?\d{1,3})?$/

/**
 * The JSON number of an amount; undefined where it is none, or cannot be summed exactly. Blanks around it, a plus sign,
 * zeros before it and a missing side of the point (`.5`, `5.`) leave no doubt. All else does: a comma may part
 * thousands or decimals, brackets may mean minus.
 */
export function amountOf(cell: string): string | undefined {
  if (cell.length <= LONGEST && PLAIN.test(cell)) return cell
  const number = numberOf(cell)
  if (number === undefined) return undefined
  try {
    const {units} = Decimal.parse(number)
    return units < LARGEST && -units < LARGEST ? number : undefined
  } catch {
    return undefined
  }
}

/** What no column of decimals holds, 10^-8. */
const LARGEST = 10n ** 38n

/** The same for a number that nobody sums up: it may have any number of decimals. */
function numberOf(cell: string): string | undefined {
  const [, sign, whole, fraction, exponent = ''] = WRITTEN.exec(cell.trim()) ?? []
  if (whole === undefined) return undefined
  return `${sign === '-' ? '-' : ''}${whole || '0'}${fraction ? `.${fraction}` : ''}${exponent}`
}

/**
 * The amounts of a table, column by column. Where commas part no cells they may part decimals: one mark in a column,
 * from the first row to the last.
 */
export class Amounts {
  readonly #marks: (string | undefined)[] = []
  /** The first cell of a column in which a mark may part thousands as well as decimals. */
  readonly #doubtful: ({text: string; row: number} | undefined)[] = []
  /** Columns in which another cell has told. */
  readonly #decided: boolean[] = []

  constructor(readonly decimalComma: () => boolean) {}

  /**
   * The JSON number of a cell; undefined where it is none. `isFine`: nobody sums it up, any number of decimals will do.
   */
  read(place: number, text: string, row: number, isFine = false): string | undefined {
    const number = isFine ? numberOf : amountOf
    if (!this.decimalComma()) return number(text)
    const mark = text.includes(',') ? ',' : text.includes('.') ? '.' : undefined
    if (!mark) return number(text)
    this.#marks[place] ??= mark
    if (mark !== this.#marks[place] || (mark === ',' && text.includes('.'))) return undefined
    if (!/^\s*[+-]?[1-9]\d{0,2}[.,]\d{3}\s*$/.test(text)) this.#decided[place] = true
    else this.#doubtful[place] ??= {text, row}
    return number(text.replace(',', '.'))
  }

  /**
   * To be called behind the last row. Throws {@link Unfit} where a column leaves open what its marks mean: points do so
   * only beside columns with commas.
   */
  finish(placeOf: (place: number, row: number) => string): void {
    const hasComma = this.#marks.includes(',')
    for (const [place, doubt] of this.#doubtful.entries()) {
      if (!doubt || this.#decided[place] || (this.#marks[place] === '.' && !hasComma)) continue
      const {text, row} = doubt
      const plain = text.trim()
      throw new Unfit(
        `${placeOf(place, row)}: ${shown(text)} may be ${plain.replace(',', '.')} or ${plain.replace(/[.,]/, '')}, and no other cell of the column tells`,
        AMOUNT,
      )
    }
  }
}

const two = (digits: string) => digits.padStart(2, '0')

/** Whether there is such a day; records are of this century. */
function isDay(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return year.startsWith('20') && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

const DAY = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$/

/**
 * A day, `2026-10-03`, by its year first: `2026/10/3`, `20261003`. Undefined for all that can be two days, and for what
 * is none.
 */
export function dayOf(cell: string): string | undefined {
  const [, year, mark, month, day] = DAY.exec(cell.trim()) ?? []
  if (!year || !month || !day || (mark === '' && month.length + day.length < 4)) return undefined
  return isDay(year, month, day) ? `${year}-${two(month)}-${two(day)}` : undefined
}

/**
 * A month, `2026-10`, by its year first: `2026/10`, `202610`, `2026.10`. A day is none, and neither is 2026.1: as a
 * number it is 2026.10.
 */
export function monthOf(cell: string): string | undefined {
  const [, year, mark, month] = /^(20\d\d)([-/.]?)(\d{1,2})$/.exec(cell.trim()) ?? []
  if (!year || !month || (month.length < 2 && (mark === '' || mark === '.'))) return undefined
  return isDay(year, month, '1') ? `${year}-${two(month)}` : undefined
}

const ISO_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const TIME =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})[T ](\d{1,2}):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(?: ?(Z|(?:UTC|GMT)?([+-])(\d\d):?(\d\d)|UTC|GMT))?$/i

/**
 * A time, UTC, `2026-10-03T06:00:00Z`; without a zone it is UTC, whatever that of this machine. A day alone is midnight
 * of it.
 */
export function timeOf(cell: string): string | undefined {
  if (ISO_TIME.test(cell)) return Number.isNaN(Date.parse(cell)) ? undefined : cell
  const text = cell.trim()
  const alone = dayOf(text)
  if (alone) return `${alone}T00:00:00Z`
  const [, year, , month, day, hour, minute, second = '00', fraction = '', , sign, hours, minutes] =
    TIME.exec(text) ?? []
  if (!year || !isDay(year, month!, day!) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined
  }
  const offset = sign ? (sign === '-' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)) : 0
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute) + offset,
    Number(second),
  )
  return `${new Date(at).toISOString().slice(0, 19)}${fraction}Z`
}

/** The cycle that begins at a time: midnight of its first day in UTC+8, or in UTC. Any other time begins none. */
export function cycleFrom(cell: string): string | undefined {
  const time = timeOf(cell)
  if (!time) return undefined
  const at = Date.parse(time)
  const month = time.slice(0, 7)
  if (time.slice(8).startsWith('01T00:00:00')) return month
  const next = shiftCycle(month, 1)
  return [month, next].find(cycle => cycleStart(cycle).getTime() === at)
}

/** Words with which sums at the end of a table begin. */
const TOTAL = /^(grand )?(sub)?(total|sum|summe|gesamt|somme|suma|合计|总计|小计|总和)\b|^(合计|总计|小计|总和)/i

const NO_RECORD = 'Take lines that are no records out of the file, such as sums at its end'
const AGAIN = 'Take the file as it was written, not as a spreadsheet saved it, or export again: partnerctl bill export'

/** What a cell of a type must be, and what to do where it is something else. */
const expected: Partial<Record<ColumnType, [what: string, next: string]>> = {
  decimal: [NUMBER, AMOUNT],
  integer: ['a whole number', AGAIN],
  month: ['a month such as 2026-10', AGAIN],
  day: ['a day such as 2026-10-03', AGAIN],
  time: ['a time such as 2026-10-03T06:00:00Z', AGAIN],
  cycle: ['the time at which a month begins, such as 2026-09-30T16:00:00Z', AGAIN],
}

/** Common fields that are text whatever the source makes of them. */
const textual = new Set(['charge_mode', 'period_type'])

/** Common fields that are kept with all their decimals, as the platform gives them: they are not money. */
export const quantities: ReadonlySet<string> = new Set(['unit_price', 'usage'])

/** What is known of a table besides its columns. */
export interface TableFacts {
  /** Commas may part decimals: they part no cells. */
  decimalComma?: boolean
  /** What a row is called: `row` of a table, `line` of a file. */
  unit?: string
}

/**
 * The values of a table's cells, column by column. Remembers which mark parts the decimals of a column: one, from the
 * first row to the last.
 */
export class TypedCells {
  readonly #amounts: Amounts

  constructor(
    readonly columns: readonly Column[],
    readonly facts: TableFacts = {},
  ) {
    this.#amounts = new Amounts(() => this.facts.decimalComma ?? false)
  }

  /** The value that the column promises. Throws {@link Unfit}; `row` says where the cell stands. */
  value(place: number, text: string, row: number): unknown {
    const column = this.columns[place]!
    if (column.name === '') {
      const place = `${this.facts.unit ?? 'row'} ${row}`
      throw new Unfit(
        `${place} has ${shown(text)} in a column without a heading`,
        'Give each column a heading of its own',
      )
    }
    const value = this.#valueOf(column, place, text, row)
    if (value === undefined) throw this.#refused(column, text, row)
    return value
  }

  #valueOf({type, common}: Column, place: number, text: string, row: number): unknown {
    if (textual.has(common)) return text
    switch (type) {
      case 'text':
        if (isIdField(common) && isShortenedId(text)) return undefined
        return common === 'customer_id' ? customerOf(text) : common === 'currency' ? currencyOf(text) : text
      case 'decimal': {
        const number = this.#amounts.read(place, text, row, quantities.has(common))
        return number === undefined ? undefined : Decimal.parse(number)
      }
      case 'integer':
        return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined
      case 'month':
        return monthOf(text)
      case 'day':
        return dayOf(text)
      case 'time':
        return timeOf(text)
      case 'cycle':
        return cycleFrom(text)
      default:
        try {
          return parseJson(text)
        } catch {
          return text
        }
    }
  }

  /** To be called behind the last row. Throws {@link Unfit} where a column leaves open what its marks mean. */
  finish(): void {
    this.#amounts.finish((place, row) => `${this.facts.unit ?? 'row'} ${row}, column ${this.columns[place]!.name}`)
  }

  withoutCustomer(row: number): Unfit {
    return new Unfit(`${this.facts.unit ?? 'row'} ${row} has no customer_id`, NO_RECORD)
  }

  #refused({name, common, type}: Column, text: string, row: number): Unfit {
    const {unit = 'row'} = this.facts
    if (text === name) {
      return headingAgain(`${unit} ${row}`)
    }
    if (isIdField(common) && isCutId(text)) return cutId(`${unit} ${row}`, name, text)
    const [what, next] =
      common === 'customer_id'
        ? ["a customer's id", NO_RECORD]
        : common === 'currency'
          ? ['a currency such as USD', AGAIN]
          : quantities.has(common)
            ? ['a plain number', AMOUNT]
            : expected[type]!
    return notAs(`${unit} ${row}`, name, text, what, next)
  }
}

export const headingAgain = (place: string) =>
  new Unfit(`${place} is the heading again: these are two files in one`, 'Make two files of it, and name one of them')

/** Whether a cell is a number of a few digits: below ids, spreadsheets put how many they are. */
export const isCount = (cell: string): boolean => /^[+-]?[\d.,' ]{1,20}(e[+-]?\d{1,3})?$/i.test(cell)

/**
 * Whether an id was taken for a number by a spreadsheet, which keeps fifteen digits of it: `1.23E+15`, or digits with
 * nothing but zeros behind the fifteenth.
 */
export const isCutId = (text: string): boolean =>
  /^\s*\d(?:[.,]\d+)?e\+?\d{1,3}\s*$/i.test(text) || /^\s*[1-9]\d{14}0+\s*$/.test(text)

/** Whether a field is an id, of whatever: of a customer, a record, a trade, an order, a resource. */
export const isIdField = (common: string): boolean => /(^|_)id$/.test(common) && !common.endsWith('_measure_id')

/** The same for ids that may be numbers with zeros at their end. */
export const isShortenedId = (text: string): boolean => /^\s*\d(?:[.,]\d+)?E\+\d{1,3}\s*$/i.test(text)

/** The same of bytes; most ids are told by the second one. */
export const isShortenedIdAt = (bytes: Buffer, start: number, end: number): boolean =>
  end - start < SHORT && MARKS[bytes[start + 1]!] === 1 && isShortenedId(bytes.toString('latin1', start, end))

const SHORT = 40
/** Point, comma, E and e; a blank. */
const MARKS = new Uint8Array(256)
for (const mark of '.,Ee ') MARKS[mark.charCodeAt(0)] = 1

/** What is told of an id of which only a number is left. */
export const cutId = (place: string, column: string, text: string): Unfit =>
  cutIdOf(`${place} has ${shown(text)} as ${column}, not ${column === 'customer_id' ? "a customer's id" : 'an id'}`)

/** The same; `has`: what stands there instead, with its place. */
export const cutIdOf = (has: string): Unfit =>
  new Unfit(
    `${has}: a spreadsheet took the id for a number, and its last digits are lost`,
    'Take the file as it was written, not as a spreadsheet saved it: ids are text there',
  )

/** A customer's id; undefined for what stands beside sums, and for what is left of one that was taken for a number. */
export function customerOf(text: string): string | undefined {
  const id = text.trim()
  if (isCutId(id)) return undefined
  return TOTAL.test(id) || id === 'customer_id' || isCount(id) ? undefined : id
}
