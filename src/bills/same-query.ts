// Whether two exports are the same export at two times, and what is different when they are not.
import type {ExportQuery} from './manifest.js'

export const sameQuery = (a: ExportQuery, b: ExportQuery): boolean => JSON.stringify(a) === JSON.stringify(b)

export function differences(theirs: ExportQuery, ours: ExportQuery): string {
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]) as Set<keyof ExportQuery>
  return [...names]
    .filter(name => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]))
    .map(name => `${name} ${theirs[name] ?? 'not set'} instead of ${ours[name] ?? 'not set'}`)
    .join(', ')
}
