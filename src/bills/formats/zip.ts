// A ZIP archive written from front to back, whose entries may be interrupted at a checkpoint and gone on with in
// another process.
import {crc32, deflateRawSync, constants as zlib} from 'node:zlib'
import {Output} from './output.js'

interface Entry {
  name: string
  offset: number
  crc: number
  packed: number
  size: number
}

export interface ZipState {
  offset: number
  entries: Entry[]
  open: boolean
}

const UINT32 = 0xffffffff

/**
 * Deflates in pieces that end on a byte and do not refer to each other, so that each may be made without the ones
 * before.
 */
export class Zip {
  readonly output = new Output()
  #entries: Entry[] = []
  #open: Entry | undefined
  /** Bytes of the file before what is in the output. */
  #written = 0

  get #offset(): number {
    return this.#written + this.output.length
  }

  /** Bytes of the entry that is being written, before packing. */
  get openSize(): number {
    return this.#open?.size ?? 0
  }

  begin(name: string): void {
    this.#open = {name, offset: this.#offset, crc: 0, packed: 0, size: 0}
    const bytes = Buffer.from(name)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(45, 4)
    // Sizes follow the data; names are UTF-8.
    header.writeUInt16LE(0x0808, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(DOS_TIME, 10)
    header.writeUInt16LE(bytes.length, 26)
    this.output.append(header)
    this.output.append(bytes)
  }

  add(data: Uint8Array, last = false): void {
    const entry = this.#open!
    if (data.length > 0) entry.crc = crc32(data, entry.crc)
    const packed = deflateRawSync(data, {level: 1, finishFlush: last ? zlib.Z_FINISH : zlib.Z_FULL_FLUSH})
    entry.size += data.length
    entry.packed += packed.length
    this.output.append(packed)
  }

  end(data: Uint8Array = new Uint8Array(0)): void {
    this.add(data, true)
    const entry = this.#open!
    if (entry.size >= UINT32) throw new RangeError(`${entry.name} is larger than 4 GB`)
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    descriptor.writeUInt32LE(entry.crc, 4)
    descriptor.writeUInt32LE(entry.packed, 8)
    descriptor.writeUInt32LE(entry.size, 12)
    this.output.append(descriptor)
    this.#entries.push(entry)
    this.#open = undefined
  }

  file(name: string, text: string): void {
    this.begin(name)
    this.end(Buffer.from(text))
  }

  /** The table of contents. Archives beyond 4 GB get the larger form of it. */
  finish(): void {
    const start = this.#offset
    for (const entry of this.#entries) this.#listing(entry)
    const size = this.#offset - start
    const count = this.#entries.length
    if (start >= UINT32) {
      const wide = Buffer.alloc(76)
      wide.writeUInt32LE(0x06064b50, 0)
      wide.writeBigUInt64LE(44n, 4)
      wide.writeUInt16LE(45, 12)
      wide.writeUInt16LE(45, 14)
      wide.writeBigUInt64LE(BigInt(count), 24)
      wide.writeBigUInt64LE(BigInt(count), 32)
      wide.writeBigUInt64LE(BigInt(size), 40)
      wide.writeBigUInt64LE(BigInt(start), 48)
      wide.writeUInt32LE(0x07064b50, 56)
      wide.writeBigUInt64LE(BigInt(start + size), 64)
      wide.writeUInt32LE(1, 72)
      this.output.append(wide)
    }
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(count, 8)
    end.writeUInt16LE(count, 10)
    end.writeUInt32LE(size, 12)
    end.writeUInt32LE(Math.min(start, UINT32), 16)
    this.output.append(end)
  }

  #listing({name, offset, crc, packed, size}: Entry): void {
    const bytes = Buffer.from(name)
    const far = offset >= UINT32
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(45, 4)
    record.writeUInt16LE(45, 6)
    record.writeUInt16LE(0x0808, 8)
    record.writeUInt16LE(8, 10)
    record.writeUInt32LE(DOS_TIME, 12)
    record.writeUInt32LE(crc, 16)
    record.writeUInt32LE(packed, 20)
    record.writeUInt32LE(size, 24)
    record.writeUInt16LE(bytes.length, 28)
    record.writeUInt16LE(far ? 12 : 0, 30)
    record.writeUInt32LE(far ? UINT32 : offset, 42)
    this.output.append(record)
    this.output.append(bytes)
    if (!far) return
    const extra = Buffer.alloc(12)
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(offset), 4)
    this.output.append(extra)
  }

  take(): Uint8Array {
    this.#written += this.output.length
    return this.output.take()
  }

  state(): ZipState {
    return {
      offset: this.#offset,
      entries: [...this.#entries, ...(this.#open ? [{...this.#open}] : [])],
      open: this.#open !== undefined,
    }
  }

  restore({offset, entries, open}: ZipState): void {
    this.output.take()
    this.#written = offset
    this.#entries = entries.map(entry => ({...entry}))
    this.#open = open ? this.#entries.pop() : undefined
  }
}

/** 1 January 1980: the same records make the same bytes at any time. */
const DOS_TIME = 0x00210000
