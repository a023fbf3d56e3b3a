// Flags and arguments that several commands share, so that they are called and explained alike.
import {Args, Flags, type Interfaces} from '@oclif/core'
import {formats} from './output/output.js'

const group = (helpGroup: string) => ({helpGroup})

/** Every command has these. */
/** Named where something is in the way of a result. */
export const forceFlag = {
  force: Flags.boolean({summary: 'let a result replace what is something else', hidden: true, ...group('GLOBAL')}),
}

export const globalFlags = {
  profile: Flags.string({
    char: 'p',
    summary: 'profile to use; `sandbox` is the built-in emulator',
    env: 'PARTNERCTL_PROFILE',
    helpValue: 'NAME',
    ...group('GLOBAL'),
  }),
  output: Flags.option({
    char: 'o',
    summary: `format of the result: ${formats.join(', ')}`,
    helpValue: 'FORMAT',
    options: formats,
    default: 'table',
    ...group('GLOBAL'),
  })(),
  columns: Flags.string({summary: 'columns to show, comma-separated, or `all`', helpValue: 'A,B', ...group('GLOBAL')}),
  query: Flags.string({
    summary: 'JMESPath expression over the JSON result',
    helpValue: 'EXPRESSION',
    ...group('GLOBAL'),
  }),
  header: Flags.boolean({summary: 'headings in tables and CSV', default: true, allowNo: true, ...group('GLOBAL')}),
  labels: Flags.boolean({summary: 'CSV with the headings and words of a table', ...group('GLOBAL')}),
  bom: Flags.boolean({summary: 'byte order mark before CSV, for Excel', ...group('GLOBAL')}),
  input: Flags.boolean({
    summary: 'questions on a terminal; --no-input never asks',
    default: true,
    allowNo: true,
    ...group('GLOBAL'),
  }),
  'output-file': Flags.string({summary: 'write the result into this file, whole or not at all', ...group('GLOBAL')}),
  'log-file': Flags.string({summary: 'append what happens to this file, as JSON lines', ...group('GLOBAL')}),
  lock: Flags.string({
    summary: 'a name; while a run with the same name goes on, this one is refused',
    ...group('GLOBAL'),
  }),
  'max-time': Flags.string({
    summary: 'end after this time: 90s, 10m, 2h; what was sent is finished first',
    ...group('GLOBAL'),
  }),
  summary: Flags.boolean({
    summary: 'one line on stderr at the end that programs can read',
    env: 'PARTNERCTL_SUMMARY',
    ...group('GLOBAL'),
  }),
  'ca-file': Flags.string({
    summary: 'PEM file with more certificate authorities to trust',
    env: 'PARTNERCTL_CA_FILE',
    ...group('GLOBAL'),
  }),
  debug: Flags.boolean({
    summary: 'requests, times and request ids on stderr',
    env: 'PARTNERCTL_DEBUG',
    ...group('GLOBAL'),
  }),
}

/** Commands that list many rows. */
export const listFlags = {
  limit: Flags.integer({summary: 'rows at most', default: 50, min: 1, helpValue: 'N', ...group('LIST')}),
  all: Flags.boolean({summary: 'every row', ...group('LIST')}),
  filter: Flags.string({
    summary: 'keep rows: name=value, name!=value, name~part, name>number',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'CONDITION',
    ...group('LIST'),
  }),
  sort: Flags.string({
    summary: 'order by columns, -name for descending; reads all rows first',
    helpValue: 'A,-B',
    ...group('LIST'),
  }),
}

/** Commands with a form: what was answered in a run that did not come to its end is offered again. */
export const formFlags = {
  recover: Flags.boolean({
    summary: 'ask with the answers of the last run, which did not come to its end',
  }),
}

const yes = {char: 'y', summary: 'answer yes to the question whether to do it', ...group('WRITE')} as const
const confirm = {summary: 'the name that would have to be typed', helpValue: 'NAME', ...group('WRITE')}

/** Commands that change something. Whoever gives the name has said yes. */
export const writeFlags = {
  'dry-run': Flags.boolean({summary: 'print the request and send nothing', ...group('WRITE')}),
  yes: Flags.boolean(yes),
  confirm: Flags.string({...confirm, hidden: true}),
}

/**
 * Commands that cost money or take something away: the name of what they touch must be typed, or given; a yes is not
 * enough.
 */
export const confirmFlags = {
  'dry-run': writeFlags['dry-run'],
  confirm: Flags.string(confirm),
  yes: Flags.boolean({...yes, hidden: true}),
}

/** Reads an argument; throws a Failure where it cannot be read. */
export type ReadArgument = (text: string) => unknown

/**
 * A positional argument. Never read from stdin: that belongs to loops and pipes around the command. `read` is what the
 * command reads it with: an answer to the question for it is read at once.
 */
export const argument = (description: string, read?: ReadArgument) =>
  Object.defineProperty(Args.string({ignoreStdin: true, required: true, description}), 'read', {value: read})
/** One positional argument or more. */
export const argumentList = (description: string, required = true, read?: ReadArgument) =>
  Object.defineProperty(Args.string({ignoreStdin: true, required, description, multiple: true}), 'read', {
    value: read,
  }) as unknown as Interfaces.Arg<string[]>
export const optionalArgument = (description: string) => Args.string({ignoreStdin: true, description})

export const cycleFlag = (summary = 'bill cycle (UTC+8): 2026-10, last-month, this-month') =>
  Flags.string({char: 'c', aliases: ['month'], summary, default: 'last-month', helpValue: 'MONTH'})
