// Makes everything that is derived from the contract: TypeScript types, the compact table of operations and that of
// their answers. `npm run contract` writes the files; the test calls `generated()` and compares.
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import openapiTS, {astToString} from 'openapi-typescript'
import ts from 'typescript'
import type {OpenApi, OpenApiOperation, Operation, OperationTable, Schema, Site, Success} from './contract.js'
import type {Shape} from './decode.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const services = ['bss', 'osm', 'iam'] as const

export const readOpenApi = (service: (typeof services)[number]): OpenApi =>
  JSON.parse(readFileSync(here(`${service}.openapi.json`), 'utf8'))

const header = '// Generated from the contract by `npm run contract`. Do not edit.\n'

async function typesOf(service: (typeof services)[number]): Promise<string> {
  const decimal = ts.factory.createTypeReferenceNode('Decimal')
  const binary = ts.factory.createTypeReferenceNode('Buffer')
  const ast = await openapiTS(new URL(`${service}.openapi.json`, import.meta.url), {
    defaultNonNullable: false,
    transform(schema) {
      if (schema.type === 'number') return decimal
      if (schema.format === 'binary') return binary
      return undefined
    },
  })
  return `${header}import type {Decimal} from '../../decimal.js'\n\n${astToString(ast)}`
}

/** Names whose numbers are amounts or quantities in every schema that has them: they are read as exact decimals. */
function decimalNames(): string[] {
  const numbers = new Set<string>()
  const integers = new Set<string>()
  const walk = (node: unknown): void => {
    if (!node || typeof node !== 'object') return
    const {properties} = node as {properties?: Record<string, Schema>}
    for (const [name, property] of Object.entries(properties ?? {})) {
      const types = [property.type].flat()
      if (types.includes('number')) numbers.add(name)
      if (types.includes('integer')) integers.add(name)
    }
    for (const child of Object.values(node)) walk(child)
  }
  for (const service of services) walk(readOpenApi(service).components)
  return [...numbers].filter(name => !integers.has(name)).sort()
}

/**
 * A read changes nothing, so it may be sent again. The HTTP verb does not tell (many queries are POST): the name does,
 * save for the exceptions here.
 */
const readsByException = ['KeystoneCreateToken', 'CreateTemporaryAccessKey', 'UploadJsonAccessories', 'UploadAccessory']
const writesByException = ['CheckVerifyCodes']
const isRead = (id: string, method: string) =>
  !writesByException.includes(id) &&
  (method === 'get' || /^(List|Show|Check|Keystone)/.test(id) || readsByException.includes(id))

/** The first address that the contract gives for a service on a site. */
function endpoints(): OperationTable['endpoints'] {
  const of = (service: (typeof services)[number], site: Site) =>
    readOpenApi(service).servers.find(server => server['x-site'] === site || server['x-also-site']?.includes(site))!.url
  const all = (site: Site) => ({bss: of('bss', site), osm: of('osm', site), iam: of('iam', site)})
  return {intl: all('intl'), eu: all('eu'), cn: all('cn')}
}

/** What an answer must hold: what the contract says of it, or the lists that it promises. */
function successOf(api: OpenApi, operation: OpenApiOperation): Success | undefined {
  const follow = (schema: Schema | undefined): Schema =>
    schema?.$ref ? follow(api.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]) : (schema ?? {})
  const status = Object.keys(operation.responses).find(code => code.startsWith('2'))!
  const answer = follow(Object.values(operation.responses[status]!.content ?? {})[0]?.schema)
  const types = new Map<string, unknown>()
  for (const variant of [answer, ...(answer.anyOf ?? []).map(follow)]) {
    for (const [name, property] of Object.entries(variant.properties ?? {})) types.set(name, follow(property).type)
  }
  const paging = operation['x-pagination']
  const arrays = [...types.keys()].filter(name => types.get(name) === 'array')
  const listed = paging?.items ? [paging.items] : arrays
  const declared = operation['x-success'] ?? (listed.length > 0 ? {kind: 'returns', members: listed} : undefined)
  if (!declared) return undefined
  const success: Success = {kind: declared.kind}
  const {members = []} = declared
  for (const name of members) {
    if (!types.has(name)) throw new Error(`${operation.operationId} has no ${name}`)
  }
  const lists = members.filter(name => arrays.includes(name))
  const values = members.filter(name => !arrays.includes(name))
  const total = paging?.total ?? ['total_count', 'count'].find(name => types.get(name) === 'integer')
  if (lists.length > 0) success.lists = lists
  if (values.length > 0) success.values = values
  if (total && success.kind === 'returns') success.total = total
  return success
}

function operationTable(): OperationTable {
  const operations: OperationTable['operations'] = {}
  for (const service of services) {
    const api = readOpenApi(service)
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, o] of Object.entries(methods)) {
        if (operations[o.operationId]) throw new Error(`operation id ${o.operationId} is not unique`)
        const content = o.requestBody ? Object.keys(o.requestBody.content)[0] : undefined
        const entry: Operation = {
          service,
          method: method.toUpperCase(),
          path,
          sites: o['x-sites'],
          identity: o['x-identity'],
          effect: isRead(o.operationId, method) ? 'read' : 'write',
          params: Object.fromEntries((o.parameters ?? []).map(p => [p.name, p.in])),
          summary: o.summary,
        }
        if (content) entry.body = content.startsWith('multipart/') ? 'multipart' : 'json'
        if (o['x-pagination']) entry.paging = o['x-pagination']
        if (o['x-error-in-success']) entry.errorInSuccess = true
        if (o['x-rate']) entry.rate = o['x-rate']
        const success = successOf(api, o)
        if (success) entry.success = success
        if (entry.effect === 'write' && !o['x-success'])
          throw new Error(`${o.operationId}: what does its answer prove?`)
        operations[o.operationId] = entry
      }
    }
  }
  return {endpoints: endpoints(), decimals: decimalNames(), operations}
}

/** What stands where in an answer, as {@link Shape} writes it. Undefined where the answer is not JSON. */
function shapeOf(api: OpenApi, operation: OpenApiOperation): Shape | undefined {
  const read = (schema: Schema): Shape => {
    if (schema.$ref) return read(api.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]!)
    const variants = schema.anyOf ?? schema.oneOf
    if (variants) return Object.assign({}, ...variants.map(read))
    const type = [schema.type].flat().find(one => one !== 'null')
    switch (type) {
      case 'array':
        return [schema.items ? read(schema.items) : 'a']
      case 'object': {
        if (!schema.properties) return 'a'
        return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, read(one)]))
      }
      case 'number':
        return 'n'
      case 'integer':
        return schema.enum || schema['x-enum-labels'] || schema['x-known-values'] ? 'c' : 'i'
      case 'boolean':
        return 'b'
      case 'string':
        return 's'
      default:
        return 'a'
    }
  }
  const status = Object.keys(operation.responses).find(code => code.startsWith('2'))!
  const schema = operation.responses[status]!.content?.['application/json']?.schema
  return schema && read(schema)
}

function answerShapes(): Record<string, Shape> {
  const shapes: Record<string, Shape> = {}
  for (const service of services) {
    const api = readOpenApi(service)
    for (const operation of Object.values(api.paths).flatMap(methods => Object.values(methods))) {
      const shape = shapeOf(api, operation)
      if (shape) shapes[operation.operationId] = shape
    }
  }
  return shapes
}

/** A JSON object with one entry on each line. */
const lines = (entries: Record<string, unknown>) =>
  Object.keys(entries)
    .sort()
    .map(name => `${JSON.stringify(name)}: ${JSON.stringify(entries[name])}`)
    .join(',\n')

/** Every generated file: name beside this one, and what must stand in it. */
export async function generated(): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const service of services) files[`${service}.types.ts`] = await typesOf(service)
  const table = operationTable()
  files['operations.json'] =
    `{\n"endpoints": ${JSON.stringify(table.endpoints)},\n"decimals": ${JSON.stringify(table.decimals)},\n"operations": {\n` +
    `${lines(table.operations)}\n}\n}\n`
  files['answers.json'] = `{\n${lines(answerShapes())}\n}\n`
  return files
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await generated())) writeFileSync(here(name), text)
}
