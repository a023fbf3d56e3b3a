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

const fault = (what: string, reason: string): Comparison => ({
  what,
  left: 'not all',
  right: 'all',
  outcome: 'differences',
  reason,
})

const firstOf = (count: number, has: string, have: string, first: string | undefined) =>
  count === 1 ? `1 record ${has}: ${first}` : `${counted(count, 'record')} ${have}: first ${first}`

/** What is wrong with records, whatever they come to. */
export function recordFaults({bases}: RecordSums, twice?: TwiceThere): Comparison[] {
  const {unpriced, first} = bases
  return [
    ...(unpriced > 0
      ? [fault('each record has an amount', firstOf(unpriced, 'has no amount', 'have no amount', first.amount))]
      : []),
    ...listFaults(bases),
    ...(twice?.text ? [fault('each record is there once', twice.text)] : []),
  ]
}

/** FOCUS tells list prices twice. */
export function listFaults({unlisted, first}: RecordSums['bases'], name = ''): Comparison[] {
  if (unlisted === 0) return []
  const what = 'a ListCost that is not its x_ListAmount'
  return [
    fault(
      `each ListCost${name ? ` of ${name}` : ''} is its x_ListAmount`,
      firstOf(unlisted, `has ${what}`, `have ${what}`, first.list),
    ),
  ]
}
