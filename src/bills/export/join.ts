// Files of parts of the customers, joined to the file that an export of all of them would have written.
import {createHash} from 'node:crypto'
import {createReadStream, createWriteStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {createGunzip, createGzip} from 'node:zlib'
import {Failure} from '../../failure.js'
import type {FinishedPart} from './files/parts.js'

/** Rows of one customer that stand together in a file. */
export interface Portion {
  customer_id: string
  rows: number
}

export interface Joined {
  path: string
  /** Whose rows the file has, in its order. */
  portions: Portion[]
}

export type RowShape = 'csv' | 'jsonl' | 'json'

const LF = 10
const QUOTE = 34
/** Bytes that are written at once. */
const PIECE = 1 << 20

/**
 * Writes one file with the rows of several, in the order of customer ids as an export of all customers has it; rows are
 * copied byte for byte. Gzipped files are unpacked and packed again: what is in them is the same. Throws a Failure for
 * a file that has other rows than it should.
 */
export async function joinFiles(
  files: Joined[],
  target: string,
  shape: RowShape,
  gzip: boolean,
): Promise<Omit<FinishedPart, 'name'>> {
  const sources = files.map(file => new Rows(file.path, shape, gzip))
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  const file = createWriteStream(target, {flush: true, mode: 0o644})
  try {
    if (gzip) await pipeline(batched(joinedBytes(files, sources, shape)), createGzip(), counted, file)
    else await pipeline(batched(joinedBytes(files, sources, shape)), counted, file)
  } finally {
    for (const source of sources) source.close()
  }
  const rows = files.flatMap(({portions}) => portions).reduce((sum, one) => sum + one.rows, 0)
  return {bytes, rows, sha256: hash.digest('hex')}
}

async function* joinedBytes(files: Joined[], sources: Rows[], shape: RowShape): AsyncGenerator<Buffer> {
  let heading: Buffer | undefined
  for (const source of sources) {
    const own = await source.heading()
    if (heading && !heading.equals(own))
      throw new Failure('failed', `${source.path} has other columns than ${sources[0]!.path}`)
    heading ??= own
  }
  if (heading) yield heading
  let first = true
  for (const {source, portion} of inOrder(files, sources)) {
    for await (const piece of source.take(portion.rows)) {
      if (shape === 'json') yield Buffer.from(first ? '\n' : ',\n')
      first = false
      yield piece
    }
  }
  for (const source of sources) await source.end()
  if (shape === 'json') yield Buffer.from('\n]\n')
}

/** Small pieces together: each write costs the same, however little it writes. */
async function* batched(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const piece of pieces) {
    waiting.push(piece)
    size += piece.length
    if (size < PIECE) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  yield Buffer.concat(waiting)
}

/** Always the file whose next customer has the lowest id. */
function* inOrder(files: Joined[], sources: Rows[]): Generator<{source: Rows; portion: Portion}> {
  const places = files.map(() => 0)
  for (;;) {
    let next = -1
    for (const [i, {portions}] of files.entries()) {
      const candidate = portions[places[i]!]
      if (candidate && (next < 0 || candidate.customer_id < files[next]!.portions[places[next]!]!.customer_id)) next = i
    }
    if (next < 0) return
    yield {source: sources[next]!, portion: files[next]!.portions[places[next]!++]!}
  }
}

const unlike = (path: string) =>
  new Failure('failed', `${path} does not have the rows that its manifest tells of`, {
    next: ['Export this shard again'],
  })

/** Rows of a file, taken a number at a time. */
class Rows {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #stream: ReturnType<typeof createReadStream>
  #rest: Buffer = Buffer.alloc(0)
  #ended = false

  constructor(
    readonly path: string,
    readonly shape: RowShape,
    gzip: boolean,
  ) {
    this.#stream = createReadStream(path, {highWaterMark: PIECE})
    const bytes = gzip ? this.#stream.pipe(createGunzip()) : this.#stream
    if (gzip) this.#stream.on('error', error => bytes.destroy(error))
    this.#chunks = bytes[Symbol.asyncIterator]()
  }

  /** What stands before the first row. */
  async heading(): Promise<Buffer> {
    if (this.shape === 'jsonl') return Buffer.alloc(0)
    // Without a row, JSON has no line of its own for the bracket that opens it.
    const end = this.shape === 'json' ? 1 : await this.#rowEnd(0)
    while (this.#rest.length < end && (await this.#more()));
    if (end < 0 || this.#rest.length < end) throw unlike(this.path)
    const heading = Buffer.from(this.#rest.subarray(0, end))
    this.#rest = this.#rest.subarray(end)
    if (this.shape === 'json') await this.#drop('\n')
    return heading
  }

  /** The next rows: of JSON one by one and without what stands between them, else in pieces. */
  async *take(rows: number): AsyncGenerator<Buffer> {
    let at = 0
    for (let row = 0; row < rows; row++) {
      const end = await this.#rowEnd(at)
      if (end < 0) throw unlike(this.path)
      at = end
      if (this.shape === 'json') {
        const comma = this.#rest[end - 2] === 44
        yield this.#rest.subarray(0, end - (comma ? 2 : 1))
      } else if (at >= PIECE) yield this.#rest.subarray(0, at)
      else continue
      this.#rest = this.#rest.subarray(at)
      at = 0
    }
    if (at === 0) return
    yield this.#rest.subarray(0, at)
    this.#rest = this.#rest.subarray(at)
  }

  /** Makes sure that nothing follows. */
  async end(): Promise<void> {
    if (this.shape === 'json') await this.#drop(']\n')
    if (this.#rest.length > 0 || (await this.#more())) throw unlike(this.path)
  }

  close(): void {
    this.#stream.destroy()
  }

  async #drop(text: string): Promise<void> {
    while (this.#rest.length < text.length && (await this.#more()));
    if (this.#rest.toString('latin1', 0, text.length) !== text) throw unlike(this.path)
    this.#rest = this.#rest.subarray(text.length)
  }

  /** Where the row ends that begins there: behind a line end that is not in quotes. -1 when there is none. */
  async #rowEnd(start: number): Promise<number> {
    let quoted = false
    for (let at = start; ; ) {
      const end = this.#rest.indexOf(LF, at)
      if (end < 0) {
        if (await this.#more()) continue
        return -1
      }
      if (this.shape === 'csv') {
        for (; at < end; at++) if (this.#rest[at] === QUOTE) quoted = !quoted
      }
      if (!quoted) return end + 1
      at = end + 1
    }
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false
    const {value, done} = await this.#chunks.next()
    if (done) {
      this.#ended = true
      return false
    }
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, value as Buffer]) : (value as Buffer)
    return true
  }
}
