// The day of a record whose source gives none, as that of the partner's records on the China site.
import {daysOf} from '../../cycle.js'
import type {BillRecord} from './bill-record.js'
import {layoutOf, type SourceName} from './sources.js'

const UTC8 = 8 * 3_600_000

/**
 * The day (UTC+8) of a record without one: that of a time of it, which may lie in the next month; without any the last
 * one of its cycle.
 */
export function dayAt(time: string | undefined, cycle: string): string {
  if (!time) return daysOf(cycle).at(-1)!
  return new Date(momentOf(time) + UTC8).toISOString().slice(0, 10)
}

/** A time without a zone is UTC, whatever this machine's is. */
const momentOf = (time: string): number => Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`)

/** Whether a source says on which day something was billed. Where it does not, days are not compared. */
export const givesDay = (source: SourceName): boolean => layoutOf(source).commonPlace('bill_date') >= 0

/** Gives a record the day of its transaction, or of its consumption, where its source has no days. */
export function putDay(record: BillRecord): void {
  if (record.bill_date || givesDay(record.source)) return
  const time = record.trade_time || record.consume_time
  if (time && !Number.isNaN(momentOf(time))) record.bill_date = dayAt(time, record.bill_cycle)
}
