// The texts of a page's cells, for those who need them as strings.
import {ABSENT, type RecordPage, TEXT} from './page.js'

/** The texts of a page's cells. Most repeat from row to row, and then the same string is given again: it is made once, and compares quickly. */
export class CellTexts {
  readonly #last: {bytes: Uint8Array; length: number; kind: number; text: string}[]

  constructor(readonly page: RecordPage) {
    this.#last = page.layout.columns.map(() => ({bytes: new Uint8Array(64), length: -1, kind: ABSENT, text: ''}))
  }

  /** Undefined for null and for what is absent. */
  text(row: number, place: number): string | undefined {
    const {page} = this
    const cell = row * page.layout.width + place
    const kind = page.kinds[cell]!
    if (kind < TEXT) return undefined
    const {bytes} = page
    const start = page.starts[cell]!
    const length = page.ends[cell]! - start
    const last = this.#last[place]!
    if (last.length === length && last.kind === kind && standsAt(bytes, start, last.bytes, length)) return last.text
    if (length > last.bytes.length) last.bytes = new Uint8Array(2 * length)
    for (let i = 0; i < length; i++) last.bytes[i] = bytes[start + i]!
    last.length = length
    last.kind = kind
    last.text = page.textOf(kind, start, start + length)
    return last.text
  }
}

function standsAt(bytes: Uint8Array, start: number, other: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[start + i] !== other[i]) return false
  return true
}
