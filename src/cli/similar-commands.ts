// What somebody may have meant who typed a command that does not exist.
import {commandNames} from './next-step.js'

/** Edits that a slip of the fingers makes. */
const SLIP = 2

/** Up to three commands or topics whose words come closest to these, or begin with them. */
export function similarCommands(typed: string): string[] {
  const words = typed.split(' ')
  const names = commandNames()
  const topics = new Set(names.filter(name => name.includes(' ')).map(name => name.split(' ')[0]!))
  const near = [...names, ...(words.length === 1 ? topics : [])]
    .map(name => ({name, distance: distanceOf(words, name.split(' '))}))
    .filter(({distance}) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return near
    .filter(({distance}) => distance === near[0]!.distance)
    .map(({name}) => name)
    .slice(0, 3)
}

/** The flag of several that comes close to what was typed. */
export function closestFlag(typed: string, flags: string[]): string[] {
  const near = flags.map(word => ({word, distance: edits(typed, word)})).sort((a, b) => a.distance - b.distance)
  return near
    .filter(({distance}) => distance <= Math.min(SLIP, (typed.length - 2) / 2))
    .slice(0, 1)
    .map(({word}) => word)
}

/** Sum over the words; infinite where one word is another. More words than the command has may be its arguments. */
function distanceOf(typed: string[], name: string[]): number {
  if (typed.length < name.length) return Number.POSITIVE_INFINITY
  let sum = 0
  for (const [index, word] of name.entries()) {
    const given = typed[index]!
    const distance = word.startsWith(given) && given.length > 1 ? 1 : edits(given, word)
    if (distance > Math.min(SLIP, word.length / 2)) return Number.POSITIVE_INFINITY
    sum += distance
  }
  return sum
}

/** Letters to insert, take away, change or swap (Damerau and Levenshtein, restricted to neighbours). */
function edits(a: string, b: string): number {
  const rows = [Array.from({length: b.length + 1}, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      rows[i]![j] = least
    }
  }
  return rows[a.length]![b.length]!
}
