// Ctrl-C and its relatives: the first asks the running work to end cleanly, a second one ends the program.
import {RunEnd} from '../failure.js'
import {currentRun} from './run.js'

/** A program has the terminal: what is typed there, Ctrl-C too, is meant for it. */
let lent = 0

/** Runs a task while a program of the user's, such as an editor, has the terminal. */
export async function lendTerminal<T>(task: () => Promise<T>): Promise<T> {
  lent++
  try {
    return await task()
  } finally {
    lent--
  }
}

export interface SignalHandlers {
  /** The first signal has come; the work under way is ending. */
  first(end: RunEnd): void
  /** Another one has come: says what there is to say. The program ends with the number. */
  second(end: RunEnd): number
}

/** What a signal does: the first one asks, another one ends. */
export type Signalled = (outcome: 'interrupted' | 'terminated', why?: string) => void

export function onSignal({first, second}: SignalHandlers, exit: (code: number) => void): Signalled {
  let asked = false
  return (outcome, why = outcome) => {
    const end = new RunEnd(outcome, why)
    if (asked) return exit(second(end))
    asked = true
    currentRun().interrupt(end)
    first(end)
  }
}

export function handleInterrupts(signalled: Signalled): void {
  const on = (signal: NodeJS.Signals, outcome: 'interrupted' | 'terminated', why?: string) => {
    process.on(signal, () => {
      if (signal === 'SIGINT' && lent > 0) return
      signalled(outcome, why)
    })
  }
  on('SIGINT', 'interrupted')
  on('SIGTERM', 'terminated')
  on('SIGHUP', 'terminated', 'the terminal was closed')
  // Ctrl-Break, which Windows has beside Ctrl-C.
  if (process.platform === 'win32') on('SIGBREAK', 'interrupted')
}
