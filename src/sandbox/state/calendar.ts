// Dates of the bill: cycles and bill dates are cut in UTC+8, and counted here as whole days and whole months.

export const DAY_MS = 86_400_000
const BILL_OFFSET_MS = 8 * 3_600_000

/** Days since 1970-01-01 of a moment, in UTC+8. */
export const billDay = (ms: number): number => Math.floor((ms + BILL_OFFSET_MS) / DAY_MS)

/** The moment a UTC+8 day begins. */
export const startOfBillDay = (day: number): number => day * DAY_MS - BILL_OFFSET_MS

/** Months since year 0 of a UTC+8 day. */
export function monthOfDay(day: number): number {
  const date = new Date(day * DAY_MS)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** First day of a month, as a UTC+8 day number. */
export const firstDay = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS

export const daysIn = (month: number): number => firstDay(month + 1) - firstDay(month)

/** The month that a moment falls in, in UTC+8. */
export const monthOf = (ms: number): number => monthOfDay(billDay(ms))

/** `2026-10` as a month number; undefined when it is no month. */
export function parseCycle(text: string): number | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : undefined
}

export const formatCycle = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`

/** `2026-10-31` of a UTC+8 day. */
export const formatDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** `2026-10-31T16:00:00Z`, the way the API writes moments. */
export const formatTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
