// Answers as the contract promises them: decoded once, here, so that whoever reads one meets no null and no text
// where an amount belongs.
import {Decimal} from '../../decimal.js'
import {entryOf} from '../../package.js'

/**
 * What stands in one place of an answer: `s` text, `n` decimal, `i` integer, `c` integer that is a code, `b` boolean,
 * `a` anything; a list of one shape, or an object of several.
 */
export type Shape = 's' | 'n' | 'i' | 'c' | 'b' | 'a' | [Shape] | {[name: string]: Shape}

const shapes = new Map<string, Shape | undefined>()

/** The shape of an operation's answer; undefined where it is not JSON. */
export function shapeOf(id: string): Shape | undefined {
  if (!shapes.has(id)) shapes.set(id, entryOf('src/api/contract/answers.json', id))
  return shapes.get(id)
}

/**
 * An answer with the contract's types: decimals and integers whether they came as numbers or as text, texts, lists,
 * objects. Null, absent and empty are absent, an object without anything is an empty one. Members and codes that the
 * contract does not know stay as they came. What cannot be what the contract promises is left out, and `odd` is told
 * where and what it should have been.
 */
export function decodeAnswer(id: string, data: unknown, odd: (place: string, promised: string) => void): unknown {
  const shape = shapeOf(id)
  if (shape === undefined) return data
  return decoded(shape, data, '', odd) ?? (Array.isArray(shape) ? [] : {})
}

const promised = {n: 'a number', i: 'a whole number', c: 'a code', b: 'true or false'} as const

function decoded(shape: Shape, value: unknown, place: string, odd: (place: string, promised: string) => void): unknown {
  if (value === undefined || value === null) return undefined
  if (shape === 'a') return value
  if (shape === 's') return textOf(value)
  if (value === '') return undefined
  if (typeof shape === 'string') {
    const read = readers[shape](value)
    if (read === undefined) odd(place, promised[shape])
    return read
  }
  if (Array.isArray(shape)) {
    if (Array.isArray(value)) return value.flatMap(one => decoded(shape[0], one, place, odd) ?? [])
    odd(place, 'a list')
    return undefined
  }
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Decimal) {
    odd(place, 'an object')
    return undefined
  }
  const members: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(shape, name) ? shape[name]! : 'a'
    const read = known === 'a' ? member : decoded(known, member, place ? `${place}.${name}` : name, odd)
    if (read !== undefined && name !== '__proto__') members[name] = read
  }
  return members
}

/** Any value as text, with the digits and words that came. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value instanceof Decimal) return String(value)
  return JSON.stringify(value, (_, one) => (one instanceof Decimal ? one.text : one))
}

const readers = {
  n(value: unknown): Decimal | undefined {
    if (value instanceof Decimal) return value
    if (typeof value === 'number') return Decimal.parse(String(value))
    return typeof value === 'string' ? Decimal.read(value) : undefined
  },
  /** A number too large to be held exactly, or one with a fraction, stays the Decimal that it came as. */
  i(value: unknown): number | Decimal | undefined {
    if (typeof value === 'number' || typeof value === 'boolean') return Number(value)
    const exact = readers.n(value)
    if (!exact) return undefined
    return /^-?\d{1,15}(\.0+)?$/.test(exact.text) ? Number(exact.text) : exact
  },
  c: (value: unknown): unknown => readers.i(value) ?? (typeof value === 'string' ? value : undefined),
  b(value: unknown): boolean | undefined {
    if (typeof value === 'boolean') return value
    const text = textOf(value).toLowerCase()
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined
  },
}
