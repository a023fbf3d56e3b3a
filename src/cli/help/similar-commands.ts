// What somebody may have meant who typed a command that does not exist.
import {edits, SLIP} from '../../similar.js'
import {commandNames} from '../next-step.js'

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
