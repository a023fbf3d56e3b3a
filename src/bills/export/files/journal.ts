// What an export has done so far, written down so that it survives the power: one line per checkpoint, each true when
// it is read.
import {closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import {dirname} from 'node:path'
import {crc32} from 'node:zlib'
import {usage} from '../../../failure.js'
import {syncFolder} from '../../../files.js'

/** What a journal says, and where in the file each entry ends. */
export interface Written<Head, Entry> {
  head: Head
  headEnd: number
  entries: {entry: Entry; end: number}[]
}

/**
 * A file of JSON lines that only grows, each with its checksum. The first line says what it is the journal of. A last
 * line that is not whole was being written when the program died: it is taken away, and so is everything from a line on
 * that is not as it was written.
 */
export class Journal<Head extends object, Entry extends object> {
  #queue: Promise<void> = Promise.resolve()
  #failed: unknown

  private constructor(
    readonly handle: FileHandle,
    readonly head: Head,
  ) {}

  static async create<Head extends object, Entry extends object>(
    path: string,
    head: Head,
  ): Promise<Journal<Head, Entry>> {
    const handle = await open(path, 'wx', 0o600)
    await handle.writeFile(lineOf(head))
    await handle.sync()
    syncFolder(dirname(path))
    return new Journal<Head, Entry>(handle, head)
  }

  /**
   * What a journal says; undefined when there is none, or when not even its first line was written. Throws `usage` for
   * a file that is none.
   */
  static read<Head extends object, Entry extends object>(path: string): Written<Head, Entry> | undefined {
    if (!existsSync(path)) return undefined
    const bytes = readFileSync(path)
    const lines: {value: unknown; end: number}[] = []
    for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
      const value = saidBy(bytes.toString('utf8', start, end))
      if (value === undefined) break
      lines.push({value, end: end + 1})
    }
    const [head, ...entries] = lines
    if (!head && bytes.includes(10)) throw noJournal(path)
    if (!head) return undefined
    return {
      head: head.value as Head,
      headEnd: head.end,
      entries: entries.map(({value, end}) => ({entry: value as Entry, end})),
    }
  }

  /** Opens a journal to go on behind an entry that {@link read} gave; what follows it is forgotten. */
  static async reopen<Head extends object, Entry extends object>(
    path: string,
    head: Head,
    length: number,
  ): Promise<Journal<Head, Entry>> {
    const descriptor = openSync(path, 'r+')
    ftruncateSync(descriptor, length)
    fdatasyncSync(descriptor)
    closeSync(descriptor)
    return new Journal<Head, Entry>(await open(path, 'a', 0o600), head)
  }

  /**
   * Writes an entry once `before` is done, and makes it last. Returns at once; {@link settled} waits. Entries are
   * written in the order in which they were given.
   */
  add(entry: Entry, before: () => Promise<void>): void {
    const line = lineOf(entry)
    this.#queue = this.#queue.then(async () => {
      if (this.#failed) return
      try {
        await before()
        await this.handle.writeFile(line)
        await this.handle.datasync()
      } catch (error) {
        this.#failed = error
      }
    })
  }

  /** Waits until everything is written. Throws what kept an entry from being written. */
  async settled(): Promise<void> {
    await this.#queue
    if (this.#failed) throw this.#failed
  }

  async close(): Promise<void> {
    await this.#queue
    await this.handle.close()
  }
}

/** The checksum of a line is its last member, of the line without it. */
const summed = /,"crc":(\d+)\}$/

function lineOf(value: object): string {
  const json = JSON.stringify(value)
  return `${json.slice(0, -1)},"crc":${crc32(json)}}\n`
}

/** What a line says; undefined where it is not as it was written. */
function saidBy(line: string): unknown {
  const [end, crc] = summed.exec(line) ?? []
  const json = end ? `${line.slice(0, -end.length)}}` : line
  if (crc && crc32(json) !== Number(crc)) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const BEGIN_ANEW = 'Begin anew with --restart, or choose another place with --out'

export const noJournal = (path: string) => usage(`${path} is not the journal of an export, or was changed`, BEGIN_ANEW)

export const ofAnotherVersion = (path: string) =>
  usage(`the journal ${path} was written by another version of partnerctl`, 'End it with that version', BEGIN_ANEW)
