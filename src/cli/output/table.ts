// Tables: aligned and cut to the window on a terminal; tab-separated, whole and uncoloured in a pipe.
import stringWidth from 'string-width'
import {plainText} from './select.js'
import {clean} from './terminal.js'
import {type Column, cellValue} from './view.js'

export interface TableStyle {
  /** Columns of the window; undefined for a pipe. */
  width?: number
  color: boolean
  heading: boolean
}

export const cellText = <Row>(column: Column<Row>, row: Row): string =>
  clean(column.text ? column.text(row) : plainText(cellValue(column, row)))

const heading = <Row>(column: Column<Row>) => column.label ?? column.name.replaceAll('_', ' ').toUpperCase()

type Short = 'nothing' | 'times' | 'times and ids'
const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ$/

/** Prints rows in portions; the first portion settles the widths. */
export class TablePrinter<Row> {
  #widths: number[] | undefined
  #short: Short = 'nothing'
  #first = true
  #columns: Column<Row>[]

  constructor(
    columns: Column<Row>[],
    readonly style: TableStyle,
  ) {
    this.#columns = columns
  }

  async print(rows: Row[]): Promise<string> {
    const withHeading = this.#first && this.style.heading
    this.#first = false
    const {width} = this.style
    if (width === undefined) {
      const lines = [...(withHeading ? [this.titles()] : []), ...this.cells(rows)]
      return lines.map(line => `${line.join('\t')}\n`).join('')
    }
    const {default: Table} = await import('cli-table3')
    this.#widths ??= this.settle(rows, width)
    const titles = this.titles()
    const cells = this.cells(rows)
    const table = new Table({
      chars: blank,
      style: {'padding-left': 0, 'padding-right': 2, head: [], border: []},
      colWidths: this.#widths.map(width => width + 2),
      colAligns: this.#columns.map(column => column.align ?? 'left'),
    })
    if (withHeading) {
      const bold = this.style.color ? (await import('chalk')).default.bold : (text: string) => text
      table.push(titles.map(title => bold(title)))
    }
    table.push(...cells)
    return cells.length + Number(withHeading) > 0 ? `${table.toString().replace(/ +$/gm, '')}\n` : ''
  }

  private titles(): string[] {
    return this.#columns.map(heading)
  }

  private cells(rows: Row[]): string[][] {
    const text = (column: Column<Row>, row: Row) => {
      const whole = cellText(column, row)
      // A name that stands for an id stays whole.
      const isValue = whole === plainText(cellValue(column, row))
      if (this.#short !== 'nothing' && isValue && TIME.test(whole)) return whole.replace(TIME, '$1 $2')
      return this.#short === 'times and ids' && isValue && /(^|_)id$/.test(column.name) ? shortId(whole) : whole
    }
    return rows.map(row => this.#columns.map(column => text(column, row)))
  }

  /**
   * The widths for a window. The seconds of times give way first, then the middle of ids: they are there to be
   * recognised, and whole in every other format. Then columns that can be spared.
   */
  private settle(rows: Row[], window: number): number[] {
    const widths = () => widthsOf([this.titles(), ...this.cells(rows)])
    const tooWide = () => excessOf(widths(), window) > 0
    if (tooWide()) this.#short = 'times'
    if (tooWide()) this.#short = 'times and ids'
    while (tooWide()) {
      const spare = this.#columns.findLast(column => column.spare)
      if (!spare) break
      this.#columns = this.#columns.filter(column => column !== spare)
    }
    return fitWidths(widths(), window)
  }
}

/** `0a1f…9c20`: both ends, by which an id is told from others. */
export const shortId = (id: string): string => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id)

const sides = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
const inner = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle']
const blank = Object.fromEntries([...sides, ...inner].map(name => [name, '']))

const widthsOf = (lines: string[][]): number[] =>
  lines[0]!.map((_, index) => Math.max(1, ...lines.map(line => stringWidth(line[index]!))))

const excessOf = (widths: number[], window: number): number =>
  widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1) - window

/** Each column as wide as its content; when that is too much for the window, the widest ones give way. */
function fitWidths(widths: number[], window: number): number[] {
  for (let excess = excessOf(widths, window); excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest]! <= 6) break
    widths[widest]!--
  }
  return widths
}
