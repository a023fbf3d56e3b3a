// Flags before the command, where gh, aws, az and kubectl take them: those that every command has go behind it.
import {commandLine} from '../../command-line.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {forceFlag, globalFlags} from '../flags.js'
import {commandIn, knownCommands, ofProgram} from '../next-step.js'
import {ours} from './guesses.js'

const shared = {...globalFlags, ...forceFlag}

/**
 * The line with its first flags behind the words of the command. Throws `usage` for flags that only some commands have,
 * with the line that is probably meant.
 */
export function commandFirst(argv: string[]): string[] {
  let at = 0
  while (at < argv.length && argv[at]!.startsWith('-') && !ofProgram.test(argv[at]!)) {
    const length = wordsOf(argv[at]!)
    if (length === undefined) throw meantLine(argv, at)
    at += length
  }
  if (at === 0) return argv
  const [leading, rest] = [argv.slice(0, at), argv.slice(at)]
  if (ofProgram.test(rest[0] ?? '')) return rest.slice(0, 1)
  // Help is of the program, too.
  if (rest[0] === 'help') return rest
  if (rest.length === 0) throw usage(`no command stands beside ${leading.join(' ')}`, 'partnerctl help')
  const end = rest.findIndex(word => word.startsWith('-'))
  const behind = end < 0 ? rest.length : end
  return [...rest.slice(0, behind), ...leading, ...rest.slice(behind)]
}

/** How many words a flag takes that every command has; undefined for any other. */
function wordsOf(word: string): 1 | 2 | undefined {
  const [, long, short] = /^(?:--([\w-]+)|-(\w).*)$/.exec(word.replace(/=.*$/s, '')) ?? []
  const flag = long
    ? (lookUp(shared, long) ?? lookUp(shared, long.replace(/^no-/, '')))
    : Object.values(shared).find(({char}) => char !== undefined && char === short)
  if (!flag) return undefined
  const hasValue = word.includes('=') || (short !== undefined && word.length > 2)
  return flag.type === 'option' && !hasValue ? 2 : 1
}

function meantLine(argv: string[], at: number) {
  for (let begin = at + 1; begin < argv.length; begin++) {
    const line = ours(argv.slice(begin))
    const command = commandIn(line)
    if (command) {
      if (!hasFlag(command, argv[at]!))
        return usage(`there is no flag ${argv[at]}`, commandLine`${command.split(' ')} --help`)
      const name = command.split(' ')
      const behind = [...line.slice(name.length), ...argv.slice(0, begin)]
      return usage(`${argv[at]} stands behind the command`, commandLine`${[...name, ...behind]}`)
    }
  }
  return usage(`${argv[at]} stands where a command is named`, 'partnerctl help')
}

function hasFlag(command: string, word: string): boolean {
  const typed = word.replace(/=.*$/s, '').replace(/^--no-/, '--')
  return Object.entries(knownCommands().get(command)?.flags ?? {}).some(
    ([name, {aliases = [], char}]) =>
      [name, ...aliases].some(one => typed === `--${one}`) || (char !== undefined && typed.startsWith(`-${char}`)),
  )
}
