// Bills in other shapes: resource usage details and transactions of a customer; on the China site what a partner sees
// of its customers. All come from the rows and sums that the other bills come from.
import {Decimal} from '../../../decimal.js'
import {billTypeOf, type Entry, entryAt, modeOf} from '../../bills/entries.js'
import {isClosed, lastVisibleDay, monthOfCustomer, type SumLine, sumKind, sumLines} from '../../bills/ledger.js'
import {sessionsOn, sessionTimes} from '../../bills/meter.js'
import {isOrder, isTax, type Names, namingOf, timeOf} from '../../bills/naming.js'
import {type Bill, billOf, type RecordFilter} from '../../bills/records.js'
import {asCustomer, asPartner, type Call, type Topic} from '../../call.js'
import {daysIn, firstDay, formatCycle, formatDay, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {hashText, mix, uuidOf} from '../../state/random.js'
import {badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import {catalogue, regionName, resourceTypeName, serviceName} from '../../world/catalogue.js'
import type {Customer, Partner, World} from '../../world/model.js'
import {actingFor, isResale, notMine} from '../resellers/state.js'
import {cycleOf, days, eight, hundredths, partsOf} from './operations.js'
import {partFields, relationsOf} from './parts.js'

/** Months that customers' consumption on the China site reaches back by (devg-bpconsole/mt_000502). */
const CONSUMPTION_KEPT = 18

export const billDetails = {
  ListCustomerselfResourceRecordDetails(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const month = cycleOf(call, input.cycle, 'cycle')
    const daily = input.query_type === 'DAILY'
    if (daily && (!input.bill_cycle_begin || !input.bill_cycle_end))
      throw badParameter('bill_cycle_begin', 'required for DAILY')
    const {from, to} = daily
      ? days(month, input.bill_cycle_begin, input.bill_cycle_end)
      : days(month, undefined, undefined)
    const payer = payerOf(customer)
    const statistic = input.statistic_type ?? 1
    const nobody = input.method === 'sub_customer' || (input.payer_account_id && input.payer_account_id !== payer)
    const names = namingOf(call.world)
    // What no page tells the rule of is in the messy world only.
    const rich = call.world.scenario === 'messy'
    const bill = billOf(
      call,
      customer,
      month,
      {
        service: input.cloud_service_type,
        region: input.region,
        mode: input.charge_mode === undefined ? undefined : String(input.charge_mode),
        type: input.bill_type,
        resourceId: input.res_instance_id,
        project: input.enterprise_project_id,
        zeros: input.include_zero_record ?? false,
        from: nobody ? 32 : from,
        to,
        statistic,
      },
      names,
    )
    const found = indexes(bill).filter(
      i => !input.resource_type || thingOf(bill, i).product.resource === input.resource_type,
    )
    return {
      monthly_records: page(found, input).map(i => {
        const e = entryAt(bill, i)
        const about = aboutOf(call, customer, names, bill, e)
        const detail = statistic === 3
        const period = e.event && modeOf(e) === '1' && isOrder(e.event)
        return {
          cycle: formatCycle(month),
          bill_date: statistic === 1 ? null : formatDay(e.from),
          bill_type: billTypeOf(e) as 1,
          customer_id: customer.id,
          region: about.region,
          region_name: about.regionName,
          cloud_service_type: about.service,
          resource_Type_code: about.resource,
          cloud_service_type_name: about.serviceName,
          resource_type_name: about.resourceTypeName,
          res_instance_id: about.id,
          resource_name: about.name,
          resource_tag: about.tag,
          sku_code: about.sku,
          enterprise_project_id: about.project,
          enterprise_project_name: about.projectName,
          charge_mode: Number(modeOf(e)) as 1,
          consume_amount: about.amount,
          cash_amount: about.cash,
          credit_amount: about.credit,
          coupon_amount: about.coupon,
          flexipurchase_coupon_amount: about.flexi,
          stored_card_amount: zero,
          bonus_amount: zero,
          debt_amount: about.debt,
          adjustment_amount: zero,
          official_amount: eight(e.official),
          discount_amount: eight(e.discount),
          measure_id: 1 as const,
          period_type: period ? (e.event!.months === 12 ? (19 as const) : (20 as const)) : null,
          ...about.part,
          root_resource_id: about.id,
          parent_resource_id: about.id,
          trade_id: about.trade,
          id: about.recordId,
          product_spec_desc: about.description,
          pre_order_id: e.event ? names.baseTradeId(e.event) : null,
          az_code_infos: [{az_code: zoneOf(about.region, e.thing.seed)}],
          payer_account_id: payer,
          effective_time: detail ? about.begin : null,
          expire_time: detail ? about.end : null,
          consume_time: detail ? about.consumed : null,
          be_id: `HW-${call.site.toUpperCase()}`,
          extend_params: about.relations,
          account_name: customer.accountName,
          period_num: period ? Decimal.of(e.event!.months === 12 ? 1 : e.event!.months) : null,
          is_spot: detail ? ('N' as const) : null,
          promotion_type: rich && e.discount > 0n ? '607' : null,
          payment_type: rich && modeOf(e) === '10' ? ('ALL_UPFRONT' as const) : null,
        }
      }),
      total_count: found.length,
      currency: call.world.currency,
    }
  },

  ListCustomerBillsFeeRecords(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const month = cycleOf(call, input.bill_cycle, 'bill_cycle')
    const {from, to} = days(month, input.bill_date_begin, input.bill_date_end)
    const names = namingOf(call.world)
    const status = !isClosed(month, call.now) ? 3 : customer.billing.arrears ? 2 : 1
    const nobody = input.method === 'sub_customer' || input.provider_type === 2 || (input.status ?? status) !== status
    // What is cut off depends on what came before in the month: all of it is looked at, the filters come after.
    const bill = billOf(call, customer, month, {zeros: true, from: nobody ? 32 : 1, to: 31, statistic: 2}, names)
    const start = firstDay(month)
    const found = transactions(bill, names).filter(
      ({e, exact}) =>
        e.from - start + 1 >= from &&
        e.from - start + 1 <= to &&
        (input.include_zero_record || exact !== 0n) &&
        (!input.service_type_code || e.thing.product.service === input.service_type_code) &&
        (!input.resource_type_code || e.thing.product.resource === input.resource_type_code) &&
        (!input.region_code || names.region(e.thing, customer) === input.region_code) &&
        (input.charging_mode === undefined || Number(modeOf(e)) === input.charging_mode) &&
        (input.bill_type === undefined || billTypeOf(e) === input.bill_type) &&
        (!input.trade_id || names.tradeId(e.thing, e.from) === input.trade_id) &&
        (!input.enterprise_project_id || names.project(e.thing) === input.enterprise_project_id),
    )
    return {
      total_count: found.length,
      records: page(found, input).map(({e, consume, erased}) => {
        const about = aboutOf(call, customer, names, bill, e)
        const rest = consume - cents(e.coupon) - cents(e.flexi)
        return {
          bill_cycle: formatCycle(month),
          customer_id: customer.id,
          service_type_code: about.service,
          resource_type_code: about.resource,
          service_type_name: about.serviceName,
          resource_type_name: about.resourceTypeName,
          region_code: about.region,
          enterprise_project_id: about.project,
          enterprise_project_name: about.projectName,
          charging_mode: Number(modeOf(e)) as 1,
          consume_time: about.consumed,
          trade_time: about.consumed,
          provider_type: 1 as const,
          trade_id: about.trade,
          id: about.recordId,
          bill_type: billTypeOf(e) as 1,
          status: status as 1,
          official_amount: eight(e.official),
          official_discount_amount: eight(e.discount),
          erase_amount: eight(erased),
          consume_amount: hundredths(consume),
          cash_amount: hundredths(status === 1 ? rest : 0n),
          credit_amount: hundredths(0n),
          coupon_amount: hundredths(cents(e.coupon)),
          flexipurchase_coupon_amount: hundredths(cents(e.flexi)),
          stored_value_card_amount: hundredths(0n),
          bonus_amount: hundredths(0n),
          debt_amount: hundredths(status === 1 ? 0n : rest),
          writeoff_amount: hundredths(0n),
          region_name: about.regionName,
          account_name: customer.accountName,
        }
      }),
      currency: call.world.currency,
    }
  },

  ListConsumeSubCustomers(call) {
    const {input} = call
    const month = cycleOf(call, input.bill_cycle, 'bill_cycle')
    const found = call.customers.list(asPartner(call).domainId, call.now).filter(c => consumed(call, c, month))
    return {sub_customers: page(found, input).map(c => ({customer_id: c.id})), total_count: found.length}
  },

  ListSubCustomerBillDetail(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const customer = call.customers.ofPartner(partner.id, input.customer_id, call.now)
    if (!customer) throw notMine(call, input.customer_id)
    const month = cycleOf(call, input.bill_cycle, 'bill_cycle', CONSUMPTION_KEPT)
    const {from, to} = days(month, input.bill_date_begin, input.bill_date_end)
    const other =
      (input.association_type !== undefined && input.association_type !== customer.associationType) ||
      (input.account_manager_id && input.account_manager_id !== managerIdOf(customer))
    const names = namingOf(call.world)
    const rich = call.world.scenario === 'messy'
    const filter: RecordFilter = {
      service: input.service_type_code,
      region: input.region_code,
      mode: input.charging_mode === undefined ? undefined : String(input.charging_mode),
      type: input.bill_detail_type,
      resourceId: input.resource_id,
      tradeId: input.trade_id,
      zeros: true,
      from: other ? 32 : from,
      to,
      statistic: 3,
    }
    const bill = billOf(call, customer, month, filter, names)
    const found = indexes(bill).filter(
      i => !input.resource_name || names.resourceName(thingOf(bill, i)) === input.resource_name,
    )
    return {
      total_count: found.length,
      currency: call.world.currency,
      fee_records: page(found, input).map(i => {
        const e = entryAt(bill, i)
        const about = aboutOf(call, customer, names, bill, e)
        const usage = e.usage && e.thing.product.usages[e.usage.index]!
        const period = e.event && modeOf(e) === '1' && isOrder(e.event)
        const eighths = (units: number) => eight(BigInt(units))
        return {
          bill_cycle: formatCycle(month),
          customer_id: customer.id,
          association_type: customer.associationType === '1' ? ('1' as const) : ('2' as const),
          service_type_code: about.service,
          resource_type_code: about.resource,
          service_type_name: about.serviceName,
          resource_type_name: about.resourceTypeName,
          charging_mode: Number(modeOf(e)) as 1,
          trade_time: about.consumed,
          trade_id: about.trade,
          id: about.recordId,
          bill_detail_type: billTypeOf(e) as 1,
          resource_id: about.id,
          resource_name: about.name,
          product_spec_desc: about.description,
          region_code: about.region,
          product_id: modeOf(e) === '3' ? e.thing.product.productId : e.thing.product.periodProductId,
          product_name: about.description,
          resource_tag: about.tag,
          ...about.part,
          consume_time: about.consumed,
          usage_type: usage?.type ?? null,
          usage_amount: e.usage ? eighths(e.usage.amount) : null,
          usage_measure_id: usage?.measureId ?? null,
          free_resource_usage: e.usage ? eighths(e.usage.free) : null,
          free_resource_measure_id: e.usage && e.usage.free > 0 ? usage!.measureId : null,
          ri_usage: e.usage ? eighths(e.usage.reserved) : null,
          ri_usage_measure_id: e.usage && e.usage.reserved > 0 ? 4 : null,
          official_amount: eight(e.official),
          official_discount_amount: eight(e.discount),
          payment_amount: about.amount,
          cash_amount: about.cash,
          credit_amount: about.credit,
          coupon_amount: about.coupon,
          flexipurchase_coupon_amount: about.flexi,
          stored_value_card_amount: zero,
          debt_amount: about.debt,
          writeoff_amount: zero,
          period_type: period ? (e.event!.months === 12 ? (19 as const) : (20 as const)) : null,
          account_manager_id: managerIdOf(customer),
          partner_id: partner.id,
          region_name: about.regionName,
          period_num: period ? Decimal.of(e.event!.months === 12 ? 1 : e.event!.months) : null,
          enterprise_project_id: about.project,
          order_type: period ? (orderTypes[billTypeOf(e)] ?? null) : null,
          payment_type: rich && modeOf(e) === '10' ? ('ALL_UPFRONT' as const) : null,
        }
      }),
    }
  },

  ListSubcustomerMonthlyBills(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const month = cycleOf(call, input.cycle, 'cycle')
    const customers = input.customer_id
      ? [call.customers.ofPartner(partner.id, input.customer_id, call.now)]
      : call.customers.list(partner.id, call.now)
    if (customers[0] === undefined && input.customer_id) throw notMine(call, input.customer_id)
    const found = linesOf(call, partner, customers as Customer[], month).filter(
      ({line}) =>
        line.mode === input.charge_mode &&
        (!input.cloud_service_type || line.product.service === input.cloud_service_type) &&
        (input.bill_type === undefined || kindOf(line) === input.bill_type),
    )
    return {
      bill_sums: page(found, input).map(({customer, line}) => {
        const parts = partsOf(call, line, customer.billing.arrears, month)
        const kind = kindOf(line)
        const account = (
          balance_type: 'BALANCE_TYPE_DEBIT' | 'BALANCE_TYPE_COUPON' | 'BALANCE_TYPE_RCASH_COUPON',
          units: bigint,
        ) => ({
          balance_type,
          amount: hundredths(units),
          bill_type: kind,
        })
        return {
          customer_id: customer.id,
          cloud_service_type: line.product.service,
          cloud_service_type_name: serviceName(line.product.service, call.language),
          bill_type: kind,
          charge_mode: line.mode as '1' | '3',
          amount: hundredths(line.consume),
          debt_amount: hundredths(parts.debt),
          adjustment_amount: hundredths(0n),
          discount_amount: eight(line.discount),
          measure_id: 1 as const,
          account_details: [
            account('BALANCE_TYPE_DEBIT', parts.cash),
            account('BALANCE_TYPE_COUPON', parts.coupon),
            account('BALANCE_TYPE_RCASH_COUPON', parts.flexi),
          ].filter(a => !a.amount.isZero),
          resource_type_code: line.product.resource,
          resource_type_name: resourceTypeName(line.product.resource, call.language),
        }
      }),
      count: found.length,
      currency: call.world.currency,
    }
  },
} satisfies Topic

const zero = Decimal.parse('0')
const cents = (units: bigint): bigint => units - (units % 1_000_000n)

const orderTypes: Record<number, 1 | 2 | 3 | 4 | 10> = {1: 1, 2: 2, 8: 2, 3: 3, 20: 3, 4: 4, 24: 10}

/** Who pays for a customer: its partner, unless the partner only referred it. */
const payerOf = (customer: Customer): string => (isResale(customer) ? customer.partnerId : customer.id)

const managerIdOf = (customer: Customer): string | null =>
  customer.accountManager ? uuidOf(hashText(customer.accountManager)).replaceAll('-', '') : null

const indexes = (bill: Bill): number[] => bill.rows.map((_, i) => i)

function thingOf(bill: Bill, index: number): Entry['thing'] {
  const row = bill.rows[index]!
  return 'event' in row ? row.event : bill.resources.metered[row.resource]!
}

function zoneOf(region: string, seed: number): string {
  const zones = catalogue().regions.find(r => r.id === region)?.azs ?? []
  return zones.length ? zones[seed % zones.length]! : `${region}a`
}

/** What all shapes of a record say. */
/** What records of all shapes say about an entry. */
export function aboutOf(call: Pick<Call, 'language' | 'site'>, customer: Customer, names: Names, bill: Bill, e: Entry) {
  const {thing, event} = e
  const {service, resource, sku, description, size} = thing.product
  const bare = event !== undefined && isTax(event)
  const region = names.region(thing, customer)
  const text = description[call.language === 'zh' ? 1 : 0]
  const amount = e.official - e.discount
  const rest = amount - e.coupon - e.flexi
  const debt = !bill.closed || customer.billing.arrears
  const moment = event ? timeOf(event) : startOfBillDay(e.to + 1) - 1000
  const times =
    !event && 'office' in thing && e.from === e.to
      ? sessionTimes(thing, e.from, Math.max(0, e.usage!.session))
      : undefined
  const at = (quarter: number) => formatTime(startOfBillDay(e.from) + quarter * 900_000)
  const line = event?.stored ? hashText(event.stored.line) : (e.usage?.index ?? 0) * 4 + (e.usage?.session ?? 0)
  return {
    service,
    resource,
    serviceName: serviceName(service, call.language),
    resourceTypeName: resourceTypeName(resource, call.language),
    region,
    regionName: regionName(region, call.language),
    id: names.resourceId(thing),
    name: bare ? null : names.resourceName(thing),
    tag: bare ? null : names.tag(thing),
    sku: bare ? null : sku,
    description: bare
      ? null
      : size.measureId === null
        ? text
        : `${text}|${thing.size}${size.measureId === 15 ? 'Mbit/s' : 'GB'}`,
    project: names.project(thing),
    projectName: bare ? null : names.projectName(thing),
    part: partFields(call.language, names.part(thing)),
    /** Which resource the fee is for, where it is for a part of one. */
    relations: relationsOf(names, thing),
    trade: names.tradeId(thing, e.from),
    recordId: `${uuidOf(mix(thing.seed, e.from, billTypeOf(e), line))}_1`,
    begin: times ? at(times[0]) : null,
    end: times ? at(times[1]) : null,
    consumed: times ? at(times[1]) : formatTime(moment),
    amount: eight(amount),
    coupon: eight(e.coupon),
    flexi: eight(e.flexi),
    debt: eight(debt ? rest : 0n),
    cash: eight(!debt && call.site === 'cn' ? rest : 0n),
    credit: eight(!debt && call.site !== 'cn' ? rest : 0n),
  }
}

/** A row with what is paid for it in whole hundredths. */
interface Transaction {
  e: Entry
  exact: bigint
  consume: bigint
  erased: bigint
}

/**
 * The rows of a month as payments of whole hundredths. What is cut off one row is carried to the next of the same
 * product and billing mode, so that they add up to the monthly sum.
 */
function transactions(bill: Bill, names: Names): Transaction[] {
  const running = new Map<string, bigint>()
  const byTrade = new Map<string, Entry>()
  for (const i of indexes(bill)) {
    const e = entryAt(bill, i)
    // All measurements of a resource on a day are one transaction.
    const key = e.event ? `e${i}` : `${names.tradeId(e.thing, e.from)}/${e.from}`
    const before = byTrade.get(key)
    byTrade.set(key, before ? add(before, e) : e)
  }
  return [...byTrade.values()].map(e => {
    const key = `${e.thing.product.resource}/${modeOf(e)}/${sumKind(billTypeOf(e))}`
    const before = running.get(key) ?? 0n
    const exact = e.official - e.discount
    running.set(key, before + exact)
    const consume = cents(before + exact) - cents(before)
    return {e, exact, consume, erased: exact - consume}
  })
}

const add = (a: Entry, b: Entry): Entry => ({
  ...a,
  official: a.official + b.official,
  discount: a.discount + b.discount,
  coupon: a.coupon + b.coupon,
  flexi: a.flexi + b.flexi,
})

/** Whether a customer has any record in a month. */
function consumed(call: Call<unknown>, customer: Customer, month: number): boolean {
  const start = firstDay(month)
  const last = Math.min(start + daysIn(month) - 1, lastVisibleDay(month, call.now))
  const {metered, events} = monthOfCustomer(call, customer, month)
  if (events.some(e => e.day <= last)) return true
  return metered.some(r => {
    for (let day = Math.max(start, r.from); day <= Math.min(last, r.last); day++)
      if (sessionsOn(r, day) > 0) return true
    return false
  })
}

/** The API's bill types of sums: 0 normal, 1 unsubscription, 2 given back by Huawei. */
const kindOf = (line: SumLine): '0' | '1' | '2' =>
  line.kind === 2 ? '1' : line.kind === 3 && line.consume < 0n ? '2' : '0'

interface CustomerLine {
  customer: Customer
  line: SumLine
}

const memory = new WeakMap<World, Map<string, CustomerLine[]>>()

/** The monthly sums of customers; those of all customers are remembered until something changes. */
function linesOf(call: Call<unknown>, partner: Partner, customers: Customer[], month: number): CustomerLine[] {
  const make = () => customers.flatMap(customer => sumLines(call, customer, month).map(line => ({customer, line})))
  if (customers.length === 1) return make()
  const known = memory.get(call.world) ?? new Map<string, CustomerLine[]>()
  memory.set(call.world, known)
  const key = `${partner.id}/${month}/${lastVisibleDay(month, call.now)}/${monthOf(call.now)}/${call.store.id}.${call.store.version()}`
  const found = known.get(key) ?? make()
  if (known.size > 3) known.clear()
  known.set(key, found)
  return found
}
