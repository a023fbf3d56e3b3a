// What this run has sent that changes something, and what is known of it: whatever breaks afterwards, it is told.
import type {WriteEnd, WriteRecord} from '../api/session.js'
import {RunEnd} from '../failure.js'

export interface SentWrite extends WriteRecord {
  /** What to type to find out whether it took effect. */
  check?: string
  /** How it was answered; absent while it is under way. */
  end?: WriteEnd
}

export class SentWrites {
  readonly #all = new Map<string, SentWrite>()
  /** Those that were under way when the run was ended. */
  #cut: SentWrite[] = []

  /** A write goes on its way; again, perhaps. */
  sent(record: WriteRecord, check?: string): void {
    if (!this.#all.has(record.id)) this.#all.set(record.id, {...record, check})
  }

  /** A write did nothing, for certain, and waits until it may be sent again: nothing is under way meanwhile. */
  rests({id}: WriteRecord): void {
    this.#all.delete(id)
  }

  answered({id}: WriteRecord, end: WriteEnd): void {
    const write = this.#all.get(id)
    if (write) write.end = end
  }

  get any(): boolean {
    return this.#all.size > 0
  }

  get done(): SentWrite[] {
    return this.#ended('done')
  }

  get unknown(): SentWrite[] {
    return this.#ended('unknown')
  }

  get underWay(): SentWrite[] {
    return this.#ended(undefined)
  }

  /** The run is ended: what is under way now has met its end. */
  cut(): void {
    this.#cut = this.underWay
  }

  /** What an end of the run waits for; undefined when there is nothing. */
  waitingFor(end: RunEnd): string | undefined {
    const {underWay} = this
    if (underWay.length === 0) return undefined
    const what =
      underWay.length === 1 ? `${underWay[0]!.operation}, which was` : `${underWay.length} requests, which were`
    const most = `${RunEnd.PATIENCE / 1000} s at most`
    return `${end.message}: waits for the answer to ${what} sent, ${most}; a second signal ends at once`
  }

  /** Writes that met the end of the run and had, or may have had, an effect. */
  get unansweredAtEnd(): SentWrite[] {
    return this.#cut.filter(({end}) => end === undefined || end.outcome === 'done' || end.outcome === 'unknown')
  }

  #ended(outcome: WriteEnd['outcome'] | undefined): SentWrite[] {
    return [...this.#all.values()].filter(write => write.end?.outcome === outcome)
  }
}

/** A write and its end on one line. */
export function writeInWords({operation, targets, customer, end}: SentWrite): string {
  const whom = [...new Set([...targets, ...(customer ? [customer] : [])])].slice(0, 3).join(', ')
  const outcome =
    end === undefined ? 'sent, outcome unknown' : end.outcome === 'unknown' ? 'outcome unknown' : end.outcome
  return `${operation}${whom ? ` (${whom})` : ''}: ${outcome}${end?.requestId ? `, request id ${end.requestId}` : ''}`
}
