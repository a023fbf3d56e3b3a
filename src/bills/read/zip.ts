// What is in a ZIP archive, by its directory at the end. Entries are unpacked as streams.
import {pipeline} from 'node:stream'
import {crc32, createInflateRaw} from 'node:zlib'
import {BrokenPage} from '../records/record-page.js'

export interface ZipEntry {
  name: string
  /** Bytes when it is unpacked. */
  size: number
  /** Throws {@link BrokenPage}. */
  chunks(): AsyncGenerator<Buffer>
}

const ENTRY = 0x02014b50
const END = 0x06054b50
const UINT32 = 0xffffffff
/** An archive is held in memory as it is: its directory stands at its end. */
export const LARGEST_ZIP = 1 << 28
/** Entries of an archive at most. */
const MOST_ENTRIES = 65_536

export const isZip = (head: Buffer): boolean => head.length >= 4 && head.readUInt32LE(0) === 0x04034b50

/** The entries of an archive, in the order of its directory. Throws {@link BrokenPage}. */
export function zipEntries(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) throw new BrokenPage('it was cut off')
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (at === UINT32 || count >= MOST_ENTRIES - 1) throw new BrokenPage('it is too large for a ZIP that is read here')
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new BrokenPage('its directory is damaged')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push(entryOf(bytes, at, bytes.toString('utf8', at + 46, at + 46 + nameLength)))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function entryOf(bytes: Buffer, at: number, name: string): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8)
  const method = bytes.readUInt16LE(at + 10)
  const crc = bytes.readUInt32LE(at + 16)
  const packed = bytes.readUInt32LE(at + 20)
  const size = bytes.readUInt32LE(at + 24)
  const offset = bytes.readUInt32LE(at + 42)
  return {
    name,
    size,
    async *chunks() {
      if (flags & 1) throw new BrokenPage(`${name} in it is locked with a password`)
      if (method !== 0 && method !== 8) throw new BrokenPage(`${name} in it is packed in a way that is not read here`)
      if (packed === UINT32 || size === UINT32) throw new BrokenPage(`${name} in it is too large`)
      if (offset + 30 > bytes.length) throw new BrokenPage('it was cut off')
      const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
      if (start + packed > bytes.length) throw new BrokenPage('it was cut off')
      const data = bytes.subarray(start, start + packed)
      let sum = 0
      let length = 0
      for await (const chunk of method === 0 ? [data] : inflated(data, name)) {
        length += chunk.length
        if (length > size) break
        sum = crc32(chunk, sum)
        yield chunk
      }
      if (length !== size || sum !== crc) throw new BrokenPage(`${name} in it is damaged`)
    },
  }
}

async function* inflated(data: Buffer, name: string): AsyncGenerator<Buffer> {
  const inflate = pipeline([data], createInflateRaw({chunkSize: 1 << 18}), () => {})
  try {
    for await (const chunk of inflate) yield chunk as Buffer
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw new BrokenPage(`${name} in it is damaged`)
    throw error
  }
}
