// Ctrl-C and its relatives: the first asks the running work to end cleanly, the second ends the program.
import {Failure} from '../failure.js'
import {exitCodes} from './exit-codes.js'

const controller = new AbortController()
let asked = false

/** Aborts with a Failure when the user or the system asks the program to end. */
export const interruptSignal = controller.signal

export function handleInterrupts(): void {
  const on = (signal: NodeJS.Signals, outcome: 'interrupted' | 'terminated') => {
    process.on(signal, () => {
      if (asked) process.exit(exitCodes[outcome].exit)
      asked = true
      controller.abort(new Failure(outcome, outcome))
    })
  }
  on('SIGINT', 'interrupted')
  on('SIGTERM', 'terminated')
  on('SIGHUP', 'terminated')
}
