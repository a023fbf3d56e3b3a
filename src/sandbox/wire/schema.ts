// The contract's schemas as one site sees them: fields of other sites taken away, enumerations cut, closed against
// unknown fields.
import {type OpenApi, openApi, type Schema, type Service, type Site} from '../../api/contract/contract.js'

/**
 * A request is closed (no unknown field) unless it is read loosely; a response may have null where the API has no
 * value.
 */
export type Mode = 'request' | 'loose' | 'response'

/** What a schema says about numbers: which properties are amounts, and how many decimals they may have. */
export interface NumberFacts {
  decimals: Set<string>
  places: Map<string, number>
}

type Json = Record<string, unknown>

/** A stand-alone JSON Schema for Ajv, with everything it refers to in `definitions`. */
export function siteSchema(service: Service, schema: Schema, site: Site, mode: Mode, facts?: NumberFacts): Json {
  const api = openApi(service)
  const definitions: Json = {}
  const root = convert(schema, {api, site, mode, definitions, facts: facts ?? {decimals: new Set(), places: new Map()}})
  return {...root, definitions}
}

interface Context {
  api: OpenApi
  site: Site
  mode: Mode
  definitions: Json
  facts: NumberFacts
}

const kept = [
  'type',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'format',
  'const',
] as const

function convert(schema: Schema, context: Context): Json {
  const {site, mode} = context
  if (schema.$ref) return {$ref: `#/definitions/${define(schema.$ref, context)}`}
  const source = schema as unknown as Json
  const result: Json = {}
  for (const key of kept) if (source[key] !== undefined) result[key] = source[key]
  if (schema.enum) result.enum = enumOf(schema, site)
  const fallback = (source['x-default-by-site'] as Json | undefined)?.[site] ?? schema.default
  if (mode !== 'response' && fallback !== undefined) result.default = fallback
  if (schema.items) result.items = convert(schema.items, context)
  for (const key of ['oneOf', 'anyOf'] as const) {
    if (schema[key]) result[key] = schema[key].map(s => convert(s, {...context, mode: branchMode(s, mode)}))
  }
  if (schema.required) result.required = schema.required
  if (schema.properties) Object.assign(result, propertiesOf(schema, context))
  const additional = source.additionalProperties
  if (additional && typeof additional === 'object') result.additionalProperties = convert(additional as Schema, context)
  return result
}

/** A branch that only says which fields must be there does not close the object. */
const branchMode = (branch: Schema, mode: Mode): Mode => (branch.$ref || branch.properties ? mode : 'loose')

function define(ref: string, context: Context): string {
  const name = ref.slice(ref.lastIndexOf('/') + 1)
  if (!Object.hasOwn(context.definitions, name)) {
    context.definitions[name] = {}
    context.definitions[name] = convert(context.api.components.schemas[name]!, context)
  }
  return name
}

function enumOf(schema: Schema, site: Site): unknown[] {
  const sites = schema['x-enum-sites'] ?? {}
  return schema.enum!.filter(value => sites[String(value)]?.includes(site) ?? true)
}

function propertiesOf(schema: Schema, context: Context): Json {
  const {site, mode, facts} = context
  const properties: Json = {}
  const required = [...(schema.required ?? [])]
  for (const [name, property] of Object.entries(schema.properties!)) {
    if (property['x-sites'] && !property['x-sites'].includes(site)) continue
    if (property['x-required-sites']?.includes(site) && mode !== 'response') required.push(name)
    if (property.type === 'number') facts.decimals.add(name)
    if (property['x-decimals'] !== undefined) facts.places.set(name, property['x-decimals'])
    const converted = convert(property, context)
    properties[name] = mode === 'response' && !required.includes(name) ? orNull(converted) : converted
  }
  const open = mode === 'loose' || (schema as Json).additionalProperties !== undefined
  return {properties, required, ...(open ? {} : {additionalProperties: false})}
}

function orNull(schema: Json): Json {
  if (typeof schema.type !== 'string') return {anyOf: [schema, {type: 'null'}]}
  const values = schema.enum as unknown[] | undefined
  return {...schema, type: [schema.type, 'null'], ...(values ? {enum: [...values, null]} : {})}
}
