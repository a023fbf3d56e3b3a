// The tables in a delivered file, as streams: in tar, ZIP or gzip, one in the other, or the file itself. Nothing is
// unpacked to disk. Reading tar is some lines here because the packages for it bring native code.
import {pipeline} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'
import {BrokenPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {isZip, LARGEST_ZIP, zipEntries} from './zip.js'

export interface Member {
  name: string
  /** One of several files, perhaps. */
  archived: boolean
  /** An XLSX file, not text. */
  isWorkbook?: boolean
  chunks: AsyncIterable<Buffer>
}

const BLOCK = 512
/** Bytes of a name, and of what else a header may say, at most. */
const LONGEST_HEADER = 1 << 16
/** Files of an archive at most. */
const MOST_MEMBERS = 10_000

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b

/**
 * The tables in a file, one after the other; each must be read before the next. What is passed over goes to `remark`;
 * what might be a part of the bill, and is not read here, is refused. Throws {@link BrokenPage} and {@link Unfit}.
 */
export async function* tablesIn(
  name: string,
  chunks: AsyncIterable<Buffer>,
  remark: (text: string, isNews: boolean) => void,
): AsyncGenerator<Member> {
  const names = new Set<string>()
  for await (const member of membersOf(name, chunks)) {
    if (!member.archived) {
      yield member
      continue
    }
    if (isBeside(member.name)) continue
    if (IGNORED.test(member.name)) {
      remark(`${name}: ${member.name} in it was passed over`, true)
      continue
    }
    if (!TABLE.test(member.name)) {
      throw new Unfit(
        `${member.name} in it is no table that is read here, and may be a part of the bill`,
        'Unpack the archive, and make one of its .csv files',
      )
    }
    if (names.has(member.name)) {
      throw new Unfit(`two of its files are named ${member.name}`, 'Unpack it, and name the file that counts')
    }
    names.add(member.name)
    if (names.size > MOST_MEMBERS) throw new BrokenPage(`it holds more than ${MOST_MEMBERS} files`)
    const chunks = /\.gz$/i.test(member.name) ? unpacked(member.chunks) : member.chunks
    yield {...member, isWorkbook: /\.xlsx$/i.test(member.name), chunks}
  }
}

const TABLE = /\.(csv|txt)(\.gz)?$|\.xlsx$/i
/** What goes with a bill and is none. */
const IGNORED = /\.(pdf|md|html?|xml|json|png|jpe?g|sha256|sha1|md5|sig|asc)$|(^|\/)(readme|license)[^/]*$/i
/** What macOS writes beside each file, and Windows and macOS into folders. */
const isBeside = (name: string) => /(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$|^__MACOSX\//i.test(name)

/** The files in an archive, one after the other; each must be read before the next. */
async function* membersOf(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const packed = new Bytes(chunks)
  const head = await packed.peek(4)
  if (isZip(head)) return yield* zipMembers(name, packed)
  const bytes = isGzip(head) ? new Bytes(unpacked(packed.rest())) : packed
  const block = await bytes.peek(BLOCK)
  if (block.length === 0) throw new BrokenPage('it is empty')
  if (isTarHeader(block)) return yield* tarMembers(bytes)
  if (isZip(block) || isGzip(block)) throw new BrokenPage('it is packed twice: unpack it once')
  yield {name: name.replace(/\.gz$/i, ''), archived: false, chunks: bytes.rest()}
}

/** A workbook is a ZIP archive as well. */
async function* zipMembers(name: string, packed: Bytes): AsyncGenerator<Member> {
  const bytes = await packed.all(LARGEST_ZIP)
  const entries = zipEntries(bytes)
  if (entries.some(entry => entry.name === 'xl/workbook.xml')) {
    yield {name, archived: false, isWorkbook: true, chunks: only(bytes)}
    return
  }
  for (const entry of entries) {
    if (!entry.name.endsWith('/')) yield {name: entry.name, archived: true, chunks: entry.chunks()}
  }
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

async function* tarMembers(bytes: Bytes): AsyncGenerator<Member> {
  let said: {path?: string; size?: number} = {}
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
    const type = String.fromCharCode(header[156]!)
    const isFile = type === '0' || type === '\0' || type === '7'
    const size = (isFile ? said.size : undefined) ?? sizeIn(header)
    const name = said.path ?? nameIn(header)
    if (type === 'L' || type === 'x') {
      if (size > LONGEST_HEADER) throw new BrokenPage(`the name of a file in it has ${size} bytes: it is damaged`)
      const text = await bytes.take(size)
      said = type === 'x' ? {...said, ...paxIn(text)} : {...said, path: text.toString('utf8').replace(/\0.*$/s, '')}
    } else if (isFile) {
      const content = bytes.next(size)
      yield {name, archived: true, chunks: content}
      said = {}
      // What the reader has left.
      for await (const _ of content);
    } else {
      // Folders, and what is said of all files; all else stands for a file that is not there.
      if (type !== '5' && type !== 'g' && type !== 'K') {
        throw new Unfit(`${name} in it is a link or in pieces`, 'Unpack the archive, and name the file that it holds')
      }
      if (type !== 'K') said = {}
      for await (const _ of bytes.next(size));
    }
    const padding = (BLOCK - (size % BLOCK)) % BLOCK
    if ((await bytes.take(padding)).length < padding) throw new BrokenPage('it was cut off')
  }
}

/** Archives are filled up with zeros. */
const isEmpty = (bytes: Buffer) => bytes.every(byte => byte === 0)

const textAt = (block: Buffer, from: number, length: number) =>
  block.toString('utf8', from, from + length).replace(/\0.*$/s, '')

const nameIn = (header: Buffer): string => {
  const isPosix = header.toString('latin1', 257, 263) === 'ustar\0'
  const folder = isPosix ? textAt(header, 345, 155) : ''
  return folder ? `${folder}/${textAt(header, 0, 100)}` : textAt(header, 0, 100)
}

/** In octal digits, or where they do not suffice in binary ones. */
function sizeIn(header: Buffer): number {
  const size =
    header[124]! & 0x80
      ? Number(header.readBigUInt64BE(128))
      : Number.parseInt(textAt(header, 124, 12).trim() || '0', 8)
  if (!Number.isSafeInteger(size) || size < 0) throw new BrokenPage('it is damaged: a file in it has no size')
  return size
}

/** Name and size in an extended header: records such as `27 path=customerBill.csv`, each with its length before it. */
function paxIn(bytes: Buffer): {path?: string; size?: number} {
  const said: {path?: string; size?: number} = {}
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const [length = ''] = /^\d{1,6}(?= )/.exec(bytes.toString('latin1', at, at + 7)) ?? []
    const end = at + Number(length)
    if (!length || end <= at + length.length || end > bytes.length)
      throw new BrokenPage('it is damaged: a header is none')
    const text = bytes.toString('utf8', at + length.length + 1, end - 1)
    if (text.startsWith('path=')) said.path = text.slice(5)
    if (/^size=\d{1,15}$/.test(text)) said.size = Number(text.slice(5))
    at = end
  }
  return said
}

/** A block whose checksum is right. */
function isTarHeader(block: Buffer): boolean {
  if (block.length < BLOCK) return false
  let sum = 8 * 32
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at]!
  return sum === Number.parseInt(textAt(block, 148, 8).trim(), 8)
}

/** Of however many members the stream has. */
async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({chunkSize: 1 << 18})
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
  #held: Buffer[] = []
  #size = 0

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const {value, done} = await this.#chunks.next()
    if (done) return false
    this.#held.push(value)
    this.#size += value.length
    return true
  }

  /** What is held, in one piece. */
  #joined(): Buffer {
    if (this.#held.length !== 1) this.#held = [Buffer.concat(this.#held)]
    return this.#held[0]!
  }

  #keep(rest: Buffer): void {
    this.#held = rest.length > 0 ? [rest] : []
    this.#size = rest.length
  }

  /** Up to that many bytes, left where they are. */
  async peek(count: number): Promise<Buffer> {
    while (this.#size < count && (await this.#more()));
    return this.#joined().subarray(0, count)
  }

  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count)
    this.#keep(this.#joined().subarray(bytes.length))
    return bytes
  }

  /** Everything. Throws {@link BrokenPage} for more than `most` bytes. */
  async all(most: number): Promise<Buffer> {
    while (await this.#more()) {
      if (this.#size > most) throw new BrokenPage(`it has more than ${most >> 20} MB as a ZIP: unpack it first`)
    }
    return this.#joined()
  }

  /** The next bytes as they come. */
  async *next(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#size === 0 && !(await this.#more())) throw new BrokenPage('it was cut off')
      const held = this.#joined()
      const bytes = held.subarray(0, left)
      this.#keep(held.subarray(bytes.length))
      left -= bytes.length
      yield bytes
    }
  }

  async *rest(): AsyncGenerator<Buffer> {
    do {
      if (this.#size > 0) {
        const bytes = this.#joined()
        this.#keep(bytes.subarray(bytes.length))
        yield bytes
      }
    } while (await this.#more())
  }
}
