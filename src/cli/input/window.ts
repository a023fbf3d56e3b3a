// Windows of time that two flags give: what can hold nothing is a slip, not an empty list.
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {type Edge, parseMoment} from './dates.js'

const PAIR = /^(?:since|(.+)-(?:after|from))$/
/** What can begin after now. */
const AHEAD = /expire|effective|active|valid/
/** Bills count days of UTC+8: what is impossible is so in either zone. */
const ZONES = [0, 8 * 3_600_000]

/** Refuses `--since` after `--until`, and what has happened after now. Texts that are no times are not judged here. */
export function refuseEmptyWindow(
  typed: Record<string, unknown>,
  defined: Record<string, {field?: string}>,
  now: Date,
): void {
  for (const [from, value] of Object.entries(typed)) {
    const [pair, what] = PAIR.exec(from) ?? []
    const begin = textOf(value)
    if (!pair || begin === undefined) continue
    const to = what === undefined ? 'until' : `${what}-${from.endsWith('after') ? 'before' : 'until'}`
    const end = textOf(lookUp(typed, to))
    const isNever = (one: string, edge: Edge, name: string) =>
      ZONES.every(shift => {
        const there = new Date(now.getTime() + shift)
        const [first, last] = [momentOf(begin, 'begin', there, from), momentOf(one, edge, there, name)]
        return first !== undefined && last !== undefined && first > last
      })
    if (end !== undefined && isNever(end, 'end', to))
      throw usage(`--${from} ${begin} is after --${to} ${end}: nothing lies between them`, 'Change one of them')
    if (!AHEAD.test(lookUp(defined, from)?.field ?? from) && isNever('now', 'end', from))
      throw usage(
        `--${from} ${begin} is after now: nothing has happened then`,
        begin.startsWith('+')
          ? `--${from} ${begin.slice(1)}    means so long ago`
          : 'Write an earlier time, such as 7d (ago)',
      )
  }
}

const textOf = (value: unknown): string | undefined => {
  const [text] = [value].flat()
  return typeof text === 'string' ? text : undefined
}

function momentOf(text: string, edge: Edge, now: Date, flag: string): string | undefined {
  try {
    return parseMoment(text, edge, now, `--${flag}`)
  } catch {
    // The flag's own reader says what is wrong with it.
    return undefined
  }
}
