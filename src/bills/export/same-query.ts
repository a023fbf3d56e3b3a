// Whether two exports ask for the same, and what is different when they do not.
import type {ExportQuery} from './files/manifest.js'

type Name = keyof ExportQuery
/** A query, or what is looked at of it. */
type Part = Partial<ExportQuery>

const textOf = (value: unknown): string | undefined => JSON.stringify(value)

/**
 * The values of a query that differ; what is not set is as good as not there, and the order of the names says nothing.
 */
const differing = (a: Part, b: Part): Name[] => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<Name>
  return [...names].filter(name => textOf(a[name]) !== textOf(b[name]))
}

/** Whether two exports are the same export at two times. */
export const isSameQuery = (a: Part, b: Part): boolean => differing(a, b).length === 0

/**
 * What decides how records are written down, or which copy of a file they come from, and not which records in which
 * words they are.
 */
const wrapping = new Set<Name>(['split', 'gzip', 'bom', 'excel', 'wide', 'from'])

/** Whether two exports hold the same fields of the same customers' records, so that their records can be compared. */
export const isSameQuestion = (a: Part, b: Part): boolean => differing(a, b).every(name => wrapping.has(name))

/** Values that are not called as their flag is. */
const called: Partial<Record<Name, string>> = {
  site: 'the site',
  partner_id: 'the partner',
  language: 'the language',
  gzip: '.gz',
  customers: '--customer',
  wide: '--wide-decimals',
}

/** What is different, in words that can be typed: `--columns id instead of customer_id,amount; with --excel`. */
export const differences = (theirs: Part, ours: Part): string =>
  differing(theirs, ours)
    .flatMap(name => {
      const {focus, excel} = theirs
      if (name === 'focus') {
        return [
          difference('--focus-dialect', focus?.dialect, ours.focus?.dialect),
          difference('--issuer', focus?.issuer, ours.focus?.issuer),
          difference('--billing-account', focus?.account, ours.focus?.account),
        ]
      }
      // It is a part of what --excel does.
      if (name === 'bom' && excel !== ours.excel) return []
      return difference(called[name] ?? `--${name}`, theirs[name], ours[name])
    })
    .filter(Boolean)
    .join('; ')

function difference(name: string, theirs: unknown, ours: unknown): string {
  if (theirs === ours) return ''
  const [left, right] = [theirs, ours].map(value => (Array.isArray(value) ? value.join(',') : value))
  if (typeof (left ?? right) === 'boolean') return `${left ? 'with' : 'without'} ${name}`
  return left === undefined ? `without ${name}` : `${name} ${left}${right === undefined ? '' : ` instead of ${right}`}`
}
