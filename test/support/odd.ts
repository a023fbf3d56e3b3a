// Answers that are not what the contract promises: null, absent, of another JSON type, empty, unknown.
import type {Shape} from '../../src/api/contract/decode.js'
import {Decimal} from '../../src/decimal.js'

const samples = {s: 'text', n: 12.5, i: 3, c: 1, b: true, a: {key: 'value'}} as const

/** An answer of a shape, with one row in each list. */
export function sampleOf(shape: Shape): unknown {
  if (typeof shape === 'string') return samples[shape]
  if (Array.isArray(shape)) return [sampleOf(shape[0])]
  return Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, sampleOf(one)]))
}

const kind = (shape: Shape) => (typeof shape === 'string' ? shape : Array.isArray(shape) ? 'list' : 'object')

const otherType = {s: 42, n: '12.50', i: '3', c: '1', b: 'true', a: [], list: {}, object: 'text'}
const wrongType = {s: {a: [1]}, n: {}, i: [true], c: {}, b: 'maybe', a: 0, list: 'text', object: [null]}
const empty = {s: '', n: '', i: '', c: '', b: '', a: {}, list: [], object: {}}
const unknown = {
  s: 'unheard-of',
  n: '1E400x',
  i: 1.5,
  c: 'UNHEARD_OF',
  b: 7,
  a: null,
  list: [null, {}, ''],
  object: {x: null},
}

/** What a member may be instead of what the contract promises. Undefined is absent. */
export const variants: Record<string, (shape: Shape) => unknown> = {
  null: () => null,
  absent: () => undefined,
  'of the other type': shape => otherType[kind(shape)],
  'of a wrong type': shape => wrongType[kind(shape)],
  empty: shape => empty[kind(shape)],
  unknown: shape => unknown[kind(shape)],
}

/** The same data with one member in place of another. */
export function withMember(data: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value
  const inner = withMember((data as Record<string, unknown>)[name], rest, value)
  if (Array.isArray(data)) return data.map((one, index) => (String(index) === name ? (inner ?? null) : one))
  return {...(data as object), [name]: inner}
}

/**
 * The same answer with every member odd at once. The lists of the answer itself, and what counts them, stay: without
 * them it is no answer.
 */
export function allOdd(
  shape: Shape,
  data: unknown,
  odd: (shape: Shape) => unknown,
  kept: (string | null | undefined)[],
): unknown {
  if (typeof shape !== 'object' || Array.isArray(shape)) return data
  return Object.fromEntries(
    Object.entries((data ?? {}) as Record<string, unknown>).map(([name, value]) => {
      const member = shape[name]
      if (member === undefined || kept.includes(name))
        return [name, Array.isArray(value) && member ? rowsOdd(member, value, odd) : value]
      if (Array.isArray(member) && Array.isArray(value)) return [name, rowsOdd(member, value, odd)]
      if (typeof member === 'object' && !Array.isArray(member)) return [name, allOdd(member, value, odd, [])]
      return [name, odd(member)]
    }),
  )
}

function rowsOdd(shape: Shape, rows: unknown[], odd: (shape: Shape) => unknown): unknown[] {
  const [item] = shape as [Shape]
  if (typeof item !== 'object' || Array.isArray(item)) return rows.map(() => odd(item) ?? null)
  return rows.map(() => Object.fromEntries(Object.entries(item).map(([name, member]) => [name, odd(member)])))
}

/** Whether data have the types that a shape promises; what is absent breaks no promise, and a code may be any text. */
export function keepsPromise(shape: Shape, data: unknown): boolean {
  if (data === undefined || shape === 'a') return true
  switch (shape) {
    case 's':
      return typeof data === 'string'
    case 'n':
      return data instanceof Decimal
    case 'i':
      return typeof data === 'number' || data instanceof Decimal
    case 'c':
      return typeof data === 'number' || typeof data === 'string' || data instanceof Decimal
    case 'b':
      return typeof data === 'boolean'
  }
  if (Array.isArray(shape))
    return Array.isArray(data) && data.every(one => one !== undefined && keepsPromise(shape[0], one))
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false
  return Object.entries(shape).every(([name, one]) => keepsPromise(one, (data as Record<string, unknown>)[name]))
}
