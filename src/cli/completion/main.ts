// `partnerctl __complete SHELL WORDS`: what the scripts of the shells ask. It reads a table and a cache, and nothing of
// the rest of the program.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {currentCycle, KEPT_CYCLES, shiftCycle} from '../../cycle.js'
import {packageRoot} from '../../package.js'
import {readConfiguration, SANDBOX} from '../../profiles/profile.js'
import {knownColumns, knownNames} from './cache.js'
import {type Candidate, complete, type Known} from './candidates.js'
import type {CompletionTable} from './table.js'

/** The first line of an answer that asks the shell for names of files. */
const FILES = ':files'

/**
 * Prints candidates, one a line, with a tab and what it means where that is known. Never fails: there is nobody to
 * tell.
 */
export async function main([, shell, ...typed]: string[]): Promise<number> {
  try {
    const words = shell === 'bash' ? bashWords(typed) : typed.map(word => (isEmpty(shell, word) ? '' : word))
    const table: CompletionTable = JSON.parse(readFileSync(join(packageRoot, 'dist', 'completion.json'), 'utf8'))
    const {candidates, files} = complete(words, table, known)
    // Bash replaces what stands behind the equals sign, other shells the whole word.
    const assigned = shell === 'bash' ? (/^--[\w-]+=/.exec(words.at(-1) ?? '')?.[0] ?? '') : ''
    const lines = candidates.map(({text, summary}) => {
      const value = text.startsWith(assigned) ? text.slice(assigned.length) : text
      return oneLine(summary && shell !== 'bash' ? `${value}\t${summary}` : value)
    })
    process.stdout.write([...(files ? [FILES] : []), ...lines].map(line => `${line}\n`).join(''))
  } catch {
    // A line without candidates.
  }
  return 0
}

/** Older PowerShells leave an empty word out unless it is written as two quotes, which arrive as such since 7.3. */
const isEmpty = (shell: string | undefined, word: string) => shell === 'powershell' && word === '""'

/** Bash takes `--flag=value` for three words, and leaves quotes and backslashes where they were typed. */
function bashWords(typed: string[]): string[] {
  const words: string[] = []
  for (const [index, word] of typed.entries()) {
    const before = typed[index - 1]
    if (word === '=' && before?.startsWith('--')) words.push(`${words.pop()}=`)
    else if (before === '=' && words.at(-1)?.startsWith('--')) words.push(`${words.pop()}${bare(word)}`)
    else words.push(bare(word))
  }
  return words
}

const bare = (word: string) => (/^['"]/.test(word) ? word.replace(/^['"]|['"]$/g, '') : word.replace(/\\(.)/gs, '$1'))

const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ')

const known: Known = (kind, command, typedProfile) => {
  switch (kind) {
    case 'columns':
      return [...knownColumns(command), 'all'].map(text => ({text}))
    case 'month':
      return months(new Date())
    case 'profile':
      return [...Object.keys(readConfiguration().profiles), SANDBOX].map(text => ({text}))
    default: {
      const profile = typedProfile ?? process.env.PARTNERCTL_PROFILE ?? readConfiguration().current
      return profile ? knownNames(profile, kind).map(({name, id}) => ({text: name, summary: id})) : []
    }
  }
}

/** Bill cycles of UTC+8. */
function months(now: Date): Candidate[] {
  const current = currentCycle(now)
  const past = Array.from({length: KEPT_CYCLES}, (_, index) => ({text: shiftCycle(current, -index - 1)}))
  return [{text: 'last-month', summary: past[0]!.text}, {text: 'this-month', summary: current}, ...past]
}
