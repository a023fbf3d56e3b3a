// Files of every columnar format: their footers are as written down here, and readers that know nothing of each other
// give the ledger's sums, and the same cells.
import {join} from 'node:path'
import {type ColumnChunk, parquetMetadata, type SchemaElement} from 'hyparquet'
import {Encodings, PageTypes} from 'hyparquet/src/constants.js'
import {deserializeTCompactProtocol} from 'hyparquet/src/thrift.js'
import {beforeAll, describe, expect, it} from 'vitest'
import {writers} from '../../../src/bills/formats/writers.js'
import {Decimal} from '../../../src/decimal.js'
import {makeWorld} from '../../../src/sandbox/world/world.js'
import {cliJson, emptyHome} from '../../support/cli.js'
import {filesBelow, type Row} from '../../support/exported.js'
import {testSandbox} from '../../support/sandbox.js'
import {bytesOf, readers} from './parquet-readers.js'

const cycle = '2026-10'

interface Kind {
  name: string
  flags: string[]
  customer: string
  amount: string
  /** Further columns, a few of each type. */
  others: string[]
}

const records = {
  customer: 'customer_id',
  amount: 'amount',
  others: ['id', 'is_final', 'bill_date', 'trade_time', 'bill_type', 'resource_id', 'usage', 'official_amount'],
}
const focus = {
  customer: 'SubAccountId',
  amount: 'x_Amount',
  others: ['x_Id', 'ResourceId', 'ChargePeriodStart', 'x_BillDate', 'BilledCost', 'ListCost', 'PricingUnit'],
}
const kinds: Kind[] = [
  {name: 'parquet', flags: ['--format', 'parquet'], ...records},
  {name: 'focus', flags: ['--format', 'focus-parquet'], ...focus},
  {name: 'wide', flags: ['--format', 'parquet', '--wide-decimals'], ...records},
]

let ledger: Record<string, string>
const fileOf: Record<string, string> = {}
beforeAll(async () => {
  const home = emptyHome()
  const sandbox = await testSandbox({scenario: 'tiny', seed: 5, clock: '2026-11-10T03:00:00Z'})
  for (const {name, flags} of kinds) {
    const out = join(home, name)
    await cliJson(['bill', 'export', '--cycle', cycle, ...flags, '--out', `${out}/`])
    const [file, ...others] = filesBelow(out).filter(path => path.endsWith('.parquet'))
    expect(others).toEqual([])
    fileOf[name] = file!
  }
  const world = makeWorld('intl', 'tiny', 5)
  const {id: partner} = world.partners[0]!
  const billedTo = world.partners.filter(({id, distributorId}) => [id, distributorId].includes(partner))
  const own = billedTo.flatMap(({id}) => world.customersOf(id))
  const amounts = await Promise.all(
    own.map(async ({id}) => {
      const path = `/ledger?cycle=${cycle}&customer_id=${id}`
      return [id, (await sandbox.admin<{amount: string}>('GET', path)).amount] as const
    }),
  )
  ledger = Object.fromEntries(amounts.sort())
})

function sums(rows: Row[], customer: string, amount: string): Record<string, string> {
  const found = new Map<string, Decimal>()
  for (const row of rows) {
    found.set(row[customer]!, (found.get(row[customer]!) ?? Decimal.zero).plus(Decimal.parse(row[amount] ?? '0')))
  }
  return Object.fromEntries([...found].sort().map(([id, sum]) => [id, sum.toFixed(8)]))
}

describe.each(kinds)('a file of $name', ({name, customer, amount, others}) => {
  // parquet.js knows no decimals of more than 18 digits.
  const columns = (reader: string) => [
    customer,
    amount,
    ...others.filter(one => reader !== 'parquet.js' || one !== 'ListCost'),
  ]
  const able = Object.keys(readers).filter(reader => name !== 'wide' || reader !== 'parquet.js')

  it.each(able)('is read by %s, to the sums of the ledger', async reader => {
    const rows = await readers[reader]!(fileOf[name]!, columns(reader))
    expect(sums(rows, customer, amount)).toEqual(ledger)
    const same = await readers.hyparquet!(fileOf[name]!, columns(reader))
    expect(rows).toEqual(same)
  })
})

/** What stands in a column: how it is stored, and what that means. */
function typeOf({type, type_length, logical_type}: SchemaElement): string {
  const meaning =
    logical_type?.type === 'DECIMAL'
      ? `DECIMAL(${logical_type.precision},${logical_type.scale})`
      : logical_type?.type === 'TIMESTAMP'
        ? `TIMESTAMP ${logical_type.unit} ${logical_type.isAdjustedToUTC ? 'UTC' : 'local'}`
        : (logical_type?.type ?? '')
  return `${type}${type_length ? `(${type_length})` : ''} ${meaning}`.trim()
}

/** The columns of each type; of texts only their number. */
function typesOf([, ...elements]: SchemaElement[]): Record<string, string | number> {
  const columns = new Map<string, string[]>()
  for (const element of elements) columns.set(typeOf(element), [...(columns.get(typeOf(element)) ?? []), element.name])
  return Object.fromEntries(
    [...columns].map(([type, names]) => [type, type.endsWith('STRING') ? names.length : names.join(' ')]),
  )
}

const amounts =
  'official_amount discount_amount amount cash_amount credit_amount coupon_amount flexipurchase_coupon_amount ' +
  'stored_card_amount bonus_amount debt_amount adjustment_amount'
const quantities = 'spec_size usage free_resource_usage ri_usage unit_price'
const ofRecords = {
  'BYTE_ARRAY STRING': 39,
  BOOLEAN: 'is_final',
  'INT32 DATE': 'bill_date',
  INT64: 'bill_type spec_size_measure_id usage_measure_id free_resource_measure_id ri_usage_measure_id measure_id',
  'INT64 TIMESTAMP MICROS UTC': 'effective_time expire_time trade_time consume_time',
}

/** Which columns of a file are stored as what. Decimals of up to 18 digits are integers, longer ones 16 bytes. */
const written: Record<string, Record<string, string | number>> = {
  parquet: {...ofRecords, 'INT64 DECIMAL(18,8)': `${quantities} ${amounts} period_num`},
  wide: {
    ...ofRecords,
    'FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,12)': `${quantities} period_num`,
    'FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,8)': amounts,
  },
  focus: {
    'BYTE_ARRAY STRING': 68,
    'INT32 DATE': 'x_BillDate',
    INT64: 'x_BillType x_FreeResourceMeasureId x_MeasureId x_RiUsageMeasureId x_SpecSizeMeasureId x_UsageMeasureId',
    'INT64 DECIMAL(18,8)':
      'BilledCost CommitmentDiscountQuantity ConsumedQuantity ContractedCost EffectiveCost ListUnitPrice ' +
      'PricingQuantity x_AdjustmentAmount x_Amount x_BonusAmount x_CashAmount x_CouponAmount x_CreditAmount ' +
      'x_DebtAmount x_DiscountAmount x_FlexipurchaseCouponAmount x_FreeResourceUsage x_ListAmount x_PeriodNum ' +
      'x_RiUsage x_SpecSize x_StoredCardAmount x_UnitPrice x_Usage',
    'FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,16)': 'ListCost',
    'INT64 TIMESTAMP MICROS UTC':
      'BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart x_ConsumeTime x_EffectiveTime ' +
      'x_ExpireTime x_TradeTime',
  },
}

/** Of each page of a column what its header says, which the footer may know better than it does. */
function pagesOf(file: ArrayBuffer, {meta_data}: ColumnChunk): string[] {
  const {data_page_offset, dictionary_page_offset, total_compressed_size} = meta_data!
  const start = Number(dictionary_page_offset ?? data_page_offset)
  const reader = {view: new DataView(file), offset: start}
  const pages: string[] = []
  while (reader.offset < start + Number(total_compressed_size)) {
    const {field_1: type, field_3: length, field_5: data, field_7: dictionary} = deserializeTCompactProtocol(reader)
    pages.push(`${PageTypes[type]} ${Encodings[(data ?? dictionary).field_2]}`)
    reader.offset += length
  }
  return pages
}

describe('the footer', () => {
  it.each(kinds)('of $name has the columns that are written down, and not the partition', ({name}) => {
    const {schema, version} = parquetMetadata(bytesOf(fileOf[name]!))
    expect(typesOf(schema)).toEqual(written[name])
    expect([version, schema.some(element => element.name === 'bill_cycle')]).toEqual([1, false])
    expect(new Set(schema.slice(1).map(element => element.repetition_type))).toEqual(new Set(['OPTIONAL']))
  })

  it.each(kinds)('of $name tells of pages that every reader takes, and of every value', ({name, customer, others}) => {
    const file = bytesOf(fileOf[name]!)
    const {row_groups} = parquetMetadata(file)
    for (const {num_rows, columns} of row_groups) {
      expect(Number(num_rows)).toBeLessThanOrEqual(writers.parquet.checkpoint.rows)
      for (const column of columns) {
        const {codec, type, encoding_stats, statistics, path_in_schema} = column.meta_data!
        const pages = pagesOf(file, column)
        const told = encoding_stats!.flatMap(({page_type, encoding, count}) =>
          Array<string>(count).fill(`${page_type} ${encoding}`),
        )
        expect([path_in_schema, codec, told]).toEqual([path_in_schema, 'SNAPPY', pages])
        const allowed = type === 'BOOLEAN' ? /^DATA_PAGE PLAIN$/ : /^(DATA_PAGE|DICTIONARY_PAGE) PLAIN(_DICTIONARY)?$/
        expect([path_in_schema, pages.filter(page => !allowed.test(page))]).toEqual([path_in_schema, []])
        expect([path_in_schema, statistics?.null_count]).toEqual([path_in_schema, expect.any(BigInt)])
        const isThere = statistics!.null_count! < num_rows
        expect([path_in_schema, statistics!.min_value !== undefined]).toEqual([path_in_schema, isThere])
      }
      const bounds = (column: string) => columns.find(one => one.meta_data!.path_in_schema[0] === column)!.meta_data!
      for (const column of [customer, ...others.filter(one => /id$/i.test(one))]) {
        expect([column, bounds(column).statistics!.max_value]).toEqual([column, expect.any(String)])
      }
    }
  })
})
