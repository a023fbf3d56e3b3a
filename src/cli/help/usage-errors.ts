// What the framework's parser finds wrong with a command line, in this program's words.
import {type Failure, usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {closest} from '../../similar.js'
import {commandIn} from '../next-step.js'

/** The parts of the parser's errors that are used; its classes are not loaded for this. */
interface ParserError extends Error {
  oclif?: {exit?: number}
  args?: unknown
  flags?: string[]
  parse?: {input?: {flags?: Record<string, unknown>}}
}

/** An error of the parser as a Failure; undefined for any other. */
export function parserFailure(error: ParserError, argv: string[]): Failure | undefined {
  const {message, oclif, flags = [], parse} = error
  if (oclif?.exit !== 2 && parse === undefined) return undefined
  const command = commandIn(argv)
  const help = `partnerctl ${command ? `${command} ` : ''}--help`
  if (isMissingArguments(error)) {
    const missing = error.args
    const names = missing.map(arg => arg.name.toUpperCase())
    const lines = missing.map(arg => `${arg.name.toUpperCase()}: ${arg.description}`)
    return usage(`${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} missing`, ...lines, help)
  }
  if (message.startsWith('Unexpected argument')) {
    return usage(`"${(error.args as string[])[0]}" is one word too many`, 'A value with blanks needs quotes', help)
  }
  if (message.startsWith('Nonexistent flag')) {
    const known = Object.keys(parse?.input?.flags ?? {}).map(flag => `--${flag}`)
    const near = flags.flatMap(flag => closest(flag, known))
    return usage(`there is no flag ${flags.join(', ')}`, ...near.map(flag => `${flag}?`), help)
  }
  if (message.startsWith('Unexpected flag')) {
    // The parser takes what every object inherits for a flag.
    const name = (word: string) => word.replace(/^--(no-)?|=.*$/gs, '')
    const inherited = argv.find(
      word => word.startsWith('--') && lookUp(Object.prototype as object, name(word)) !== undefined,
    )
    return usage(`there is no flag ${inherited?.replace(/=.*$/s, '') ?? ''}`.trim(), help)
  }
  return usage(plain(message), help)
}

/** What the parser says when arguments are missing. */
export interface MissingArguments extends Error {
  args: {name: string; description?: string; options?: string[]}[]
  parse?: {output?: {flags?: object}}
}

export const isMissingArguments = (error: Error): error is MissingArguments =>
  /^Missing \d+ required arg/.test(error.message)

/** The parser's sentences, shorter. */
function plain(message: string): string {
  return message
    .replace(/\nSee more help with --help$/, '')
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/^Parsing (--[\w-]+)\s+Expected an integer but received: (.*)$/s, '$1 takes a whole number, not "$2"')
    .replace(
      /^Parsing (--[\w-]+)\s+Expected an integer (greater|less) than or equal to (-?\d+) but received: (.*)$/s,
      (_, flag, side, bound, given) => `${flag} is at ${side === 'greater' ? 'least' : 'most'} ${bound}, not ${given}`,
    )
    .replace(/^Flag (--[\w-]+) expects a value$/, '$1 needs a value')
    .replace(/^Flag (--[\w-]+) expects one of these values: (.*)$/s, '$1 is one of: $2')
    .replace(/^Flag (--[\w-]+) can only be specified once$/, '$1 can be given once')
    .replace(/^Expected (--[\w-]+)=(.*) to be one of: (.*)$/s, '$1 is one of: $3; not "$2"')
    .replace(/^Expected (.*) to be one of: (.*)$/s, '"$1" is not one of: $2')
    .replace(/^ *Missing required flag ([\w-]+)$/gm, '--$1 is missing')
    .replace(/ is missing\n(?=--)/g, ' is missing, ')
    .replace(/^(--[\w-]+)=.* cannot also be provided when using (--[\w-]+)$/gm, '$1 and $2 do not go together')
}
