// The partner API as data: what the OpenAPI files beside this one say, and how the rest of the program reads it.
import {readAscii} from '../../package.js'

export type Site = 'intl' | 'eu' | 'cn'
export type Service = 'bss' | 'osm' | 'iam'
export type Identity = 'partner' | 'customer' | 'either'

/** How a list is paged. `offsetUnit: 'page'` counts pages from 1 instead of skipping records. */
export interface Paging {
  in: 'query' | 'body'
  offset?: string
  limit: string
  marker?: string
  next?: string | null
  maxLimit: number | null
  total: string | null
  items: string | null
  offsetUnit?: 'page'
}

/**
 * What an answer proves. `returns`: it holds one of the members, or it is no answer. `may-report`: it may name rows
 * that failed, or say nothing. `silent`: it says nothing, so anything that is no error will do.
 */
export type SuccessKind = 'returns' | 'may-report' | 'silent'

export interface Success {
  kind: SuccessKind
  /** Members that are lists. */
  lists?: string[]
  /** Members that are no lists. */
  values?: string[]
  /** The member that counts the rows of a list. */
  total?: string
}

/** Requests a second that the documentation allows, and the sites on whose pages it stands. */
export interface Rate {
  perSecond: number
  seen: Site[]
}

/** Requests a second of an operation for which the documentation has no number of its own. */
const USUAL_RATE = 10

/**
 * Requests a second to begin with and to grow to. A number that was seen on another site's page is a hope there: begin
 * with the usual one.
 */
export function rateOf(operation: Pick<Operation, 'rate'> | undefined, site: Site): {start: number; most: number} {
  const {perSecond, seen} = operation?.rate ?? {perSecond: USUAL_RATE, seen: [site]}
  return {start: seen.includes(site) ? perSecond : Math.min(USUAL_RATE, perSecond), most: perSecond}
}

/** One operation, as short as the hot path needs it. */
export interface Operation {
  service: Service
  method: string
  path: string
  sites: Site[]
  identity: Identity
  /** A read may be sent again at will; a write only when it provably had no effect. */
  effect: 'read' | 'write'
  /** Where each parameter that is not in the body goes. */
  params: Record<string, 'path' | 'query' | 'header'>
  body?: 'json' | 'multipart'
  paging?: Paging
  /** A 200 answer may carry an error code. */
  errorInSuccess?: boolean
  /** What an answer must hold to be one; absent for a read that promises no list. */
  success?: Success
  /** Requests a second; absent where the documentation's default holds. */
  rate?: Rate
  summary: string
}

export interface OperationTable {
  /** Origin of each service on each site. */
  endpoints: Record<Site, Record<Service, string>>
  /** Property names whose numbers are read as exact decimals. */
  decimals: string[]
  operations: Record<string, Operation>
}

/** A JSON Schema with the extension keys that the contract uses. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: (string | number)[]
  const?: unknown
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
  oneOf?: Schema[]
  anyOf?: Schema[]
  default?: unknown
  'x-enum-labels'?: Record<string, string>
  'x-enum-sites'?: Record<string, Site[]>
  'x-sites'?: Site[]
  'x-required-sites'?: Site[]
  'x-sensitive'?: boolean
  'x-personal'?: boolean
  'x-decimals'?: number
  'x-known-values'?: unknown
}

export interface OpenApiParameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
  'x-sites'?: Site[]
}

export interface OpenApiOperation {
  operationId: string
  summary: string
  tags: string[]
  parameters?: OpenApiParameter[]
  requestBody?: {required?: boolean; content: Record<string, {schema: Schema}>}
  responses: Record<string, {content?: Record<string, {schema: Schema}>}>
  'x-sites': Site[]
  'x-identity': Identity
  'x-identity-confirmed'?: boolean
  'x-pagination': Paging | null
  'x-error-in-success'?: boolean
  'x-success-confirmed'?: boolean
  'x-rate'?: Rate
  'x-success'?: {kind: SuccessKind; members?: string[]}
  'x-doc'?: string | null
  'x-error-codes'?: {code?: string; status?: number; meaning: string}[]
}

export interface OpenApi {
  info: Record<string, unknown>
  servers: {url: string; description: string; 'x-site': Site; 'x-also-site'?: Site[]; 'x-region'?: string | null}[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: {schemas: Record<string, Schema>}
}

const folder = 'src/api/contract'
const read = <T>(file: string): T => JSON.parse(readAscii(folder, file))

let table: OperationTable | undefined

/** The table of all operations, by operation id. */
export function operationTable(): OperationTable {
  table ??= read<OperationTable>('operations.json')
  return table
}

/** A code of the catalogue, its statuses and what it means. */
export interface CatalogueEntry {
  code: string
  http: number[]
  meaning: string
}

/** Every code that the documentation lists. Read anew each time: not for the hot path. */
export const errorCatalogue = (): CatalogueEntry[] => read<CatalogueEntry[]>('errors.json')

const texts = new Map<Service, string>()
const parts = new Map<string, unknown>()

/**
 * A part of a document, without the rest being parsed. The files are indented by one blank a level, so that what stands
 * three levels deep ends with the first bracket at its own depth. Undefined where `beginOf` finds no beginning.
 */
function partOf<T>(service: Service, key: string, beginOf: (text: string) => number): T | undefined {
  const name = `${service} ${key}`
  if (!parts.has(name)) {
    let text = texts.get(service)
    if (text === undefined) {
      text = readAscii(folder, `${service}.openapi.json`)
      texts.set(service, text)
    }
    const begin = beginOf(text)
    const end = text.indexOf('\n   }', begin)
    parts.set(name, begin < 0 ? undefined : JSON.parse(text.slice(text.indexOf('{', begin), end + 5)))
  }
  return parts.get(name) as T | undefined
}

/** A schema of a service; undefined where it has none of this name. */
export const schemaOf = (service: Service, name: string): Schema | undefined =>
  partOf(service, name, text => text.indexOf(`\n   ${JSON.stringify(name)}: {`, text.indexOf('\n  "schemas": {')))

/** An operation as the OpenAPI document describes it; undefined where the service has none of this id. */
export const operationOf = (service: Service, id: string): OpenApiOperation | undefined =>
  partOf(service, `${id}()`, text => {
    const at = text.indexOf(`\n    "operationId": ${JSON.stringify(id)}`)
    return at < 0 ? at : text.lastIndexOf('\n   "', at)
  })

const documents = new Map<Service, OpenApi>()

/** The whole OpenAPI document of a service. Costs milliseconds: not where {@link schemaOf} is enough. */
export function openApi(service: Service): OpenApi {
  let document = documents.get(service)
  if (!document) {
    document = read<OpenApi>(`${service}.openapi.json`)
    documents.set(service, document)
  }
  return document
}
