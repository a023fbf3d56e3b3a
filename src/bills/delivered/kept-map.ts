// Which column of a partner's bill files is which, where it was said once: kept by account, and used from then on.
import {existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {usage} from '../../failure.js'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {lookUp} from '../../look-up.js'
import {dataFolder} from '../../profiles/paths.js'
import {type ColumnMap, mappable} from '../records/delivered-columns.js'

/** The account whose files they are: its site and its domain id. */
export interface FileAccount {
  site: string
  domainId?: string
}

const path = () => join(dataFolder(), 'bill-columns.json')

const keyOf = ({site, domainId = ''}: FileAccount): string => `${site}/${domainId}`

/** Throws `usage` for a file that is damaged: without it, money would stand in other columns than was said. */
function read(): Record<string, ColumnMap> {
  if (!existsSync(path())) return {}
  try {
    return JSON.parse(readFileSync(path(), 'utf8')) as Record<string, ColumnMap>
  } catch (error) {
    throw usage(`${path()} is not readable: ${(error as Error).message}`, 'Move it away, and say --map again')
  }
}

export const keptMap = (account: FileAccount): ColumnMap => lookUp(read(), keyOf(account)) ?? {}

/** Writes a map down. Throws `usage`. */
export function keepMap(account: FileAccount, map: ColumnMap): void {
  const kept = read()
  if (JSON.stringify(lookUp(kept, keyOf(account)) ?? {}) === JSON.stringify(map)) return
  makeFolder(dirname(path()))
  writeFileAtomic(path(), `${JSON.stringify({...kept, [keyOf(account)]: map}, undefined, 1)}\n`, 0o600)
}

/** What was typed: `settlement_amount=HEADING`; nothing behind the sign takes a column back. Throws `usage`. */
export function parseMap(typed: string[]): {set: ColumnMap; taken: string[]} {
  const set: Record<string, string> = {}
  const taken: string[] = []
  for (const text of typed) {
    const at = text.indexOf('=')
    const name = text.slice(0, at).trim()
    const heading = text.slice(at + 1).trim()
    if (at < 1) throw usage(`--map "${text}" says no column`, 'Write it like --map "settlement_amount=结算金额(USD)"')
    if (!mappable.includes(name)) {
      throw usage(`"${name}" is no column of a bill`, `Known: ${mappable.join(', ')}`)
    }
    if (heading) set[name] = heading
    else taken.push(name)
  }
  return {set, taken}
}

/** What is kept with what was typed, which counts more. */
export const mergedMap = (kept: ColumnMap, {set, taken}: ReturnType<typeof parseMap>): ColumnMap =>
  Object.fromEntries(Object.entries({...kept, ...set}).filter(([name]) => !taken.includes(name)))
