// For how long something is renewed or priced.
import {Flags} from '@oclif/core'
import {parsePeriod} from '../../input/durations.js'

/** Most that can be had at once. Contract: RenewalResourcesReq.period_num, `x-limits` */
const MOST = {month: 11, year: 3}

export const periodFlags = {
  period: Flags.string({
    summary: 'for how long: 1month to 11months, 1year to 3years',
    default: '1month',
    helpValue: 'PERIOD',
  }),
}

/** The period as a person reads it, and as the API wants it: 2 is a month, 3 a year. */
export function readPeriod(text: string): {words: string; period: {period_type: 2 | 3; period_num: number}} {
  const {unit, count} = parsePeriod(text, '--period', MOST)
  return {
    words: `${count} ${unit}${count === 1 ? '' : 's'}`,
    period: {period_type: unit === 'month' ? 2 : 3, period_num: count},
  }
}
