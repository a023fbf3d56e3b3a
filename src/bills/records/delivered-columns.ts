// The columns of the files that Huawei delivers. Only the first of them are published; the others are recognised by
// their headings, under the names of the console's export or of the API. What is not recognised is kept beside them.
// Source: intl/en-us/api-bpconsole/mb_00002.html (bill file), api_order_00009.html (usage file)
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
}

const text = (name: string, ...headings: string[]): DeliveredColumn => ({name, type: 'text', headings})
const money = (name: string, ...headings: string[]): DeliveredColumn => ({
  name,
  type: 'decimal',
  headings,
  money: true,
})

export const deliveredColumns: readonly DeliveredColumn[] = [
  text('bill_cycle', 'Billing Cycle', 'cycle', '账期'),
  text('bill_date', 'Bill Date', 'Expenditure Date', '消费日期'),
  text('customer_id', '客户ID', '账号ID'),
  text('account_name', 'Account Name', 'Customer Account Name', '客户账号名', '客户账号', '账号名'),
  text('customer_name', 'Customer Name', '客户名称'),
  text('partner_id', '伙伴ID'),
  text('partner_name', '伙伴名称'),
  text('partner_account_name', '伙伴账号名'),
  text('bill_type', '账单类型'),
  text('charging_mode', 'Billing Mode', '计费模式'),
  // Not in the file: the API's code for the file's charging mode.
  {name: 'charge_mode', type: 'text', headings: []},
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
  text('sku_code', 'SKU Code', 'Specification Code', '规格编码'),
  text('product_spec_desc', 'Specifications', '规格'),
  text('resource_type', 'Resource Type Code', 'resource_type_code', '资源类型编码'),
  text('resource_type_name', 'Resource Type', '资源类型'),
  text('region', 'Cloud Service Region Code', 'region_code', '区域编码'),
  text('region_name', 'Region', '区域'),
  text('resource_id', '资源ID'),
  text('resource_name', '资源名称'),
  text('resource_tag', 'Resource Tag', '资源标签'),
  text('enterprise_project_id', '企业项目ID'),
  text('enterprise_project_name', 'Enterprise Project', '企业项目'),
  text('trade_id', 'Order No./Transaction ID', 'Transaction ID', '订单号/交易ID'),
  text('trade_time', 'Transaction Time', '交易时间'),
  text('effective_time', 'Start Time', '开始时间'),
  text('expire_time', 'End Time', '结束时间'),
  text('usage_type', '使用量类型'),
  {name: 'usage', type: 'decimal', headings: ['usage_amount', '使用量']},
  {name: 'usage_measure_id', type: 'integer', headings: ['Usage Unit ID', '使用量单位ID']},
  money('official_amount', 'Official Website Price', 'Official Web Price', 'List Price', '官网价'),
  money('discount_amount', 'Discount', 'Discounted Amount', 'official_discount_amount', '优惠金额'),
  money('amount', 'Amount Due', 'Payable Amount', 'payment_amount', '应付金额'),
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

/**
 * The API's `charge_mode` for the charging mode of a file: yearly/monthly, pay-per-use, reserved instances, savings
 * plans.
 */
export const chargeModes: Record<string, string> = {
  'Yearly/Monthly': '1',
  包年包月: '1',
  '包年/包月': '1',
  'Pay-per-use': '3',
  按需: '3',
  按需计费: '3',
  0: '1',
  1: '3',
  2: '10',
  3: '10',
  4: '11',
  5: '11',
  6: '11',
}

const bare = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const named = deliveredColumns.filter(({name}) => name !== 'charge_mode')
const byName = new Map(named.map(column => [column.name, column]))
const byHeading = new Map(
  named.flatMap(column => [column.name, ...column.headings].map(heading => [bare(heading), column] as const)),
)

/** A column as a file has it. */
export interface FileColumn {
  /** What the file calls it; what is not known is kept under this name. */
  heading: string
  known?: DeliveredColumn
}

/** The columns of a file by its first row; undefined when that is no heading. Throws {@link Unfit}. */
export function columnsByHeading(row: string[]): FileColumn[] | undefined {
  const columns: FileColumn[] = []
  const known = new Map<string, string>()
  const others = new Set<string>()
  for (const [index, heading] of row.entries()) {
    // The API's `region` is a code, the console's `Region` its name.
    const column = byName.get(heading) ?? byHeading.get(bare(heading))
    const first = column && known.get(column.name)
    if (column && first === undefined) {
      known.set(column.name, heading)
      columns.push({heading, known: column})
    } else if (column?.money) {
      throw new Unfit(
        `two of its columns are the ${column.name}: ${first} and ${heading}`,
        'Leave only the right one of them in the file',
      )
    } else {
      // A column that comes twice keeps both values.
      const name = heading || `column_${index + 1}`
      let free = name
      for (let count = 2; known.has(free) || others.has(free); count++) free = `${name} (${count})`
      others.add(free)
      columns.push({heading: free})
    }
  }
  return known.size >= Math.min(2, row.length) ? columns : undefined
}

/**
 * The columns of a file without headings: the published ones, and the rest by number; undefined for a row that cannot
 * be one.
 */
export function columnsByOrder(source: DeliveredSource, row: string[]): FileColumn[] | undefined {
  const order = publishedOrder[source]
  if (row.length < order.length || !/^[0-9a-f]{32}$/i.test(row[order.indexOf('customer_id')]!)) return undefined
  return row.map((_, index) => ({
    heading: order[index] ?? `column_${index + 1}`,
    known: deliveredColumns.find(({name}) => name === order[index]),
  }))
}
