// What a check asks, in short.

import {lookUp} from '../../look-up.js'
import type {Check} from './model.js'

const forms: Record<string, string> = {
  TypeString: 'is a text',
  TypeDecimal: 'is a number',
  TypeDateTime: 'is a time',
  TypeJSON: 'is JSON',
  FormatString: 'is not blank',
  FormatNumeric: 'is a plain number such as -1234.5',
  CheckDecimalValue: 'is a plain number such as -1234.5',
  FormatDateTime: 'is a time such as 2026-10-03T06:00:00Z',
  FormatCurrency: 'is a currency such as USD',
  CheckNationalCurrency: 'is a currency such as USD',
  FormatUnit: 'is a unit such as GB, GB-Hours or 1000 Requests',
  FormatKeyValue: 'is a flat JSON object',
  FormatJSON: 'is a JSON object',
  NoPlaceholder: 'is null where there is nothing',
  KeysNamed: 'has keys that FOCUS defines, or x_...',
  KeysPascal: 'has keys in PascalCase',
  CheckNoDuplicates: 'is there once',
  CheckJSONSchema: 'fits its JSON schema',
  ColumnPresent: 'is a column',
}

const shown = (value: unknown) => (value === null ? 'null' : String(value))

/** Values of a list that are named. */
const MOST = 6

export function wordsOf([name, ...values]: Check): string {
  const [first, second, third] = values as [string, unknown, unknown]
  if (name === 'AND') return (values as Check[]).map(wordsOf).join(' and ')
  if (name === 'OR') return alternatives(values as Check[])
  const form = lookUp(forms, name)
  if (form) return `${first} ${form}`
  switch (name) {
    case 'CheckValue':
      return `${first} is ${shown(second)}`
    case 'CheckNotValue':
      return `${first} is not ${shown(second)}`
    case 'CheckGreaterOrEqualThanValue':
      return `${first} is at least ${shown(second)}`
    case 'CheckLessOrEqualThanValue':
      return `${first} is at most ${shown(second)}`
    case 'CheckStringEndsWith':
      return `${first} ends with ${shown(second)}`
    case 'CheckRegexMatch':
      return `${first} matches ${shown(second)}`
    case 'CheckSameValue':
      return `${first} is ${shown(second)}`
    case 'CheckColumnComparison':
      return `${first} ${shown(third)} ${shown(second)}`
    case 'Before':
      return `${first} is before ${shown(second)}`
    case 'ColumnByColumnEqualsColumnValue':
      return `${first} x ${shown(second)} = ${shown(third)}`
    case 'CheckDistinctCount':
      return `one ${shown(second)} for each ${first}`
    default:
      return name
  }
}

/** `A is x, y or z` where all speak of one column. */
function alternatives(checks: Check[]): string {
  const [column] = checks[0]!.slice(1) as string[]
  const isList = checks.every(([name, one]) => name === 'CheckValue' && one === column)
  if (!isList)
    return checks.length > MOST ? `${wordsOf(checks[0]!)}, or another such pair` : checks.map(wordsOf).join(' or ')
  const values = checks.map(([, , value]) => shown(value))
  const more = values.length > MOST ? [`one of ${values.length - MOST} more`] : []
  return `${column} is ${[...values.slice(0, MOST), ...more].join(', ')}`.replace(/, ([^,]*)$/, ' or $1')
}
