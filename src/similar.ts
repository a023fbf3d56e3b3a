// What somebody may have meant who typed a word that does not exist.

/** Edits that a slip of the fingers makes. */
export const SLIP = 2

/** The one of several words that comes close to what was typed; none where nothing does. */
export function closest(typed: string, words: string[]): string[] {
  const near = words.map(word => ({word, distance: edits(typed, word)})).sort((a, b) => a.distance - b.distance)
  const letters = typed.replace(/^--/, '').length
  return near
    .filter(({distance}) => distance <= SLIP && distance < letters / 2)
    .slice(0, 1)
    .map(({word}) => word)
}

/** Letters to insert, take away, change or swap (Damerau and Levenshtein, restricted to neighbours). */
export function edits(a: string, b: string): number {
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
