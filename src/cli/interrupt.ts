// What ends a run before its time: Ctrl-C and its relatives, and --max-time. The first asks the running work to end
// cleanly; a second Ctrl-C ends the program.
import {setMaxListeners} from 'node:events'
import {Failure} from '../failure.js'
import {exitCodes} from './exit-codes.js'

let controller = newController()

function newController(): AbortController {
  const fresh = new AbortController()
  // Every request that is on its way listens, and there may be many.
  setMaxListeners(0, fresh.signal)
  return fresh
}

/** Aborts with a Failure when the user, the system or the clock asks the program to end. */
export let interruptSignal = controller.signal

/** Asks the running work to end: what was sent is finished, nothing more begins. */
export const interrupt = (why: Failure) => controller.abort(why)

/** A new run is not ended by what ended the last one. */
export function resetInterrupt(): void {
  if (!controller.signal.aborted) return
  controller = newController()
  interruptSignal = controller.signal
}

export function handleInterrupts(): void {
  let asked = false
  const on = (signal: NodeJS.Signals, outcome: 'interrupted' | 'terminated', why: string = outcome) => {
    process.on(signal, () => {
      if (asked) process.exit(exitCodes[outcome].exit)
      asked = true
      interrupt(new Failure(outcome, why))
    })
  }
  on('SIGINT', 'interrupted')
  on('SIGTERM', 'terminated')
  on('SIGHUP', 'terminated', 'the terminal was closed')
}
