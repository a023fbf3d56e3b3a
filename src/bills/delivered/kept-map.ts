// Which column of a partner's bill files is which, where it was said once: kept by account, and used from then on.
import {usage} from '../../failure.js'
import {Kept, type KnownAccount} from '../../profiles/kept.js'
import {type ColumnMap, mappable} from '../records/delivered-columns.js'

/** A damaged file is refused: without it, money would stand in other columns than was said. */
const maps = new Kept<ColumnMap>('bill-columns.json', (path, reason) => {
  throw usage(`${path} is not readable: ${reason}`, 'Move it away, and say --map again')
})

/** Throws `usage`. */
export const keptMap = (account: KnownAccount): ColumnMap => maps.of(account) ?? {}

/** Writes a map down. Throws `usage`. */
export const keepMap = (account: KnownAccount, map: ColumnMap): void => maps.keep(account, map)

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
