// Requests and answers against the contract. Validators are compiled when an operation is called for the first time.
import {Ajv, type ErrorObject, type ValidateFunction} from 'ajv'
import {
  type OpenApiOperation,
  type OpenApiParameter,
  type Operation,
  openApi,
  type Schema,
  type Site,
} from '../../api/contract/contract.js'
import {Decimal} from '../../decimal.js'
import type {OperationId} from '../call.js'
import {ApiFault, headerSafe} from './api-fault.js'
import {readJson} from './json.js'
import {type MultipartForm, readMultipart} from './multipart.js'
import {takeNumberForms} from './number-forms.js'
import {type NumberFacts, siteSchema} from './schema.js'

/** What came over the wire, before it is looked at. */
export interface RawInput {
  path: Record<string, string>
  query: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export interface ValidInput {
  input: Record<string, unknown>
  language: 'zh' | 'en'
  /** Numbers that came in another form than the contract's. */
  forms: string[]
}

interface Validator {
  check: ValidateFunction
  facts: NumberFacts
}

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/

const isDay = (text: string) => DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

function newAjv(): Ajv {
  const any = {validate: () => true}
  return new Ajv({
    strict: false,
    // The contract is no input: its tests hold its schemas.
    meta: false,
    validateSchema: false,
    // Most checks are run a few times, and take longer to make than they could save.
    inlineRefs: false,
    code: {optimize: false},
    useDefaults: true,
    formats: {
      date: isDay,
      'date-time': (text: string) => TIME.test(text) && isDay(text.slice(0, 10)),
      decimal: any,
      double: any,
      float: any,
      int32: any,
      int64: any,
      binary: any,
      byte: any,
      uri: any,
      email: any,
      password: any,
    },
  })
}

export class Validation {
  readonly #ajv = newAjv()
  readonly #requests = new Map<string, Validator>()
  readonly #responses = new Map<string, ValidateFunction | undefined>()

  static readonly #shared = new Map<string, Validation>()

  private constructor(
    private readonly site: Site,
    private readonly loose: boolean,
  ) {}

  /** The validation of a site: one for all sandboxes of a process, since it takes 40 ms to compile an operation's. */
  static of(site: Site, loose: boolean): Validation {
    const key = `${site} ${loose}`
    const known = Validation.#shared.get(key) ?? new Validation(site, loose)
    Validation.#shared.set(key, known)
    return known
  }

  /** Reads a request. Throws the answer to the first thing that is wrong. */
  request(id: OperationId, operation: Operation, raw: RawInput): ValidInput {
    const api = describe(id, operation)
    const parameters = (api.parameters ?? []).filter(p => p['x-sites']?.includes(this.site) ?? true)
    const query = this.#query(operation, parameters, raw.query)
    const header = headersOf(parameters, raw.headers)
    const {plain, exact, form} = this.#body(operation, api, raw)
    const variant = variantOf(api, plain)
    const {check, facts} = this.#request(id, operation, api, parameters, variant)
    const schema = bodySchema(api, variant)
    const forms = schema && plain !== undefined && !form ? takeNumberForms(operation.service, schema, plain) : []
    const path = Object.fromEntries(
      parameters.filter(p => p.in === 'path').map(p => [p.name, coerce(p.schema, raw.path[p.name]!)]),
    )
    const data = {path, query, header, ...(plain === undefined ? {} : {body: plain})}
    if (!check(data)) throw invalid(operation, reasonOf(check.errors!))
    const body = form ?? exactly(plain, exact, facts, (name, reason) => invalid(operation, `body/${name}: ${reason}`))
    const language = String(header['X-Language'] ?? (this.site === 'cn' ? 'zh_CN' : 'en_US'))
    return {
      input: {...(Array.isArray(body) ? {items: body} : (body as object)), ...query, ...path},
      language: language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
      forms,
    }
  }

  /** What is wrong with an answer; undefined when it agrees with the contract. A refusal may also come inside a 200. */
  response(
    id: OperationId,
    operation: Operation,
    status: number,
    body: Buffer | undefined,
    refused = status >= 400,
  ): string | undefined {
    const key = `${id}/${status}/${refused}`
    if (!this.#responses.has(key)) this.#responses.set(key, this.#response(id, operation, status, refused))
    const check = this.#responses.get(key)
    const documented = describe(id, operation).responses
    if (status < 400 && !documented[status]) return `status ${status} is not in the contract`
    if (!check) return body?.length ? 'a body where the contract has none' : undefined
    if (!body) return 'no body'
    return check(JSON.parse(body.toString())) ? undefined : reasonOf(check.errors!)
  }

  #request(
    id: string,
    operation: Operation,
    api: OpenApiOperation,
    parameters: OpenApiParameter[],
    variant?: string,
  ): Validator {
    const key = `${id}/${variant ?? ''}`
    const known = this.#requests.get(key)
    if (known) return known
    const facts: NumberFacts = {decimals: new Set(), places: new Map()}
    const part = (place: OpenApiParameter['in'], open: boolean): Schema => ({
      type: 'object',
      properties: Object.fromEntries(parameters.filter(p => p.in === place).map(p => [p.name, p.schema])),
      required: parameters.filter(p => p.in === place && p.required).map(p => p.name),
      ...(open ? {additionalProperties: true} : {}),
    })
    const body = bodySchema(api, variant)
    const schema: Schema = {
      type: 'object',
      properties: {
        path: part('path', true),
        query: part('query', false),
        header: part('header', true),
        ...(body ? {body} : {}),
      },
      required: ['path', 'query', 'header', ...(body && api.requestBody?.required ? ['body'] : [])],
    }
    const json = siteSchema(operation.service, schema, this.site, this.loose ? 'loose' : 'request', facts)
    const validator = {check: this.#ajv.compile(json), facts}
    this.#requests.set(key, validator)
    return validator
  }

  #response(id: OperationId, operation: Operation, status: number, refused: boolean): ValidateFunction | undefined {
    const {responses} = describe(id, operation)
    const json = Object.entries(responses[status]?.content ?? {}).find(([type]) => type.includes('json'))
    const schema = refused ? {$ref: '#/components/schemas/Error'} : json?.[1].schema
    if (!schema) return undefined
    return this.#ajv.compile(siteSchema(operation.service, schema, this.site, refused ? 'loose' : 'response'))
  }

  #query(operation: Operation, parameters: OpenApiParameter[], text: string): Record<string, unknown> {
    const query: Record<string, unknown> = Object.create(null)
    const byName = new Map(parameters.filter(p => p.in === 'query').map(p => [p.name, p]))
    for (const [name, values] of pairs(text, reason => invalid(operation, reason))) {
      const parameter = byName.get(name)
      if (!parameter) {
        if (!this.loose) throw invalid(operation, `query/${name}: unknown parameter`)
      } else if (parameter.schema.type === 'array') {
        query[name] = values.flatMap(v => v.split(',')).map(v => coerce(parameter.schema.items ?? {}, v))
      } else {
        if (values.length > 1) throw invalid(operation, `query/${name}: given ${values.length} times`)
        query[name] = coerce(parameter.schema, values[0]!)
      }
    }
    return {...query}
  }

  #body(
    operation: Operation,
    api: OpenApiOperation,
    raw: RawInput,
  ): {plain?: unknown; exact?: unknown; form?: MultipartForm} {
    if (!operation.body) {
      if (raw.body.length > 0 && !this.loose) throw invalid(operation, 'body: none is expected')
      return {}
    }
    if (raw.body.length === 0) {
      if (api.requestBody?.required) throw invalid(operation, 'body: missing')
      return {plain: {}, exact: {}}
    }
    const type = String(raw.headers['content-type'] ?? '')
    try {
      if (operation.body === 'multipart') {
        const form = readMultipart(type, raw.body)
        // The contract calls a file a string.
        const plain = Object.fromEntries(Object.entries(form).map(([k, v]) => [k, typeof v === 'string' ? v : '']))
        return {plain, form}
      }
      if (type !== '' && !/^application\/(\w+\+)?json\b/i.test(type)) throw new SyntaxError(`content type ${type}`)
      const body = readJson(raw.body)
      return {plain: withoutNulls(body.plain), exact: body.exact}
    } catch (error) {
      if (error instanceof SyntaxError) throw invalid(operation, `body: ${error.message}`)
      throw error
    }
  }
}

const operationsOf = new Map<string, OpenApiOperation>()

/** The contract's page about an operation. */
export function describe(id: string, operation: Operation): OpenApiOperation {
  let found = operationsOf.get(id)
  if (!found) {
    found = openApi(operation.service).paths[operation.path]![operation.method.toLowerCase()]!
    operationsOf.set(id, found)
  }
  return found
}

/** Some operations have one path for several bodies, told apart by `auth.identity.methods`. */
function variantOf(api: OpenApiOperation, body: unknown): string | undefined {
  const variants = (api as unknown as Record<string, unknown>)['x-variants'] as
    | {methods: string[]; requestSchema: string}[]
    | undefined
  if (!variants) return undefined
  const methods = (body as {auth?: {identity?: {methods?: unknown}}} | undefined)?.auth?.identity?.methods
  const method: unknown = Array.isArray(methods) ? methods[0] : undefined
  return variants.find(v => v.methods.includes(String(method)))?.requestSchema ?? variants[0]!.requestSchema
}

function bodySchema(api: OpenApiOperation, variant: string | undefined): Schema | undefined {
  if (variant) return {$ref: `#/components/schemas/${variant}`}
  return api.requestBody && Object.values(api.requestBody.content)[0]!.schema
}

function pairs(text: string, fail: (reason: string) => Error): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const pair of text.split('&').filter(Boolean)) {
    const at = pair.indexOf('=')
    try {
      const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '))
      const name = decode(at < 0 ? pair : pair.slice(0, at))
      const value = decode(at < 0 ? '' : pair.slice(at + 1))
      found.set(name, [...(found.get(name) ?? []), value])
    } catch {
      throw fail('query: not percent-encoded UTF-8')
    }
  }
  return found
}

/** Header values the way the contract writes them: the API takes `en_us`, `EN_US` and `en-us` for `en_US`. */
function headersOf(parameters: OpenApiParameter[], headers: RawInput['headers']): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const {in: place, name, schema} of parameters) {
    const value = place === 'header' ? headers[name.toLowerCase()] : undefined
    if (typeof value !== 'string' || value === '') continue
    const same = (a: string, b: string) => a.toLowerCase().replace('-', '_') === b.toLowerCase().replace('-', '_')
    found[name] = schema.enum?.find(e => same(String(e), value)) ?? coerce(schema, value)
  }
  return found
}

function coerce(schema: Schema, text: string): unknown {
  if (schema.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (schema.type === 'number' && /^-?\d{1,15}(\.\d+)?$/.test(text)) return Number(text)
  if (schema.type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return text
}

/** The API takes null for "not given". */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== 'object') return value
  if (Object.hasOwn(value, '__proto__')) throw new SyntaxError('the key __proto__ is not allowed')
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([k, v]) => [k, withoutNulls(v)]),
  )
}

/** Puts exact decimals in the place of amounts, with the digits that were sent. */
function exactly(
  plain: unknown,
  exact: unknown,
  facts: NumberFacts,
  fail: (name: string, reason: string) => Error,
): unknown {
  if (Array.isArray(plain)) return plain.map((v, i) => exactly(v, (exact as unknown[])[i], facts, fail))
  if (plain === null || typeof plain !== 'object') return plain
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(plain)) {
    const digits = (exact as Record<string, unknown> | undefined)?.[name]
    if (typeof value === 'number' && facts.decimals.has(name)) {
      const amount = Decimal.parse(String(digits ?? value))
      const places = facts.places.get(name)
      if (!isOnGrid(amount) || (places !== undefined && amount.significantDecimals > places)) {
        throw fail(name, `must not have more than ${places ?? 8} decimals`)
      }
      result[name] = amount
    } else result[name] = exactly(value, digits, facts, fail)
  }
  return result
}

function isOnGrid(amount: Decimal): boolean {
  try {
    return amount.units !== undefined
  } catch {
    return false
  }
}

function reasonOf(errors: ErrorObject[]): string {
  const {instancePath, message, params} = errors[0]!
  const detail =
    'additionalProperty' in params
      ? ` (${params.additionalProperty})`
      : 'allowedValues' in params
        ? ` (${params.allowedValues.join(', ')})`
        : ''
  return `${instancePath.slice(1) || 'request'}: ${message}${detail}`
}

function invalid(operation: Operation, reason: string): ApiFault {
  const headers = {'x-sandbox-validation': headerSafe(reason)}
  const field = headerSafe(/^\w+\/([\w/.-]+)/.exec(reason)?.[1] ?? reason.split(':')[0]!)
  if (operation.service === 'osm') return new ApiFault(400, 'OSM.0001', `Parameter check failed: ${field}`, {}, headers)
  if (operation.service === 'iam') return new ApiFault(400, '400', `Request body is invalid: ${field}`, {}, headers)
  return new ApiFault(400, 'CBC.0100', `Parameter error: ${field}`, {}, headers)
}
