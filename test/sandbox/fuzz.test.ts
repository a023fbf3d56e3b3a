// Throws what the contract allows, and what it does not, at every operation: there must always be an answer in the
// API's form.
import {describe, expect, it} from 'vitest'
import {
  type OpenApi,
  type OpenApiOperation,
  openApi,
  operationTable,
  type Schema,
  type Service,
  type Site,
} from '../../src/api/contract/contract.js'
import type {Answer, Client, Send} from './client.js'
import {customersOf, open, resale} from './harness.js'

/**
 * Requests for each operation. The whole takes seconds, and they are always the same; a long run by hand has more and
 * others: `FUZZ_ROUNDS=2000 FUZZ_SEED=7 npx vitest run test/sandbox/fuzz.test.ts`.
 */
const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 12)
const SEED = Number(process.env.FUZZ_SEED ?? 0)
const LIMIT = 120_000 * Math.max(1, ROUNDS / 100)

class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }

  below(n: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.#state / 4294967296) * n)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
}

const nasty: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  -1e308,
  9007199254740994,
  '',
  ' ',
  '0',
  '-1',
  'x'.repeat(65_536),
  '\u0000',
  '\ud800',
  '🚀'.repeat(100),
  "'; DROP TABLE documents; --",
  '%00',
  '../../etc/passwd',
  '{{7*7}}',
  '=1+1',
  '2026-13-45',
  '2026-02-30T25:61:61Z',
  '٣',
  [],
  {},
  [[]],
  [null],
  Array(2000).fill('x'),
  {__proto__: 1},
  {constructor: {prototype: {}}},
  {toString: 'x'},
  {length: -1},
]

/** Values that exist in the world, by the name of the member that takes them: without them no request gets far. */
const real = new Map<string, string[]>()

/** A value that a schema allows, or nearly. */
function sampleOf(api: OpenApi, schema: Schema, chance: Chance, depth = 0, name = ''): unknown {
  const known = real.get(name)
  if (known && schema.type === 'string' && chance.below(4) > 0) return chance.pick(known)
  if (schema.$ref) return sampleOf(api, api.components.schemas[schema.$ref.split('/').at(-1)!]!, chance, depth)
  if (schema.enum) return chance.pick(schema.enum)
  if (schema.const !== undefined) return schema.const
  const branches = schema.oneOf ?? schema.anyOf
  if (branches && !schema.properties) return sampleOf(api, chance.pick(branches), chance, depth + 1)
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const all = Object.entries(schema.properties ?? {})
      const wanted = all.filter(([name]) => schema.required?.includes(name) || (depth < 5 && chance.below(3) > 0))
      return Object.fromEntries(
        wanted.map(([name, property]) => [name, sampleOf(api, property, chance, depth + 1, name)]),
      )
    }
    case 'array': {
      const length = (schema.minItems ?? 0) + chance.below(3)
      return Array.from({length}, () => sampleOf(api, schema.items ?? {}, chance, depth + 1, name))
    }
    case 'integer':
      return (schema.minimum ?? 0) + chance.below(Math.min(1000, (schema.maximum ?? 1000) - (schema.minimum ?? 0)) + 1)
    case 'number':
      return chance.below(100_000) / 100
    case 'boolean':
      return chance.below(2) === 1
    default:
      return textOf(schema, chance)
  }
}

function textOf(schema: Schema, chance: Chance): string {
  if (schema.format === 'date-time') return '2026-10-03T04:05:06Z'
  if (schema.format === 'date') return '2026-10-03'
  if (schema.pattern?.startsWith('^\\d{4}-\\d{2}$')) return chance.pick(['2026-10', '2026-11', '2027-01'])
  const least = schema.minLength ?? 0
  const text = chance.pick([
    'a',
    'abc-def',
    'HK',
    'x@y.example',
    '0086-13800000000',
    'hws.service.type.ec2',
    '1',
    '名前',
    'u-100',
  ])
  return text.repeat(Math.max(1, Math.ceil(least / text.length))).slice(0, schema.maxLength ?? 64)
}

/** Puts something nasty into a random place. */
function spoil(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.below(5) === 0) return chance.pick(nasty)
  const keys = Object.keys(value)
  if (keys.length === 0) return chance.pick(nasty)
  const copy = structuredClone(value) as Record<string, unknown>
  const key = chance.pick(keys)
  const what = chance.below(4)
  if (what === 0) delete copy[key]
  else if (what === 1) copy[`${key}_x`] = copy[key]
  else copy[key] = spoil(copy[key], chance)
  return copy
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
/** Lone surrogates cannot be escaped in an address. */
const escapable = (text: string): string => text.replace(/[\ud800-\udfff]/g, '?').slice(0, 3000)

function requestFor(api: OpenApi, path: string, method: string, operation: OpenApiOperation, chance: Chance): Send {
  const bad = chance.below(4) > 0
  const query: Record<string, string | string[]> = {}
  const headers: Record<string, string> = {}
  let target = path
  for (const parameter of operation.parameters ?? []) {
    let value = sampleOf(api, parameter.schema, chance, 0, parameter.name)
    if (bad && chance.below(5) === 0) value = chance.pick(nasty)
    if (parameter.in === 'path') {
      const text = escapable(asText(value)) || 'x'
      target = target.replace(`{${parameter.name}}`, encodeURIComponent(text === '.' || text === '..' ? 'x' : text))
    } else if (parameter.in === 'query' && (parameter.required || chance.below(2))) {
      query[parameter.name] = Array.isArray(value)
        ? value.slice(0, 50).map(v => escapable(asText(v)))
        : escapable(asText(value))
    } else if (parameter.in === 'header' && chance.below(3) === 0) {
      headers[parameter.name.toLowerCase()] = asText(value)
        .replace(/[^ -~]/g, '?')
        .slice(0, 200)
    }
  }
  if (bad && chance.below(8) === 0) query.surprise = 'x'
  const content = Object.entries(operation.requestBody?.content ?? {})[0]
  const request: Send = {method: method.toUpperCase(), path: target, query, headers}
  if (!content) return request
  if (!content[0].includes('json')) {
    headers['content-type'] = 'multipart/form-data; boundary=b'
    const part = chance.pick([
      '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--b--\r\n',
      '--b',
      '',
      'nothing',
      '--b--',
    ])
    return {...request, raw: part}
  }
  const body = sampleOf(api, content[1].schema, chance)
  const broken = chance.below(20)
  if (bad && broken === 0)
    return {...request, raw: chance.pick(['{', '[', '"', '{"a":1,"a":2}', '\ufeff{}', `${'{"a":'.repeat(200)}`])}
  if (bad && broken === 1) return {...request, raw: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])}
  if (bad && broken === 2)
    return {...request, raw: JSON.stringify(body), headers: {...headers, 'content-type': 'text/plain'}}
  return {...request, body: bad ? spoil(body, chance) : body}
}

/** What is wrong with the form of an answer. */
function complaint(service: Service, answer: Answer): string | undefined {
  const {status, json, text} = answer
  // Two refusals are documented with a 500.
  if (status >= 500 && !['CBC.99000050', 'CBC.5002'].includes(json?.error_code))
    return `status ${status}: ${text.slice(0, 200)}`
  const isRefused = status >= 300 || (service === 'osm' && json?.error_code !== undefined)
  if (isRefused && !answer.headers['x-sandbox-reason']) return `no reason in ${status}: ${text.slice(0, 200)}`
  if (status < 300) return undefined
  const coded = typeof json?.error_code === 'string' || (service === 'iam' && typeof json?.error?.code === 'number')
  return coded ? undefined : `no error code in ${status}: ${text.slice(0, 200)}`
}

const table = operationTable().operations

describe.each<[Site, number]>([
  ['intl', 11],
  ['eu', 12],
  ['cn', 13],
])('on the site %s', (site, seed) => {
  it(
    'every operation answers everything in the API’s form',
    async () => {
      const run = await open({site})
      const rows = resale(await customersOf(run))
      const customer: Client = await run.partner.asCustomer(rows[0]!.customer_id, run.info.partner.xaccount_type)
      const ids = rows.slice(0, 5).map(c => c.customer_id)
      const {json: resellers} = await run.partner.post('/v2/partners/indirect-partners/query', {})
      for (const name of ['customer_id', 'customer_ids', 'domain_id', 'sub_customer_id']) real.set(name, ids)
      real.set('indirect_partner_id', [
        ...resellers.indirect_partners.map((p: {indirect_partner_id: string}) => p.indirect_partner_id),
        '',
      ])
      real.set('xaccount_type', [run.info.partner.xaccount_type])
      real.set('agency_name', [run.info.partner.xaccount_type])
      const complaints: string[] = []
      const rounds = site === 'intl' ? ROUNDS : ROUNDS / 3
      for (const [index, [id, {service, path, method, identity, sites}]] of Object.entries(table).entries()) {
        if (!sites.includes(site)) continue
        const chance = new Chance(seed * 1000 + index + SEED * 7919)
        const operation = openApi(service).paths[path]![method.toLowerCase()]!
        for (let round = 0; round < rounds; round++) {
          const client = identity === 'customer' || (identity === 'either' && round % 2) ? customer : run.partner
          const request = requestFor(openApi(service), path, method, operation, chance)
          const answer = await client.send(request)
          const wrong = complaint(service, answer)
          if (wrong) complaints.push(`${id} round ${round}: ${wrong}`)
        }
      }
      customer.close()
      expect(complaints).toEqual([])
      expect((await run.anybody.admin('GET', 'health')).status).toBe(200)
    },
    LIMIT,
  )
})
