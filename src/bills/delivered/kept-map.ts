// Which column of a partner's bill files is which, where it was said once: kept by account and by the headings of the
// file, and used from then on for files with the same ones.
import {hash} from 'node:crypto'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {Kept, type KnownAccount} from '../../profiles/kept.js'
import {bare, type ColumnMap, mappable} from '../records/delivered-columns.js'
import type {KeptColumns} from './headed.js'

/** A damaged file is refused: without it, money would stand in other columns than was said. */
const maps = new Kept<Record<string, ColumnMap>>('bill-columns.json', (path, reason) => {
  throw usage(`${path} is not readable: ${reason}`, 'Move it away, and say --map again')
})

const markOf = (headings: string[]): string =>
  hash('sha256', JSON.stringify(headings.map(heading => heading.trim())), 'hex').slice(0, 32)

/** What is kept for an account, without the columns that are taken back. Throws `usage`. */
export function keptColumns(account: KnownAccount, taken: string[] = []): KeptColumns {
  const kept = maps.of(account) ?? {}
  const others = new Map<string, string>()
  for (const map of Object.values(kept).filter(one => typeof one === 'object'))
    for (const [name, heading] of Object.entries(map)) if (!/^\d+$/.test(heading)) others.set(bare(heading), name)
  return {
    of: headings => {
      const map = lookUp(kept, markOf(headings)) ?? {}
      return Object.fromEntries(Object.entries(map).filter(([name]) => !taken.includes(name)))
    },
    elsewhere: heading => others.get(bare(heading)),
  }
}

/** Whether something is kept for any account. */
export const isAnythingKept = (): boolean => maps.isThere

/** Writes down which of these headings is which. Throws `usage`. */
export function keepMap(account: KnownAccount, headings: string[], map: ColumnMap): void {
  const {[markOf(headings)]: _, ...others} = maps.of(account) ?? {}
  maps.keep(account, Object.keys(map).length > 0 ? {...others, [markOf(headings)]: map} : others)
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
