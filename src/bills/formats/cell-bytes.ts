// The cells of a column as they stand in a file, made once for each number.
import {grown} from '../records/cell-bytes.js'
import type {NumberedCells} from '../records/columns.js'
import {copyShort, viewOf} from './output.js'

export class CellBytes {
  #bytes: Buffer = Buffer.allocUnsafeSlow(1 << 10)
  #view = viewOf(this.#bytes)
  #used = 0
  /** Where each begins and ends, by its number; an end of 0: not made yet. */
  #starts = new Int32Array(256)
  #ends = new Int32Array(256)
  #generation = 0

  constructor(
    readonly cells: NumberedCells,
    /** What a text is in the file. */
    readonly make: (text: string) => string,
  ) {
    this.#clear()
  }

  /** Call it when rows were read. */
  begin(): void {
    if (this.#generation === this.cells.generation) return
    this.#generation = this.cells.generation
    this.#clear()
  }

  #clear(): void {
    this.#ends.fill(0)
    // Nothing stands for what is absent.
    this.#starts[0] = 1
    this.#ends[0] = 1
    this.#used = 1
  }

  /** Bytes of the cell of a row. */
  sizeAt(row: number): number {
    const id = this.cells.ids[row]!
    const end = id < this.#ends.length ? this.#ends[id]! : 0
    return (end || this.#add(id)) - this.#starts[id]!
  }

  /** Copies it, when its size was asked for; up to three bytes behind it are overwritten. Returns where it ends. */
  copy(row: number, target: DataView, at: number): number {
    const id = this.cells.ids[row]!
    return copyShort(this.#view, this.#starts[id]!, this.#ends[id]!, target, at)
  }

  #add(id: number): number {
    while (id >= this.#ends.length) {
      this.#starts = grown(this.#starts)
      this.#ends = grown(this.#ends)
    }
    const text = this.make(this.cells.text(id) ?? '')
    const start = this.#used
    if (start + 3 * text.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (start + 3 * text.length))
      this.#bytes.copy(larger, 0, 0, start)
      this.#bytes = larger
      this.#view = viewOf(larger)
    }
    this.#starts[id] = start
    this.#used += this.#bytes.write(text, start)
    this.#ends[id] = this.#used
    return this.#used
  }
}
