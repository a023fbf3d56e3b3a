// Lines of text by key, on the disk as soon as they are many: a month of any size goes through a bounded memory.
import {closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync} from 'node:fs'
import {join} from 'node:path'
import {StringDecoder} from 'node:string_decoder'
import {setImmediate} from 'node:timers/promises'

/** Bytes that are kept in memory before they go to the file. */
const BUFFERED = 12 << 20
/** Bytes that are read and written at a time. */
const PORTION = 1 << 18

/**
 * One file for all keys, written from front to back: each time, the lines of a key lie together in it. A file for each
 * would have to be opened as often.
 */
export class KeyedLines {
  /** As bytes: texts that are held for a while would grow old in the heap, and be collected late. */
  #bytes = Buffer.allocUnsafeSlow(1 << 16)
  #length = 0
  /** Where the lines of a key begin and end in memory. */
  readonly #held = new Map<string, number[]>()
  /** Where the lines of a key begin and end in the file. */
  readonly #places = new Map<string, number[]>()
  #folder: string | undefined
  #file: number | undefined
  #written = 0
  readonly #portion = Buffer.allocUnsafeSlow(PORTION)

  /** `within`: the folder that gets a folder for the time being. */
  constructor(
    readonly within: string,
    readonly most = BUFFERED,
  ) {}

  add(key: string, line: string): void {
    const start = this.#length
    // No character needs more.
    const needed = start + line.length * 3
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, start)
      this.#bytes = larger
    }
    this.#length += this.#bytes.write(line, start)
    place(this.#held, key, start, this.#length)
  }

  /** Puts on the disk what is too much for the memory. */
  async relieve(): Promise<void> {
    if (this.#length < this.most) return
    if (this.#file === undefined) {
      mkdirSync(this.within, {recursive: true})
      this.#folder = mkdtempSync(join(this.within, '.details-'))
      this.#file = openSync(join(this.#folder, 'lines'), 'wx+', 0o600)
    }
    let used = 0
    const write = () => {
      for (let at = 0; at < used; ) at += writeSync(this.#file!, this.#portion, at, used - at)
      this.#written += used
      used = 0
    }
    for (const [key, places] of this.#held) {
      for (let i = 0; i < places.length; i += 2) {
        const end = places[i + 1]!
        for (let at = places[i]!; at < end; ) {
          const count = this.#bytes.copy(this.#portion, used, at, Math.min(end, at + PORTION - used))
          place(this.#places, key, this.#written + used, this.#written + used + count)
          at += count
          used += count
          if (used === PORTION) write()
        }
      }
    }
    write()
    this.#held.clear()
    this.#length = 0
    await setImmediate()
  }

  /** The lines of a key as they came, in pieces; each is valid until the next. */
  async *pieces(key: string): AsyncGenerator<Buffer> {
    for (const piece of this.#portions(key)) {
      yield piece
      await setImmediate()
    }
  }

  /** The lines of a key one by one; each ends with a line feed and has no other. */
  *lines(key: string): Generator<string> {
    const decoder = new StringDecoder()
    let rest = ''
    for (const piece of this.#portions(key)) {
      const lines = (rest + decoder.write(piece)).split('\n')
      rest = lines.pop()!
      yield* lines
    }
  }

  *#portions(key: string): Generator<Buffer> {
    let size = 0
    for (const {start, end} of this.#all(key)) size += end - start
    const bytes = Buffer.allocUnsafe(Math.min(size, PORTION))
    let used = 0
    for (const {from, start, end} of this.#all(key)) {
      for (let at = start; at < end; ) {
        const count = Math.min(end - at, bytes.length - used)
        const read = from ? from.copy(bytes, used, at, at + count) : readSync(this.#file!, bytes, used, count, at)
        if (read === 0) throw new Error(`${this.#folder} was cut short`)
        at += read
        used += read
        if (used < bytes.length) continue
        yield bytes
        used = 0
      }
    }
    if (used > 0) yield bytes.subarray(0, used)
  }

  *#all(key: string): Generator<{from?: Buffer; start: number; end: number}> {
    for (const [all, from] of [
      [this.#places, undefined],
      [this.#held, this.#bytes],
    ] as const) {
      const places = all.get(key) ?? []
      for (let i = 0; i < places.length; i += 2) yield {from, start: places[i]!, end: places[i + 1]!}
    }
  }

  remove(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
    if (this.#folder) rmSync(this.#folder, {recursive: true, force: true})
  }
}

/** Notes another place of a key, behind those that it has. */
function place(all: Map<string, number[]>, key: string, start: number, end: number): void {
  const places = all.get(key)
  if (!places) all.set(key, [start, end])
  else if (places.at(-1) === start) places[places.length - 1] = end
  else places.push(start, end)
}
