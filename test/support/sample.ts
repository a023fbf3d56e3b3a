// Input that an operation accepts, made from its contract: what is required, as short as it may be.
import {operationTable, type Schema, type Service, type Site} from '../../src/api/contract/contract.js'
import {inputFields, resolve} from '../../src/api/contract/fields.js'
import {Decimal} from '../../src/decimal.js'

const texts = [
  'a',
  'abcde',
  '1',
  '12345',
  'A1',
  'PE',
  '2026-10',
  '2026-10-31',
  '2026-10-31T12:00:00Z',
  '0051-123456',
  'a@b.pe',
]

function value(service: Service, schema: Schema, site: Site): unknown {
  const own = resolve(service, schema)
  if (own.const !== undefined) return own.const
  const allowed = own.enum?.filter(one => own['x-enum-sites']?.[String(one)]?.includes(site) ?? true)
  if (allowed) return allowed[0]
  if (own.type === 'array') return [value(service, own.items!, site)]
  if (own.type === 'object' || own.properties) {
    const names = (own.required ?? []).map(name => [name, value(service, own.properties![name]!, site)])
    return Object.fromEntries(names)
  }
  if (own.type === 'boolean') return true
  if (own.type === 'integer') return Math.max(1, own.minimum ?? 1)
  if (own.type === 'number') return own.format === 'decimal' ? Decimal.parse('1') : 1
  const {minLength = 1, maxLength = 1000, pattern, format} = own
  if (format === 'date-time') return '2026-10-31T12:00:00Z'
  if (format === 'date') return '2026-10-31'
  const fit = [...texts, 'x'.repeat(minLength)].find(
    text => text.length >= minLength && text.length <= maxLength && (!pattern || new RegExp(pattern).test(text)),
  )
  if (fit === undefined) throw new Error(`no sample for ${JSON.stringify(own)}`)
  return fit
}

/** The smallest input of an operation on a site. */
export function sampleInput(id: string, site: Site): Record<string, unknown> {
  const {service} = operationTable().operations[id]!
  const input: Record<string, unknown> = {}
  for (const field of inputFields(id).values()) {
    if (field.name.includes('.')) continue
    const needed =
      field.schema['x-required-sites']?.includes(site) || (field.required && (field.sites?.includes(site) ?? true))
    if (needed) input[field.name] = value(service, field.schema, site)
  }
  return input
}

/** An answer that proves that a write was done, as the contract says. */
export function proofOf(id: string): Record<string, unknown> {
  const {kind, lists = [], values = []} = operationTable().operations[id]!.success!
  if (kind !== 'returns') return {error_code: 'CBC.0000', error_msg: 'success'}
  const [list] = lists
  return list ? {[list]: [list === 'order_ids' ? 'x1' : {id: 'x1'}]} : {[values[0]!]: 'x1'}
}
