// Pages of bill records as the API gives them, from a seed: text in two scripts, hostile names, every way of writing a
// number.

/** A small generator of numbers that repeats itself for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const services = [
  ['hws.service.type.ec2', 'Elastic Cloud Server', 'hws.resource.type.vm', 'Cloud Host'],
  ['hws.service.type.ebs', 'Elastic Volume Service', 'hws.resource.type.volume', 'Cloud Disk'],
  ['hws.service.type.obs', '对象存储服务', 'hws.resource.type.obs', '标准存储'],
  ['hws.service.type.rds', 'Relational Database Service, HA', 'hws.resource.type.rds.vm', 'DB "instance"'],
] as const

const hostileNames = [
  'web-01',
  '生产环境-数据库',
  'evil":1.5,"amount":2.5,',
  'two\r\nlines',
  'comma, and "quotes"',
  '=cmd|/C calc!A1',
  '+1',
  '-name',
  "'=already",
  'back\\slash',
  'a\u2028b',
  '😀 emoji',
  '',
  '@sum',
  '\ttab',
]

const amounts = ['26.97368100', '0E-8', '0', '1.5', '-3.20000000', '0.00000001', '9000000.12345678', '1E+2', '-0.50']

export interface PageOptions {
  seed?: number
  rows?: number
  /** Names and numbers that break tools. */
  hostile?: boolean
  customer?: string
  total?: number
  cycle?: string
  currency?: string
}

const hex = (next: () => number, length: number) =>
  Array.from({length}, () => Math.floor(next() * 16).toString(16)).join('')

/** One record as JSON text, fields in the order of the contract. */
export function recordJson(next: () => number, {hostile = false, customer, cycle = '2026-09'}: PageOptions): string {
  const [service, serviceName, resource, resourceName] = services[Math.floor(next() * services.length)]!
  const day = String(1 + Math.floor(next() * 30)).padStart(2, '0')
  const amount = () =>
    hostile
      ? amounts[Math.floor(next() * amounts.length)]!
      : `${Math.floor(next() * 100)}.${String(Math.floor(next() * 1e8)).padStart(8, '0')}`
  const text = (value: string) => JSON.stringify(value)
  const id = hex(next, 32)
  const name = hostile ? hostileNames[Math.floor(next() * hostileNames.length)]! : `ecs-${id.slice(0, 6)}`
  const cash = amount()
  const fields: [string, string][] = [
    ['bill_date', text(`${cycle}-${day}`)],
    ['bill_type', '5'],
    ['customer_id', text(customer ?? hex(next, 32))],
    ['region', text('ap-southeast-1')],
    ['region_name', text('CN-Hong Kong')],
    ['cloud_service_type', text(service)],
    ['resource_type', text(resource)],
    ['cloud_service_type_name', text(serviceName)],
    ['resource_type_name', text(resourceName)],
    ['effective_time', text(`${cycle}-${day}T00:00:00Z`)],
    ['expire_time', text(`${cycle}-${day}T00:59:59Z`)],
    [
      'resource_id',
      text(`${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`),
    ],
    ['resource_name', text(name)],
    ['resource_tag', hostile && next() < 0.3 ? 'null' : text('env=prod;team=web')],
    ['product_id', text('00301-240018-0--0')],
    ['product_name', text('ecs_c6_large_2_linux')],
    ['product_spec_desc', text('General computing-plus | c6.large.2 | 2vCPUs | 4GB, Linux')],
    ['sku_code', text('c6.large.2.linux')],
    ['spec_size', hostile ? '12345678901234.12345678' : 'null'],
    ['spec_size_measure_id', '17'],
    ['trade_id', text(hex(next, 32))],
    ['id', text(id)],
    ['trade_time', text(`${cycle}-${day}T01:10:21Z`)],
    ['enterprise_project_id', text('0')],
    ['enterprise_project_name', text('default')],
    ['charge_mode', text('3')],
    ['order_id', 'null'],
    ['period_type', text('25')],
    ['usage_type', text('Duration')],
    ['usage', amount()],
    ['usage_measure_id', '4'],
    ['free_resource_usage', '0'],
    ['free_resource_measure_id', '4'],
    ['ri_usage', '0'],
    ['ri_usage_measure_id', '4'],
    ['unit_price', '0.08200000'],
    ['unit', text('USD/hour')],
    ['official_amount', amount()],
    ['discount_amount', amount()],
    ['amount', amount()],
    ['cash_amount', cash],
    ['credit_amount', '0E-8'],
    ['coupon_amount', '0'],
    ['flexipurchase_coupon_amount', '0'],
    ['stored_card_amount', '0'],
    ['bonus_amount', '0'],
    ['debt_amount', '0'],
    ['adjustment_amount', '0'],
    ['measure_id', '1'],
    ['formula', text('usage * unit price * (1 - discount)')],
    ['sub_service_type_code', text(service)],
    ['sub_service_type_name', text(serviceName)],
    ['sub_resource_type_code', text(resource)],
    ['sub_resource_type_name', text(resourceName)],
    ['sub_resource_id', text('')],
    ['sub_resource_name', 'null'],
    ['consume_time', text(`${cycle}-${day}T01:00:00Z`)],
    ['relative_order_id', 'null'],
    ['account_name', text(`customer-${(customer ?? id).slice(0, 4)}`)],
    ['period_num', 'null'],
  ]
  if (hostile) {
    // Fields come in another order, are missing, or are unknown.
    if (next() < 0.1) fields.reverse()
    if (next() < 0.1) fields.splice(Math.floor(next() * fields.length), 3)
    if (next() < 0.2) fields.push(['new_field', next() < 0.5 ? text('新') : '{"a": [1.50, "x\\u4e2d"]}'])
  }
  const colon = hostile && next() < 0.1 ? ' : ' : ':'
  return `{${fields.map(([name, value]) => `${text(name)}${colon}${value}`).join(',')}}`
}

/** One answer of ListCustomerselfResourceRecords. */
export function pageJson(options: PageOptions = {}): string {
  const {seed = 1, rows = 100, currency = 'USD'} = options
  const next = random(seed)
  const records = Array.from({length: rows}, () => recordJson(next, options))
  return `{"fee_records":[${records.join(',')}],"total_count":${options.total ?? rows},"currency":${JSON.stringify(currency)}}`
}
