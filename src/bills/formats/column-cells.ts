// The cells of one column in the rows of a group, as typed values.
import type {TableColumn} from './table.js'
import {type ParquetValue, parquetValue} from './values.js'

/** A value that stands in many rows, one after the other, is kept once. */
export class ColumnCells {
  #values: ParquetValue[] = [undefined]
  /** Which of the values stands in each row: never an earlier one than in the row before. */
  #places = new Int32Array(1024)
  #text: string | undefined
  #known = true

  constructor(
    readonly column: TableColumn,
    readonly wide: boolean,
  ) {}

  /** Puts a text into a row, which is the next one; false when the column cannot hold it. */
  set(row: number, text: string | undefined): boolean {
    if (text !== this.#text || !this.#known) this.#add(text)
    if (row === this.#places.length) {
      const larger = new Int32Array(row * 2)
      larger.set(this.#places)
      this.#places = larger
    }
    this.#places[row] = this.#values.length - 1
    return this.#known
  }

  #add(text: string | undefined): void {
    const value = text === undefined ? undefined : parquetValue(text, this.column, this.wide)
    this.#text = text
    this.#known = value !== null
    this.#values.push(value ?? undefined)
  }

  get(row: number): ParquetValue {
    return this.#values[this.#places[row]!]
  }

  /** Puts another value into the last row. */
  replace(row: number, value: ParquetValue): void {
    this.#places[row] = this.#values.push(value) - 1
    this.#known = false
  }

  /** Whether the first rows all have the same value. */
  isConstant(rows: number): boolean {
    return this.#places[0] === this.#places[rows - 1]
  }

  /** Whether the first rows have the same values, kept in the same way, as those of a column of the same type. */
  equals(other: ColumnCells, rows: number): boolean {
    const [mine, theirs] = [this.#values, other.#values]
    if (mine.length !== theirs.length) return false
    for (let i = 1; i < mine.length; i++) if (mine[i] !== theirs[i]) return false
    for (let row = 0; row < rows; row++) if (this.#places[row] !== other.#places[row]) return false
    return true
  }

  values(rows: number): ParquetValue[] {
    const values = new Array<ParquetValue>(rows)
    for (let row = 0; row < rows; row++) values[row] = this.#values[this.#places[row]!]
    return values
  }

  clear(): void {
    this.#values = [undefined]
    this.#text = undefined
    this.#known = true
  }
}
