// How an error is told: a few lines for people, one JSON line with `-o json`, and the exit code.
import type {DryRun} from '../api/dry-run.js'
import {stringifyJson} from '../api/json.js'
import {Failure} from '../failure.js'
import {variableFor} from '../profiles/paths.js'
import {exitCodes} from './exit-codes.js'
import {parserFailure} from './help/usage-errors.js'
import {nextStep, nextStepData} from './next-step.js'
import {clean, visibleJson, wantsColor} from './output/terminal.js'
import {proseFor} from './output/wrap.js'
import {readableStack} from './stack.js'

/** The parser has not run, or has failed, when an error is reported: look at the words themselves. */
export function wantsJson(argv: string[]): boolean {
  return argv.some((word, index) => {
    const value = /^(?:-o|--output)=?(.*)$/.exec(word)
    return value !== null && /^jsonl?$/.test(value[1] || argv[index + 1] || '')
  })
}

/** Any error as a Failure. What nobody expected says so, and keeps its stack for `--debug`. */
export function asFailure(error: unknown, argv: string[] = []): Failure {
  if (error instanceof Failure) return error
  const {message, code} = error as NodeJS.ErrnoException
  const wrongLine = parserFailure(error as Error, argv)
  if (wrongLine) return wrongLine
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new Failure('failed', 'the disk is full, or the space that you may use', {
      next: ['Make room and run the command again'],
      cause: error,
    })
  if (
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'EPERM' ||
    code === 'ENOTDIR' ||
    (error as NodeJS.ErrnoException).syscall === 'mkdir'
  ) {
    const {path} = error as NodeJS.ErrnoException
    const variable = path === undefined ? undefined : variableFor(path)
    return new Failure('failed', message.replace(/^\w+: /, ''), {
      next: [variable ? `Set ${variable} to a folder that you may write to` : 'Choose a place that you may write to'],
      cause: error,
    })
  }
  return new Failure('failed', `partnerctl failed unexpectedly: ${message}`, {
    next: ['Run the command again with --debug and report what it prints'],
    code,
    cause: error,
  })
}

export function printFailure(failure: Failure, argv: string[]): number {
  const {exit} = exitCodes[failure.outcome]
  if (wantsJson(argv)) {
    const {outcome, code, message, status, requestId, details} = failure
    const next = failure.next.map(nextStepData)
    const error = {outcome, exit, code, message, status, request_id: requestId, next, details}
    process.stderr.write(`${visibleJson(stringifyJson({error}))}\n`)
  } else {
    const red = wantsColor(process.stderr) ? (text: string) => `\u001b[31m${text}\u001b[39m` : (text: string) => text
    const lines = [`Error: ${failure.message}`, ...failure.next.map(step => `  ${nextStep(step)}`)]
    if (failure.requestId) lines.push(`  request id: ${failure.requestId}`)
    const text = lines.map(line => proseFor(process.stderr, clean(line))).join('\n')
    process.stderr.write(`${text.replace(/^Error:/, red)}\n`)
  }
  if (argv.includes('--debug')) {
    const cause = failure.cause instanceof Error ? failure.cause : failure
    process.stderr.write(`${clean(readableStack(cause.stack ?? ''), {lines: true})}\n`)
  }
  return exit
}

/** Prints the requests that a dry run did not send; what the contract calls sensitive is masked. */
export async function printDryRun(rehearsal: DryRun): Promise<void> {
  const {maskBody} = await import('./output/mask.js')
  const texts = [rehearsal, ...rehearsal.following].map(({operation, request}) => {
    const lines = [`${request.method} ${request.url}`]
    for (const [name, value] of Object.entries(request.headers)) lines.push(`${name}: ${value}`)
    if (request.body) lines.push('', maskBody(operation, String(request.body)))
    return lines.join('\n')
  })
  process.stdout.write(`${clean(texts.join('\n\n'), {lines: true})}\n`)
  process.stderr.write('Dry run: nothing was sent\n')
}
