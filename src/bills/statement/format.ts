// Numbers and dates as a language writes them. The digits are those of the decimal; no amount passes through a floating
// point number.
import type {Decimal} from '../../decimal.js'

interface Separators {
  group: string
  decimal: string
}

const separators = new Map<string, Separators>()

function separatorsOf(language: string): Separators {
  let found = separators.get(language)
  if (!found) {
    const parts = new Intl.NumberFormat(known(language), {useGrouping: true}).formatToParts(1234567.5)
    const part = (type: string) => parts.find(one => one.type === type)?.value
    // A narrow blank would be taken for a gap by some fonts.
    found = {group: (part('group') ?? ',').replace(/\s/g, '\u00a0'), decimal: part('decimal') ?? '.'}
    separators.set(language, found)
  }
  return found
}

/** The language, or English where it is none. */
function known(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/** `1.234,50`: exactly that many decimals; more only where rounding would lose them. */
export function formatAmount(value: Decimal, decimals: number, language: string): string {
  const {group, decimal} = separatorsOf(language)
  const [whole, fraction] = value.toFixed(Math.max(decimals, value.significantDecimals)).split('.')
  const sign = whole!.startsWith('-') ? '-' : ''
  const digits = whole!.replace('-', '').replace(/\B(?=(\d{3})+$)/g, group)
  return `${sign}${digits}${fraction ? decimal + fraction : ''}`
}

/** `12 de octubre de 2026`. */
export function formatDate(day: string, language: string): string {
  return new Intl.DateTimeFormat(known(language), {dateStyle: 'long', timeZone: 'UTC'}).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** `octubre de 2026`. */
export function formatCycle(cycle: string, language: string): string {
  return new Intl.DateTimeFormat(known(language), {month: 'long', year: 'numeric', timeZone: 'UTC'}).format(
    new Date(`${cycle}-01T00:00:00Z`),
  )
}

export const htmlLanguage = known
