// Which way texts run: Arabic and Hebrew from right to left, the numbers and Latin words among them from left to right
// (Unicode Standard Annex 9).
import type {Bidi} from 'bidi-js'

/** Letters of scripts that run from right to left, and marks that say so. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

export type Direction = 'ltr' | 'rtl'

/** Whether a text has letters that run from right to left. */
export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

let bidi: Bidi | undefined

/** Loads what {@link levelsOf} needs for a text. */
export async function prepareBidi(text: string): Promise<void> {
  if (bidi || !hasRightToLeft(text)) return
  // Its types say that it is a module; it is a function.
  const {default: newBidi} = (await import('bidi-js')) as unknown as {default: () => Bidi}
  bidi = newBidi()
}

/** The direction of a paragraph: that of its first letter that has one. */
export function directionOf(text: string): Direction {
  if (!bidi || !hasRightToLeft(text)) return 'ltr'
  return bidi.getEmbeddingLevels(text).paragraphs[0]?.level === 1 ? 'rtl' : 'ltr'
}

/** The level of each unit of a text: odd where it runs from right to left. None where all of it is on level 0. */
export function levelsOf(text: string, direction: Direction): Uint8Array | undefined {
  if (!bidi || (direction === 'ltr' && !hasRightToLeft(text))) return undefined
  return bidi.getEmbeddingLevels(text, direction).levels
}

/** Parts of a line from left to right (rule L2). */
export function inOrder<Part extends {level: number}>(parts: Part[]): Part[] {
  const ordered = [...parts]
  const highest = Math.max(0, ...parts.map(({level}) => level))
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from
      while (to < ordered.length && ordered[to]!.level >= level) to++
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse())
      from = to
    }
  }
  return ordered
}
