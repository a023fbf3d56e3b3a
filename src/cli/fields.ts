// Flags and arguments that are fields of the contract: their help, their words and their limits come from there.
import {Args, Flags, type Interfaces} from '@oclif/core'
import {problemOf} from '../api/check.js'
import type {Api} from '../api/client.js'
import type {Schema, Site} from '../api/contract/contract.js'
import {inputFields, wordsOf} from '../api/contract/fields.js'
import type {Input, OperationId} from '../api/types.js'
import {customerId} from '../customers/find.js'
import {resellerId} from '../customers/resellers.js'
import {parseCycle} from '../cycle.js'
import {Decimal} from '../decimal.js'
import {parseEmail} from '../email.js'
import {usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import {parsePhone, phoneText} from '../phone.js'
import {serviceCodes} from '../products/services.js'
import {type Edge, parseDay, parseMoment, parseMonth} from './input/dates.js'

/** What makes a flag or an argument a field of a request. */
export interface FieldMark {
  field?: string
  /** The words that it takes, for completion. */
  words?: () => string[]
}

type FieldName<Id extends OperationId> = (keyof Input<Id> & string) | `${keyof Input<Id> & string}.${string}`

export interface FieldOptions {
  /** The flag's name; made from the field's when absent. */
  as?: string
  char?: Interfaces.AlphabetLowercase | Interfaces.AlphabetUppercase
  /** Words of other tools for it; no help names them. */
  aliases?: string[]
  summary?: string
  required?: boolean
  exclusive?: string[]
  /** A flag without a value. */
  boolean?: boolean
  /** What it is called in groups of the help. */
  helpGroup?: string
}

/** The same thing has the same name in every command. */
const flagNames: Record<string, string> = {
  indirect_partner_id: 'reseller',
  service_type_code: 'service',
  cloud_service_type: 'service',
  service_type_code_list: 'service',
  cloud_service_types: 'service',
  charge_mode: 'charging-mode',
  bill_detail_type: 'bill-type',
  account_name: 'name',
  associated_on_begin: 'since',
  associated_on_end: 'until',
  active_start_time: 'since',
  active_end_time: 'until',
  enterprise_project_id: 'project',
  mobile_phone: 'phone',
  verification_code: 'code',
  trade_time_begin: 'since',
  trade_time_end: 'until',
  operation_time_begin: 'since',
  operation_time_end: 'until',
  bill_date_begin: 'since',
  bill_date_end: 'until',
  bill_cycle: 'cycle',
  create_time_begin: 'since',
  create_time_end: 'until',
  method: 'whose',
  memo: 'note',
  remark: 'note',
}
const windows: Record<string, string> = {create: 'created', payment: 'paid', expire: 'expires', effective: 'effective'}

/** The name of the flag that gives a field: `create_time_begin` is `created-after`, `order_id` is `order`. */
export function flagName(field: string): string {
  const own = lookUp(flagNames, field)
  if (own) return own
  const window = /^(\w+)_time_(begin|end)$/.exec(field)
  if (window) return `${lookUp(windows, window[1]!) ?? window[1]}-${window[2] === 'begin' ? 'after' : 'before'}`
  return field
    .replace(/^.*\./, '')
    .replace(/_(ids?|code|list)$/, '')
    .replaceAll('_', '-')
}

/** Words that are typed for codes, where the contract's are longer than they must be, or other in each operation. */
const shortWords: Record<string, Record<string, string>> = {
  method: {oneself: 'own', sub_customer: 'members', all: 'all'},
  statistic_type: {'1': 'cycle', '2': 'day', '3': 'record'},
  query_type: {BILLCYCLE: 'month', DAILY: 'day'},
  lang: {'zh-cn': 'zh', 'en-us': 'en'},
  budget_type: {MONTHLY: 'monthly', PACKAGE: 'one-off'},
}

/** The words of a field, by their codes. */
function typedWords(field: string, schema: Schema, site?: Site): [code: string, word: string][] {
  const short = lookUp(shortWords, field)
  return Object.entries(wordsOf(schema, site)).map(([code, label]) => [
    code,
    (short && lookUp(short, code)) ?? slug(label),
  ])
}

/** The word that stands for a value: `yearly/monthly` is typed `yearly-monthly`. */
export const slug = (label: string) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')

// biome-ignore lint/suspicious/noExplicitAny: what a flag gives depends on the schema, which is read later
type Flag = Interfaces.OptionFlag<any>

/** A flag for one field. Its summary is the contract's, read when somebody asks for help. */
function fieldFlag(operation: OperationId, field: string, {as: _, boolean, ...options}: FieldOptions): Flag {
  const schema = () => inputFields(operation).get(field)!.schema
  const flag = boolean ? Flags.boolean(options) : Flags.string({...options, multiple: true, multipleNonGreedy: true})
  const summary = options.summary ?? (() => ownSummary(field) ?? inputFields(operation).get(field)!.description)
  return mark(flag as unknown as Flag, field, schema, summary)
}

/** Where the contract's description is not what somebody who types needs to know. */
function ownSummary(field: string): string | undefined {
  if (lookUp(lookups, field) === serviceCodes) return 'cloud service: abbreviation, name or code'
  if (field === 'mobile_phone') return 'phone number with its country: +86 13800000000'
  if (field === 'indirect_partner_id') return 'through this reseller (name or id)'
  const [, what, edge] = /^(\w+)_time_(begin|end)$/.exec(field) ?? []
  if (!what || !lookUp(windows, what)) return undefined
  return `${lookUp(windows, what)} at this time or ${edge === 'begin' ? 'later' : 'earlier'}, UTC`
}

function mark<F extends object>(flag: F, field: string, schema: () => Schema, summary: string | (() => string)): F {
  const words = () => typedWords(field, schema()).map(([, word]) => word)
  const get = () => {
    const text = typeof summary === 'string' ? summary : summary()
    const known = words()
    return known.length > 0 && known.length <= MANY ? `${text}: ${known.join(', ')}` : text
  }
  const describe = () => (words().length > MANY ? `Values: ${words().join(', ')}` : undefined)
  return Object.defineProperties(flag, {
    summary: {get, enumerable: true, configurable: true},
    description: {get: describe, enumerable: true, configurable: true},
    helpValue: {get: () => valueName(field, schema()), enumerable: true, configurable: true},
    field: {value: field},
    words: {value: words},
  })
}

/** What stands for a field's value in a help text. */
function valueName(field: string, schema: Schema): string {
  const item = schema.type === 'array' && schema.items ? schema.items : schema
  if (lookUp(lookups, field)) return field === 'customer_id' || field === 'indirect_partner_id' ? 'NAME|ID' : 'SERVICE'
  if (item.enum) return 'WORD'
  if (item.format === 'date-time') return 'TIME'
  if (item.format === 'date') return 'DAY'
  if (item.pattern === MONTH) return 'MONTH'
  if (item.type === 'integer') return 'N'
  if (item.type === 'number') return 'AMOUNT'
  return /(^|_)ids?$/.test(field) ? 'ID' : 'TEXT'
}

const MONTH = '^\\d{4}-\\d{2}$'

/** More words than this stand below the flags in a help text, not beside their flag. */
const MANY = 8

/** The letter of a flag, and how other tools call it. */
const alsoTyped: Record<string, Pick<FieldOptions, 'char' | 'aliases'>> = {
  customer: {char: 'C'},
  status: {aliases: ['state']},
  cycle: {char: 'c', aliases: ['month']},
  'charging-mode': {aliases: ['charging']},
  'bill-type': {aliases: ['type']},
}

/** Flags for fields of an operation: names alone, or with what differs from the ordinary. */
export function fieldFlags<Id extends OperationId>(
  operation: Id,
  ...fields: (FieldName<Id> | Partial<Record<FieldName<Id>, FieldOptions>>)[]
): Record<string, Flag> {
  const flags: Record<string, Flag> = {}
  for (const one of fields) {
    const entries: [string, FieldOptions][] = typeof one === 'string' ? [[one, {}]] : Object.entries(one as object)
    for (const [field, options] of entries) {
      const name = options.as ?? flagName(field)
      flags[name] = fieldFlag(operation, field, {...lookUp(alsoTyped, name), ...options})
    }
  }
  return flags
}

/** A positional argument that is a field. */
export function fieldArgument(
  operation: OperationId,
  field: string,
  {description, many}: {description: string; many?: true},
) {
  const arg = Args.string({ignoreStdin: true, required: true, description, multiple: many})
  const words = () => typedWords(field, inputFields(operation).get(field)!.schema).map(([, word]) => word)
  return Object.defineProperties(arg, {field: {value: field}, words: {value: words}, operation: {value: operation}})
}

/** What was typed, by field: all values, uninterpreted. */
export type Typed = Map<string, {name: string; value: string | string[] | boolean}>

/** Gathers what was typed for fields, under the names by which messages call it. */
export function typedFields(
  definitions: {flags?: object; args?: object},
  parsed: {flags: Record<string, unknown>; args: Record<string, unknown>},
): Typed {
  const typed: Typed = new Map()
  const gather = (defined: object | undefined, values: Record<string, unknown>, call: (name: string) => string) => {
    for (const [name, {field}] of Object.entries((defined ?? {}) as Record<string, FieldMark>)) {
      const value = lookUp(values, name) as string | undefined
      if (field && value !== undefined) typed.set(field, {name: call(name), value})
    }
  }
  gather(definitions.flags, parsed.flags, name => `--${name}`)
  gather(definitions.args, parsed.args, name => name.toUpperCase())
  return typed
}

/** Fields whose value a person names: a customer, a reseller, a cloud service (which can have several codes). */
const lookups: Record<string, (api: Api, text: string, reseller?: string) => Promise<string | string[]>> = {
  indirect_partner_id: resellerId,
  customer_id: customerId,
  service_type_code: serviceCodes,
  cloud_service_type: serviceCodes,
  service_type_code_list: serviceCodes,
  cloud_service_types: serviceCodes,
}

/**
 * The input of an operation from what was typed: words become codes, names ids, days times. A field that takes one
 * value but has several stays an array; {@link spread} makes one input of each. `renamed` says under which name a field
 * was typed that another operation calls otherwise.
 */
export async function readFields(
  api: Api,
  operation: OperationId,
  typed: Typed,
  now: Date,
  renamed: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const {site} = await api.session
  const input: Record<string, unknown> = {}
  // The reseller comes first: it says whose customers the others are.
  const order = [...inputFields(operation).values()].sort(
    (a, b) => Number(b.name === 'indirect_partner_id') - Number(a.name === 'indirect_partner_id'),
  )
  for (const {name, schema} of order) {
    const one = typed.get(lookUp(renamed, name) ?? name)
    if (!one) continue
    const lookup = lookUp(lookups, name)
    const manyValues = schema.type === 'array' || Object.keys(wordsOf(schema)).length > 0
    const texts = [one.value].flat().flatMap(text => (manyValues ? String(text).split(',') : [String(text)]))
    let values: unknown[]
    if (typeof one.value === 'boolean') values = [one.value]
    else if (lookup) {
      const reseller = input.indirect_partner_id as string | undefined
      values = (await Promise.all(texts.map(text => lookup(api, text, reseller)))).flat()
    } else values = texts.flatMap(text => readValues(one.name, name, schema, text, site, now))
    const unique = [...new Set(values)]
    if (!manyValues && texts.length > 1) throw usage(`${one.name} takes one value, not ${texts.length}`)
    const several = schema.type === 'array' || unique.length > 1
    setAt(input, name, several ? unique : unique[0])
  }
  return input
}

/**
 * One text as the value of a field, and within the limits of the contract: what a question for the field wants. `name`
 * is what messages call it.
 */
export async function readField(
  api: Api,
  operation: OperationId,
  field: string,
  name: string,
  text: string,
): Promise<unknown> {
  const {site} = await api.session
  const input = await readFields(api, operation, new Map([[field, {name, value: text}]]), new Date())
  const value = field.split('.').reduce<unknown>((node, key) => lookUp(node as Record<string, unknown>, key), input)
  const {schema} = inputFields(operation).get(field)!
  const problem = [value]
    .flat()
    .map(one => problemOf(name, oneOf(schema), one, site))
    .find(Boolean)
  if (problem) throw usage(problem)
  return value
}

const oneOf = (schema: Schema): Schema => (schema.type === 'array' && schema.items ? schema.items : schema)

/** One input for each combination of values where the operation takes a single one. */
export function spread(operation: OperationId, input: Record<string, unknown>): Record<string, unknown>[] {
  let inputs = [input]
  for (const [name, value] of Object.entries(input)) {
    if (!Array.isArray(value) || inputFields(operation).get(name)?.schema.type === 'array') continue
    inputs = inputs.flatMap(one => value.map(single => ({...one, [name]: single})))
  }
  return inputs
}

function setAt(input: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop()!
  let node = input
  for (const key of keys) {
    node[key] ??= {}
    node = lookUp(node, key) as Record<string, unknown>
  }
  node[last] = value
}

const edgeOf = (field: string): Edge => (/end/.test(field) ? 'end' : 'begin')

/** One typed text as values of a field: several only for the beginning of several words. */
function readValues(what: string, field: string, schema: Schema, text: string, site: Site, now: Date): unknown[] {
  const item = schema.type === 'array' && schema.items ? schema.items : schema
  if (item.enum) return readWord(what, field, schema, item, text, site)
  if (item.pattern === MONTH) {
    if (field.includes('cycle')) return [parseCycle(text, now)]
    const month = parseMonth(text, now)
    if (!month) throw usage(`${what} "${text}" is not a month`, 'Write it like 2026-10, or last-month (UTC+8)')
    return [month]
  }
  if (item.format === 'date') return [parseDay(text, edgeOf(field), now, what)]
  if (item.format === 'date-time') return [parseMoment(text, edgeOf(field), now, what)]
  if (field === 'order_id' && !/\d/.test(text))
    throw usage(
      `${what} "${text}" is not an order id`,
      'partnerctl order list    shows them',
      ...(/^(newest|oldest|created|amount|asc|desc)/i.test(text) ? ['--sort puts rows in order'] : []),
    )
  if (field === 'mobile_phone') return [phoneText(parsePhone(text, what))]
  if (field === 'email') return [parseEmail(text, what)]
  if (item.type === 'integer') {
    if (!/^-?\d{1,15}$/.test(text)) throw usage(`${what} "${text}" is not a whole number`)
    return [Number(text)]
  }
  if (item.type === 'number') {
    if (!/^-?\d+(\.\d+)?$/.test(text)) {
      throw usage(
        `${what} "${text}" is not a number`,
        'Write digits with a dot: 1000 or 1000.50; no thousands separators',
      )
    }
    return [Decimal.parse(text)]
  }
  return [text]
}

const oneSpelling = (word: string) => word.replace(/\bcancell?ed\b/, 'cancelled')

/** The codes that a word means: the label, the code itself, or all labels that begin with it. */
function readWord(
  what: string,
  field: string,
  schema: Schema,
  item: Schema,
  text: string,
  site: Site,
): (string | number)[] {
  const words = typedWords(field, schema, site).map(([code, word]) => ({code, word}))
  const labels = wordsOf(schema, site)
  const wanted = slug(text)
  // What a table shows can be typed, too.
  const exact = words.filter(({code, word}) =>
    [code, oneSpelling(word), oneSpelling(slug(lookUp(labels, code)!))].includes(
      code === text ? text : oneSpelling(wanted),
    ),
  )
  const found = exact.length > 0 || wanted === '' ? exact : words.filter(({word}) => word.startsWith(`${wanted}-`))
  if (found.length === 0) {
    throw usage(`"${text}" is not a value of ${what}`, `Values: ${words.map(({word}) => word).join(', ')}`)
  }
  return found.map(({code}) => item.enum!.find(value => String(value) === code)!)
}
