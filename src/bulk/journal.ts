// The journal of a job: a line before and a line after each write, on disk before the next step is taken.
import {closeSync, constants, existsSync, fdatasync, openSync, readFileSync, truncateSync} from 'node:fs'
import {dirname} from 'node:path'
import {promisify} from 'node:util'
import {findOwned, type Owner} from '../api/owner.js'
import {Failure} from '../failure.js'
import {makePrivateFolder, NO_LINK, replace, syncFolder, writeWhole} from '../files.js'
import type {RowEnd} from './task.js'

const sync = promisify(fdatasync)

const VERSION = 1

export interface JournalHead {
  version: typeof VERSION
  task: string
  /** Name of the profile, for people. */
  profile: string
  /** Whose rows these are; absent where an older version did not say it. */
  owner?: Owner
  file: string
  begun: string
}

type Line =
  | ({event: 'begin'} & JournalHead)
  | {event: 'sent'; row: number; key: string; print: string; time: string; seen?: string}
  | ({event: 'end'; row: number; key: string; print: string; time: string} & RowEnd)
  /** It was not sent after all: nothing happened. */
  | {event: 'unsent'; row: number; print: string; time: string}
  | {event: 'finish'; time: string}

/**
 * What a journal says of one row: how it ended, or `sent` when its end was never written; and what was there before.
 */
export type RowState = {row: number; key: string; seen?: string; end?: RowEnd}

/** What an earlier run left. */
export interface History {
  head: JournalHead
  /** By the row's print. */
  rows: Map<string, RowState>
  finished: boolean
}

/** Reads a journal; undefined when there is none. A last line that was cut off by a crash counts as never written. */
export function readJournal(path: string): History | undefined {
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1)
  const lines = whole.toString('utf8').split('\n').slice(0, -1)
  const rows = new Map<string, RowState>()
  let head: JournalHead | undefined
  let finished = false
  lines.forEach((text, index) => {
    const line = parseLine(text)
    if (!line || (index === 0) !== (line.event === 'begin')) throw unusable(path, `is damaged in line ${index + 1}`)
    // What this version does not know may say that a row was sent.
    if (!events.has(line.event) || (line.event === 'begin' && line.version !== VERSION)) throw ofAnotherVersion(path)
    finished = false
    switch (line.event) {
      case 'begin': {
        const {event: _, ...rest} = line
        head = rest
        break
      }
      case 'sent':
        rows.set(line.print, {row: line.row, key: line.key, seen: line.seen})
        break
      case 'end': {
        const {kind, status, id, code, message, request_id, asked} = line
        if (!kinds.has(kind)) throw ofAnotherVersion(path)
        const {seen} = rows.get(line.print) ?? {}
        rows.set(line.print, {
          row: line.row,
          key: line.key,
          seen,
          end: {kind, status, id, code, message, request_id, asked},
        })
        break
      }
      case 'unsent':
        rows.delete(line.print)
        break
      case 'finish':
        finished = true
    }
  })
  return head && {head, rows, finished}
}

const events = new Set<Line['event']>(['begin', 'sent', 'end', 'unsent', 'finish'])
const kinds = new Set<RowEnd['kind']>(['done', 'failed', 'unknown', 'unclear'])

const unusable = (path: string, why: string) =>
  new Failure('failed', `the journal ${path} ${why}`, {
    next: [
      'Look at it: it says which rows were sent',
      'Begin anew with --restart; rows are looked up before they are sent',
    ],
  })
const ofAnotherVersion = (path: string) => unusable(path, 'was written by another version of partnerctl')

/**
 * The journal of a file's rows: the owner's own, and what an earlier run left in it. Throws a Failure where an
 * unfinished one may be the owner's, which cannot be told, and where one cannot be read. With `anew` nothing counts of
 * what is there.
 */
export function findJournal(
  folder: string,
  subject: string,
  owner: Owner,
  anew = false,
): {path: string; last?: History} {
  const {own, unclear} = findOwned(folder, [subject, '.jsonl'], owner, path => {
    try {
      const history = readJournal(path)
      return history && {history, owner: history.head.owner}
    } catch (error) {
      if (!anew) throw error
      replace(path, `${path}.previous`)
      return undefined
    }
  })
  if (anew) return {path: own.path}
  const doubtful = unclear.find(({content}) => !content.history.finished)
  if (!doubtful) return {path: own.path, last: own.content?.history}
  const {file, profile, begun} = doubtful.content.history.head
  throw new Failure('refused', `a run of ${file} was cut off, and it cannot be told whether it was for this account`, {
    next: [
      `It was begun ${begun.slice(0, 16).replace('T', ' ')} UTC with profile ${profile}: ${doubtful.path}`,
      'Run it with the keys that it was begun with, or begin anew with --restart; rows are looked up before they are sent',
    ],
  })
}

function parseLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line
    return typeof line?.event === 'string' ? line : undefined
  } catch {
    return undefined
  }
}

/** Appends to a journal. What {@link append} promised has reached the disk when its promise resolves. */
export class Journal {
  readonly #descriptor: number
  #waiting: {resolve: () => void; reject: (error: unknown) => void}[] = []
  #syncing = false
  /** After a line that could not be written nothing more may be: it would stand behind half a line. */
  #broken: unknown

  private constructor(
    readonly path: string,
    descriptor: number,
  ) {
    this.#descriptor = descriptor
  }

  /** Begins a new journal; an older one stays as `….previous`. */
  static async begin(path: string, head: Omit<JournalHead, 'version' | 'begun'>): Promise<Journal> {
    makePrivateFolder(dirname(path))
    if (existsSync(path)) replace(path, `${path}.previous`)
    const journal = new Journal(path, openForAppend(path))
    await journal.append({event: 'begin', version: VERSION, ...head, begun: new Date().toISOString()})
    syncFolder(dirname(path))
    return journal
  }

  /** Goes on with one that was not finished, or whose failed rows are to be tried again. */
  static resume(path: string): Journal {
    truncateSync(path, readFileSync(path).lastIndexOf(0x0a) + 1)
    return new Journal(path, openForAppend(path))
  }

  /** Writes one line and waits until it is on disk. Lines that are written meanwhile share the wait. */
  async append(line: Line): Promise<void> {
    if (this.#broken) throw this.#broken
    try {
      writeWhole(this.#descriptor, `${JSON.stringify(line)}\n`)
    } catch (error) {
      this.#broken = error
      throw error
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({resolve, reject})
      void this.#sync()
    })
  }

  async #sync(): Promise<void> {
    if (this.#syncing) return
    this.#syncing = true
    while (this.#waiting.length > 0) {
      const served = this.#waiting.splice(0)
      try {
        await sync(this.#descriptor)
        for (const {resolve} of served) resolve()
      } catch (error) {
        this.#broken = error
        for (const {reject} of served) reject(error)
      }
    }
    this.#syncing = false
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

const openForAppend = (path: string) =>
  openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | NO_LINK, 0o600)
