// Repeatable chance: everything the sandbox invents comes from integer hashes, so that a seed gives the same world on
// every machine.

/** Mixes numbers into one 32-bit number (murmur finaliser); equal input, equal output, everywhere. */
export function mix(a: number, b = 0, c = 0, d = 0): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15) ^ b, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 13) ^ c, 0x27d4eb2f)
  h = Math.imul(h ^ (h >>> 15) ^ d, 0x165667b1)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  return (h ^ (h >>> 16)) >>> 0
}

/** A 32-bit number from text. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h, text.length)
}

/** `length` lower-case hexadecimal digits. */
export function hexOf(seed: number, length: number): string {
  let text = ''
  for (let i = 0; text.length < length; i++) text += mix(seed, i, 0x4e5).toString(16).padStart(8, '0')
  return text.slice(0, length)
}

/** `length` characters of an alphabet. */
export function textOf(seed: number, length: number, alphabet: string): string {
  let text = ''
  for (let i = 0; i < length; i++) text += alphabet[mix(seed, i, 0x7e7) % alphabet.length]
  return text
}

/**
 * An account id in the shape that Huawei Cloud gives them: 32 hexadecimal digits with `0f` and `c0` in their places.
 */
export function accountIdOf(seed: number): string {
  const h = hexOf(seed, 22)
  return `0${h.slice(0, 7)}${h.slice(7, 9)}80${h.slice(9, 13)}0f${h.slice(13, 15)}c0${h.slice(15, 17)}${h.slice(17, 22)}${h.slice(2, 4)}0`
}

/** A UUID from a seed. */
export function uuidOf(seed: number): string {
  const h = hexOf(seed, 32)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`
}

/** A row of repeatable throws. */
export class Dice {
  #count = 0

  constructor(readonly seed: number) {}

  /** 0 to n - 1. */
  below(n: number): number {
    return mix(this.seed, ++this.#count) % n
  }

  /** From a to b, both possible. */
  between(a: number, b: number): number {
    return a + this.below(b - a + 1)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  /** True in `percent` of 100 throws. */
  chance(percent: number): boolean {
    return this.below(10000) < percent * 100
  }
}
