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

/** Prints rows in portions; the first portion settles the widths. */
export class TablePrinter<Row> {
  #widths: number[] | undefined
  #shortIds = false
  #first = true

  constructor(
    readonly columns: Column<Row>[],
    readonly style: TableStyle,
  ) {}

  async print(rows: Row[]): Promise<string> {
    const cells = rows.map(row => this.columns.map(column => cellText(column, row)))
    const withHeading = this.#first && this.style.heading
    this.#first = false
    const titles = this.columns.map(heading)
    if (this.style.width === undefined) {
      return [...(withHeading ? [titles] : []), ...cells].map(line => `${line.join('\t')}\n`).join('')
    }
    const {default: Table} = await import('cli-table3')
    if (!this.#widths) {
      // Ids give way first: they are there to be recognised, and whole in every other format.
      this.#shortIds = excessOf(widthsOf([titles, ...cells]), this.style.width) > 0
      if (this.#shortIds) this.shortenIds(cells)
      this.#widths = fitWidths(widthsOf([titles, ...cells]), this.style.width)
    } else if (this.#shortIds) this.shortenIds(cells)
    const table = new Table({
      chars: blank,
      style: {'padding-left': 0, 'padding-right': 2, head: [], border: []},
      colWidths: this.#widths.map(width => width + 2),
      colAligns: this.columns.map(column => column.align ?? 'left'),
    })
    if (withHeading) {
      const bold = this.style.color ? (await import('chalk')).default.bold : (text: string) => text
      table.push(titles.map(title => bold(title)))
    }
    table.push(...cells)
    return cells.length + Number(withHeading) > 0 ? `${table.toString().replace(/ +$/gm, '')}\n` : ''
  }

  private shortenIds(cells: string[][]): void {
    this.columns.forEach((column, index) => {
      if (!/(^|_)id$/.test(column.name)) return
      for (const line of cells) line[index] = shortId(line[index]!)
    })
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
