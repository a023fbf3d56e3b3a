// JSON read byte by byte, without loss and without objects: where a value lies, and what must be known of it to copy
// it.
import {
  BrokenPage,
  DELIMITED,
  ESCAPED,
  LITERAL,
  NESTED,
  NULL,
  NUMBER,
  ODD,
  TEXT,
  textAt,
  WIDE,
} from '../records/record-page.js'

export const QUOTE = 34
export const COMMA = 44
export const COLON = 58
const PLUS = 43
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57
const LETTER_E = 101
const BACKSLASH = 92
export const OPEN_BRACKET = 91
export const CLOSE_BRACKET = 93
export const OPEN_BRACE = 123
export const CLOSE_BRACE = 125
/** Lists and objects in each other at most. */
const DEEPEST = 200

/** What each byte of a string says about it. */
const classes = new Uint8Array(257)
const BAD = 128
const END = 255
classes.fill(BAD, 0, 32)
classes.fill(WIDE, 128)
classes[BACKSLASH] = ESCAPED
classes[COMMA] = DELIMITED
classes[QUOTE] = END

/** What may follow a backslash and is written so in canonical JSON; other escapes are looked at more closely. */
const shortEscapes = new Uint8Array(256)
for (const character of '"\\bfnrt') shortEscapes[character.charCodeAt(0)] = 1

/** The same for two bytes at once: 1 where both are characters of which nothing is to be said. */
const plainPairs = new Uint8Array(65_536)
for (let pair = 0; pair < plainPairs.length; pair++) {
  plainPairs[pair] = classes[pair >> 8] === 0 && classes[pair & 255] === 0 ? 1 : 0
}

/** Whether a number may begin so. */
export const isNumeric = (byte: number) => byte === MINUS || (byte >= ZERO && byte <= NINE)

/** Walks over the values of a JSON text. Throws {@link BrokenPage} for what is none. */
export class JsonScanner {
  protected bytes: Buffer = Buffer.alloc(0)
  protected view: DataView = new DataView(new ArrayBuffer(0))
  protected position = 0
  /** Of the text that is being read. */
  protected flags = 0
  /** White space was passed over. */
  protected spaced = false
  /** Place of the last value; quotes of texts lie outside. */
  protected start = 0
  protected end = 0

  /** Reads a value; its place is in start and end. */
  protected value(): number {
    const bytes = this.bytes
    let byte = bytes[this.position]!
    if (byte <= 32) byte = this.peek()
    if (byte === QUOTE) return this.string()
    const start = this.position
    let at = start
    let kind: number
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      at = this.#nestedEnd(start)
      kind = NESTED | (isPlainNested(bytes, start, at) ? 0 : ESCAPED | ODD)
    } else if (isNumeric(byte)) {
      at = this.numberEnd(start)
      kind = NUMBER
    } else {
      while (bytes[at]! >= 97 && bytes[at]! <= 122) at++
      const word = bytes.toString('latin1', start, at)
      if (word !== 'null' && word !== 'true' && word !== 'false') throw this.broken()
      kind = word === 'null' ? NULL : LITERAL
    }
    this.start = start
    this.end = at
    this.position = at
    return kind
  }

  /** Where a number ends that begins there. */
  protected numberEnd(start: number): number {
    const bytes = this.bytes
    let at = start
    if (bytes[at] === MINUS) at++
    const whole = at
    while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++
    let good = at === whole + 1 || (at > whole && bytes[whole] !== ZERO)
    if (bytes[at] === DOT) {
      const fraction = ++at
      while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++
      good &&= at > fraction
    }
    if ((bytes[at]! | 32) === LETTER_E) {
      at++
      if (bytes[at] === PLUS || bytes[at] === MINUS) at++
      const exponent = at
      while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++
      good &&= at > exponent
    }
    if (!good) throw this.broken()
    return at
  }

  /** Reads a string whose quote is at the position. */
  protected string(): number {
    const bytes = this.bytes
    this.start = this.position + 1
    this.flags = TEXT
    let at = this.plainEnd(this.start)
    while (bytes[at] !== QUOTE) {
      if (bytes[at] !== BACKSLASH) throw this.broken()
      this.flags |= shortEscapes[bytes[at + 1]!] === 1 ? ESCAPED : ESCAPED | ODD
      at = this.plainEnd(at + 2)
    }
    this.end = at
    this.position = at + 1
    if (this.flags & ODD) {
      const raw = `"${bytes.toString('utf8', this.start, at)}"`
      try {
        if (JSON.stringify(JSON.parse(raw)) === raw) this.flags &= ~ODD
      } catch {
        throw this.broken()
      }
    }
    return this.flags
  }

  /**
   * Where a text's characters stop being plain: at its quote, at an escape, or at what cannot stand there. Adds to the
   * flags.
   */
  protected plainEnd(start: number): number {
    const {bytes, view} = this
    const pairs = bytes.length - 1
    let at = start
    for (;;) {
      while (at < pairs && plainPairs[view.getUint16(at)] === 1) at += 2
      const found = classes[bytes[at]!]!
      if (found === 0) at++
      else if (found === WIDE || found === DELIMITED) {
        this.flags |= found
        at++
      } else return at
    }
  }

  #nestedEnd(start: number): number {
    const bytes = this.bytes
    let at = start
    let depth = 0
    for (;;) {
      const byte = bytes[at]
      if (byte === undefined) throw this.broken()
      if (byte === QUOTE) {
        at++
        while (bytes[at] !== QUOTE) {
          if (bytes[at] === BACKSLASH) at++
          if (++at >= bytes.length) throw this.broken()
        }
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (++depth > DEEPEST) throw new BrokenPage(`a value in it is nested more than ${DEEPEST} deep`)
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (--depth === 0) break
      }
      at++
    }
    try {
      JSON.parse(bytes.toString('utf8', start, at + 1))
    } catch {
      throw this.broken()
    }
    return at + 1
  }

  protected key(): string {
    if (this.peek() !== QUOTE) throw this.broken()
    const kind = this.string()
    const name = textAt(this.bytes, kind, this.start, this.end, 'json')
    if (this.peek() !== COLON) throw this.broken()
    this.position++
    return name
  }

  protected open(bracket: number): void {
    this.seek(bracket)
    this.position++
  }

  /** Passes over white space to where that byte must stand. */
  protected seek(byte: number): number {
    if (this.peek() !== byte) throw this.broken()
    return this.position
  }

  /** Whether another member follows; passes over the comma or over the closing bracket. */
  protected more(close: number): boolean {
    const bytes = this.bytes
    let byte = bytes[this.position]!
    if (byte !== COMMA && byte !== close) byte = this.peek()
    this.position++
    if (byte === COMMA) return true
    if (byte === close) return false
    throw this.broken()
  }

  /** The next byte that is not white space. */
  protected peek(): number {
    const byte = this.bytes[this.position]!
    return byte <= 32 ? this.space() : byte
  }

  protected space(): number {
    const bytes = this.bytes
    let byte = bytes[this.position]!
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) {
      this.spaced = true
      byte = bytes[++this.position]!
    }
    return byte
  }

  protected broken(): BrokenPage {
    const at = this.position
    const what = at >= this.bytes.length ? 'it ends too early' : `byte ${at} is not JSON`
    return new BrokenPage(`the answer is not whole JSON: ${what}`)
  }
}

/** Without white space and escapes, an object or array is its own canonical JSON. */
function isPlainNested(bytes: Buffer, start: number, end: number): boolean {
  let inText = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === QUOTE) inText = !inText
    else if (byte === BACKSLASH || (byte <= 32 && !inText)) return false
  }
  return true
}
