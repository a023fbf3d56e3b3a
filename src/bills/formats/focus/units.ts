// Measurement units as FOCUS writes them: capitalized, joined by hyphens, the last one plural, quantities without
// marks.

import {lookUp} from '../../../look-up.js'
import {remembered} from '../../records/remembered.js'

/** Words for units, in the languages of the sites: what one is called, and many where that is not the same with s. */
const words: Record<string, readonly [one: string, many?: string]> = {
  hour: ['Hour'],
  hours: ['Hour'],
  hr: ['Hour'],
  h: ['Hour'],
  小时: ['Hour'],
  minute: ['Minute'],
  min: ['Minute'],
  分钟: ['Minute'],
  second: ['Second'],
  s: ['Second'],
  秒: ['Second'],
  day: ['Day'],
  天: ['Day'],
  日: ['Day'],
  month: ['Month'],
  月: ['Month'],
  year: ['Year'],
  年: ['Year'],
  time: ['Time'],
  times: ['Time'],
  次: ['Time'],
  pcs: ['Count', 'Count'],
  piece: ['Count', 'Count'],
  pieces: ['Count', 'Count'],
  count: ['Count', 'Count'],
  个: ['Count', 'Count'],
  byte: ['B', 'B'],
  bytes: ['B', 'B'],
  字节: ['B', 'B'],
  bit: ['b', 'b'],
  kbit: ['Kb', 'Kb'],
  mbit: ['Mb', 'Mb'],
  gbit: ['Gb', 'Gb'],
  mbps: ['Mb/Second', 'Mb/Second'],
  kbps: ['Kb/Second', 'Kb/Second'],
  元: ['CNY', 'CNY'],
  角: ['Jiao', 'Jiao'],
  分: ['Fen', 'Fen'],
}

/** Numbers in words before a unit. */
const quantities: readonly [RegExp, bigint][] = [
  [/^(?:ten thousand\s+|万)/i, 10_000n],
  [/^(?:(?:one )?thousand\s+|1k\s+|千)/i, 1000n],
  [/^(?:(?:one )?million\s+|百万)/i, 1_000_000n],
]

/** `10,000 times` is `10000 Times`, `GB/hour` is `GB-Hours`; undefined for what has no name in Latin letters. */
export const focusUnit = remembered((text): string | undefined => {
  const plain = text
    .replace(/[(（][^)）]*[)）]/g, '')
    .replace(/bit\/s\b/gi, 'bps')
    .trim()
  const [, digits = '', counted = ''] = /^(?:(\d[\d,]*)\s*(?!k\b))?(.*)$/i.exec(plain) ?? []
  const word = quantities.find(([pattern]) => pattern.test(counted))
  const quantity = BigInt(digits.replaceAll(',', '') || 1) * (word?.[1] ?? 1n)
  const parts = (word ? counted.replace(word[0], '') : counted).split(/\s*[/*·x×-]\s*(?=\D)/).filter(Boolean)
  const names = parts.map((part, i) => nameOf(part, i === parts.length - 1))
  if (names.length === 0 || names.includes(undefined) || quantity === 0n) return undefined
  return `${quantity === 1n ? '' : `${quantity} `}${names.join('-')}`
})

function nameOf(part: string, isLast: boolean): string | undefined {
  const size = /^([kmgtpe]i?)?B$/i.exec(part)
  if (size) return `${(size[1] ?? '').replace(/^./, letter => letter.toUpperCase())}B`
  const known = lookUp(words, part.toLowerCase())
  if (known) return isLast ? (known[1] ?? `${known[0]}s`) : known[0]
  if (!/^[A-Za-z][A-Za-z0-9]*( [A-Za-z][A-Za-z0-9]*)*$/.test(part)) return undefined
  const name = part.replace(/(^| )[a-z]/g, letter => letter.toUpperCase())
  return isLast && /[a-rt-z]$/.test(name) ? `${name}s` : name
}
