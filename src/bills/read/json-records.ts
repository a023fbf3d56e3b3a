// Records in JSON: one on each line, or a list of them, which may be written in any way.
import {BrokenPage, type RecordPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {endless, LONGEST_LINE} from './bytes.js'
import type {TableFacts} from './cells.js'
import {exportedLayout} from './exported-layout.js'
import {PageReader} from './json-pages.js'
import {CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE} from './json-scanner.js'

const BACKSLASH = 92
const LF = 10

/**
 * The records of a text in UTF-8 without a mark, in pages; a page is overwritten by the next one. Throws
 * {@link BrokenPage} and {@link Unfit}.
 */
export async function* jsonPages(
  chunks: AsyncIterable<Buffer>,
  /** Told what a record is called: a line, or a record of a list. */
  facts: TableFacts,
  /** Whether a text without anything may be one without records. */
  mayBeEmpty: () => boolean,
): AsyncGenerator<RecordPage> {
  let cutter: Cutter | undefined
  let reader: PageReader | undefined
  let number = 1
  let rest: Buffer = Buffer.alloc(0)
  const read = (bytes: Buffer): RecordPage => {
    reader ??= new PageReader(exportedLayout(keysOf(cutter!.first(bytes)), true), '', '')
    try {
      const page = reader.readLines(bytes)
      page.firstNumber = number
      number += page.rows
      return page
    } catch (error) {
      if (!(error instanceof BrokenPage)) throw error
      // The row that was begun is the one that cannot be read.
      const place = `${facts.unit} ${number + Math.max(0, reader.page.rows - 1)}`
      throw new BrokenPage(`${place}: ${error.message.replace(/^the answer /, 'it ')}`)
    }
  }
  for await (const chunk of chunks) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (!cutter) {
      const begin = rest.find(byte => !isBlank(byte))
      if (begin === undefined) continue
      cutter = begin === OPEN_BRACKET ? new List() : new Lines()
      facts.unit = cutter.unit
    }
    const end = cutter.wholeOf(rest)
    if (rest.length - end > LONGEST_LINE) throw cutter.endless(number, rest)
    if (end === 0) continue
    const whole = rest.subarray(0, end)
    rest = rest.subarray(end)
    if (whole.includes(OPEN_BRACE)) yield read(whole)
  }
  if (!cutter) {
    if (mayBeEmpty()) return
    throw new BrokenPage('it is empty')
  }
  cutter.finish(rest)
  if (rest.includes(OPEN_BRACE)) yield lastLine(() => read(rest))
  if (!reader && cutter instanceof Lines) throw noRecord()
}

const isBlank = (byte: number) => byte === 32 || byte === LF || byte === 13 || byte === 9

/** Finds where records end. */
interface Cutter {
  unit: 'line' | 'record'
  /** Where the last whole record of some bytes ends, and what is behind it; of bytes behind what was given before. */
  wholeOf(bytes: Buffer): number
  /** The first record of some bytes. */
  first(bytes: Buffer): string
  endless(number: number, bytes: Buffer): BrokenPage
  /** Nothing follows but these bytes. Throws {@link BrokenPage}. */
  finish(rest: Buffer): void
}

/** Records on lines of their own. */
class Lines implements Cutter {
  readonly unit = 'line'

  wholeOf(bytes: Buffer): number {
    const end = bytes.lastIndexOf(LF) + 1
    return bytes.subarray(0, end).includes(OPEN_BRACE) ? end : 0
  }

  first(bytes: Buffer): string {
    const start = bytes.indexOf(OPEN_BRACE)
    const end = bytes.indexOf(LF, start)
    return bytes.toString('utf8', start, end < 0 ? undefined : end)
  }

  endless(number: number, bytes: Buffer): BrokenPage {
    let line = number
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) line++
    return endless(line)
  }

  finish(): void {}
}

/** Records in a list, with whatever white space between and in them. */
class List implements Cutter {
  readonly unit = 'record'
  /** What may come outside of records. */
  #next: 'open' | 'first' | 'record' | 'comma' | 'end' = 'open'
  /** Objects and lists that are open in a record. */
  #depth = 0
  #inText = false
  /** Bytes that were looked at, of those that are given again. */
  #seen = 0
  #records = 0

  wholeOf(bytes: Buffer): number {
    let whole = 0
    let at = this.#seen
    let depth = this.#depth
    let inText = this.#inText
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (inText) {
        if (byte === BACKSLASH) {
          // What it stands before is looked at together with it.
          if (at + 1 === bytes.length) break
          at++
        } else if (byte === QUOTE) inText = false
      } else if (depth > 0) {
        if (byte === QUOTE) inText = true
        else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
        else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) whole = at + 1
      } else if (!isBlank(byte)) {
        this.#outside(byte)
        if (byte === OPEN_BRACE) depth = 1
      }
    }
    // The end of the list belongs to nothing.
    if (this.#next === 'end') whole = at
    this.#seen = at - whole
    this.#depth = depth
    this.#inText = inText
    return whole
  }

  #outside(byte: number): void {
    const next = this.#next
    if (byte === OPEN_BRACE && (next === 'first' || next === 'record')) {
      this.#next = 'comma'
      this.#records++
    } else if (byte === COMMA && next === 'comma') this.#next = 'record'
    else if (byte === OPEN_BRACKET && next === 'open') this.#next = 'first'
    else if (byte === CLOSE_BRACKET && (next === 'first' || next === 'comma')) this.#next = 'end'
    else if (next === 'end') throw new BrokenPage('something follows the end of its list')
    else if (next === 'comma') throw new BrokenPage(`no comma follows record ${this.#records}`)
    else
      throw new Unfit(`record ${this.#records + 1} of its list is none`, 'Write each record as an object: {"id": ...}')
  }

  first(bytes: Buffer): string {
    const one = new List()
    one.#next = 'first'
    const start = bytes.indexOf(OPEN_BRACE)
    // Byte by byte, for this is a look at the beginning.
    for (let end = start; end < bytes.length; end++) {
      if (bytes[end] === CLOSE_BRACE && one.wholeOf(bytes.subarray(start, end + 1)) > 0)
        return bytes.toString('utf8', start, end + 1)
    }
    return ''
  }

  endless(number: number): BrokenPage {
    return new BrokenPage(`record ${number} has more than ${LONGEST_LINE >> 20} MB`)
  }

  finish(): void {
    if (this.#next !== 'end') throw new BrokenPage('it is cut off')
  }
}

const noRecord = () =>
  new Unfit('it has no record on a line of its own', "Write each record on a line of its own, as jq -c '.[]' does")

/** A line without a line end may be a part of one. */
function lastLine(read: () => RecordPage): RecordPage {
  try {
    return read()
  } catch (error) {
    const isCut = error instanceof BrokenPage && error.message.includes('is not whole JSON')
    throw isCut ? new BrokenPage('it is cut off in its last line') : error
  }
}

function keysOf(record: string): string[] {
  try {
    return Object.keys(JSON.parse(record) as object)
  } catch {
    throw noRecord()
  }
}
