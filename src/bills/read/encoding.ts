// From the bytes of a file to UTF-8. No file says what its encoding is, unless by a mark; and a wrong guess must never
// go unnoticed.
import {isAscii, isUtf8} from 'node:buffer'
import {usage} from '../../failure.js'
import {BrokenPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'

export interface Decoding {
  /** What the reader was told: a name as of the WHATWG's encodings, `windows-1252`. */
  encoding?: string
  /** Files of the China site are GB 18030 where they are not UTF-8. */
  isChinese?: boolean
  /** Ends the reading with its reason. */
  signal?: AbortSignal
}

const LF = 10
const UTF_8 = 'UTF-8'
const CHINESE = 'GB 18030'

/** The name of an encoding as the platform knows it. Throws `usage`. */
export function encodingNamed(label: string): string {
  const ansi = /^(ansi|cp-?125\d)$/i.test(label)
    ? label.replace(/^ansi$/i, 'windows-1252').replace(/^cp-?/i, 'windows-')
    : label
  try {
    return new TextDecoder(ansi).encoding
  } catch {
    throw usage(
      `"${label}" is no encoding`,
      'Known are utf-8, utf-16le, gb18030, big5, shift_jis, euc-kr, windows-1250 to windows-1258, iso-8859-1 to iso-8859-16',
    )
  }
}

/** What the bytes 80 to 9f are in windows-1252, which Node up to 22 takes for control characters. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Decodes a stream of one encoding, piece by piece. Throws a TypeError for bytes that are none of it. */
function decoderOf(encoding: string): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, {fatal: true})
  const decode = (bytes?: Uint8Array) => decoder.decode(bytes, {stream: bytes !== undefined})
  if (encoding !== 'windows-1252') return decode
  return bytes => decode(bytes).replace(/[\x80-\x9f]/g, letter => WINDOWS[letter.charCodeAt(0) - 0x80]!)
}

/** Makes UTF-8 of a file: each piece that comes out ends with a whole character, and no mark is in it. */
export class Utf8 {
  /** What the file is in, for people; known for certain when all of it is read. */
  encoding = UTF_8
  #held: Buffer = Buffer.alloc(0)
  #begun = false
  #decode: ((bytes?: Uint8Array) => string) | undefined
  /** Text beyond ASCII has been read: what follows must be of the same encoding. */
  #settled = false
  #lines = 0

  readonly decoding: Decoding

  /** Throws `usage` for an encoding that nobody knows. */
  constructor(decoding: Decoding = {}) {
    const {encoding, isChinese, signal} = decoding
    this.decoding = {isChinese, signal, encoding: encoding === undefined ? undefined : encodingNamed(encoding)}
  }

  /** Whether neither a mark nor anybody said what it is in. */
  get isGuess(): boolean {
    return this.encoding === CHINESE && !this.decoding.encoding
  }

  /** Throws {@link BrokenPage} and {@link Unfit}. */
  push(chunk: Buffer): Buffer {
    let bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk
    if (!this.#begun) {
      if (bytes.length < 4) {
        this.#held = bytes
        return bytes.subarray(0, 0)
      }
      bytes = this.#begin(bytes)
    }
    const end = this.#decode ? bytes.length : wholeCharacters(bytes)
    this.#held = bytes.subarray(end)
    return this.#checked(bytes.subarray(0, end))
  }

  /** What is left behind the last piece. */
  end(): Buffer {
    const bytes = this.#begun ? this.#held : this.#begin(this.#held)
    this.#held = bytes.subarray(0, 0)
    const last = this.#checked(bytes)
    if (!this.#decode) return last
    try {
      return Buffer.concat([last, Buffer.from(this.#decode())])
    } catch {
      throw new BrokenPage(`it begins as ${this.encoding}, and is not all of it`)
    }
  }

  #begin(bytes: Buffer): Buffer {
    this.#begun = true
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      this.#settled = true
      return bytes.subarray(3)
    }
    const {encoding} = this.decoding
    const utf16 = utf16Of(bytes)
    if (utf16) this.#take(utf16, 'UTF-16')
    else if (encoding && encoding !== 'utf-8') this.#take(encoding, encoding === 'gb18030' ? CHINESE : encoding)
    return bytes
  }

  #take(encoding: string, name: string): void {
    this.encoding = name
    this.#decode = decoderOf(encoding)
  }

  #checked(bytes: Buffer): Buffer {
    const text = this.#text(bytes)
    if (text.includes(0)) throw new BrokenPage('it is not a table of text')
    for (let at = text.indexOf(LF); at >= 0; at = text.indexOf(LF, at + 1)) this.#lines++
    return text
  }

  #text(bytes: Buffer): Buffer {
    if (this.#decode) return this.#decoded(bytes)
    // ASCII is the same in all.
    if (isAscii(bytes)) return bytes
    if (isUtf8(bytes)) {
      this.#settled = true
      return bytes
    }
    if (this.decoding.encoding || this.#settled || isMostlyUtf8(bytes)) throw this.#damaged(bytes)
    if (!this.decoding.isChinese) throw this.#unknown(bytes)
    this.#take('gb18030', CHINESE)
    return this.#decoded(bytes)
  }

  #decoded(bytes: Buffer): Buffer {
    try {
      return Buffer.from(this.#decode!(bytes))
    } catch {
      throw this.#damaged(bytes)
    }
  }

  #damaged(bytes: Buffer): Unfit {
    const isWhole = (one: Buffer) => {
      if (!this.#decode) return isUtf8(one)
      try {
        new TextDecoder(this.decoding.encoding ?? 'gb18030', {fatal: true}).decode(one)
        return true
      } catch {
        return false
      }
    }
    const line = this.#lines + 1 + linesOf(bytes).findIndex(one => !isWhole(one))
    const {encoding} = this.decoding
    return new Unfit(
      `line ${line} is not ${this.encoding}${encoding && this.#lines === 0 ? '' : ', and others are'}`,
      'Fetch it again, or save it as UTF-8',
    )
  }

  /** The first cell that tells, in the two encodings that files without a mark mostly have. */
  #unknown(bytes: Buffer): Unfit {
    if (bytes.includes(0)) throw new BrokenPage('it is not a table of text')
    const lines = linesOf(bytes)
    const index = lines.findIndex(one => !isUtf8(one))
    const line = lines[index]!
    const at = line.findIndex(byte => byte >= 0x80)
    const cell = cellAround(line, at)
    const western = JSON.stringify(decoderOf('windows-1252')(cell))
    let chinese: string | undefined
    try {
      chinese = JSON.stringify(new TextDecoder('gb18030', {fatal: true}).decode(cell))
    } catch {}
    const place = `line ${this.#lines + 1 + index}`
    return new Unfit(
      chinese
        ? `${place} is not UTF-8: ${western} if it is windows-1252, ${chinese} if it is GB 18030`
        : `${place} is neither UTF-8 nor GB 18030: ${western} if it is windows-1252`,
      'Say which with --encoding windows-1252 or --encoding gb18030, or save it as UTF-8',
    )
  }
}

/** All bytes of a stream as UTF-8, in pieces of whole characters. Throws {@link BrokenPage} and {@link Unfit}. */
export async function* utf8Of(chunks: AsyncIterable<Buffer>, decoder: Utf8): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    // A file may hold far more than it has bytes.
    decoder.decoding.signal?.throwIfAborted()
    const text = decoder.push(chunk)
    if (text.length > 0) yield text
  }
  const last = decoder.end()
  if (last.length > 0) yield last
}

/** The text of a small file. Throws {@link BrokenPage} and {@link Unfit}. */
export function textOf(bytes: Buffer, decoding?: Decoding): string {
  const decoder = new Utf8(decoding)
  return Buffer.concat([decoder.push(bytes), decoder.end()]).toString('utf8')
}

/** UTF-16 by its mark, or by zeros: most tables begin with Latin letters. */
function utf16Of(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes
  if ((a === 0xff && b === 0xfe) || (a && b === 0 && c && d === 0)) return 'utf-16le'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b && c === 0 && d)) return 'utf-16be'
  return undefined
}

/** Where the last whole character of UTF-8 ends. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/**
 * Whether of the lines that tell the two apart more are UTF-8: then the others are damage. GB 18030 is UTF-8 now and
 * then, by chance.
 */
function isMostlyUtf8(bytes: Buffer): boolean {
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

const DELIMITERS = new Set([...',;\t|"\r\n:{}[]'].map(letter => letter.charCodeAt(0)))

function cellAround(line: Buffer, at: number): Buffer {
  let start = at
  let end = at
  while (start > 0 && at - start < 40 && !DELIMITERS.has(line[start - 1]!)) start--
  while (end < line.length && end - at < 40 && !DELIMITERS.has(line[end]!)) end++
  return line.subarray(start, end)
}
