// The texts of a page's cells, for those who need them as strings.
import {type RecordPage, TEXT} from './record-page.js'

/** Texts of a column that are remembered, a power of two. */
const KNOWN = 32
/** Bytes of a text that is worth remembering. */
const LONGEST = 256

interface Known {
  bytes: Uint8Array
  length: number
  kind: number
  text: string
}

/**
 * A column's texts, by their bytes. A column in which nothing ever comes again, as ids do not, has only its last text
 * here.
 */
class ColumnTexts {
  readonly known: (Known | undefined)[] = []
  hits = 0
  misses = 0
  mask = KNOWN - 1
}

/**
 * The texts of a page's cells. Most repeat from row to row, and then the same string is given again: it is made once,
 * and compares quickly.
 */
export class CellTexts {
  readonly #columns: ColumnTexts[]

  constructor(readonly page: RecordPage) {
    this.#columns = page.layout.columns.map(() => new ColumnTexts())
  }

  /** Undefined for null and for what is absent. */
  text(row: number, place: number): string | undefined {
    const {page} = this
    const cell = row * page.layout.width + place
    const kind = page.kinds[cell]!
    if (kind < TEXT) return undefined
    const {bytes} = page
    const start = page.starts[cell]!
    const end = page.ends[cell]!
    const length = end - start
    const column = this.#columns[place]!
    // Texts of a column often differ in their last characters only.
    const slot = length === 0 ? 0 : (length + bytes[end - 1]! + 3 * bytes[start + (length >> 1)]!) & column.mask
    const known = column.known[slot]
    if (known?.length === length && known.kind === kind && standsAt(bytes, start, known.bytes, length)) {
      column.hits++
      return known.text
    }
    const text = page.textOf(kind, start, end)
    if (++column.misses === 1024) {
      if (column.hits < 256) column.mask = 0
      column.hits = 0
      column.misses = 0
    }
    if (length <= LONGEST) this.#remember(column, slot, kind, start, length, text)
    return text
  }

  #remember(column: ColumnTexts, slot: number, kind: number, start: number, length: number, text: string): void {
    const {bytes} = this.page
    let known = column.known[slot]
    if (!known || known.bytes.length < length) {
      known = {bytes: new Uint8Array(Math.min(LONGEST, 2 * length + 16)), length, kind, text}
      column.known[slot] = known
    }
    const copy = known.bytes
    for (let i = 0; i < length; i++) copy[i] = bytes[start + i]!
    known.length = length
    known.kind = kind
    known.text = text
  }
}

function standsAt(bytes: Uint8Array, start: number, other: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[start + i] !== other[i]) return false
  return true
}
