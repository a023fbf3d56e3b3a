// Whether two exports ask for the same, and what is different when they do not.
import type {ExportQuery} from './manifest.js'

const textOf = (value: unknown): string | undefined => JSON.stringify(value)

/** The values of a query that differ; what is not set is as good as not there, and the order of the names says nothing. */
const differing = (a: ExportQuery, b: ExportQuery): (keyof ExportQuery)[] => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof ExportQuery>
  return [...names].filter(name => textOf(a[name]) !== textOf(b[name]))
}

/** Whether two exports are the same export at two times. */
export const isSameQuery = (a: ExportQuery, b: ExportQuery): boolean => differing(a, b).length === 0

export const differences = (theirs: ExportQuery, ours: ExportQuery): string =>
  differing(theirs, ours)
    .map(name => `${name} ${theirs[name] ?? 'not set'} instead of ${ours[name] ?? 'not set'}`)
    .join(', ')
