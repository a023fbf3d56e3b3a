// A job: the rows of one file, what is known of each, and the run that brings every row to its end exactly once.

import {createHash} from 'node:crypto'
import {realpathSync} from 'node:fs'
import {join} from 'node:path'
import type {Api} from '../api/client.js'
import {type Owner, ownerOf} from '../api/owner.js'
import {type Clock, systemClock} from '../api/throttle.js'
import {concernsOnePart, Failure} from '../failure.js'
import {makePrivateFolder} from '../files.js'
import {lockHolder, tryLock} from '../lock.js'
import {type Field, type Input, type InputRow, readRows} from './fields.js'
import type {JobRow} from './job-row.js'
import {findJournal, type History, Journal} from './journal.js'
import {resultColumns} from './result.js'
import {readSheet} from './sheet.js'
import {endOf, type Item, type RowEnd, type Task} from './task.js'

export interface JobSettings {
  file: string
  sheet?: string
  /** Told what of the file was passed over. */
  note?(text: string): void
  /** Where journals and locks lie. */
  folder: string
  /** Rows that failed in the last run are sent again. */
  retryFailed?: boolean
  /** Forgets what an earlier run left undone. Rows are looked up before they are sent all the same. */
  restart?: boolean
  /** A rehearsal: nothing will be sent, so the survey may take its time. */
  rehearsal?: boolean
}

export interface RunSettings {
  onError: 'continue' | 'stop'
  signal?: AbortSignal
  /** Requests under way at once; the throttle sets the pace. */
  workers?: number
  clock?: Clock
  onProgress?(progress: {sent: number; total: number}): void
}

/** A row is sent again at most so often after it provably did not reach the server. */
const TRIES = 5
/** How often rows with an unknown outcome are looked up at the end of a run, and the wait before each, milliseconds. */
const LOOKUPS = [0, 2000, 5000]

export class Job {
  #journal?: Journal
  #halt?: Error
  #unreachable = 0
  #sent = 0
  readonly #tries = new Map<Item, number>()
  /** Rows whose lookup could not tell. They are not looked up again in this run. */
  readonly #undecided = new Set<Item>()

  private constructor(
    readonly task: Task,
    readonly api: Api,
    readonly settings: JobSettings,
    readonly rows: JobRow[],
    /** Headings that are carried into the result. */
    readonly carried: string[],
    readonly journalPath: string,
    readonly owner: Owner,
    readonly history: History | undefined,
    readonly unlock: () => void,
  ) {}

  /**
   * Reads and checks the file, takes its lock, settles what an earlier run left unknown, and looks at what is there.
   * Sends nothing that changes anything. Call {@link close} in the end.
   */
  static async open(task: Task, api: Api, settings: JobSettings): Promise<Job> {
    const sheet = await readSheet(settings.file, settings.sheet, settings.note)
    const input = readRows(sheet, task.fields, resultColumns)
    const path = realpathSync(settings.file)
    makePrivateFolder(settings.folder)
    const lockPath = join(settings.folder, `${digest(path)}.lock`)
    const unlock = tryLock(lockPath)
    if (!unlock) {
      const holder = lockHolder(lockPath)
      throw new Failure(
        'refused',
        `${settings.file} is being worked on by another run${holder ? ` (process ${holder})` : ''}`,
        {
          next: ['Wait for it to end; two runs would do the rows twice'],
        },
      )
    }
    try {
      const owner = await ownerOf(api)
      const name = digest([task.name, path].join('\n'))
      const {path: journalPath, last} = findJournal(settings.folder, name, owner, settings.restart)
      const history = continued(last, input, task, settings)
      const rows = jobRows(input, task, last, history, settings)
      const job = new Job(task, api, settings, rows, input.carried, journalPath, owner, history, unlock)
      await job.#lookAtWhatIsThere()
      return job
    } catch (error) {
      unlock()
      throw error
    }
  }

  /** Rows that a run will send. */
  get pending(): Item[] {
    return this.rows.filter(row => row.item && !row.end).map(row => row.item!)
  }

  get unknown(): Item[] {
    return this.rows.filter(row => row.end?.kind === 'unknown').map(row => row.item!)
  }

  /** Rows of which nothing tells whether they took effect. */
  get unclear(): Item[] {
    return this.rows.filter(row => row.end?.kind === 'unclear').map(row => row.item!)
  }

  /** Why the run ended before its time; undefined when it did not. */
  get halted(): Error | undefined {
    return this.#halt
  }

  /** A look that fails says nothing of rows that an earlier run has sent: they are as unknown as before. */
  async #lookAtWhatIsThere(): Promise<void> {
    try {
      await this.#settleEarlier()
      await this.#survey()
    } catch (error) {
      const {length} = this.unknown
      if (length === 0 || !concernsOnePart(error)) throw error
      const rows = length === 1 ? 'row that an earlier run has sent' : 'rows that an earlier run has sent'
      throw new Failure('unknown', `${error.message}; it is still unknown whether ${length} ${rows} took effect`, {
        next: [...error.next, 'Run the same command again: it looks up what became of them'],
        cause: error,
      })
    }
  }

  async #settleEarlier(): Promise<void> {
    if (this.unknown.length === 0) return
    this.#journal = Journal.resume(this.journalPath)
    await this.#settle(this.unknown)
  }

  async #survey(): Promise<void> {
    const {pending} = this
    if (pending.length === 0) return
    const found = await this.task.survey(this.api, pending, {thorough: this.settings.rehearsal ?? false})
    for (const row of this.rows) {
      const survey = row.item && found.get(row.item)
      if (!survey || row.end) continue
      if (survey.action === 'send') {
        row.change = survey.change
        row.item!.seen = survey.seen
      } else if (survey.action === 'invalid') row.end = invalid([survey.message])
      else row.end = {kind: 'done', status: survey.status, id: survey.id, message: survey.message}
    }
  }

  /** Brings every pending row to its end. Returns normally in any case; {@link halted} says what stopped it. */
  async run(settings: RunSettings): Promise<void> {
    const {signal, onProgress, clock = systemClock} = settings
    const total = this.pending.length
    if (total > 0) this.#journal ??= await this.#openJournal()
    const onAbort = () => this.#stop(signal!.reason)
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, {once: true})
    const drain = () => this.#drain(settings, () => onProgress?.({sent: this.#sent, total}))
    try {
      await drain()
      for (const wait of LOOKUPS) {
        const unknown = this.unknown.filter(item => !this.#undecided.has(item))
        if (this.#halt || unknown.length === 0) break
        await clock.sleep(wait, signal)
        await this.#settle(unknown)
        if (settings.onError === 'continue' || this.unknown.length === 0) await drain()
      }
      if (!this.#halt) await this.#giveUp()
      if (this.pending.length === 0 && this.unknown.length === 0) await this.#finish()
    } catch (error) {
      this.#stop(error)
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** A row that two later runs have asked about in vain will not be known: it is asked about no more. */
  async #giveUp(): Promise<void> {
    for (const {item, end, earlier} of this.rows) {
      if (end?.kind !== 'unknown' || !earlier) continue
      const message = `nothing shows whether it took effect: ${end.message ?? 'no answer came'}`
      await this.#end(item!, end.asked ? {...end, kind: 'unclear', status: 'unclear', message} : {...end, asked: true})
    }
  }

  /** Notes that no row is left, so that the next run with this file begins anew. */
  async #finish(): Promise<void> {
    if (this.history && !this.history.finished) this.#journal ??= Journal.resume(this.journalPath)
    await this.#journal?.append({event: 'finish', time: now()})
  }

  close(): void {
    this.#journal?.close()
    this.#journal = undefined
    this.unlock()
  }

  #batches(items: Item[]): Item[][] {
    return this.task.batches?.(items) ?? items.map(item => [item])
  }

  async #openJournal(): Promise<Journal> {
    if (this.history) return Journal.resume(this.journalPath)
    const {profile} = await this.api.session
    const {task, owner, settings} = this
    return Journal.begin(this.journalPath, {task: task.name, profile, owner, file: settings.file})
  }

  /** The first reason is kept. */
  #stop(reason: unknown): void {
    this.#halt ??= reason instanceof Error ? reason : new Failure('interrupted', 'interrupted')
  }

  async #drain(settings: RunSettings, onRow: () => void): Promise<void> {
    const queue = this.#batches(this.pending)
    const workers = Math.min(settings.workers ?? 32, queue.length)
    const work = async () => {
      while (!this.#halt) {
        const batch = queue.shift()
        if (!batch) return
        try {
          const again = await this.#send(batch, settings)
          if (again) queue.push(batch)
        } catch (error) {
          // Not about this row: a full disk, a defect. What is under way ends, nothing more begins.
          this.#stop(error)
        }
        onRow()
      }
    }
    await Promise.all(Array.from({length: workers}, work))
  }

  /**
   * Sends one batch, with a line in the journal before and after. True when it did not go out and may be tried again.
   */
  async #send(batch: Item[], settings: RunSettings): Promise<boolean> {
    await Promise.all(batch.map(item => this.#write(item, 'sent')))
    let ends: Map<Item, RowEnd>
    try {
      ends = await this.task.send(this.api, batch)
      this.#unreachable = 0
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const end = endOf(error)
      if (!end) {
        await Promise.all(batch.map(item => this.#write(item, 'unsent')))
        return this.#mayTryAgain(batch[0]!, error)
      }
      ends = new Map(batch.map(item => [item, end]))
      // Wrong keys are wrong for every row, and five wrong signatures lock them.
      if (error.outcome === 'denied' && error.status !== 403) this.#stop(error)
    }
    for (const item of batch) {
      await this.#end(
        item,
        ends.get(item) ?? {kind: 'unknown', status: 'unknown', message: 'the answer does not name this row'},
      )
    }
    const bad = batch.some(item => ends.get(item)?.kind !== 'done')
    if (bad && settings.onError === 'stop') {
      this.#stop(new Failure('partial', 'stopped at the first row that failed (--on-error stop)'))
    }
    return false
  }

  /** A row that cannot get through waits its turn again; when nothing gets through any more, the run ends. */
  #mayTryAgain(item: Item, failure: Failure): boolean {
    if (failure.outcome !== 'unavailable') this.#stop(failure)
    const tries = (this.#tries.get(item) ?? 0) + 1
    this.#tries.set(item, tries)
    if (tries >= TRIES || ++this.#unreachable >= 8) this.#stop(failure)
    return !this.#halt
  }

  async #settle(items: Item[]): Promise<void> {
    const settled = await this.task.settle(
      this.api,
      items.map(item => ({item, end: this.#rowOf(item).end!})),
    )
    for (const item of items) {
      const answer = settled.get(item) ?? 'undecided'
      if (answer === 'undecided') this.#undecided.add(item)
      else if (answer === 'no-effect') {
        await this.#write(item, 'unsent')
        Object.assign(this.#rowOf(item), {end: undefined, earlier: undefined})
      } else await this.#end(item, answer)
    }
  }

  async #end(item: Item, end: RowEnd): Promise<void> {
    const {number: row, key, print} = item
    this.#rowOf(item).end = end
    this.#sent++
    await this.#journal!.append({event: 'end', row, key, print, time: now(), ...end})
  }

  #write(item: Item, event: 'sent' | 'unsent'): Promise<void> {
    const {number: row, key, print, seen} = item
    return this.#journal!.append({event, row, key, print, time: now(), ...(event === 'sent' ? {seen} : {})})
  }

  readonly #byItem = new Map<Item, JobRow>()

  #rowOf(item: Item): JobRow {
    if (this.#byItem.size === 0) for (const row of this.rows) if (row.item) this.#byItem.set(row.item, row)
    return this.#byItem.get(item)!
  }
}

const now = () => new Date().toISOString()
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
const invalid = (problems: string[]): RowEnd => ({kind: 'failed', status: 'invalid', message: problems.join('; ')})

/**
 * Which part of an earlier run counts: all of one that was cut off, or that has rows whose effect nothing shows, for
 * they must not be sent again by themselves; of any other finished one only with `retryFailed`.
 */
function continued(
  history: History | undefined,
  {rows}: Input,
  {fields}: Task,
  {retryFailed, restart, file}: JobSettings,
): History | undefined {
  if (retryFailed && (!history || restart)) {
    throw new Failure('usage', `there is no earlier run of ${file} whose failed rows could be tried again`, {
      next: ['Run it without --retry-failed'],
    })
  }
  if (restart || !history) return undefined
  const isUnclear = (row: InputRow) => history.rows.get(printOf(row, fields))?.end?.kind === 'unclear'
  return history.finished && !retryFailed && !rows.some(isUnclear) ? undefined : history
}

function jobRows(
  input: Input,
  task: Task,
  last: History | undefined,
  history: History | undefined,
  {retryFailed, restart}: JobSettings,
): JobRow[] {
  return input.rows.map(row => {
    if (row.problems.length > 0) return {input: row, end: invalid(row.problems)}
    const print = printOf(row, task.fields)
    const before = restart ? undefined : last?.rows.get(print)?.end
    const item: Item = Object.assign(row, {key: row.values[task.keyField]!, print, before})
    const known = history?.rows.get(print)
    if (!known) return {input: row, item}
    item.seen = known.seen
    const end = known.end ?? {kind: 'unknown', status: 'unknown', message: 'it was being sent when the run was cut off'}
    if (end.kind === 'failed' && retryFailed) return {input: row, item}
    return {input: row, item, end, earlier: true}
  })
}

const printOf = (row: InputRow, fields: Field[]) =>
  digest(JSON.stringify(fields.map(field => [field.name, row.values[field.name]])))
