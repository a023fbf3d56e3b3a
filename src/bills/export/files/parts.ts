// The files of an export while they grow: each with its writer, its length and its checksum, and with what is needed to
// go on with it.
import {createHash, type Hash} from 'node:crypto'
import {createReadStream, existsSync, readdirSync, rmSync, truncateSync} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import {join} from 'node:path'
import {makeFolder} from '../../../files.js'
import type {FileWriter} from '../../formats/file-writer.js'
import type {Facts} from '../../formats/table.js'
import type {RecordPage} from '../../records/record-page.js'

/** A file at a checkpoint. */
export interface PartState {
  length: number
  rows: number
  /** Of the bytes up to there. */
  sha256: string
  /** The file is whole. */
  done?: boolean
  /** Of the writer. */
  state?: unknown
}

export interface FinishedPart {
  name: string
  bytes: number
  rows: number
  sha256: string
}

/** What is on disk of checkpoints. */
export interface Sound {
  /** How many of them, from the first, tell of it. */
  count: number
  /** Of the files as the last of them tells, where all do. */
  hashes: ReadonlyMap<string, Hash>
}

/** Files that are open at once: a system lets a program have 256 or more. */
const OPEN = 128

class Part {
  length = 0
  rows = 0
  done = false
  hash: Hash = createHash('sha256')
  handle: FileHandle | undefined
  /** Settled when the bytes that were handed on last have arrived. */
  written: Promise<void> = Promise.resolve()

  constructor(
    readonly name: string,
    readonly writer: FileWriter,
  ) {}
}

/** Where bytes go instead of into files. */
export interface Stream {
  write(bytes: Uint8Array): Promise<void>
}

/** The files of an export in its work folder. Unfinished ones end in `.part`, so that nobody takes them for whole. */
export class Parts {
  readonly #parts = new Map<string, Part>()
  readonly #changed = new Set<Part>()
  /** Those whose file is open; the one that was written to last stands last. */
  readonly #open = new Set<Part>()

  constructor(
    readonly folder: string,
    readonly newWriter: () => Promise<FileWriter>,
    /** Everything goes here, as one file. */
    readonly stream?: Stream,
  ) {}

  path(name: string): string {
    return join(this.folder, `${name}.part`)
  }

  /** Adds rows to a file, which is begun when it is new. */
  async write(name: string, page: RecordPage, from: number, to: number, facts: Facts): Promise<void> {
    const part = this.#parts.get(name) ?? (await this.#begin(name))
    part.writer.write(page, from, to, facts)
    part.rows += to - from
    this.#changed.add(part)
  }

  /** Makes sure that a file exists, be it empty. */
  async begin(name: string): Promise<void> {
    if (!this.#parts.has(name)) await this.#begin(name)
  }

  /** Hands on what writers have ready. The next page may be made while the bytes are on their way. */
  async flush(): Promise<void> {
    for (const part of this.#changed) if (!part.done) await this.#append(part, part.writer.flush(false))
  }

  /** Puts a file's end to it. */
  async finish(name: string): Promise<void> {
    const part = this.#parts.get(name)
    if (!part || part.done) return
    await this.#append(part, part.writer.finish())
    await part.written
    part.done = true
    this.#changed.add(part)
  }

  async finishAll(): Promise<void> {
    for (const name of [...this.#parts.keys()]) await this.finish(name)
  }

  rowsOf(name: string): number {
    return this.#parts.get(name)?.rows ?? 0
  }

  /** Brings every row into the files; `sync` makes it last. */
  async checkpoint(): Promise<{states: Record<string, PartState>; sync: () => Promise<void>}> {
    const states: Record<string, PartState> = {}
    const changed = [...this.#changed]
    for (const part of changed) {
      if (!part.done) await this.#append(part, part.writer.flush(true))
      await part.written
      const {length, rows, done} = part
      const reached = {length, rows, sha256: digestOf(part.hash)}
      states[part.name] = done ? {...reached, done} : {...reached, state: part.writer.state()}
    }
    this.#changed.clear()
    const handles = changed.map(part => ({part, handle: part.handle, done: part.done}))
    return {
      states,
      sync: async () => {
        for (const {part, handle, done} of handles) {
          if (handle && handle.fd >= 0) await handle.datasync()
          else await this.#syncShut(part)
          if (done && part.handle === handle) await this.#shut(part)
        }
      },
    }
  }

  /** Of checkpoints that follow each other those that tell of what is on disk, from the first. Changes nothing. */
  async sound(checkpoints: Record<string, PartState>[]): Promise<Sound> {
    const marks = new Map<string, (PartState & {index: number})[]>()
    for (const [index, states] of checkpoints.entries()) {
      for (const [name, state] of Object.entries(states)) {
        marks.set(name, [...(marks.get(name) ?? []), {...state, index}])
      }
    }
    let count = checkpoints.length
    const hashes = new Map<string, Hash>()
    for (const [name, own] of marks) {
      const {hash, reached} = await hashOf(this.path(name), own)
      count = Math.min(count, own[reached]?.index ?? count)
      hashes.set(name, hash)
    }
    return {count, hashes}
  }

  /**
   * Goes back to a checkpoint that {@link sound} has found to be: what came later is cut off or removed. `hashes` are
   * those of the files there.
   */
  async restore(states: Record<string, PartState>, hashes: ReadonlyMap<string, Hash>): Promise<void> {
    await this.close()
    this.#parts.clear()
    this.#changed.clear()
    if (this.stream) return
    const known = new Set(Object.keys(states).map(name => `${name}.part`))
    for (const file of existsSync(this.folder) ? readdirSync(this.folder) : []) {
      if (file.endsWith('.part') && !known.has(file)) rmSync(join(this.folder, file))
    }
    for (const [name, {length, rows, done, state}] of Object.entries(states)) {
      const part = new Part(name, await this.newWriter())
      truncateSync(this.path(name), length)
      part.hash = hashes.get(name)!
      part.length = length
      part.rows = rows
      part.done = done ?? false
      if (!done) part.writer.restore(state)
      this.#parts.set(name, part)
    }
  }

  /** All files, once they are finished. */
  finished(): FinishedPart[] {
    return [...this.#parts.values()].map(({name, length, rows, hash}) => ({
      name,
      bytes: length,
      rows,
      sha256: digestOf(hash),
    }))
  }

  async close(): Promise<void> {
    for (const part of this.#parts.values()) {
      await part.written.catch(() => {})
      await this.#shut(part)
    }
  }

  /** A part's open file; the one that was written to longest ago is shut where there are too many. */
  async #file(part: Part, flags: 'w' | 'a'): Promise<FileHandle> {
    part.handle ??= await open(this.path(part.name), flags, 0o644)
    this.#open.delete(part)
    this.#open.add(part)
    if (this.#open.size > OPEN) {
      const [oldest] = this.#open
      await oldest!.written
      await this.#shut(oldest!)
    }
    return part.handle
  }

  async #shut(part: Part): Promise<void> {
    const {handle} = part
    part.handle = undefined
    this.#open.delete(part)
    await handle?.close()
  }

  /** Makes last what was written to a file before it was shut. */
  async #syncShut(part: Part): Promise<void> {
    if (this.stream) return
    const handle = await open(this.path(part.name), 'r+')
    try {
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  async #begin(name: string): Promise<Part> {
    const part = new Part(name, await this.newWriter())
    this.#parts.set(name, part)
    this.#changed.add(part)
    part.writer.start()
    if (!this.stream) {
      makeFolder(this.folder)
      await this.#file(part, 'w')
    }
    return part
  }

  async #append(part: Part, bytes: Uint8Array): Promise<void> {
    await part.written
    if (bytes.length === 0) return
    part.written = this.stream ? this.stream.write(bytes) : writeAll(await this.#file(part, 'a'), bytes)
    // Whoever waits for it hears of its failure; until then it must not count as unhandled.
    part.written.catch(() => {})
    part.hash.update(bytes)
    part.length += bytes.length
  }
}

const digestOf = (hash: Hash): string => hash.copy().digest('hex')

/** Reads a file up to the last of its marks, or to the first that it does not have. */
async function hashOf(path: string, marks: PartState[]): Promise<{hash: Hash; reached: number}> {
  const hash = createHash('sha256')
  if (!existsSync(path)) return {hash, reached: 0}
  let at = 0
  let reached = 0
  /** Takes the marks that end here. False for one that tells of something else. */
  const isSound = () => {
    for (; reached < marks.length && marks[reached]!.length <= at; reached++) {
      if (marks[reached]!.length < at || digestOf(hash) !== marks[reached]!.sha256) return false
    }
    return true
  }
  if (!isSound() || reached === marks.length) return {hash, reached}
  for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20, end: marks.at(-1)!.length - 1})) {
    for (let from = 0; from < chunk.length; ) {
      const end = Math.min(chunk.length, from + marks[reached]!.length - at)
      hash.update(chunk.subarray(from, end))
      at += end - from
      from = end
      if (!isSound()) return {hash, reached}
    }
  }
  return {hash, reached}
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
}
