// The rows of a table as texts, whatever its encoding and delimiter.
import {isAscii} from 'node:buffer'
import {csvRows} from '../../csv.js'
import {BrokenPage} from '../records/record-page.js'
import {beginningOf} from './delimiter.js'
import {type Decoding, Utf8, utf8Of} from './encoding.js'

/** Bytes that are looked at together, at least: they hold the beginning of a table. */
const PORTION = 1 << 16

export interface Table {
  delimiter: string
  /** Knows what it is in, for certain when all rows are read. */
  decoder: Utf8
  /** The cells of each row, some rows at a time; an empty line has none. Throws {@link BrokenPage} and `Unfit`. */
  rows(): AsyncGenerator<string[][]>
}

/** Opens a table; undefined where nothing is in it. Throws {@link BrokenPage} and `Unfit`. */
export async function openTable(chunks: AsyncIterable<Buffer>, decoding: Decoding): Promise<Table | undefined> {
  const decoder = new Utf8(decoding)
  const pieces = gathered(utf8Of(chunks, decoder))
  const first = await pieces.next()
  if (first.done) return undefined
  const {delimiter, skipped, lines} = beginningOf(first.value)
  async function* texts() {
    yield textOf((first.value as Buffer).subarray(skipped))
    for await (const piece of pieces) yield textOf(piece)
  }
  return {
    delimiter,
    decoder,
    async *rows() {
      if (lines > 0) yield Array.from({length: lines}, () => [])
      try {
        yield* csvRows(texts(), delimiter, true)
      } catch (error) {
        throw error instanceof SyntaxError ? new BrokenPage(error.message) : error
      }
    },
  }
}

/** The pieces end with whole characters. */
const textOf = (bytes: Buffer) => bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')

async function* gathered(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const piece of pieces) {
    held.push(piece)
    size += piece.length
    if (size < PORTION) continue
    yield held.length === 1 ? piece : Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}
