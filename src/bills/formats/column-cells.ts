// The cells of one column in the rows of a group, as typed values.
import type {NumberedCells} from '../records/columns.js'
import {type Dictionary, NOTHING} from './parquet-pages.js'
import type {TableColumn} from './table.js'
import {type ParquetValue, parquetValue} from './values.js'

/** Where a value stands that its column cannot hold. */
const ODD = -1

/** Each value is there once, by its first row; rows have the places of their values. */
export class ColumnCells {
  #values: ParquetValue[] = [undefined]
  #placeOf = new Map<ParquetValue, number>()
  /** The place of each row's value; 0 where there is nothing. */
  #places = new Int32Array(1024)
  /** Places by the numbers of cells, counted from 2; 0 for one that did not come yet. */
  #known = new Int32Array(256)
  #generation = -1

  constructor(
    readonly column: TableColumn,
    readonly wide: boolean,
  ) {}

  /**
   * Puts cells into rows from `first` on, which are the next ones. `odd` is told the rows of texts that the column
   * cannot hold, in which nothing stands.
   */
  add(cells: NumberedCells, count: number, first: number, odd: (row: number, text: string) => void): void {
    if (this.#generation !== cells.generation) this.#known.fill(0)
    this.#generation = cells.generation
    while (first + count > this.#places.length) {
      const larger = new Int32Array(this.#places.length * 2)
      larger.set(this.#places)
      this.#places = larger
    }
    const {ids} = cells
    const places = this.#places
    for (let i = 0; i < count; i++) {
      const id = ids[i]!
      if (id === 0) {
        places[first + i] = 0
        continue
      }
      const place = (id < this.#known.length ? this.#known[id]! : 0) || this.#find(id, cells)
      places[first + i] = Math.max(place - 2, 0)
      if (place - 2 === ODD) odd(first + i, cells.text(id)!)
    }
  }

  #find(id: number, cells: NumberedCells): number {
    while (id >= this.#known.length) {
      const larger = new Int32Array(this.#known.length * 2)
      larger.set(this.#known)
      this.#known = larger
    }
    const value = parquetValue(cells.text(id)!, this.column, this.wide)
    const place = 2 + (value === null ? ODD : this.#placeAt(value))
    this.#known[id] = place
    return place
  }

  #placeAt(value: ParquetValue): number {
    if (value === undefined) return 0
    let place = this.#placeOf.get(value)
    if (place === undefined) {
      place = this.#values.push(value) - 1
      this.#placeOf.set(value, place)
    }
    return place
  }

  get(row: number): ParquetValue {
    return this.#values[this.#places[row]!]
  }

  /** Puts another value into a row. */
  replace(row: number, value: ParquetValue): void {
    this.#places[row] = this.#placeAt(value)
  }

  /** Whether the first rows all have the same value. */
  isConstant(rows: number): boolean {
    const first = this.#places[0]
    for (let row = 1; row < rows; row++) if (this.#places[row] !== first) return false
    return true
  }

  /** Whether the first rows have the same values as those of a column of the same type. */
  equals(other: ColumnCells, rows: number): boolean {
    const [mine, theirs] = [this.#values, other.#values]
    if (mine.length !== theirs.length) return false
    for (let i = 1; i < mine.length; i++) if (mine[i] !== theirs[i]) return false
    for (let row = 0; row < rows; row++) if (this.#places[row] !== other.#places[row]) return false
    return true
  }

  /** The values of the first rows, each once, and which of them each row has. */
  dictionary(rows: number): Dictionary {
    return {
      values: this.#values.slice(1) as Dictionary['values'],
      ids: this.#places.subarray(0, rows).map(place => (place === 0 ? NOTHING : place - 1)),
    }
  }

  clear(): void {
    this.#values = [undefined]
    this.#placeOf = new Map()
    this.#known.fill(0)
  }
}
