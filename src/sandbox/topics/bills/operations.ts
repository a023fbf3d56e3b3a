// Bills: the partner's month, a customer's monthly sum, and its records.
import {Decimal} from '../../../decimal.js'
import {isClosed, isFinal, lastVisibleDay, MONTHS_KEPT, type SumLine, sumLines} from '../../bills/ledger.js'
import {namingOf} from '../../bills/naming.js'
import {partnerSum} from '../../bills/partner-bill.js'
import {billOf, type RecordFilter} from '../../bills/records.js'
import {Renderer} from '../../bills/render.js'
import {asCustomer, asPartner, type Call, RawBody, type Topic} from '../../call.js'
import {daysIn, firstDay, formatCycle, monthOf, parseCycle} from '../../state/calendar.js'
import {badParameter} from '../../wire/api-fault.js'
import {resourceTypeName, serviceName} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'

export const bills = {
  ListPostpaidBillSum(call) {
    // Nothing is said of how far back a partner's bills reach: its page asks for one that is years old.
    const month = monthNamed(call.input.bill_cycle, 'bill_cycle')
    const {currency} = call.world
    // The bill of a month is there from noon of the 5th on; before, there is nothing to show.
    if (!isFinal(month, call.now)) return {bill_cycle: formatCycle(month), currency}
    const sum = partnerSum(call, asPartner(call).partner, month)
    return {
      bill_cycle: formatCycle(month),
      initial_amount_due: hundredths(sum.billed),
      consume_amount: hundredths(sum.consume),
      refunds: hundredths(sum.refunds),
      adjustments: hundredths(sum.adjustments),
      tax_amount: Decimal.fromUnits(sum.tax),
      currency,
    }
  },

  ShowCustomerMonthlySum(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const month = cycleOf(call, input.bill_cycle, 'bill_cycle')
    const own = input.method !== 'sub_customer' && (!input.enterprise_project_id || input.enterprise_project_id === '0')
    const lines = (own ? sumLines(call, customer, month) : []).filter(
      line => !input.service_type_code || line.product.service === input.service_type_code,
    )
    const parts = lines.map(line => partsOf(call, line, customer.billing.arrears, month))
    const total = (name: keyof (typeof parts)[number]) => hundredths(parts.reduce((sum, p) => sum + p[name], 0n))
    const offset = input.offset ?? 0
    return {
      total_count: lines.length,
      bill_sums: lines.slice(offset, offset + (input.limit ?? 10)).map((line, i) => ({
        bill_cycle: formatCycle(month),
        resource_type_code: line.product.resource,
        service_type_code: line.product.service,
        service_type_name: serviceName(line.product.service, call.language),
        resource_type_name: resourceTypeName(line.product.resource, call.language),
        charging_mode: Number(line.mode) as 1,
        official_amount: eight(line.official),
        official_discount_amount: eight(line.discount),
        truncated_amount: eight(line.truncated),
        consume_amount: hundredths(line.consume),
        ...amountsOf(parts[offset + i]!),
        measure_id: 1 as const,
        bill_type: line.kind,
        customer_id: customer.id,
        account_name: customer.accountName,
      })),
      consume_amount: total('consume'),
      debt_amount: total('debt'),
      coupon_amount: total('coupon'),
      flexipurchase_coupon_amount: total('flexi'),
      stored_value_card_amount: hundredths(0n),
      cash_amount: total('cash'),
      credit_amount: total('credit'),
      writeoff_amount: hundredths(0n),
      measure_id: 1,
      currency: call.world.currency,
    }
  },

  ListCustomerselfResourceRecords(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const month = cycleOf(call, input.cycle, 'cycle')
    const {from, to} = days(month, input.bill_date_begin, input.bill_date_end)
    const nobody = input.method === 'sub_customer'
    const filter = {
      service: input.cloud_service_type,
      region: input.region,
      mode: input.charge_mode,
      type: input.bill_type,
      resourceId: input.resource_id,
      project: input.enterprise_project_id,
      zeros: input.include_zero_record ?? false,
      tradeId: input.trade_id,
      from: nobody ? 32 : from,
      to,
      statistic: input.statistic_type ?? 3,
    }
    return new RawBody(renderer(call, customer, month, filter).page(input.offset ?? 0, input.limit ?? 10))
  },
} satisfies Topic

/** The bills that are being paged through: making the rows again for every page would be most of the work. */
const recent = new Map<string, Renderer>()
const RECENT = 6

function renderer(call: Call<unknown>, customer: Customer, month: number, filter: RecordFilter): Renderer {
  const {world, store, now, language} = call
  const state = `${lastVisibleDay(month, now)}/${isClosed(month, now)}/${store.id}.${store.version()}`
  const key = `${world.hash}/${customer.id}/${month}/${language}/${state}/${JSON.stringify(filter)}`
  let found = recent.get(key)
  if (!found) {
    const names = namingOf(world)
    found = new Renderer(world, billOf(call, customer, month, filter, names), names, language)
  }
  recent.delete(key)
  recent.set(key, found)
  if (recent.size > RECENT) recent.delete(recent.keys().next().value!)
  return found
}

function monthNamed(text: string, name: string): number {
  const month = parseCycle(text)
  if (month === undefined) throw badParameter(name, 'not a month, YYYY-MM')
  return month
}

/**
 * The running cycle, one of those kept before it, or a later one (which has nothing yet). Throws CBC.0100 for others.
 */
export function cycleOf(call: Call<unknown>, text: string, name: string, kept = MONTHS_KEPT): number {
  const month = monthNamed(text, name)
  const oldest = monthOf(call.now) - kept
  if (month < oldest) throw badParameter(name, `only the last ${kept} months are kept, from ${formatCycle(oldest)} on`)
  return month
}

export function days(month: number, begin: string | undefined, end: string | undefined): {from: number; to: number} {
  if (begin === undefined && end === undefined) return {from: 1, to: daysIn(month)}
  if (begin === undefined || end === undefined) throw badParameter('bill_date_begin', 'give both days or none')
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000 - firstDay(month) + 1
  const [from, to] = [day(begin), day(end)]
  if (from < 1 || to > daysIn(month)) throw badParameter('bill_date_begin', 'the days must lie in the cycle')
  if (from > to) throw badParameter('bill_date_end', 'before bill_date_begin')
  return {from, to}
}

export const hundredths = (units: bigint): Decimal => Decimal.parse(Decimal.fromUnits(units).toFixed(2))
export const eight = (units: bigint): Decimal => Decimal.parse(Decimal.fromUnits(units).toFixed(8))

interface Parts {
  consume: bigint
  coupon: bigint
  flexi: bigint
  cash: bigint
  credit: bigint
  debt: bigint
}

const cut = (units: bigint): bigint => units - (units % 1_000_000n)

/**
 * How a line is paid: coupons first, the rest in cash or from credit; debt while the month runs, and of those who do
 * not pay.
 */
export function partsOf(call: Call<unknown>, line: SumLine, arrears: boolean, month: number): Parts {
  const [coupon, flexi] = [cut(line.coupon), cut(line.flexi)]
  const rest = line.consume - coupon - flexi
  const open = arrears || month >= monthOf(call.now)
  return {
    consume: line.consume,
    coupon,
    flexi,
    cash: !open && call.site === 'cn' ? rest : 0n,
    credit: !open && call.site !== 'cn' ? rest : 0n,
    debt: open ? rest : 0n,
  }
}

const amountsOf = (parts: Parts) => ({
  coupon_amount: hundredths(parts.coupon),
  flexipurchase_coupon_amount: hundredths(parts.flexi),
  stored_value_card_amount: hundredths(0n),
  debt_amount: hundredths(parts.debt),
  writeoff_amount: hundredths(0n),
  cash_amount: hundredths(parts.cash),
  credit_amount: hundredths(parts.credit),
})
