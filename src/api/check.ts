// Every limit of the contract, looked at before anything is sent: what is missing, too long, too many, unknown or not
// for this site.
import {Decimal} from '../decimal.js'
import {usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import {operationTable, type Schema, type Site} from './contract/contract.js'
import {type Field, inputFields, resolve, wordsOf} from './contract/fields.js'

export const siteNames: Record<Site, string> = {intl: 'international', eu: 'Europe', cn: 'China'}

export const sitesInWords = (sites: Site[]) =>
  `${sites.map(site => siteNames[site]).join(' and ')} site${sites.length > 1 ? 's' : ''}`

/** What the person who typed calls a field: a flag or an argument. Undefined when it has no name of its own. */
export type NameOf = (field: string) => string | undefined

/**
 * Throws a Failure that names everything that is wrong with the input of an operation on a site. Fields of the contract
 * are called by the names that `nameOf` gives.
 */
export function checkInput(
  id: string,
  input: Record<string, unknown>,
  site: Site,
  nameOf: NameOf = () => undefined,
): void {
  const {service} = lookUp(operationTable().operations, id)!
  const problems: string[] = []
  const call = (field: string) => nameOf(field) ?? field

  const look = (what: string, schema: Schema, value: unknown): void => {
    const problem = problemOf(what, schema, value, site)
    if (problem) problems.push(problem)
    else if (Array.isArray(value) && schema.items) {
      const item = resolve(service, schema.items)
      for (const [index, one] of value.entries()) {
        if (isObject(one)) lookInside(`${what} ${index + 1}: `, item, one)
        else look(what, item, one)
      }
    }
  }
  const lookInside = (prefix: string, schema: Schema, value: Record<string, unknown>): void => {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const one = lookUp(value, name)
      if (one !== undefined) look(`${prefix}${name}`, resolve(service, property), one)
      else if (schema.required?.includes(name)) problems.push(`${prefix}${name} is missing`)
    }
  }

  for (const field of inputFields(id).values()) {
    const value = valueAt(input, field.name)
    if (value === undefined) {
      if (isMissing(field, input, site)) problems.push(`${call(field.name)} is missing`)
      continue
    }
    if (field.sites && !field.sites.includes(site)) {
      problems.push(`${call(field.name)} exists only on the ${sitesInWords(field.sites)}`)
    } else if (!isObject(value)) look(call(field.name), field.schema, value)
  }
  if (problems.length > 0) throw usage(problems[0]!, ...problems.slice(1))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && value.constructor === Object

function valueAt(input: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => lookUp(node as Record<string, unknown> | undefined, key), input)
}

/** Required, and its owner is there: the fields of an optional object are needed only with the object. */
function isMissing(field: Field, input: Record<string, unknown>, site: Site): boolean {
  if (field.schema['x-required-sites']?.includes(site)) return true
  if (!field.required || (field.sites && !field.sites.includes(site))) return false
  const dot = field.name.lastIndexOf('.')
  return dot < 0 || valueAt(input, field.name.slice(0, dot)) !== undefined
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/

/** What is wrong with one value, in a sentence that calls it `what`; undefined when nothing is. */
export function problemOf(what: string, schema: Schema, value: unknown, site: Site): string | undefined {
  const here = wordsOf(schema, site)
  const isOne = schema.type !== 'array'
  if (isOne && schema.enum && !Object.hasOwn(here, String(value))) {
    const words = Object.entries(here).map(([code, label]) => (code === label ? code : `${code} (${label})`))
    return `"${value}" is not a value of ${what} on this site; there are ${words.join(', ')}`
  }
  if (typeof value === 'string') return textProblem(what, schema, value)
  if (typeof value === 'number' || value instanceof Decimal)
    return numberProblem(what, schema, Decimal.parse(String(value)))
  if (Array.isArray(value)) {
    const {minItems = 0, maxItems = Number.POSITIVE_INFINITY} = schema
    if (value.length < minItems) return `${what} needs at least ${minItems}`
    if (value.length > maxItems) return `${what}: ${value.length} given; at most ${maxItems} are allowed`
  }
  return undefined
}

/** The forms of the contract as a person is told them, by their patterns. */
const forms: Record<string, string> = {
  '^[A-Z]{2}$': 'two capital letters, such as PE',
  '^\\d{4}-\\d{2}$': 'a month, such as 2026-10',
  '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$': 'a time, such as 2026-10-31 12:00:00',
  '^[0-9a-zA-Z-]+$': 'of letters, digits and - alone',
  '^([a-zA-Z_-]([a-zA-Z0-9_-])*)$': 'of letters, digits, - and _, and begin with no digit',
  '^[A-Za-z][A-Za-z0-9_-]*$': 'of letters, digits, - and _, and begin with a letter',
}

/** What a text must be, where the contract says it with a pattern. */
export const formInWords = (pattern: string): string => lookUp(forms, pattern) ?? `of the form ${pattern}`

function textProblem(what: string, schema: Schema, text: string): string | undefined {
  const {minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format} = schema
  const {length} = [...text]
  if (length < minLength) return length === 0 ? `${what} is empty` : `${what} needs at least ${minLength} characters`
  if (length > maxLength) return `${what} has ${length} characters; at most ${maxLength} are allowed`
  if (pattern && !new RegExp(pattern).test(text)) {
    return `${what}${schema['x-sensitive'] ? '' : ` "${text}"`} must be ${formInWords(pattern)}`
  }
  if (format === 'date' && !DAY.test(text)) return `${what} "${text}" is not a day; write it like 2026-10-31`
  if (format === 'date-time' && !MOMENT.test(text)) {
    return `${what} "${text}" is not a time; write it like 2026-10-31T12:00:00Z`
  }
  return undefined
}

function numberProblem(what: string, schema: Schema, number: Decimal): string | undefined {
  const {minimum, maximum, exclusiveMinimum} = schema
  const places = schema['x-decimals']
  const limit = (value: number) => Decimal.parse(String(value))
  if (exclusiveMinimum !== undefined && number.compare(limit(exclusiveMinimum)) <= 0) {
    return `${what} must be above ${exclusiveMinimum}, not ${number}`
  }
  if (minimum !== undefined && number.compare(limit(minimum)) < 0)
    return `${what} must be at least ${minimum}, not ${number}`
  if (maximum !== undefined && number.compare(limit(maximum)) > 0)
    return `${what} must be at most ${maximum}, not ${number}`
  if (schema.type === 'integer' && number.significantDecimals > 0)
    return `${what} must be a whole number, not ${number}`
  if (places !== undefined && number.significantDecimals > places) {
    return `${what} ${number} has more than ${places} decimals`
  }
  return undefined
}
