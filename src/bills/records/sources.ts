// Where bill records come from, as data: which operation gives them, how a window of it is asked for, and how its
// fields are called.
import {type Schema, type Site, schemaOf} from '../../api/contract/contract.js'
import type {OperationId} from '../../api/types.js'
import {deliveredColumns} from './delivered-columns.js'
import {type ColumnType, Layout} from './layout.js'
import type {Method, SourceName} from './source-names.js'

export {isDelivered, type Method, methods, type SourceName, sourceNames} from './source-names.js'

/** How finely the API sums up: single records, or sums by resource and day, or by resource and cycle. */
export type Detail = 'detail' | 'day' | 'cycle'
const statisticType: Record<Detail, 1 | 2 | 3> = {detail: 3, day: 2, cycle: 1}

/** What one request of a source asks for, beside the page. */
export interface Window {
  customer_id: string
  /** Reseller of the customer, where it has one. */
  indirect_partner_id?: string
  cycle: string
  detail: Detail
  /** One day of the cycle (UTC+8) instead of all of it. */
  day?: string
  method?: Method
}

/** A list of records that the API gives page by page. */
export interface ApiSource {
  operation: OperationId
  /** Schema of one record in the contract. */
  schema: string
  items: string
  total: string
  /** Rows that one request gives at most. */
  limit: number
  sites: Site[]
  /** Asked as the customer, not as the partner. */
  asCustomer: boolean
  /** Whether it tells single records, days and cycles apart. */
  details: Detail[]
  /** Whether a window may be a single day. */
  days: boolean
  /** Its amounts are cut off to whole cents, as the monthly sums are. */
  inCents?: true
  /** Whether it can be asked for members of an enterprise, or without them. */
  hasMethod?: true
  input(window: Window): Record<string, unknown>
}

const everywhere: Site[] = ['intl', 'eu', 'cn']
const dayRange = ({day}: Window) => (day ? {bill_date_begin: day, bill_date_end: day} : {})

export const apiSources: Partial<Record<SourceName, ApiSource>> = {
  // Source: intl/en-us/api-oce/mbc_00004.html
  'res-fee-records': {
    operation: 'ListCustomerselfResourceRecords',
    schema: 'ResFeeRecordV2',
    items: 'fee_records',
    total: 'total_count',
    limit: 1000,
    sites: everywhere,
    asCustomer: true,
    details: ['detail', 'day', 'cycle'],
    days: true,
    hasMethod: true,
    input: window => ({
      cycle: window.cycle,
      method: window.method,
      statistic_type: statisticType[window.detail],
      include_zero_record: true,
      ...dayRange(window),
    }),
  },
  'res-records': {
    operation: 'ListCustomerselfResourceRecordDetails',
    schema: 'MonthlyBillRes',
    items: 'monthly_records',
    total: 'total_count',
    limit: 1000,
    sites: everywhere,
    asCustomer: true,
    details: ['detail', 'day', 'cycle'],
    days: true,
    hasMethod: true,
    input: ({cycle, detail, day, method}) => ({
      cycle,
      method,
      statistic_type: statisticType[detail],
      include_zero_record: true,
      ...(day ? {query_type: 'DAILY', bill_cycle_begin: day, bill_cycle_end: day} : {}),
    }),
  },
  'sub-customer-records': {
    operation: 'ListSubCustomerBillDetail',
    schema: 'SubCustomerMonthlyBillDetail',
    items: 'fee_records',
    total: 'total_count',
    limit: 1000,
    sites: ['cn'],
    asCustomer: false,
    details: ['detail'],
    days: true,
    input: window => ({
      bill_cycle: window.cycle,
      customer_id: window.customer_id,
      indirect_partner_id: window.indirect_partner_id,
      ...dayRange(window),
    }),
  },
  'fee-records': {
    operation: 'ListCustomerBillsFeeRecords',
    schema: 'MonthlyBillRecord',
    items: 'records',
    total: 'total_count',
    limit: 1000,
    sites: ['cn'],
    asCustomer: true,
    details: ['detail'],
    days: true,
    inCents: true,
    hasMethod: true,
    input: window => ({
      bill_cycle: window.cycle,
      method: window.method,
      include_zero_record: true,
      ...dayRange(window),
    }),
  },
  'monthly-sums': {
    operation: 'ShowCustomerMonthlySum',
    schema: 'BillSumRecordInfoV2',
    items: 'bill_sums',
    total: 'total_count',
    limit: 1000,
    sites: everywhere,
    asCustomer: true,
    details: ['cycle'],
    days: false,
    inCents: true,
    hasMethod: true,
    input: ({cycle, method}) => ({bill_cycle: cycle, method}),
  },
}

/** The source that gives every record of a partner's customers on a site. */
export const defaultSource = (site: Site): SourceName => (site === 'cn' ? 'sub-customer-records' : 'res-fee-records')

/**
 * Names of the common view where a source calls the same thing differently: the common names are those of
 * `res-fee-records`, or of the source that has the field alone.
 */
export const commonNames: Partial<Record<SourceName, Record<string, string>>> = {
  'res-records': {
    cycle: 'bill_cycle',
    resource_Type_code: 'resource_type',
    res_instance_id: 'resource_id',
    consume_amount: 'amount',
  },
  'sub-customer-records': {
    service_type_code: 'cloud_service_type',
    service_type_name: 'cloud_service_type_name',
    resource_type_code: 'resource_type',
    charging_mode: 'charge_mode',
    bill_detail_type: 'bill_type',
    region_code: 'region',
    usage_amount: 'usage',
    official_discount_amount: 'discount_amount',
    payment_amount: 'amount',
    stored_value_card_amount: 'stored_card_amount',
    writeoff_amount: 'adjustment_amount',
  },
  'fee-records': {
    service_type_code: 'cloud_service_type',
    service_type_name: 'cloud_service_type_name',
    resource_type_code: 'resource_type',
    charging_mode: 'charge_mode',
    region_code: 'region',
    official_discount_amount: 'discount_amount',
    consume_amount: 'amount',
    stored_value_card_amount: 'stored_card_amount',
    writeoff_amount: 'adjustment_amount',
  },
  'monthly-sums': {
    service_type_code: 'cloud_service_type',
    service_type_name: 'cloud_service_type_name',
    resource_type_code: 'resource_type',
    charging_mode: 'charge_mode',
    official_discount_amount: 'discount_amount',
    consume_amount: 'amount',
    stored_value_card_amount: 'stored_card_amount',
    writeoff_amount: 'adjustment_amount',
  },
}

const layouts = new Map<SourceName, Layout>()

/** The fields of a source's records, in the order of the contract. */
export function layoutOf(name: SourceName): Layout {
  let layout = layouts.get(name)
  if (!layout) {
    const api = apiSources[name]
    layout = new Layout(name, api ? fieldsOf(api.schema) : [...deliveredColumns], commonNames[name])
    layouts.set(name, layout)
  }
  return layout
}

function fieldsOf(schema: string) {
  return Object.entries(schemaOf('bss', schema)!.properties!).map(([name, property]) => ({
    name,
    type: typeOf(property),
  }))
}

function typeOf({type, format}: Schema): ColumnType {
  if (format === 'decimal') return 'decimal'
  if (type === 'integer') return 'integer'
  return type === 'string' ? 'text' : 'json'
}
