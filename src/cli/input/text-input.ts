// Longer texts: typed, from a file, from stdin, or written in the editor.
import {readFileSync} from 'node:fs'
import {usage} from '../../failure.js'
import {readStandardInput} from './stdin.js'

/** `-` is stdin, `@FILE` a file, anything else the text itself. */
export async function readText(given: string, what: string): Promise<string> {
  if (given === '-') return (await readStandardInput()).trimEnd()
  if (!given.startsWith('@')) return given
  try {
    return readFileSync(given.slice(1), 'utf8').trimEnd()
  } catch (error) {
    throw usage(`${what}: ${given.slice(1)} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** `name=value` pairs of a repeated flag. */
export function readPairs(given: string[] | undefined, flag: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  for (const one of given ?? []) {
    const at = one.indexOf('=')
    if (at < 1) throw usage(`${flag} "${one}" is not of the form NAME=VALUE`)
    pairs[one.slice(0, at).trim()] = one.slice(at + 1)
  }
  return pairs
}

/** Ids from the command line and from stdin (`-`): one a line, or a column of a CSV with or without heading. */
export async function readIds(args: string[], column: string): Promise<string[]> {
  const ids = new Set<string>()
  for (const one of args) {
    for (const id of one === '-' ? firstColumn(await readStandardInput(), column) : [one]) ids.add(id)
  }
  return [...ids]
}

function firstColumn(text: string, column: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
  const cells = (line: string) => line.split(/[,;\t]/).map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
  const heading = cells(lines[0] ?? '')
  const place = heading.findIndex(cell => cell.toLowerCase() === column)
  return lines
    .slice(place >= 0 ? 1 : 0)
    .map(line => cells(line)[Math.max(0, place)] ?? '')
    .filter(Boolean)
}
