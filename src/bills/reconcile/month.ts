// What is told of the records of a month before their sums are held against anything: that they are of it, that each
// has an amount, and that none is there twice. Every command that judges a month begins here.
import {counted} from '../../counted.js'
import type {TwiceThere} from '../rating/twice.js'
import type {Comparison} from './comparison.js'
import type {RecordSums} from './sums.js'

export const OF_THE_MONTH = 'records of the month'

/** Records of other months alone say nothing of this one; undefined where some are of it, or none are there. */
export function ofOtherMonths({records, otherCycles}: RecordSums, cycle: string, name: string): Comparison | undefined {
  if (records > 0 || otherCycles.size === 0) return undefined
  const others = [...otherCycles.keys()].sort().map(one => one || 'none')
  const count = [...otherCycles.values()].reduce((sum, one) => sum + one, 0)
  return {
    what: OF_THE_MONTH,
    left: '0',
    right: '',
    outcome: 'not-comparable',
    reason: `${name} has no record of cycle ${cycle}: ${counted(count, 'record')} of ${others.join(', ')}`,
  }
}

/** What is wrong with records, whatever they come to. */
export function recordFaults({bases: {unpriced, first}}: RecordSums, twice?: TwiceThere): Comparison[] {
  const fault = (what: string, reason: string): Comparison => ({
    what,
    left: 'not all',
    right: 'all',
    outcome: 'differences',
    reason,
  })
  const lack = unpriced === 1 ? '1 record has no amount: ' : `${counted(unpriced, 'record')} have no amount: first `
  return [
    ...(unpriced > 0 ? [fault('each record has an amount', `${lack}${first.amount}`)] : []),
    ...(twice?.text ? [fault('each record is there once', twice.text)] : []),
  ]
}
