// Members of a delivered archive, as streams: tar in gzip, tar, gzip, or a plain file. Nothing is unpacked to disk.
// Reading tar is forty lines here because the packages for it bring native code.
import {pipeline} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'
import {BrokenPage} from '../records/record-page.js'

export interface Member {
  name: string
  /** One of several files, perhaps: not all need be records. */
  archived: boolean
  chunks: AsyncIterable<Buffer>
}

const BLOCK = 512

/** The files in an archive, one after the other; each must be read before the next. Throws {@link BrokenPage}. */
export async function* membersOf(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const packed = new Bytes(chunks)
  const isGzip = (await packed.peek(2)).equals(Buffer.from([0x1f, 0x8b]))
  const bytes = isGzip ? new Bytes(unpacked(packed.rest())) : packed
  const head = await bytes.peek(BLOCK)
  if (head.length === 0) throw new BrokenPage('it is empty')
  if (!isTarHeader(head)) {
    yield {name: name.replace(/\.gz$/, ''), archived: false, chunks: bytes.rest()}
    return
  }
  let longName = ''
  for (;;) {
    const header = await bytes.take(BLOCK)
    if (header.length === 0) throw new BrokenPage('it ends before the archive does: it was cut off')
    if (isEmpty(header)) {
      // Only at its end a packed archive tells whether what was read of it is right.
      for await (const more of bytes.rest()) {
        if (!isEmpty(more)) throw new BrokenPage('it goes on behind its end: it is damaged, or two archives in one')
      }
      return
    }
    if (!isTarHeader(header))
      throw new BrokenPage('it is damaged: no header where the next file of the archive should begin')
    const size = Number.parseInt(textAt(header, 124, 12).trim() || '0', 8)
    const type = String.fromCharCode(header[156]!)
    const padding = (BLOCK - (size % BLOCK)) % BLOCK
    if (type === 'L') longName = (await bytes.take(size)).toString('utf8').replace(/\0.*$/s, '')
    else if (type === '0' || type === '\0') {
      const content = bytes.next(size)
      yield {name: longName || textAt(header, 0, 100), archived: true, chunks: content}
      longName = ''
      // What the reader has left.
      for await (const _ of content);
    } else for await (const _ of bytes.next(size));
    if ((await bytes.take(padding)).length < padding) throw new BrokenPage('it was cut off')
  }
}

/** Archives are filled up with zeros. */
const isEmpty = (bytes: Buffer) => bytes.every(byte => byte === 0)

const textAt = (block: Buffer, from: number, length: number) =>
  block.toString('utf8', from, from + length).replace(/\0.*$/s, '')

/** A block whose checksum is right. */
function isTarHeader(block: Buffer): boolean {
  if (block.length < BLOCK) return false
  let sum = 8 * 32
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at]!
  return sum === Number.parseInt(textAt(block, 148, 8).trim(), 8)
}

async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // Whatever goes wrong is thrown to who reads.
  pipeline(chunks, gunzip).catch(() => {})
  try {
    for await (const chunk of gunzip) yield chunk as Buffer
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR') throw new BrokenPage('it was cut off')
    if (code?.startsWith('Z_')) throw new BrokenPage('it is damaged: its packed bytes make no sense')
    throw error
  } finally {
    gunzip.destroy()
  }
}

/** A stream of bytes from which a number of them is taken. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const {value, done} = await this.#chunks.next()
    if (done) return false
    this.#held = this.#held.length > 0 ? Buffer.concat([this.#held, value]) : value
    return true
  }

  /** Up to that many bytes, left where they are. */
  async peek(count: number): Promise<Buffer> {
    while (this.#held.length < count && (await this.#more()));
    return this.#held.subarray(0, count)
  }

  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count)
    this.#held = this.#held.subarray(bytes.length)
    return bytes
  }

  /** The next bytes as they come. */
  async *next(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#held.length === 0 && !(await this.#more())) throw new BrokenPage('it was cut off')
      const bytes = this.#held.subarray(0, left)
      this.#held = this.#held.subarray(bytes.length)
      left -= bytes.length
      yield bytes
    }
  }

  async *rest(): AsyncGenerator<Buffer> {
    do {
      if (this.#held.length > 0) {
        const bytes = this.#held
        this.#held = Buffer.alloc(0)
        yield bytes
      }
    } while (await this.#more())
  }
}
