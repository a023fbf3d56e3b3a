// What FOCUS 1.4 "Cost and Usage" asks for, and how each column is made of a bill record. The mapping in docs/focus.md
// is made from this.

import type {TableType} from '../table.js'
import {focusPeriod} from './period.js'
import {commitmentQuantity, focusPrice, skuPriceId} from './price.js'
import {
  accountName,
  amountOf,
  billingPeriod,
  CLOUD,
  chargeFrequency,
  descriptionOf,
  effectiveOf,
  type FocusRow,
  focusTags,
  hasSku,
  listOf,
  nameOf,
  ofCommitment,
  payerName,
  payerOf,
  pricingCategory,
  serviceName,
  skuId,
  skuMeter,
  skuPriceDetails,
  typeOf,
  unitName,
  usageOf,
  zoneOf,
} from './row.js'
import {focusService} from './services.js'

type Make = (row: FocusRow) => string | undefined

/**
 * How a column comes from a record. `constant`: the same in every row; `empty`: a record cannot tell, and the column
 * may be null.
 */
export type FocusOrigin = 'copied' | 'derived' | 'approximated' | 'constant' | 'empty'

/** What FOCUS asks of a column. */
export type FocusLevel = 'mandatory' | 'conditional' | 'recommended'

export interface FocusColumn {
  name: string
  type: TableType
  level: FocusLevel
  origin: FocusOrigin
  /**
   * Fields of the record, by their common names, on which it depends: as long as they stay the same, so does the
   * column.
   */
  from: readonly string[]
  make: Make
  /** For the reader of the mapping. */
  note?: string
}

/** What the category of a charge depends on. */
const CATEGORY = ['bill_type', 'charge_mode']
const PAYER = ['payer_account_id', 'partner_id', 'customer_id']
const SKU = [...CATEGORY, 'sku_code', 'product_id', 'resource_type', 'cloud_service_type_name', 'cloud_service_type']
const COMMITMENT = [...CATEGORY, 'resource_id']
/** What the partner pays. */
const PAID = ['settlement_amount', 'amount']
const COMMITTED = [
  ...COMMITMENT,
  ...PAID,
  'ri_usage',
  'ri_usage_measure_id',
  'official_amount',
  'period_num',
  'period_type',
]
const TYPE = ['resource_type_name', 'resource_type', 'cloud_service_type_name', 'cloud_service_type']
const METER = [...CATEGORY, 'usage_type', ...TYPE]
const PERIOD = ['bill_date', 'effective_time', 'expire_time', 'consume_time', 'trade_time']
const PRICE = [
  ...CATEGORY,
  ...PAID,
  'official_amount',
  'unit_price',
  'unit',
  'usage',
  'usage_measure_id',
  'free_resource_usage',
  'ri_usage',
  'spec_size',
  'period_num',
  'period_type',
]

const column = (
  level: FocusLevel,
  origin: FocusOrigin,
  name: string,
  type: TableType,
  from: readonly string[],
  make: Make,
  note?: string,
): FocusColumn => ({name, type, level, origin, from, make, note})

const [M, C, R] = ['mandatory', 'conditional', 'recommended'] as const
const nothing: Make = () => undefined

/** The columns of FOCUS, in its order, each with the way it is made. */
export const focusColumns: readonly FocusColumn[] = [
  column(R, 'derived', 'AvailabilityZone', 'text', ['az_code_infos'], zoneOf, 'where the record names exactly one'),
  column(M, 'copied', 'BilledCost', 'money', PAID, amountOf, 'the settlement where the record has it, else the amount'),
  column(M, 'derived', 'BillingAccountId', 'text', PAYER, payerOf, 'the payer; else the partner; else the customer'),
  column(
    M,
    'derived',
    'BillingAccountName',
    'text',
    [...PAYER, 'account_name'],
    payerName,
    "the customer's where it pays itself; else `--billing-account`, or the name of the profile",
  ),
  column(C, 'derived', 'BillingAccountType', 'text', PAYER, row =>
    payerOf(row) === row.get('customer_id') ? 'Customer' : 'Partner',
  ),
  column(M, 'copied', 'BillingCurrency', 'text', [], row => row.facts.currency, 'the currency of the page'),
  column(
    M,
    'derived',
    'BillingPeriodEnd',
    'time',
    [],
    row => billingPeriod(row.facts.bill_cycle).end,
    'exclusive: midnight UTC+8',
  ),
  column(
    M,
    'derived',
    'BillingPeriodStart',
    'time',
    [],
    row => billingPeriod(row.facts.bill_cycle).start,
    'midnight UTC+8',
  ),
  column(M, 'derived', 'ChargeCategory', 'text', CATEGORY, row => row.category, 'table below; `--focus-dialect`'),
  column(M, 'empty', 'ChargeClass', 'text', [], nothing, 'a record does not tell which period it corrects'),
  column(
    M,
    'derived',
    'ChargeDescription',
    'text',
    ['cloud_service_type_name', 'cloud_service_type', 'resource_type_name', 'product_spec_desc', 'usage_type'],
    descriptionOf,
  ),
  column(R, 'derived', 'ChargeFrequency', 'text', CATEGORY, chargeFrequency),
  column(
    M,
    'derived',
    'ChargePeriodEnd',
    'time',
    PERIOD,
    row => row.once(focusPeriod).end,
    'exclusive; the day or the cycle where the record has no times',
  ),
  column(M, 'derived', 'ChargePeriodStart', 'time', PERIOD, row => row.once(focusPeriod).start),
  column(
    C,
    'derived',
    'CommitmentDiscountCategory',
    'text',
    COMMITMENT,
    ofCommitment(row => (row.get('charge_mode') === '10' ? 'Usage' : 'Spend')),
    'purchases of reserved instances and savings plans',
  ),
  column(
    C,
    'copied',
    'CommitmentDiscountId',
    'text',
    COMMITMENT,
    ofCommitment(row => row.get('resource_id')),
    'of the purchase; what it covers later does not name it',
  ),
  column(
    C,
    'copied',
    'CommitmentDiscountName',
    'text',
    [...COMMITMENT, 'resource_name'],
    ofCommitment(row => nameOf(row, 'resource_name')),
    'of the purchase',
  ),
  column(
    C,
    'approximated',
    'CommitmentDiscountQuantity',
    'quantity',
    COMMITTED,
    ofCommitment(row => commitmentQuantity(row).quantity),
    'the reserved usage; else of a savings plan what it costs, of a reserved instance the periods',
  ),
  column(
    C,
    'empty',
    'CommitmentDiscountStatus',
    'text',
    [],
    nothing,
    'needs the id on covered usage; what is unused is not reported',
  ),
  column(
    C,
    'derived',
    'CommitmentDiscountType',
    'text',
    COMMITMENT,
    ofCommitment(row => (row.get('charge_mode') === '10' ? 'Reserved Instance' : 'Savings Plan')),
  ),
  column(
    C,
    'derived',
    'CommitmentDiscountUnit',
    'text',
    COMMITTED,
    ofCommitment(row => commitmentQuantity(row).unit),
  ),
  column(
    C,
    'copied',
    'ConsumedQuantity',
    'quantity',
    [...CATEGORY, 'usage'],
    usageOf(row => row.get('usage') ?? '1'),
    'one charge, where the record has no usage',
  ),
  column(
    C,
    'derived',
    'ConsumedUnit',
    'text',
    [...CATEGORY, 'usage', 'usage_measure_id'],
    usageOf(row => (row.get('usage') ? (unitName(row, 'usage_measure_id') ?? 'Units') : 'Charges')),
    'names of measurement units, in English',
  ),
  column(
    M,
    'approximated',
    'ContractedCost',
    'money',
    PAID,
    amountOf,
    'as BilledCost: negotiated, granted and promotional discounts come as one',
  ),
  column(
    M,
    'approximated',
    'EffectiveCost',
    'money',
    [...CATEGORY, ...PAID],
    effectiveOf,
    'as BilledCost; 0 of the purchase of a reserved instance or a savings plan, whose shares no record tells',
  ),
  column(M, 'constant', 'HostProviderName', 'text', [], () => CLOUD),
  column(C, 'empty', 'InvoiceDetailId', 'text', [], nothing, 'records name no invoice'),
  column(C, 'empty', 'InvoiceId', 'text', [], nothing, 'records name no invoice'),
  column(
    M,
    'constant',
    'InvoiceIssuerName',
    'text',
    [],
    row => row.options.issuer,
    '`--issuer`; Huawei Cloud where none is named',
  ),
  column(
    M,
    'derived',
    'ListCost',
    'product',
    PRICE,
    row => (hasSku(row) ? row.once(focusPrice).cost : listOf(row)),
    'price times quantity, with every digit; x_ListAmount is what the record says',
  ),
  column(
    C,
    'derived',
    'ListUnitPrice',
    'quantity',
    PRICE,
    row => (hasSku(row) ? row.once(focusPrice).price : undefined),
    'times the quantity it is the list cost',
  ),
  column(
    C,
    'derived',
    'PricingCategory',
    'text',
    [...CATEGORY, 'is_spot', 'ri_usage'],
    pricingCategory,
    'Committed where a reserved instance or a savings plan covers it, though records do not name which',
  ),
  column(
    M,
    'approximated',
    'PricingQuantity',
    'quantity',
    PRICE,
    row => (hasSku(row) ? row.once(focusPrice).quantity : undefined),
    'usage, usage by size, periods, or one charge: whichever gives the list cost',
  ),
  column(M, 'derived', 'PricingUnit', 'text', PRICE, row => (hasSku(row) ? row.once(focusPrice).unit : undefined)),
  column(C, 'copied', 'RegionId', 'text', ['region'], row => row.get('region')),
  column(
    C,
    'derived',
    'RegionName',
    'text',
    ['region', 'region_name'],
    row => (row.get('region') ? (row.get('region_name') ?? row.get('region')) : undefined),
    'the code where the record has no name; x_RegionName is what the record says',
  ),
  column(C, 'copied', 'ResourceId', 'text', ['resource_id'], row => row.get('resource_id')),
  column(C, 'copied', 'ResourceName', 'text', ['resource_id', 'resource_name'], row =>
    row.get('resource_id') ? nameOf(row, 'resource_name') : undefined,
  ),
  column(C, 'copied', 'ResourceType', 'text', ['resource_id', ...TYPE], row =>
    row.get('resource_id') ? (typeOf(row) ?? serviceName(row)) : undefined,
  ),
  column(
    M,
    'derived',
    'ServiceCategory',
    'text',
    ['cloud_service_type'],
    row => focusService(row.get('cloud_service_type') ?? '')[0],
    'a table of services; Other for one that it does not know',
  ),
  column(M, 'copied', 'ServiceName', 'text', ['cloud_service_type_name', 'cloud_service_type'], serviceName),
  column(
    M,
    'approximated',
    'ServiceProviderName',
    'text',
    [],
    () => CLOUD,
    'records do not name the vendor of a marketplace product',
  ),
  column(
    R,
    'derived',
    'ServiceSubcategory',
    'text',
    ['cloud_service_type'],
    row => focusService(row.get('cloud_service_type') ?? '')[1],
  ),
  column(C, 'copied', 'SkuId', 'text', SKU, skuId, 'else the product, the resource type, the service'),
  column(C, 'copied', 'SkuMeter', 'text', METER, skuMeter, 'of what is bought for a time its type of resource'),
  column(
    C,
    'derived',
    'SkuPriceDetails',
    'json',
    [...CATEGORY, 'product_spec_desc', 'spec_size', 'spec_size_measure_id'],
    skuPriceDetails,
  ),
  column(
    C,
    'approximated',
    'SkuPriceId',
    'text',
    [...new Set([...SKU, ...PRICE, 'region', 'usage_type'])],
    skuPriceId,
    'SKU, product, region, charge mode, period, usage type and the price itself: records name no price',
  ),
  column(C, 'copied', 'SubAccountId', 'text', ['customer_id'], row => row.get('customer_id')),
  column(C, 'copied', 'SubAccountName', 'text', ['account_name', 'customer_id'], accountName),
  column(C, 'constant', 'SubAccountType', 'text', [], () => 'Customer'),
  column(
    C,
    'approximated',
    'Tags',
    'json',
    ['resource_tag'],
    row => focusTags(row.get('resource_tag')),
    'the form of tags is not documented; x_ResourceTag keeps the text',
  ),
]

/** Columns of FOCUS 1.4 that are left out, because no record can fill them. */
export const leftOut: readonly {name: string; level: FocusLevel; why: string}[] = [
  ...['AllocatedMethodId', 'AllocatedResourceId', 'AllocatedResourceName', 'AllocatedTags'].map(name => ({
    name,
    level: C,
    why: 'no cost is allocated by the platform',
  })),
  {name: 'AllocatedMethodDetails', level: R, why: 'no cost is allocated by the platform'},
  ...['CapacityReservationId', 'CapacityReservationStatus'].map(name => ({
    name,
    level: C,
    why: 'records do not tell of capacity reservations',
  })),
  {name: 'CommitmentProgramEligibilityDetails', level: C, why: 'records do not tell what could be committed'},
  {name: 'ContractApplied', level: C, why: 'records name no contract'},
  {
    name: 'ContractedUnitPrice',
    level: C,
    why: 'must not be null beside a SkuPriceId, and records have list prices only',
  },
  ...[
    'PricingCurrency',
    'PricingCurrencyContractedUnitPrice',
    'PricingCurrencyEffectiveCost',
    'PricingCurrencyListUnitPrice',
  ].map(name => ({name, level: C, why: 'prices are in the billing currency'})),
]
