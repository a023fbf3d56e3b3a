// Tables: aligned on a terminal, where what does not fit is left out and said; tab-separated, whole and uncoloured in a
// pipe.
import {plainText} from './select.js'
import {clean} from './terminal.js'
import {type Column, cellValue, headingOf, kindOf} from './view.js'
import {widthOf} from './width.js'
import {cutText} from './wrap.js'

export interface TableStyle {
  /** Columns of the window; undefined for a pipe. */
  width?: number
  color: boolean
  heading: boolean
  /** Names of the columns that can go where the window is too narrow, in this order. */
  spare?: string[]
}

export const cellText = <Row>(column: Column<Row>, row: Row): string =>
  clean(column.text ? column.text(row) : plainText(cellValue(column, row)))

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\dZ?)?$/
type Times = 'whole' | 'minutes' | 'days'

/** Text is cut down to so many columns before anything else has to go. */
const LEAST_TEXT = 16
/** Nobody types a longer id or name: what is wider is cut like a text. */
const MOST_WHOLE = 128
/** On a narrower window the columns of a row stand under each other, unless all of them fit. */
const NARROW = 60
const GAP = 2

/** Prints rows in portions; the first portion settles the layout. */
export class TablePrinter<Row> {
  #widths: number[] | undefined
  #times: Times = 'whole'
  #currency: string | undefined
  #records = false
  #first = true
  #columns: Column<Row>[]
  /** Headings of the columns that were left out. */
  readonly hidden: string[] = []

  constructor(
    columns: Column<Row>[],
    readonly style: TableStyle,
  ) {
    this.#columns = columns
  }

  async print(rows: Row[]): Promise<string> {
    const withHeading = this.#first && this.style.heading
    const begins = this.#first
    this.#first = false
    const {width} = this.style
    if (width === undefined) {
      const lines = [...(withHeading ? [this.titles()] : []), ...this.cells(rows)]
      return lines.map(line => `${line.join('\t')}\n`).join('')
    }
    this.#widths ??= this.settle(rows, width)
    if (this.#records) return this.records(rows, width, begins)
    return this.table(rows, this.#widths, withHeading)
  }

  private async table(rows: Row[], widths: number[], withHeading: boolean): Promise<string> {
    const {default: Table} = await import('cli-table3')
    const titles = this.titles()
    const cells = this.shown(rows).map(line =>
      line.map((text, at) => (this.isText(at) ? cutText(text, widths[at]!) : text)),
    )
    // What is wider than in the first portion pushes the rest of its line aside; it is not cut.
    widths.forEach((width, at) => {
      widths[at] = Math.max(width, ...cells.map(line => widthOf(line[at]!)))
    })
    const table = new Table({
      chars: blank,
      style: {'padding-left': 0, 'padding-right': GAP, head: [], border: []},
      colWidths: widths.map(width => width + GAP),
      colAligns: this.#columns.map(column => column.align ?? 'left'),
    })
    if (withHeading) {
      const bold = this.style.color ? (await import('chalk')).default.bold : (text: string) => text
      table.push(titles.map(title => bold(title)))
    }
    for (const row of cells) table.push(row)
    return cells.length + Number(withHeading) > 0 ? `${table.toString().replace(/ +$/gm, '')}\n` : ''
  }

  /** Each row as lines of its own, heading word and value. */
  private records(rows: Row[], window: number, begins: boolean): string {
    const titles = this.titles()
    const cells = this.shown(rows)
    const labels = Math.max(...titles.map(title => widthOf(title)))
    const widest = Math.max(0, ...widthsOf(cells).filter((_, at) => !this.isText(at)))
    // One blank will do where a long id needs the other.
    const wide = this.style.heading ? labels + (labels + 1 + widest === window ? 1 : GAP) : 0
    const blocks = cells.map(line =>
      line
        .map((text, at) => {
          const isCut = this.isText(at) || widthOf(text) >= MOST_WHOLE
          const value = isCut ? cutText(text, Math.max(window - wide, LEAST_TEXT)) : text
          const title = this.style.heading ? titles[at]! + ' '.repeat(wide - widthOf(titles[at]!)) : ''
          return `${title}${value}`.trimEnd()
        })
        .join('\n'),
    )
    return blocks.map((block, index) => `${begins && index === 0 ? '' : '\n'}${block}\n`).join('')
  }

  private isText(at: number): boolean {
    return kindOf(this.#columns[at]!) === 'text'
  }

  private titles(): string[] {
    return this.#columns.map(column => {
      const title = this.#times === 'days' ? headingOf(column).replace(/ \(UTC\)$/, '') : headingOf(column)
      return this.#currency && kindOf(column) === 'amount' ? `${title} (${this.#currency})` : title
    })
  }

  /** Cells for a terminal. */
  private shown(rows: Row[]): string[][] {
    return this.cells(rows).map(line => line.map((text, at) => (this.isText(at) ? text : cutText(text, MOST_WHOLE))))
  }

  private cells(rows: Row[]): string[][] {
    const text = (column: Column<Row>, row: Row) => {
      const whole = cellText(column, row)
      if (this.#times === 'whole') return whole
      return whole.replace(TIME, this.#times === 'minutes' ? '$1 $2' : '$1')
    }
    return rows.map(row => this.#columns.map(column => text(column, row)))
  }

  /**
   * The widths for a window. Seconds give way first, then columns with nothing in them; text is cut, at its end; then
   * columns go that can be spared, the time of day, and a currency that is the same in every row. An id, an amount, a
   * name is whole or not there; where even that is too wide, rows are written as records.
   */
  private settle(rows: Row[], window: number): number[] {
    const all = this.#columns
    const widths = () => widthsOf([this.titles(), ...this.shown(rows)])
    const least = () => widths().map((width, at) => (this.isText(at) ? Math.min(width, LEAST_TEXT) : width))
    const tooWide = (some: number[]) => excessOf(some, window) > 0
    if (!tooWide(widths())) return widths()
    this.#times = 'minutes'
    if (!tooWide(widths())) return widths()
    const spare = this.style.spare ?? []
    if (window >= NARROW || !tooWide(least())) {
      const without = (column: Column<Row> | undefined) => {
        this.#columns = this.#columns.filter(one => one !== column)
      }
      if (tooWide(widths()) && spare.length > 0) {
        for (const column of all) if (rows.every(row => cellText(column, row) === '')) without(column)
      }
      for (const name of spare) {
        if (!tooWide(least())) break
        without(this.#columns.find(column => column.name === name))
      }
      if (tooWide(least())) this.#times = 'days'
      if (tooWide(least()) && spare.length > 0) this.leaveCurrency(rows)
      if (!tooWide(least())) {
        const left = new Set(this.#columns)
        const told = (column: Column<Row>) => !left.has(column) && !(this.#currency && isCurrency(column))
        this.hidden.push(
          ...all.filter(told).map(column =>
            headingOf(column)
              .replace(/ \(.*\)$/, '')
              .toLowerCase(),
          ),
        )
        return fitWidths(widths(), least(), window)
      }
    }
    this.#columns = all
    this.#times = 'minutes'
    this.#currency = undefined
    this.#records = true
    return widths()
  }

  /** One currency in all rows stands in the headings of the amounts. */
  private leaveCurrency(rows: Row[]): void {
    const column = this.#columns.find(isCurrency)
    const [currency, other] = column ? [...new Set(rows.map(row => cellText(column, row)))] : []
    if (!currency || other !== undefined) return
    this.#columns = this.#columns.filter(one => one !== column)
    this.#currency = currency
  }
}

const isCurrency = ({name}: {name: string}) => name === 'currency'

const sides = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
const inner = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle']
const blank = Object.fromEntries([...sides, ...inner].map(name => [name, '']))

const widthsOf = (lines: string[][]): number[] =>
  lines[0]!.map((_, index) => Math.max(1, ...lines.map(line => widthOf(line[index]!))))

const excessOf = (widths: number[], window: number): number =>
  widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1) - window

/** Each column as wide as its content; where that is too much, the widest one that may be cut gives way. */
function fitWidths(widths: number[], least: number[], window: number): number[] {
  for (let excess = excessOf(widths, window); excess > 0; excess--) {
    const room = widths.map((width, at) => (width > least[at]! ? width : 0))
    widths[room.indexOf(Math.max(...room))]!--
  }
  return widths
}
