// How customers look in tables and CSV.

import {budgetOf} from '../../../customers/budget-amount.js'
import type {CustomerWithBudget} from '../../../customers/with-budget.js'
import type {Decimal} from '../../../decimal.js'
import {labeller} from '../../output/labels.js'
import type {Column, View} from '../../output/view.js'

const type = labeller('bss', 'CustomerInformation', 'customer_type')
const verified = labeller('bss', 'CustomerInformation', 'verified_status')
const frozen = labeller('bss', 'CustomerInformation', 'is_frozen')
const association = labeller('bss', 'CustomerInformation', 'association_type')

/** A customer without the field is one whose budget was not told. */
function budgetUsed(customer: CustomerWithBudget): string {
  const budget = budgetOf(customer)
  if (!budget) return 'budget_amount' in customer && !customer.budget_unread ? 'none' : '-'
  const whole = (amount: Decimal | undefined) => amount?.toDisplay().replace(/\.00$/, '') ?? '?'
  return `${whole(customer.used_amount?.rounded(0))} / ${whole(budget)}`
}

export const customerView: View<CustomerWithBudget> = {
  empty: 'No customers\n  partnerctl customer create    makes one',
  columns: [
    {name: 'account_name', label: 'CUSTOMER'},
    {name: 'customer_id', label: 'ID'},
    {name: 'customer_type', label: 'TYPE', text: row => type(row.customer_type)},
    {name: 'verified_status', label: 'REAL-NAME', text: row => verified(row.verified_status)},
    {name: 'used_amount', label: 'BUDGET USED', align: 'right', text: budgetUsed},
    {name: 'is_frozen', label: 'FROZEN', text: row => frozen(row.is_frozen)},
    {name: 'associated_on', label: 'SINCE (UTC)', text: row => row.associated_on?.slice(0, 10) ?? 'not yet'},
    {name: 'budget_amount', extra: true, align: 'right'},
    {name: 'budget_type', extra: true},
    {name: 'customer', label: 'VERIFIED NAME', extra: true},
    {name: 'association_type', extra: true, text: row => association(row.association_type)},
    {name: 'label', extra: true},
    {name: 'telephone', extra: true},
    {name: 'country_code', extra: true},
    {name: 'email', extra: true},
    {name: 'xaccount_id', extra: true},
    {name: 'xaccount_type', extra: true},
    {name: 'customer_level', extra: true},
    {name: 'account_managers', extra: true},
  ],
  spare: ['customer_id', 'associated_on', 'customer_type', 'verified_status', 'is_frozen'],
}

/** Who the customer of a row is: by name where it was looked up. */
export const customerColumn: Column<{customer_id?: string; account_name?: string}> = {
  name: 'customer_id',
  label: 'CUSTOMER',
  text: row => row.account_name ?? row.customer_id ?? '',
}
