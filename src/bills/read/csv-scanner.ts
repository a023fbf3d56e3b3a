// The rows of a table in the bytes of its file: where each cell lies, and what must be known of it to copy it. Nothing
// is decoded, and nothing is copied but the bytes themselves, once, into a buffer that is used again.
import {BrokenPage, DELIMITED, ESCAPED, WIDE} from '../records/record-page.js'
import {beginningOf} from './delimiter.js'

/** The cell stood in quotes. */
export const QUOTED = 128

/** Bytes of a row at most: what is longer is not a table. */
const LONGEST_ROW = 1 << 24
/** Bytes that are looked at for the delimiter, unless the table has less. */
const BEGINNING = 1 << 16
/** Bytes before the rows for texts that stand in no cell. */
const FRONT = 1 << 13

const QUOTE = 34
const COMMA = 44
const LF = 10
const CR = 13
/** What ends a run of characters of which nothing is to be said. */
const STOP = 128

/** What each byte says of its cell: quotes, backslashes and control characters are escaped in JSON. */
const inQuotes: Uint8Array = new Uint8Array(256)
inQuotes.fill(ESCAPED, 0, 32)
inQuotes.fill(WIDE, 128)
inQuotes[92] = ESCAPED
inQuotes[COMMA] = DELIMITED
inQuotes[QUOTE] = STOP

function classesFor(delimiter: number): Uint8Array {
  const classes = Uint8Array.from(inQuotes)
  classes[QUOTE] = ESCAPED
  classes[LF] = STOP
  classes[CR] = STOP
  classes[delimiter] = STOP
  return classes
}

/**
 * Gives the rows of a table one by one; UTF-8 without a mark. Rows stay where they are until {@link release}, so that
 * many of them make a page.
 *
 * `for (;;) if (!rows.next() && !(await rows.more())) break`
 */
export class CsvScanner {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 19)
  /** Of the cells of the last row; quotes lie outside. */
  starts = new Int32Array(64)
  ends = new Int32Array(64)
  /** {@link ESCAPED}, {@link DELIMITED}, {@link WIDE}, {@link QUOTED}. */
  flags = new Uint8Array(64)
  /** Cells of the last row; none in an empty line. */
  cells = 0
  rowStart = FRONT
  rowEnd = FRONT
  /** The last row has no line end: it may be a part of one. */
  isUnended = false
  /** Number of the last row, as a spreadsheet counts them. */
  number = 0
  delimiter = ','
  #classes: Uint8Array = inQuotes
  readonly #pieces: AsyncIterator<Buffer>
  #at = FRONT
  /** Where the bytes of the file end that are there. */
  #limit = FRONT
  /** Where whatever stands behind them ends. */
  #end = FRONT
  #ended = false
  readonly #elsewhere = new Map<string, number>()
  #front = 0

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** Finds the delimiter, which a line `sep=` says or the heading; false where nothing is in the file. */
  async open(): Promise<boolean> {
    while (this.#limit - FRONT < BEGINNING && (await this.more()));
    if (this.#limit === FRONT) return false
    const {delimiter, skipped, lines} = beginningOf(this.bytes.subarray(FRONT, this.#limit))
    this.delimiter = delimiter
    this.#classes = classesFor(delimiter.charCodeAt(0))
    this.#at += skipped
    this.number = lines
    return true
  }

  /** Finds the cells of the next row; false where it is not there yet. Throws {@link BrokenPage}. */
  next(): boolean {
    const {delimiter} = this
    let {bytes} = this
    const classes = this.#classes
    const separator = delimiter.charCodeAt(0)
    const limit = this.#limit
    const isOpen = !this.#ended
    let at = this.#at
    if (at >= limit) return false
    let cell = 0
    for (;;) {
      let start = at
      let end: number
      let flags = 0
      if (bytes[at] === QUOTE && at < limit) {
        flags = QUOTED
        start = ++at
        for (;;) {
          for (; at < limit; at++) {
            const found = inQuotes[bytes[at]!]!
            if (found === STOP) break
            flags |= found
          }
          if (at >= limit) {
            if (isOpen) return false
            throw new BrokenPage(`row ${this.number + 1}: a quoted cell does not end`)
          }
          if (at + 1 === limit && isOpen) return false
          if (at + 1 < limit && bytes[at + 1] === QUOTE) {
            flags |= ESCAPED
            at += 2
          } else break
        }
        end = at++
      } else {
        // A line end stands behind the last byte.
        do flags |= classes[bytes[at++]!]!
        while (flags < STOP)
        flags -= STOP
        end = --at
        if (flags & ESCAPED && hasPair(bytes, start, end)) {
          // Quotes count by themselves where the cell is in none: written as in quotes, they mean the same.
          const text = bytes.toString('utf8', start, end).replaceAll('"', '""')
          start = this.put(text)
          end = start + Buffer.byteLength(text)
          flags |= QUOTED
          bytes = this.bytes
        }
      }
      if (at >= limit && isOpen) return false
      if (cell === this.starts.length) this.#widen()
      this.starts[cell] = start
      this.ends[cell] = end
      this.flags[cell] = flags
      cell++
      if (at >= limit) break
      const byte = bytes[at]
      if (byte === separator) {
        at++
        if (at >= limit && isOpen) return false
        continue
      }
      if (byte !== LF && byte !== CR) throw new BrokenPage(`row ${this.number + 1}: something follows a quoted cell`)
      break
    }
    this.rowStart = this.#at
    this.rowEnd = Math.min(at, limit)
    this.isUnended = at >= limit
    if (at < limit) {
      if (bytes[at] === CR) {
        if (at + 1 === limit && isOpen) return false
        if (at + 1 < limit && bytes[at + 1] === LF) at++
      }
      at++
    }
    this.#at = at
    this.cells = cell === 1 && this.rowStart === this.rowEnd ? 0 : cell
    this.number++
    return true
  }

  /** Whether something stands in the last row behind so many cells: a delimiter at the end of each row says nothing. */
  hasMoreThan(count: number): boolean {
    for (let cell = count; cell < this.cells; cell++) if (this.starts[cell] !== this.ends[cell]) return true
    return false
  }

  /** Waits for more of the file; false where there is no more, and no row either. Throws {@link BrokenPage}. */
  async more(): Promise<boolean> {
    if (this.#ended) return false
    const {value, done} = await this.#pieces.next()
    if (done) {
      this.#ended = true
      return this.#at < this.#limit
    }
    const piece = value as Buffer
    // What was written behind the bytes stays there: the row that is not whole goes on behind it.
    if (this.#end > this.#limit) {
      this.#reserve(this.#limit - this.#at)
      const moved = this.#end
      this.bytes.copyWithin(moved, this.#at, this.#limit)
      this.#limit += moved - this.#at
      this.#end = this.#limit
      this.#at = moved
    }
    if (this.#limit - this.#at > LONGEST_ROW) {
      throw new BrokenPage(`row ${this.number + 1} does not end, perhaps for want of a closing quote`)
    }
    this.#reserve(piece.length)
    piece.copy(this.bytes, this.#limit)
    this.#limit += piece.length
    this.#end = this.#limit
    this.bytes[this.#limit] = LF
    return true
  }

  /** Gives the bytes of the rows up that were found: where cells lay is not where they lie. */
  release(): void {
    if (this.#at === FRONT) return
    this.bytes.copyWithin(FRONT, this.#at, this.#limit)
    this.#limit += FRONT - this.#at
    this.#end = this.#limit
    this.#at = FRONT
    this.bytes[this.#limit] = LF
  }

  /** Bytes of rows that are held. */
  get held(): number {
    return this.#at - FRONT
  }

  text(cell: number): string {
    const text = this.bytes.toString('utf8', this.starts[cell]!, this.ends[cell]!)
    const flags = this.flags[cell]!
    return flags & QUOTED && flags & ESCAPED ? text.replaceAll('""', '"') : text
  }

  /** The cells of the row as their texts. */
  get texts(): string[] {
    return Array.from({length: this.cells}, (_, cell) => this.text(cell))
  }

  /** Puts a short text among the bytes that stands in no cell. Returns where it begins; it stays until the release. */
  put(text: string): number {
    const known = this.#elsewhere.get(text)
    if (known !== undefined) return known
    const size = Buffer.byteLength(text)
    if (this.#front + size <= FRONT) {
      const start = this.#front
      this.#front += this.bytes.write(text, start)
      this.#elsewhere.set(text, start)
      return start
    }
    this.#reserve(size + 1)
    // The line end behind the file's bytes stays.
    const start = Math.max(this.#end, this.#limit + 1)
    this.#end = start + this.bytes.write(text, start)
    return start
  }

  #reserve(size: number): void {
    const needed = this.#end + size + 1
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.bytes.length * 1.5)))
    this.bytes.copy(larger, 0, 0, this.#end + 1)
    this.bytes = larger
  }

  #widen(): void {
    const twice = <T extends Int32Array | Uint8Array>(array: T): T => {
      const larger = new (array.constructor as new (length: number) => T)(array.length * 2)
      larger.set(array)
      return larger
    }
    this.starts = twice(this.starts)
    this.ends = twice(this.ends)
    this.flags = twice(this.flags)
  }
}

function hasPair(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at++) if (bytes[at] === QUOTE && bytes[at - 1] === QUOTE) return true
  return false
}
