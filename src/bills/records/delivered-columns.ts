// The columns of the files that Huawei delivers, and of those that its consoles export. Of the delivered file only the
// first columns are published; the others are recognised by their headings, in English and Chinese, under the names of
// the consoles' exports or of the API. What is not recognised is kept beside them, or mapped by who knows it.
// Source: intl/en-us/api-bpconsole/mb_00002.html (bill file), api_order_00009.html (usage file),
// usermanual-bpconsole/dp_060103.html (bill details), rg-marketplace/en-us_reseller_topic_000007.html (settlement),
// cn/zh-cn/usermanual-billing/bills-topic_50000002.html (a customer's own export)
import {currencyIn} from './currency-names.js'
import type {ColumnType} from './layout.js'
import {Unfit} from './unfit.js'

export type DeliveredSource = 'bill-file' | 'usage-file'

export interface DeliveredColumn {
  /** The common name. */
  name: string
  type: ColumnType
  /** Headings beside the common name, in any case and spacing. */
  headings: string[]
  /** Nothing but an amount may stand there. */
  money?: boolean
  /** Made of another column, and never a column of a file. */
  derived?: boolean
}

const text = (name: string, ...headings: string[]): DeliveredColumn => ({name, type: 'text', headings})
const money = (name: string, ...headings: string[]): DeliveredColumn => ({
  name,
  type: 'decimal',
  headings,
  money: true,
})
const derived = (name: string): DeliveredColumn => ({name, type: 'text', headings: [], derived: true})

export const deliveredColumns: readonly DeliveredColumn[] = [
  text('bill_cycle', 'Billing Cycle', 'cycle', '账期'),
  text('bill_date', 'Bill Date', 'Expenditure Date', '消费日期'),
  text('customer_id', 'Account ID', '客户ID', '账号ID'),
  text('account_name', 'Account Name', 'Customer Account Name', 'Account', '客户账号名', '客户账号', '账号名', '账号'),
  text('customer_name', 'Customer Name', '客户名称'),
  text('partner_id', '伙伴ID'),
  text('partner_name', '伙伴名称'),
  text('partner_account_name', '伙伴账号名'),
  text('bill_type', '账单类型'),
  text('charging_mode', 'Billing Mode', '计费模式'),
  // The API's codes for the words or the file's own codes, and the words themselves.
  derived('charge_mode'),
  derived('bill_type_name'),
  text('order_type', '订单类型'),
  text(
    'cloud_service_type',
    'Product Type Code',
    'Service Type Code',
    'Cloud Service Type Code',
    'service_type_code',
    '产品类型编码',
  ),
  text('cloud_service_type_name', 'Product Type', 'Service Type', 'service_type_name', '产品类型'),
  text('product_id', '产品ID'),
  text('product_name', '产品名称'),
  text('application', 'Application Name', '应用名称'),
  text('sku_code', 'SKU Code', 'Specification Code', '规格编码'),
  text('product_spec_desc', 'Specifications', '规格'),
  // A customer's own export calls the type of a resource a product.
  text('resource_type', 'Resource Type Code', 'resource_type_code', '资源类型编码', '产品编码'),
  text('resource_type_name', 'Resource Type', '资源类型', '产品'),
  text('region', 'Cloud Service Region Code', 'region_code', '云服务区编码', '区域编码'),
  text('region_name', 'Region', '区域'),
  text('resource_id', '资源ID'),
  text('resource_name', '资源名称'),
  text('resource_tag', 'Resource Tag', '资源标签'),
  text('enterprise_project_id', '企业项目ID'),
  text('enterprise_project_name', 'Enterprise Project', '企业项目'),
  text(
    'trade_id',
    'Order No./Transaction ID',
    'Order ID/Transaction ID',
    'Transaction ID',
    '订单号/交易号',
    '订单号/交易ID',
  ),
  text('relative_order_id', 'Original Order ID', 'Original Order No.', '原订单号'),
  text('trade_time', 'Transaction Time', 'Customer Transaction Time', '客户交易时间', '交易时间'),
  // One time, or a span of two.
  text('consume_time', 'Expenditure Time', '消费时间'),
  text('effective_time', 'Start Time', 'Usage Start Time', '使用开始时间', '开始时间'),
  text('expire_time', 'End Time', 'Usage End Time', '使用结束时间', '结束时间'),
  text('period_num', 'Number of Periods', 'Order Periods', '订单周期数'),
  text('period_type', 'Unit of Period', 'Order Period Unit', '订单周期单位'),
  text('is_spot', 'Spot Instance', '是否竞价实例'),
  text('usage_type', 'Usage Type Code', '使用量类型编码', '使用量类型'),
  {name: 'usage', type: 'decimal', headings: ['usage_amount', '使用量']},
  {name: 'usage_measure_id', type: 'integer', headings: ['Usage Unit ID', '使用量单位ID']},
  money(
    'official_amount',
    'Official Website Price',
    'Official Web Price',
    'List Price',
    '官网页面价',
    '官网价',
    '官网价格',
  ),
  money('discount_amount', 'Discount', 'Discounted Amount', 'official_discount_amount', '优惠金额'),
  money(
    'amount',
    'Customer Expenditure',
    'Customer Expenditures',
    'Customer Expenditure Amount',
    'Amount Due',
    'Payable Amount',
    'payment_amount',
    '客户消费金额',
    '应付金额',
  ),
  text('settlement_type', '结算类型'),
  {
    name: 'settlement_discount',
    type: 'decimal',
    headings: ['Partner Settlement Discount', '伙伴结算折扣', '结算折扣'],
  },
  money('settlement_amount', 'Partner Settlement Amount', '结算金额', '伙伴结算金额'),
  money('coupon_amount', 'Cash Coupons', '代金券抵扣'),
  text('currency', '币种'),
  text('id', 'Record ID'),
]

/** What the first columns are in a file without headings. */
export const publishedOrder: Record<DeliveredSource, string[]> = {
  'bill-file': [
    'customer_id',
    'product_id',
    'cloud_service_type',
    'resource_type',
    'region',
    'charging_mode',
    'official_amount',
  ],
  'usage-file': ['bill_cycle', 'customer_id', 'trade_time'],
}

/** A heading without case, blanks and marks. */
export const bare = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** Columns that a file can have. */
const named = deliveredColumns.filter(column => !column.derived)
const byName = new Map(named.map(column => [column.name, column]))
const byHeading = new Map(
  named.flatMap(column => [column.name, ...column.headings].map(heading => [bare(heading), column] as const)),
)

/** A column as a file has it. */
export interface FileColumn {
  /** What the file calls it; what is not known is kept under this name. */
  heading: string
  known?: DeliveredColumn
  /** The currency that the heading says: `Settlement Amount (USD)`. */
  currency?: string
  /** Nobody would know it, but for a map. */
  byMap?: true
}

/** Which column of a file is which, where somebody said so: its heading, its number, or its letters, by common name. */
export type ColumnMap = Readonly<Record<string, string>>

/** Names that can be mapped. */
export const mappable: readonly string[] = named.map(({name}) => name)

/** The column that a heading names, or a map instead of it, and the currency that it says. */
function columnOf(heading: string, byMap?: DeliveredColumn): FileColumn {
  // The API's `region` is a code, the console's `Region` its name.
  const whole = byMap ?? byName.get(heading) ?? byHeading.get(bare(heading))
  // A discount in percent is no amount.
  if (whole && !byMap) return whole.money && /[%％]/.test(heading) ? {heading} : {heading, known: whole}
  const said = currencyIn(heading)
  const known = byMap ?? (said && byHeading.get(bare(said.name)))
  if (!known || (said && !byMap && /[%％]/.test(said.name))) return {heading}
  return {
    heading,
    known,
    ...(byMap ? {byMap: true} : {}),
    ...(known.money && said ? {currency: said.currency} : {}),
  }
}

/** The place of a column that a map names: by its heading, its number from 1 on, or its letters in a spreadsheet. */
function placeIn(row: string[], said: string): number {
  const named = row.findIndex(heading => heading.trim() === said.trim())
  if (named >= 0) return named
  const alike = bare(said) === '' ? -1 : row.findIndex(heading => bare(heading) === bare(said))
  if (alike >= 0) return alike
  if (/^[1-9]\d{0,3}$/.test(said)) return Number(said) <= row.length ? Number(said) - 1 : -1
  if (!/^[A-Z]{1,2}$/.test(said)) return -1
  const place = [...said].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return place < row.length ? place : -1
}

/** Places of a row that a map names, and the columns they are. Headings that the row lacks are passed over. */
function mapped(row: string[], map: ColumnMap): Map<number, DeliveredColumn> {
  const places = new Map<number, DeliveredColumn>()
  for (const [name, said] of Object.entries(map)) {
    const place = placeIn(row, said)
    if (place >= 0) places.set(place, byName.get(name)!)
  }
  return places
}

/** A map in headings of the row, which hold wherever the row is found; numbers only where a heading tells nothing. */
export function inHeadings(row: string[], map: ColumnMap): ColumnMap {
  const said = Object.entries(map).map(([name, place]): [string, string] => {
    const index = placeIn(row, place)
    const heading = row[index]?.trim() ?? ''
    const tells = heading !== '' && row.filter(one => one.trim() === heading).length === 1
    return [name, index < 0 || tells ? heading || place : String(index + 1)]
  })
  return Object.fromEntries(said)
}

/** Headings of a map that a row of headings lacks. */
export const missingIn = (row: string[], map: ColumnMap): string[] =>
  Object.values(map).filter(said => placeIn(row, said) < 0)

/** The columns of a file by its first row; undefined when that is no heading. Throws {@link Unfit}. */
export function columnsByHeading(row: string[], map: ColumnMap = {}): FileColumn[] | undefined {
  const columns: FileColumn[] = []
  const said = mapped(row, map)
  const taken = new Set([...said.values()].map(({name}) => name))
  const known = new Map<string, string>()
  const others = new Set<string>()
  for (const [index, heading] of row.entries()) {
    const byMap = said.get(index)
    const column = columnOf(heading, byMap)
    const name = column.known?.name
    // What a map says is another column is no longer this one.
    const isTaken = !byMap && name !== undefined && taken.has(name)
    const first = name === undefined ? undefined : known.get(name)
    if (name !== undefined && first === undefined && !isTaken) {
      known.set(name, heading)
      columns.push(column)
    } else if (column.known?.money && !isTaken) {
      throw new Unfit(
        `two of its columns are the ${name}: ${first} and ${heading}`,
        `Say which of them it is: bill export --map "${name}=${heading}"`,
      )
    } else {
      // A column that comes twice keeps both values.
      const free = heading || `column_${index + 1}`
      let name = free
      for (let count = 2; known.has(name) || others.has(name); count++) name = `${free} (${count})`
      others.add(name)
      columns.push({heading: name})
    }
  }
  return known.size >= Math.min(2, row.length) ? columns : undefined
}

/** What the columns of a file without headings are called; undefined for a row that cannot be one. */
export function publishedHeadings(source: DeliveredSource, row: string[]): string[] | undefined {
  const order = publishedOrder[source]
  if (row.length < order.length || !/^[0-9a-f]{32}$/i.test(row[order.indexOf('customer_id')]!)) return undefined
  return row.map((_, index) => order[index] ?? `column_${index + 1}`)
}

/**
 * The columns of a file without headings: the published ones, and the rest by number; undefined for a row that cannot
 * be one.
 */
export function columnsByOrder(source: DeliveredSource, row: string[], map: ColumnMap = {}): FileColumn[] | undefined {
  const headings = publishedHeadings(source, row)
  if (!headings) return undefined
  const said = mapped(headings, map)
  const taken = new Set([...said.values()].map(({name}) => name))
  return headings.map((heading, index): FileColumn => {
    const byMap = said.get(index)
    if (byMap) return {heading, known: byMap, byMap: true}
    return {heading, known: taken.has(heading) ? undefined : byName.get(heading)}
  })
}
