// The exit codes: one table for the program, its help, its docs and its tests.
import type {Outcome} from '../failure.js'

export const exitCodes: Record<Outcome | 'done', {exit: number; meaning: string}> = {
  done: {exit: 0, meaning: 'done'},
  failed: {exit: 1, meaning: 'the API or the program failed'},
  usage: {exit: 2, meaning: 'wrong usage or bad input; nothing was sent'},
  'not-found': {exit: 3, meaning: 'not found'},
  denied: {exit: 4, meaning: 'not signed in, or not allowed'},
  refused: {exit: 5, meaning: 'refused by a business rule or a conflict'},
  unavailable: {exit: 6, meaning: 'throttled, unreachable or timed out, after retries; nothing was changed'},
  partial: {exit: 7, meaning: 'some rows done, some not; the result says which'},
  pending: {exit: 8, meaning: 'still pending: a review, an association'},
  unknown: {exit: 9, meaning: 'a write was sent and its outcome is unknown'},
  differences: {exit: 10, meaning: 'a check found differences or broken rules'},
  'not-comparable': {exit: 11, meaning: 'what is there cannot be compared'},
  expiring: {exit: 12, meaning: 'a certificate ends soon'},
  unreported: {exit: 13, meaning: 'a write was done, but its result could not be written: do not repeat it'},
  waiting: {exit: 20, meaning: 'something waits for somebody, and --exit-code asked'},
  interrupted: {exit: 130, meaning: 'interrupted'},
  terminated: {exit: 143, meaning: 'terminated'},
}
