// Help texts: examples before flags, the flags in groups, and at the end the sites, the source page and the exit codes.
import {type Command, CommandHelp, Help, type Interfaces} from '@oclif/core'
import {explainCode} from '../../api/answer.js'
import {sitesInWords} from '../../api/check.js'
import {operationTable, type Site} from '../../api/contract/contract.js'
import {describeOperation} from '../../api/contract/fields.js'
import type {Outcome} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {exitCodes} from '../exit-codes.js'
import {globalFlags} from '../flags.js'
import {commandIn} from '../next-step.js'
import {alignedLines} from '../output/lines.js'
import {commandsOf, meantBy, search} from './guesses.js'
import {helpTopics} from './help-topics.js'

/** What a command of this program says about itself beside what the framework knows. */
interface CommandFacts {
  operations?: string[]
  exits?: Outcome[]
}

const ALL_SITES = 3
const DOCUMENTATION = 'https://support.huaweicloud.com'

class ProgramCommandHelp extends CommandHelp {
  /** Arguments and required flags; all others stand below. */
  protected override defaultUsage(): string {
    const args = Object.values(this.command.args)
      .filter(arg => !arg.hidden)
      .map(arg => (arg.required ? this.arg(arg) : `[${arg.name.toUpperCase()}]`) + (arg.multiple ? '...' : ''))
    const required = Object.values(this.command.flags)
      .filter(flag => flag.required && flag.type === 'option')
      .map(flag => `--${flag.name} ${valueName(flag)}`)
    return [this.command.id, ...args, ...required, '[FLAGS]'].join(' ')
  }

  protected override arg(arg: Command.Arg.Any): string {
    return arg.name.toUpperCase()
  }

  protected override flagHelpLabel(flag: Command.Flag.Any): string {
    const name = flag.type === 'boolean' && flag.allowNo ? `--[no-]${flag.name}` : `--${flag.name}`
    return `${flag.char ? `-${flag.char}, ` : '    '}${name}${flag.type === 'option' ? ` ${valueName(flag)}` : ''}`
  }

  /** The flags of every command come at the end, all others where they belong. */
  protected override groupFlags(flags: Command.Flag.Any[]) {
    return super.groupFlags(flags.filter(flag => !isGlobal(flag)))
  }

  /** Those with a letter come first: the framework cuts the indentation of a group's first line. */
  protected override flags(flags: Command.Flag.Any[]) {
    return super.flags(
      flags
        .toSorted((a, b) => Number(b.char !== undefined) - Number(a.char !== undefined))
        // The values stand behind the name already.
        .map(flag => (flag.type === 'option' && flag.options ? {...flag, helpValue: valueName(flag)} : flag)),
    )
  }

  protected override description(): string | undefined {
    return this.command.description && this.wrap(joined(this.command.description))
  }

  protected override sections() {
    const named = new Map(super.sections().map(section => [section.header, section]))
    const facts = this.command as CommandFacts
    const order = ['USAGE', 'DESCRIPTION', 'ARGUMENTS', 'EXAMPLES', 'FLAGS', 'FLAG DESCRIPTIONS']
    return [
      ...order.map(header => named.get(header)!),
      {
        header: 'GLOBAL FLAGS',
        generate: ({flags}: {flags: Command.Flag.Any[]}, header: string) => [
          {header, body: this.flags(flags.filter(isGlobal))},
        ],
      },
      {header: 'SITES', generate: () => sitesOf(facts)},
      {header: 'SOURCE', generate: () => pagesOf(facts)},
      {header: 'EXIT CODES', generate: () => exitsOf(facts)},
    ]
  }
}

/**
 * A sentence that goes on in the next line of the source goes on in the same line of the text; lines with columns stay
 * what they are.
 */
const joined = (text: string) => text.replace(/(?<=^(?!.* {3}).*[^\n.:)])\n(?=\S)(?!.* {3})/gm, ' ')

const isGlobal = (flag: Command.Flag.Any) => flag.helpGroup === 'GLOBAL'

const valueName = (flag: Command.Flag.Any): string => {
  if (flag.type !== 'option') return ''
  if (flag.helpValue) return [flag.helpValue].flat().join('|')
  return flag.options ? flag.options.join('|') : 'TEXT'
}

const operationsOf = ({operations = []}: CommandFacts) => operations.map(id => lookUp(operationTable().operations, id)!)

/** Sites on which something of the command works; nothing to say when it is all of them. */
function sitesOf(facts: CommandFacts): string | undefined {
  const operations = operationsOf(facts)
  const sites = (['intl', 'eu', 'cn'] as Site[]).filter(site => operations.some(one => one.sites.includes(site)))
  return sites.length === 0 || sites.length === ALL_SITES ? undefined : `Only on the ${sitesInWords(sites)}.`
}

function pagesOf({operations = []}: CommandFacts): string | undefined {
  const pages = operations.map(id => describeOperation(id)['x-doc']).filter(page => page)
  return [...new Set(pages)].map(page => `${DOCUMENTATION}/${page}`).join('\n') || undefined
}

function exitsOf(facts: CommandFacts): string {
  const operations = operationsOf(facts)
  const outcomes: (Outcome | 'done')[] = ['done', 'failed', 'usage']
  if (operations.length > 0) outcomes.push('not-found', 'denied', 'unavailable')
  if (operations.some(one => one.effect === 'write')) outcomes.push('refused', 'unknown', 'unreported')
  const codes = [...new Set([...outcomes, ...(facts.exits ?? [])])].map(outcome => exitCodes[outcome])
  return codes
    .sort((a, b) => a.exit - b.exit)
    .map(({exit, meaning}) => `${exit}  ${meaning}`)
    .join('\n')
}

export default class ProgramHelp extends Help {
  protected override CommandHelpClass = ProgramCommandHelp
  #isLeaf = false

  constructor(config: Interfaces.Config, options: Partial<Interfaces.HelpOptions> = {}) {
    super(config, {...options, flagSortOrder: 'none'})
  }

  override async showHelp(argv: string[]): Promise<void> {
    const typed = argv.filter(word => word !== 'help' && !word.startsWith('-'))
    const topic = lookUp(helpTopics, typed.join(' '))
    if (topic) return this.log(topic.text())
    if (commandIn(typed)) return super.showHelp(argv)
    const words = meantBy(typed)
    if (words.length === 0 || commandIn(words) || commandsOf(words.join(' ')))
      return super.showHelp([...words, ...argv.filter(word => word.startsWith('-'))])
    if (explainCode(words[0]!)) return this.config.runCommand('explain', words.slice(0, 1))
    // What is no topic is looked for.
    const found = search(words[0] === 'all' ? [] : words)
    if (found.length === 0) return super.showHelp(argv)
    this.log(alignedLines(found.map(({command, summary}) => [`partnerctl ${command}`, summary])).join('\n'))
  }

  /** The flags that all commands share do not stand in the manifest (bin/manifest.mjs). */
  override async showCommandHelp(command: Command.Loadable): Promise<void> {
    this.#isLeaf = !this.config.commandIDs.some(id => id.startsWith(`${command.id}:`))
    const isOwn = command.pluginName === this.config.name
    const shared = Object.entries(globalFlags).map(([name, flag]) => [name, {...flag, name}])
    await super.showCommandHelp(
      isOwn ? {...command, flags: {...command.flags, ...Object.fromEntries(shared)}} : command,
    )
  }

  /** The framework asks for all there are when it shows one command, to see whether others stand below it. */
  protected override get sortedTopics(): Interfaces.Topic[] {
    return this.#isLeaf ? [] : super.sortedTopics
  }

  protected override get sortedCommands(): Command.Loadable[] {
    return this.#isLeaf ? [] : super.sortedCommands
  }

  override async showRootHelp(): Promise<void> {
    await super.showRootHelp()
    const lines = Object.entries(helpTopics).map(([name, {summary}]) => [name, summary])
    const width = Math.max(...lines.map(([name]) => name!.length))
    this.log(
      this.section('MORE HELP', lines.map(([name, summary]) => `help ${name!.padEnd(width)}  ${summary}`).join('\n')),
    )
  }
}
