// From the bytes of a delivered file to its text. No file says what its encoding is, and a wrong guess must never go
// unnoticed.
import {isAscii, isUtf8} from 'node:buffer'
import {BrokenPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'

export type Encoding = 'UTF-8' | 'UTF-16' | 'GB 18030'

const LF = 10
const CR = 13

/** Bytes that are looked at together, at least. */
const PORTION = 1 << 16
/** Bytes of a line at most: what is longer is not a table. */
const LONGEST_LINE = 1 << 24

/**
 * Reads the text of one file: UTF-16 by its mark, otherwise UTF-8, or GB 18030 from the first lines on that tell the
 * two apart.
 */
export class FileText {
  encoding: Encoding = 'UTF-8'
  /** Text beyond ASCII has been read: what follows must be of the same encoding. */
  #settled = false
  #lines = 0
  #utf16: TextDecoder | undefined
  readonly #gb = new TextDecoder('gb18030', {fatal: true, ignoreBOM: true})

  /**
   * The text in pieces, of which the first holds at least the first line. Throws {@link BrokenPage} and {@link Unfit}.
   */
  async *read(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    let begun = false
    for await (const bytes of wholeLines(chunks)) {
      if (!begun) this.#begin(bytes)
      begun = true
      const text = this.#utf16 ? this.#utf16Text(bytes) : this.#text(bytes)
      if (text.includes('\0')) throw new BrokenPage('it is not a table of text')
      yield text
    }
    if (this.#utf16) yield this.#utf16Text()
  }

  #begin(bytes: Buffer): void {
    const mark = bytes.toString('hex', 0, 3)
    if (mark === 'efbbbf') this.#settled = true
    const utf16 = mark.startsWith('fffe') ? 'utf-16le' : mark.startsWith('feff') ? 'utf-16be' : undefined
    if (!utf16) return
    this.encoding = 'UTF-16'
    this.#utf16 = new TextDecoder(utf16, {fatal: true})
  }

  #utf16Text(bytes?: Buffer): string {
    try {
      return this.#utf16!.decode(bytes, {stream: bytes !== undefined})
    } catch {
      throw new BrokenPage('it begins as UTF-16, and is not all of it')
    }
  }

  #text(bytes: Buffer): string {
    // ASCII is the same in both.
    if (isAscii(bytes)) return this.#counted(bytes, bytes.toString('latin1'))
    if (!this.#settled && !isMostlyUtf8(bytes)) this.encoding = 'GB 18030'
    const text = this.#decoded(bytes)
    if (text === undefined) throw this.#strange(bytes)
    this.#settled = true
    return this.#counted(bytes, text)
  }

  #decoded(bytes: Buffer): string | undefined {
    if (this.encoding === 'UTF-8') return isUtf8(bytes) ? bytes.toString('utf8') : undefined
    try {
      return this.#gb.decode(bytes)
    } catch {
      return undefined
    }
  }

  #counted(bytes: Buffer, text: string): string {
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) this.#lines++
    return text
  }

  #strange(bytes: Buffer): Unfit {
    const line = this.#lines + 1 + linesOf(bytes).findIndex(one => this.#decoded(one) === undefined)
    const isNeither = this.encoding === 'GB 18030' && !this.#settled
    return new Unfit(
      isNeither ? `line ${line} is neither UTF-8 nor GB 18030` : `line ${line} is not ${this.encoding}, and others are`,
      'Fetch it again, or save it as UTF-8',
    )
  }
}

/**
 * Whether of the lines that tell the two apart more are UTF-8: then the others are damage. GB 18030 is UTF-8 now and
 * then, by chance.
 */
function isMostlyUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true
  const telling = linesOf(bytes).filter(line => !isAscii(line))
  return telling.filter(line => isUtf8(line)).length * 2 > telling.length
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LF, start) + 1 || bytes.length
    lines.push(bytes.subarray(start, end))
    start = end
  }
  return lines
}

/** The bytes in portions that end with a line: no character is cut there, whichever the encoding. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    held.push(chunk)
    size += chunk.length
    if (size < PORTION) continue
    const bytes = Buffer.concat(held)
    const end = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)) + 1
    if (end > 0) yield bytes.subarray(0, end)
    else if (size > LONGEST_LINE) throw new BrokenPage('it has no lines')
    held = [bytes.subarray(end)]
    size -= end
  }
  if (size > 0) yield Buffer.concat(held)
}
