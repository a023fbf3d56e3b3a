// Bill cycles and bill dates. Both are cut in UTC+8, whatever the time zone of this machine.
import {usage} from './failure.js'

const OFFSET = 8 * 3600_000

/**
 * Cycles before the running one that customers' bills reach back by. Source: intl/en-us/api-oce/mbc_00008.html, "past
 * three years".
 */
export const KEPT_CYCLES = 36

/** The calendar of UTC+8 at a moment: `2026-10-31`. */
export const billDate = (time: Date): string => new Date(time.getTime() + OFFSET).toISOString().slice(0, 10)

/** The running cycle: `2026-10`. */
export const currentCycle = (now: Date): string => billDate(now).slice(0, 7)

/** A cycle some months later, or earlier when negative. */
export function shiftCycle(cycle: string, months: number): string {
  const index = Number(cycle.slice(0, 4)) * 12 + Number(cycle.slice(5)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/**
 * The oldest cycle that is asked for where nobody typed one: whoever types an older one is told what the platform
 * says.
 */
export const oldestCycle = (now: Date): string => shiftCycle(currentCycle(now), -KEPT_CYCLES)

/** Every day of a cycle, `2026-10-01` to `2026-10-31`. */
export function daysOf(cycle: string): string[] {
  const days = new Date(Date.UTC(Number(cycle.slice(0, 4)), Number(cycle.slice(5)), 0)).getUTCDate()
  return Array.from({length: days}, (_, i) => `${cycle}-${String(i + 1).padStart(2, '0')}`)
}

/** The moment a cycle begins, at midnight UTC+8. */
export const cycleStart = (cycle: string): Date => new Date(Date.parse(`${cycle}-01T00:00:00Z`) - OFFSET)

/**
 * Whether a cycle's figures can still change: the customers' bills are final on the 4th at 10:00, the partner's on the
 * 5th at 12:00 of the next month, UTC+8 (reference: partner monthly bill).
 */
export function isFinal(cycle: string, now: Date): boolean {
  const final = cycleStart(shiftCycle(cycle, 1)).getTime() + 4 * 86_400_000 + 12 * 3600_000
  return now.getTime() >= final
}

/**
 * Reads `2026-10`, `last-month` or `this-month`. Refuses the future; how far back there is something, the platform
 * knows.
 */
export function parseCycle(text: string, now: Date): string {
  const current = currentCycle(now)
  const cycle = text === 'this-month' ? current : text === 'last-month' ? shiftCycle(current, -1) : text
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(cycle)) {
    throw usage(
      `"${text}" is not a bill cycle`,
      `Write a month such as ${shiftCycle(current, -1)}, or last-month, or this-month (UTC+8)`,
    )
  }
  if (cycle > current) throw usage(`cycle ${cycle} lies in the future; the running cycle is ${current} (UTC+8)`)
  return cycle
}
