// Where the installed package lies, and which version it is. Data files are read from their place below it.
import {existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error('package.json is missing: the installation is not whole')
    folder = dirname(folder)
  }
  return folder
}

export const packageRoot = findRoot()

export function packageVersion(): string {
  return JSON.parse(readAscii('package.json')).version
}

/** A data file of the package in ASCII: it needs no decoding, which is most of what reading it would take. */
export const readAscii = (...path: string[]): string => readFileSync(join(packageRoot, ...path), 'latin1')

const tables = new Map<string, Map<string, string>>()

/** An entry of such a file that has a line for each, by its name: it alone is parsed. Undefined where there is none. */
export function entryOf<T>(file: string, name: string): T | undefined {
  const lines = tables.get(file) ?? linesOf(readAscii(file))
  tables.set(file, lines)
  const line = lines.get(name)
  return line === undefined ? undefined : JSON.parse(line.replace(/,$/, ''))
}

/** By the name that each begins with. */
const linesOf = (text: string): Map<string, string> =>
  new Map(
    text.split('\n').map(line => {
      const end = line.indexOf('":')
      return [line.slice(1, end), line.slice(end + 2)]
    }),
  )
