// Where the program begins and ends: runs the command that was typed and turns whatever happens into an exit code.
import {Config, run, settings} from '@oclif/core'
import {DryRun} from '../api/dry-run.js'
import {commandLine} from '../command-line.js'
import {Failure, RunEnd} from '../failure.js'
import {packageRoot} from '../package.js'
import {endingOf, leaving, READER_GONE} from './ending.js'
import {printDryRun, printFailure} from './failure-report.js'
import {handleInterrupts, onSignal, type Signalled} from './interrupt.js'
import {LeanConfig, type Parts} from './lean-config.js'
import {commandIn, knowCommands, nextStep, ofProgram} from './next-step.js'
import {clean} from './output/terminal.js'
import {beginRun, currentRun} from './run.js'

// The built files are what runs; sources are never compiled on the way.
settings.enableAutoTranspile = false

/** Runs one command line and returns its exit code. A bundle brings what it knows of its commands. */
export async function main(argv: string[], parts?: Parts): Promise<number> {
  if (parts) config = Promise.resolve(new LeanConfig(parts))
  // A reader that has seen enough closes the pipe: that is no error, but there is no point in going on. A write that
  // is on its way is finished all the same. (The framework would throw any other trouble of stdout past whoever was
  // writing, who knows what could not be written.)
  process.stdout.removeAllListeners('error')
  process.stdout.on('error', onStdoutError)
  process.stderr.on('error', () => {})
  handleInterrupts(signals(argv, code => process.exit(code)))
  // A defect that no command could catch is still told in one sentence, and only once.
  const unexpected = (error: unknown) => {
    process.exit(reported.has(error as object) ? process.exitCode || 1 : told(error, argv))
  }
  process.on('uncaughtException', unexpected)
  process.on('unhandledRejection', unexpected)
  return execute(argv)
}

export function onStdoutError(error: Error): void {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') currentRun().interrupt(readerGone)
}

/** What signals do to a run. */
export const signals = (argv: string[], exit: (code: number) => void): Signalled =>
  onSignal(
    {
      first: end => {
        const waits = currentRun().writes.waitingFor(end)
        if (waits) process.stderr.write(`${clean(waits)}\n`)
      },
      second: end => printFailure(leaving(end), argv),
    },
    exit,
  )

const reported = new WeakSet<object>()
const readerGone = new RunEnd('interrupted', 'nobody reads the output any more', {code: READER_GONE})

/** Like {@link main}, without taking hold of the process: for tests. */
export async function execute(argv: string[]): Promise<number> {
  const thisRun = beginRun()
  return thisRun.end(await runCommand(argv), error => told(error, argv))
}

/** The commands that there are: the same for every line of a process. */
let config: Promise<Config> | undefined

async function runCommand(typed: string[]): Promise<number> {
  let argv = typed
  try {
    config ??= Config.load(packageRoot)
    const known = await config
    knowCommands(known)
    if (argv.length === 0) {
      const {welcome} = await import('./help/welcome.js')
      process.stdout.write(welcome())
      return 0
    }
    if (argv[0]!.startsWith('-') && !ofProgram.test(argv[0]!))
      argv = (await import('./help/leading-flags.js')).commandFirst(argv)
    const isKnown = commandIn(argv) !== undefined || argv[0]!.startsWith('-')
    if (!isKnown) argv = (await import('./help/guesses.js')).ours(argv)
    await run(argv, known)
    return told(undefined, argv)
  } catch (error) {
    if (error instanceof Error) reported.add(error)
    return end(error, argv)
  }
}

async function end(error: unknown, argv: string[]): Promise<number> {
  if (error instanceof DryRun) {
    await printDryRun(error)
    for (const line of currentRun().form?.goOn() ?? []) process.stderr.write(`${clean(nextStep(line))}\n`)
    return 0
  }
  const {code, oclif} = error as {code?: string; oclif?: {exit?: number}}
  if (code === 'EEXIT') return oclif?.exit ?? 0
  return told((await named(error)) ?? error, argv)
}

/** Tells how the run ended, where that must be told. Returns the exit code. */
function told(error: unknown, argv: string[]): number {
  const failure = endingOf(error, argv)
  if (!failure) return 0
  failure.next.push(...(currentRun().form?.goOn(failure.outcome) ?? []))
  const {outcome, message, code, requestId} = failure
  currentRun().log('error', {outcome, message, code, request_id: requestId})
  return printFailure(failure, argv)
}

/** An unknown command gets the names that may be meant, and those of its topic. */
async function named(error: unknown): Promise<Failure | undefined> {
  const match = /^[Cc]ommand (\S+) not found/.exec((error as Error)?.message ?? '')
  if (!match) return undefined
  const words = match[1]!.replaceAll(':', ' ')
  const {AT_MOST, commandsOf, guessesFor} = await import('./help/guesses.js')
  const guesses = guessesFor(words)
  const meant = guesses.map(name => commandLine`${name.split(' ')}`)
  const more = guesses.length === AT_MOST && !words.includes(' ')
  const own = commandsOf(words)
  return new Failure('usage', `there is no command "${words}"${meant.length > 0 ? ': did you mean' : ''}`, {
    next: [
      ...meant,
      ...(own ? [`${own.topic} has ${own.commands.join(', ')}`, commandLine`help ${own.topic}`] : []),
      ...(more ? [commandLine`commands ${words}    lists more`] : []),
      ...(meant.length === 0 && !own ? ['partnerctl commands    lists all, and those for a WORD'] : []),
    ],
  })
}
