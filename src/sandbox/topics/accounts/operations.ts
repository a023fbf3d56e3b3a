// Accounts: what customers and partners have on them. Partners of the China site allocate money to customers and
// resellers and take it back; elsewhere customers of a partner have no balance of their own.
import {Decimal} from '../../../decimal.js'
import {isFinal, spendOf} from '../../bills/ledger.js'
import {partnerSum} from '../../bills/partner-bill.js'
import {asCustomer, asPartner, type Call, type Topic} from '../../call.js'
import {DAY_MS, firstDay, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {mix} from '../../state/random.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import type {Customer, Partner} from '../../world/model.js'
import {actingFor, isResale, notMine} from '../resellers/state.js'
import {accountIdOf, customerBalance, type Movement, partnerBalance, partnerMovements, transfer} from './state.js'

export const accounts = {
  ShowCustomerAccountBalances(call) {
    const {customer} = asCustomer(call)
    if (isResale(customer))
      throw new ApiFault(400, 'CBC.99000049', 'The customer of a resale partner has no account balance.')
    const {currency} = call.world
    const credit = Decimal.of(1000 + (customer.seed % 50) * 100)
    const spent = spendOf(call, customer, monthOf(call.now))
    const account = (type: 1 | 2 | 5 | 7, amount: Decimal, more: {credit_amount?: Decimal} = {}) => ({
      account_id: accountIdOf(customer.id, type),
      account_type: type,
      amount: money(amount),
      currency,
      designated_amount: money(Decimal.zero),
      credit_amount: more.credit_amount ?? money(Decimal.zero),
      measure_id: 1 as const,
    })
    return {
      account_balances: [
        account(1, customerBalance(call, customer)),
        account(2, credit.compare(spent) > 0 ? credit.minus(spent) : Decimal.zero, {credit_amount: money(credit)}),
        account(5, Decimal.zero),
        account(7, Decimal.zero),
      ],
      debt_amount: money(spent.compare(credit) > 0 ? spent.minus(credit) : Decimal.zero),
      measure_id: 1,
      currency,
    }
  },

  ShowCustomerExpenditureQuota(call) {
    const {customer} = asCustomer(call)
    // Resale customers have a budget instead.
    if (isResale(customer)) return {}
    const quota = Decimal.of(1000 + (customer.seed % 50) * 100)
    const used = spendOf(call, customer, monthOf(call.now))
    return {
      granting_amount: money(quota),
      granting_amount_used: money(used),
      percentage_granting_amount_used: money(used.times(Decimal.of(100)).dividedBy(quota).rounded(2)),
      measure_id: 1,
      currency: call.world.currency,
    }
  },

  ListCustomersBalancesDetail(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const found = input.customer_infos.map(info =>
      ownCustomer(call, partner, info.customer_id, () => notMine(call, info.customer_id)),
    )
    return {
      customer_balances: found.map(c => ({
        customer_id: c.id,
        debt_amount: money(Decimal.zero),
        amount: money(customerBalance(call, c)),
        currency: call.world.currency,
        measure_id: 1 as const,
      })),
    }
  },

  ListPartnerBalances(call) {
    const partner = actingFor(call, call.input.indirect_partner_id)
    const quota = Decimal.of(partner.quota)
    const owed = owedBy(call, partner)
    const balance = partnerBalance(call, partner)
    const account = (type: 1 | 2 | 8, amount: Decimal, credit: Decimal, memo: string) => ({
      account_id: accountIdOf(partner.id, type),
      account_type: type,
      amount: money(amount),
      currency: call.world.currency,
      designated_amount: money(Decimal.zero),
      credit_amount: money(credit),
      measure_id: 1 as const,
      memo,
    })
    const left = quota.compare(owed) > 0 ? quota.minus(owed) : Decimal.zero
    return {
      account_balances: [
        account(1, balance, Decimal.zero, ''),
        account(2, left.rounded(2, 'down'), quota, ''),
        account(8, balance, Decimal.zero, ''),
      ],
    }
  },

  UpdateCustomerAccountAmount(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const customer = ownCustomer(call, partner, input.customer_id, noRight)
    return {transfer_id: transfer(call, partner, {id: customer.id, name: customer.accountName}, positive(input.amount))}
  },

  ReclaimToPartnerAccount(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const customer = ownCustomer(call, partner, input.customer_id, noRight)
    const amount = positive(input.amount).negated()
    return {trans_id: transfer(call, partner, {id: customer.id, name: customer.accountName}, amount)}
  },

  UpdateIndirectPartnerAccount(call) {
    const {input} = call
    const reseller = resellerOf(call, input.indirect_partner_id)
    const to = {id: reseller.id, name: reseller.accountName}
    return {transfer_id: transfer(call, asPartner(call).partner, to, positive(input.amount))}
  },

  ReclaimIndirectPartnerAccount(call) {
    const {input} = call
    const reseller = resellerOf(call, input.indirect_partner_id)
    const to = {id: reseller.id, name: reseller.accountName}
    return {trans_id: transfer(call, asPartner(call).partner, to, positive(input.amount).negated())}
  },

  ListPartnerAccountChangeRecords(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const {from, to} = daysOf(input.trade_time_begin, input.trade_time_end)
    const credit = input.balance_type === 'BALANCE_TYPE_CREDIT'
    const {opening, movements} = credit
      ? creditAccount(call, partner, from)
      : {opening: Decimal.zero, movements: partnerMovements(call, partner)}
    let balance = opening
    const booked = movements.map(m => {
      balance = balance.plus(Decimal.parse(m.amount))
      return {movement: m, after: balance}
    })
    const found = booked
      .reverse()
      .filter(({movement: m}) => m.at >= from && m.at < to && (!input.trade_type || m.trade === input.trade_type))
    return {
      total_count: found.length,
      currency: call.world.currency,
      records: page(found, input).map(({movement: m, after}) => ({
        account_change_id: `${m.id}-${credit ? 2 : 1}`,
        trade_detail_type: m.detail as 'SOURCE_OPERATION_BEADJUST',
        trade_time: formatTime(m.at),
        trade_id: m.id,
        change_amount: Decimal.parse(m.amount).toFixed(2).replace('-', ''),
        balance_after_change: after.toFixed(2),
        type: m.amount.startsWith('-') ? ('2' as const) : ('1' as const),
        customer_id: m.other ?? null,
        account_name: m.otherName ?? null,
      })),
    }
  },

  ListPartnerAdjustRecords(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const from = input.operation_time_begin ? Date.parse(input.operation_time_begin) : -Infinity
    const to = input.operation_time_end ? Date.parse(input.operation_time_end) : Infinity
    const found = partnerMovements(call, partner)
      .filter(m => m.other !== undefined && call.world.partner(m.other) === undefined)
      .filter(
        m =>
          m.at >= from &&
          m.at <= to &&
          (!input.customer_id || m.other === input.customer_id) &&
          (!input.operation_type || m.detail === input.operation_type) &&
          (!input.trans_id || m.id === input.trans_id),
      )
      .reverse()
    return {
      records: page(found, input).map(m => ({
        customer_id: m.other!,
        customer_name: call.customers.get(m.other!)?.name || null,
        operation_type: m.detail as 'SOURCE_OPERATION_BEADJUST',
        amount: Decimal.parse(m.amount).toFixed(2).replace('-', ''),
        currency: call.world.currency,
        apply_scene: null,
        operation_time: formatTime(m.at),
        measure_id: 1 as const,
        trans_id: m.id,
        memo: m.memo ?? null,
      })),
      total_count: found.length,
    }
  },
} satisfies Topic

/** With two decimals. */
const money = (amount: Decimal): Decimal => Decimal.parse(amount.rounded(2, 'down').toFixed(2))

const noRight = (): ApiFault => new ApiFault(400, 'CBC.99000000', 'No permission to operate on this customer.')

function ownCustomer(call: Call<unknown>, partner: Partner, id: string, refuse: () => ApiFault): Customer {
  const customer = call.customers.ofPartner(partner.id, id, call.now)
  if (!customer || !isResale(customer)) throw refuse()
  return customer
}

/** A reseller of the calling distributor. Throws CBC.99000037. */
function resellerOf(call: Call<unknown>, id: string): Partner {
  const reseller = actingFor(call, id)
  if (reseller.id === asPartner(call).domainId) throw badParameter('indirect_partner_id', 'must be a reseller')
  return reseller
}

function positive(amount: Decimal): Decimal {
  if (amount.isZero) throw badParameter('amount', 'must be above 0')
  return amount
}

function daysOf(begin: string | undefined, end: string | undefined): {from: number; to: number} {
  const day = (text: string) => startOfBillDay(Date.parse(`${text}T00:00:00Z`) / DAY_MS)
  const from = begin ? day(begin) : -Infinity
  const to = end ? day(end) + DAY_MS : Infinity
  if (from >= to) throw badParameter('trade_time_end', 'before trade_time_begin')
  return {from, to}
}

/** What a partner has to pay and what is not billed yet: the part of its credit that is used. */
function owedBy(call: Call<unknown>, partner: Partner): Decimal {
  const month = monthOf(call.now)
  const closed = isFinal(month - 1, call.now) ? month - 1 : month - 2
  let owed = Decimal.zero
  for (let m = closed; m <= month; m++) owed = owed.plus(partnerSum(call, partner, m).due)
  return owed
}

/** Months of its credit account that are kept, unless earlier ones are asked for. */
const CREDIT_MONTHS = 3
const MOST_CREDIT_MONTHS = 12

/** The credit account: each month's consumption when it ends, and its payment when the bill after it is out. */
function creditAccount(call: Call<unknown>, partner: Partner, from: number): {opening: Decimal; movements: Movement[]} {
  const now = monthOf(call.now)
  const months =
    from === -Infinity ? CREDIT_MONTHS : Math.min(MOST_CREDIT_MONTHS, Math.max(CREDIT_MONTHS, now - monthOf(from)))
  const first = now - months
  const movements: Movement[] = []
  const due = (m: number) => partnerSum(call, partner, m).due.rounded(2, 'down')
  const id = (m: number, what: number) =>
    `B${String(mix(parseInt(partner.id.slice(1, 8), 16), m, what)).padStart(10, '0')}`
  // When the first of these months begins, only the month before the last is still to be paid.
  for (let m = first - 2; m < now; m++) {
    const ends = startOfBillDay(firstDay(m + 1))
    if (m > first - 2) {
      const amount = due(m).negated().text
      movements.push({id: id(m, 1), at: ends, amount, trade: 'DEDEUCT', detail: 'SOURCE_OPERAIION_USAGE'})
    }
    const paid = startOfBillDay(firstDay(m + 2) + 4) + DAY_MS / 2
    if (paid <= call.now) {
      movements.push({
        id: id(m, 2),
        at: paid,
        amount: due(m).text,
        trade: 'RECHARGE',
        detail: 'SOURCE_OPERAIION_WRITEOFF',
      })
    }
  }
  const opening = Decimal.of(partner.quota).minus(due(first - 2))
  return {opening, movements: movements.sort((a, b) => a.at - b.at)}
}
