// Commands to go on with, as they must be typed here: with the scope that this command line named. Who proposes one
// writes what it is about; whose customer, which profile, which price book travels by itself.
import {shellWord, shellWords} from '../command-line.js'
import {currentRun} from './run.js'
import {type KnownCommand, SCOPE, type Scope, type Taken} from './typed-scope.js'

/** A proposal as data: the line as it is typed, its words behind `partnerctl`, and why. A sentence has only the why. */
export interface NextStep {
  command?: string
  argv?: string[]
  why?: string
}

/** Flags of the program itself, which stand alone. */
export const ofProgram = /^(--help|-h|--version|-v)$/

/** Commands for which no profile matters. */
const offline = /^(commands|docs|explain|help|profile|sandbox|pricebook|audit|completion)\b/

/** Where commands are looked up by their ids, `bill:export`: the framework's configuration. */
export interface CommandSource {
  commandIDs: string[]
  findCommand(id: string): KnownCommand | undefined
}

let source: CommandSource = {commandIDs: [], findCommand: () => undefined}
let ids: ReadonlyMap<string, string> = new Map()
let all: ReadonlyMap<string, KnownCommand> | undefined

/** What the program has. */
export function knowCommands(known: CommandSource): void {
  source = known
  ids = new Map(known.commandIDs.map(id => [id.replaceAll(':', ' '), id]))
  all = undefined
}

/** The names of all commands, which is cheaper than what is known of them. */
export const commandNames = (): string[] => [...ids.keys()]

/** All commands, by name. */
export function knownCommands(): ReadonlyMap<string, KnownCommand> {
  all ??= new Map([...ids.keys()].map(name => [name, commandOf(name)!]))
  return all
}

/** One of them, without a look at the others. */
const commandOf = (name: string): KnownCommand | undefined => {
  const id = ids.get(name)
  return id === undefined ? undefined : source.findCommand(id)
}

/** The command that a command line begins with. */
export function commandIn(words: string[]): string | undefined {
  for (let length = Math.min(words.length, 4); length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    if (ids.has(name)) return name
  }
  return undefined
}

/** Keeps the scope that was typed for a command; what the environment says holds for the next command, too. */
export function typedScope(command: string, words: Iterable<Taken>): void {
  currentRun().scope.take(commandOf(command), words)
}

/** Whether a flag of the proposed command is what was typed for this one. */
function travels(name: Scope, to: KnownCommand): boolean {
  // Every command has a profile; the manifest says it of none.
  if (name === 'profile') return !offline.test(to.id)
  const flag = to.flags?.[name]
  if (!flag) return false
  // A single setting is of single sign-on here, of the sandbox's clock there.
  return name !== 'set' || flag.helpGroup === currentRun().scope.command?.flags?.[name]?.helpGroup
}

const spellings = (flag: {aliases?: string[]; char?: string} | undefined, name: string): string[] => [
  `--${name}`,
  ...(flag?.aliases ?? []).map(alias => `--${alias}`),
  ...(flag?.char ? [`-${flag.char}`] : []),
]

/** The words of the scope that a proposed line lacks. */
function missingScope(words: string[], to: KnownCommand): string[] {
  const has = (name: Scope) =>
    words.some(
      word =>
        (name === 'profile' && word === '-p') ||
        spellings(to.flags?.[name], name).some(one => word === one || word.startsWith(`${one}=`)),
    )
  return SCOPE.flatMap(name => {
    const values = currentRun().scope.of(name)
    if (!values || has(name)) return []
    if (travels(name, to)) {
      const flag = name === 'profile' ? '-p' : `--${name}`
      return values.flatMap(value => [flag, value])
    }
    // A customer that was named with a flag is named as the argument where the proposed command wants that.
    const isArgument = name === 'customer' && (to.args?.customer ?? to.args?.customers)
    return isArgument && words.length === 0 ? values : []
  })
}

/** Takes apart a line that proposes a command, after words that lead to it or alone. */
function proposalIn(
  line: string,
): {lead: string; name: string; words: string[]; rest: string; remark: string} | undefined {
  const [, lead, rest] = /^(.*?)\bpartnerctl (.*)$/.exec(line) ?? []
  if (rest === undefined) return undefined
  const {words, remark} = shellWords(rest)
  const name = commandIn(words)
  if (!name) return undefined
  return {lead: lead!, name, words: words.slice(name.split(' ').length), rest: rest.slice(name.length), remark}
}

/** A line, completed where it proposes a command; any other line as it is. */
export function nextStep(line: string): string {
  const proposal = proposalIn(line)
  if (!proposal) return line
  const {lead, name, words, rest} = proposal
  const added = missingScope(words, commandOf(name)!)
  return `${lead}partnerctl ${[name, ...added.map(shellWord)].join(' ')}${rest}`
}

/** The same as data, for programs. */
export function nextStepData(line: string): NextStep {
  const proposal = proposalIn(line)
  if (!proposal) return {why: line}
  const {lead, name, words, remark} = proposal
  const argv = [...name.split(' '), ...missingScope(words, commandOf(name)!), ...words]
  const why = [lead.trim().replace(/[:,]$/, ''), remark].filter(Boolean).join(', ')
  return {command: `partnerctl ${argv.map(shellWord).join(' ')}`, argv, ...(why ? {why} : {})}
}
