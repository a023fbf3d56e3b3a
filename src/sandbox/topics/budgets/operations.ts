// Budgets: what a resale customer may consume in a month, or once.
import {Decimal} from '../../../decimal.js'
import {asPartner, type Call, type Topic} from '../../call.js'
import {billDay, formatTime} from '../../state/calendar.js'
import {hashText} from '../../state/random.js'
import {kind} from '../../state/store.js'
import type {Customer} from '../../world/model.js'
import {actingFor, isResale, resaleCustomer} from '../resellers/state.js'
import {type Budget, budgetKind, budgetOf, usedOf} from './state.js'

interface BudgetRecord {
  customerId: string
  amount: string
  type: 'MONTHLY' | 'PACKAGE'
  operation: 'SETTING' | 'DELETE'
  at: number
  operator: string
  partnerId: string
}

const recordKind = kind<BudgetRecord>('budget-record')

export const budgets = {
  ShowSubCustomerBudget(call) {
    const customer = resaleCustomer(call, call.input.customer_id, call.input.indirect_partner_id)
    const {measure_id, currency} = money(call)
    return {...amounts(call, customer), measure_id, currency}
  },

  UpdateSubCustomerBudget(call) {
    const {input} = call
    const customer = resaleCustomer(call, input.customer_id, input.indirect_partner_id)
    const before = budgetOf(call, customer)
    const budget: Budget = {
      amount: input.budget_amount.toFixed(2),
      type: input.budget_type ?? 'MONTHLY',
      automatic:
        input.frozen_operate_type === undefined ? (before?.automatic ?? false) : input.frozen_operate_type === 1,
      since: call.now,
    }
    // A freeze that came by itself stays when the budget is raised: it has to be lifted, here or by an unfreeze.
    if (customer.frozen) call.customers.change(customer, {frozen: customer.frozen})
    call.store.put(budgetKind, customer.id, 'budget', budget)
    const record: BudgetRecord = {
      customerId: customer.id,
      amount: budget.amount,
      type: budget.type,
      operation: 'SETTING',
      at: call.now,
      operator: asPartner(call).user.name,
      partnerId: asPartner(call).domainId,
    }
    call.store.put(recordKind, customer.id, String(call.store.next('budget-record')), record)
    if (String(input.cancel_partner_frozen) === '1' && customer.frozen)
      call.customers.change(customer, {frozen: '', frozenReason: '', releasedOn: billDay(call.now)})
  },

  ListSubCustomerBudget(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const found = [...new Set(input.customer_ids)]
      .map(id => call.customers.ofPartner(partner.id, id, call.now))
      .filter(c => c !== undefined && isResale(c) && budgetOf(call, c) !== undefined)
    return {
      ...money(call),
      budget_infos: found.map(c => ({customer_id: c!.id, ...amounts(call, c!)})),
    }
  },

  ListSubCustomerBudgetRecords(call) {
    const {input} = call
    const customer = resaleCustomer(call, input.customer_id, input.indirect_partner_id)
    const found = records(call, customer).filter(
      r =>
        (!input.operation_type || r.operation === input.operation_type) &&
        (!input.budget_type || r.type === input.budget_type),
    )
    const offset = input.offset ?? 0
    return {
      total_count: found.length,
      ...money(call),
      record_list: found.slice(offset, offset + (input.limit ?? 10)).map(r => {
        const partner = call.world.partner(r.partnerId)!
        return {
          budget_amount: Decimal.parse(r.amount),
          operation_type: r.operation,
          operation_time: formatTime(r.at),
          operator: r.operator,
          budget_type: r.type,
          partner_corp_name: partner.companyName,
          partner_account_name: partner.accountName,
        }
      }),
    }
  },
} satisfies Topic

const money = (call: Call<unknown>) => ({measure_id: 1 as const, currency: call.world.currency})

function amounts(call: Call<unknown>, customer: Customer) {
  const budget = budgetOf(call, customer)
  return {
    budget_amount: Decimal.parse(budget?.amount ?? '0.00'),
    used_amount: Decimal.parse(usedOf(call, customer, budget).rounded(2, 'down').toFixed(2)),
    budget_type: budget?.type ?? ('MONTHLY' as const),
  }
}

/** All changes, newest first; the last is the world's own, made when the customer was associated. */
function records(call: Call<unknown>, customer: Customer): BudgetRecord[] {
  const set = call.store
    .list(recordKind, customer.id)
    .map(r => r.value)
    .reverse()
  const partner = call.world.partner(customer.partnerId)!
  const first = customer.budget > 0 && !('created' in customer)
  if (!first) return set
  return [
    ...set,
    {
      customerId: customer.id,
      amount: `${customer.budget}.00`,
      type: 'MONTHLY',
      operation: 'SETTING',
      at: customer.associatedOn + (hashText(customer.id) % 86_400) * 1000,
      operator: partner.operators[0]!.name,
      partnerId: partner.id,
    },
  ]
}
