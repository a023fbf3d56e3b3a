// The bytes of a file, or of stdin, as they were before they were packed.
import {closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pipeline} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {usage} from '../../failure.js'
import {BrokenPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {Utf8} from './encoding.js'

/** Names stdin. */
export const STDIN = '-'

/** A file that is read, and what it is called in messages. */
export interface ReadFile {
  path: string
  name: string
}

let copy: Promise<string> | undefined

/**
 * The file behind a path. What comes on stdin is copied to a folder of its own first, for it may be read twice and from
 * any place; the folder goes with the process.
 */
export async function readFileAt(path: string): Promise<ReadFile> {
  if (path !== STDIN) return {path, name: path}
  copy ??= copied()
  return {path: await copy, name: 'stdin'}
}

async function copied(): Promise<string> {
  if (process.stdin.isTTY) throw usage('there is nothing on stdin', 'Pipe the records into the command, or name a file')
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-stdin-'))
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  const path = join(folder, 'stdin')
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of process.stdin) await file.write(chunk as Buffer)
  } finally {
    await file.close()
  }
  return path
}

/** The first bytes of a file. */
export function headOf(path: string, count = 4): Buffer {
  const head = Buffer.alloc(count)
  const file = openSync(path, 'r')
  try {
    return head.subarray(0, readSync(file, head, 0, count, 0))
  } finally {
    closeSync(file)
  }
}

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b

/** The bytes of a file; of a gzip file what is packed in it, however it is called and of however many members. */
export function bytesOf(path: string): AsyncIterable<Buffer> {
  // Looked at first: an error of a stream that nobody has got yet is nobody's.
  const packed = isGzip(headOf(path, 2))
  const file = createReadStream(path, {highWaterMark: 1 << 20})
  // An error of the file is one of what is unpacked from it, too.
  return packed ? pipeline(file, createGunzip({chunkSize: 1 << 18}), () => {}) : file
}

/** Whether what a file holds begins as JSON does. */
export async function isJsonAt(path: string): Promise<boolean> {
  for await (const chunk of bytesOf(path)) return /^\s*[[{]/.test(new Utf8().push(chunk).toString('latin1', 0, 256))
  return false
}

/** Bytes of a line at most. */
export const LONGEST_LINE = 1 << 24
/** A line that has more. */
export const endless = (line: number) => new BrokenPage(`line ${line} has more than ${LONGEST_LINE >> 20} MB`)

/** The lines of a text in UTF-8, some at a time. Throws {@link BrokenPage}. */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest = ''
  let count = 1
  for await (const piece of pieces) {
    const lines = (rest + piece.toString('utf8')).split('\n')
    rest = lines.pop()!
    count += lines.length
    if (rest.length > LONGEST_LINE) throw endless(count)
    yield lines
  }
  if (rest !== '') yield [rest]
}

/** What is told of an error of reading a file; `broken` begins the message where the file is not whole. */
export function fileError(error: unknown, name: string, broken: string, next: string): unknown {
  if (error instanceof Unfit) return usage(`${name}: ${error.message}`, error.next)
  if (error instanceof BrokenPage) return usage(`${broken}: ${error.message}`, next)
  const {code} = error as NodeJS.ErrnoException
  if (code === 'Z_BUF_ERROR') return usage(`${name} is cut off`, next)
  if (code?.startsWith('Z_')) return usage(`${name} is damaged: its packed bytes make no sense`, next)
  return error
}
