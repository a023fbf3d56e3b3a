// Commands of the user's that get what a watch has seen: `--exec`.
import {Flags} from '@oclif/core'
import {Failure} from '../failure.js'
import {timeLimitIn} from '../profiles/environment.js'
import {ProgramTrouble, runProgram} from '../program.js'
import {currentRun} from './run.js'

/** The flag, with the same grammar wherever it is offered: a line for the shell. */
export const execFlag = (each: string) =>
  Flags.string({
    summary: `command line to run for each ${each}, which it gets as JSON on stdin`,
    helpValue: 'COMMAND',
    parse: async line => {
      timeLimit()
      return line
    },
  })

/** Milliseconds for a hook. `PARTNERCTL_EXEC_TIMEOUT`, in seconds */
const timeLimit = () => timeLimitIn('PARTNERCTL_EXEC_TIMEOUT', 300)

/**
 * Runs a command line with a text on its standard input; what it prints goes to stderr, for stdout carries data.
 * Throws a Failure that says how it ended, when that was not well, and the end of the run when that came first.
 */
export async function runHook(command: string, input: string, env: Record<string, string>): Promise<void> {
  const limit = timeLimit()
  const failed = (why: string) => new Failure('failed', `--exec ${why}`)
  const {code, signal} = await runProgram(command, [], {
    shell: true,
    input,
    output: 'stderr',
    env: {...process.env, ...env},
    limit,
    signal: currentRun().signal,
    group: true,
  }).catch((error: unknown) => {
    if (!(error instanceof ProgramTrouble)) throw error
    throw failed(
      error.reason === 'time' ? `was not done within ${limit / 1000} s` : `could not be started (${error.code})`,
    )
  })
  if (code !== 0) throw failed(`ended with ${signal ?? `code ${code}`}`)
}
