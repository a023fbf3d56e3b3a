// A sum of differences in words.
import type {DifferenceSum} from './diff.js'

/** `3 added, 1 changed: USD +0.52` */
export function sumText({added, removed, changed, currency, difference}: DifferenceSum): string {
  const counts = Object.entries({added, removed, changed}).filter(([, count]) => count > 0)
  const some = counts.map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`).join(', ')
  return `${some}: ${currency} ${difference.isNegative ? '' : '+'}${difference.toDisplay()}`
}
