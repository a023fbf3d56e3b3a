// Lines of text by key, on the disk as soon as they are many: a month of any size goes through a bounded memory.
import {closeSync, createReadStream, mkdirSync, mkdtempSync, openSync, readSync, rmSync} from 'node:fs'
import {appendFile} from 'node:fs/promises'
import {join} from 'node:path'
import {StringDecoder} from 'node:string_decoder'

/** Bytes that are kept in memory before they go to the files. */
const BUFFERED = 8 << 20
/** Bytes that are read at a time. */
const PORTION = 1 << 18

export class KeyedLines {
  /** As bytes: texts that are held for a while would grow old in the heap, and be collected late. */
  #bytes = Buffer.allocUnsafeSlow(1 << 16)
  #length = 0
  /** Where the lines of a key begin and end. */
  readonly #places = new Map<string, number[]>()
  readonly #files = new Map<string, string>()
  #folder: string | undefined

  /** `within`: the folder that gets a folder of files for the time being. */
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
    const places = this.#places.get(key)
    if (!places) this.#places.set(key, [start, this.#length])
    else if (places.at(-1) === start) places[places.length - 1] = this.#length
    else places.push(start, this.#length)
  }

  #held(key: string): Buffer {
    const places = this.#places.get(key) ?? []
    return Buffer.concat(
      places.flatMap((start, i) => (i % 2 === 0 ? [this.#bytes.subarray(start, places[i + 1])] : [])),
    )
  }

  /** Puts on the disk what is too much for the memory. */
  async relieve(): Promise<void> {
    if (this.#length < this.most) return
    if (!this.#folder) {
      mkdirSync(this.within, {recursive: true})
      this.#folder = mkdtempSync(join(this.within, '.details-'))
    }
    for (const key of this.#places.keys()) {
      let file = this.#files.get(key)
      if (!file) {
        file = join(this.#folder, `${this.#files.size}.csv`)
        this.#files.set(key, file)
      }
      await appendFile(file, this.#held(key))
    }
    this.#places.clear()
    this.#length = 0
  }

  /** The lines of a key as they came, in pieces. */
  async *pieces(key: string): AsyncGenerator<Buffer> {
    const file = this.#files.get(key)
    if (file) yield* createReadStream(file)
    if (this.#places.has(key)) yield this.#held(key)
  }

  /** The lines of a key one by one; each ends with a line feed and has no other. */
  *lines(key: string): Generator<string> {
    let rest = ''
    for (const piece of this.#portions(key)) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop()!
      yield* lines
    }
  }

  *#portions(key: string): Generator<string> {
    const file = this.#files.get(key)
    if (file) {
      const decoder = new StringDecoder()
      const bytes = Buffer.allocUnsafe(PORTION)
      const open = openSync(file, 'r')
      try {
        for (let read = readSync(open, bytes); read > 0; read = readSync(open, bytes))
          yield decoder.write(bytes.subarray(0, read))
      } finally {
        closeSync(open)
      }
    }
    if (this.#places.has(key)) yield this.#held(key).toString()
  }

  remove(): void {
    if (this.#folder) rmSync(this.#folder, {recursive: true, force: true})
  }
}
