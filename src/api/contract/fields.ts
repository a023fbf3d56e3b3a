// What an operation takes and gives, field by field: the contract's schemas with their references followed.
import {
  type OpenApiOperation,
  operationOf,
  operationTable,
  type Schema,
  type Service,
  type Site,
  schemaOf,
} from './contract.js'

/** One field of a request. A field inside an object is named with dots: `enterprise_person.legel_name`. */
export interface Field {
  name: string
  in: 'path' | 'query' | 'header' | 'body'
  schema: Schema
  required: boolean
  /** The only sites that have the field; all when absent. */
  sites?: Site[]
  description: string
}

/** An operation as the OpenAPI document describes it. */
export function describeOperation(id: string): OpenApiOperation {
  const {service} = operationTable().operations[id]!
  return operationOf(service, id)!
}

/** A schema with its reference followed; what stands beside the reference wins. */
export function resolve(service: Service, schema: Schema): Schema {
  if (!schema.$ref) return schema
  const {$ref, ...beside} = schema
  const target = schemaOf(service, $ref.slice($ref.lastIndexOf('/') + 1))!
  return {...resolve(service, target), ...beside}
}

const fieldsOf = new Map<string, Map<string, Field>>()

/** The fields of an operation's request, by name; path, query, header and body together. */
export function inputFields(id: string): Map<string, Field> {
  const known = fieldsOf.get(id)
  if (known) return known
  const {service} = operationTable().operations[id]!
  const operation = describeOperation(id)
  const fields = new Map<string, Field>()
  for (const parameter of operation.parameters ?? []) {
    fields.set(parameter.name, {
      name: parameter.name,
      in: parameter.in,
      schema: resolve(service, parameter.schema),
      required: parameter.required ?? false,
      sites: parameter['x-sites'],
      description: parameter.description ?? '',
    })
  }
  const addProperties = (owner: Schema, prefix: string) => {
    for (const [name, property] of Object.entries(owner.properties ?? {})) {
      const schema = resolve(service, property)
      const path = `${prefix}${name}`
      fields.set(path, {
        name: path,
        in: 'body',
        schema,
        required: owner.required?.includes(name) ?? false,
        sites: property['x-sites'],
        description: property.description ?? schema.description ?? '',
      })
      if (schema.properties) addProperties(schema, `${path}.`)
    }
  }
  const content = Object.values(operation.requestBody?.content ?? {})[0]
  if (content) addProperties(resolve(service, content.schema), '')
  fieldsOf.set(id, fields)
  return fields
}

/** The properties of an operation's answer. */
export function answerProperties(id: string): Record<string, Schema> {
  const {service} = operationTable().operations[id]!
  const {responses} = describeOperation(id)
  const status = Object.keys(responses).find(code => code.startsWith('2'))!
  const schema = Object.values(responses[status]!.content ?? {})[0]?.schema
  return propertiesOf(service, schema)
}

/** The properties of one row of an operation's list. */
export function rowProperties(id: string, items: string): Record<string, Schema> {
  const {service} = operationTable().operations[id]!
  return propertiesOf(service, resolve(service, answerProperties(id)[items]!).items)
}

function propertiesOf(service: Service, schema: Schema | undefined): Record<string, Schema> {
  if (!schema) return {}
  const {properties = {}} = resolve(service, schema)
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, resolve(service, property)]))
}

/** The words for a field's values: the enumeration's labels, or the values themselves. Empty when every value goes. */
export function wordsOf(schema: Schema, site?: Site): Record<string, string> {
  const owner = schema.type === 'array' && schema.items ? schema.items : schema
  const labels =
    owner['x-enum-labels'] ?? Object.fromEntries((owner.enum ?? []).map(value => [String(value), String(value)]))
  const sites = owner['x-enum-sites'] ?? {}
  const here = Object.entries(labels).filter(([code]) => !site || (sites[code]?.includes(site) ?? true))
  return Object.fromEntries(here)
}
