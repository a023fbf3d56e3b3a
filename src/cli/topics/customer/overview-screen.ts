// The screen for an angry call: one customer, everything at a glance.

import {commandLine} from '../../../command-line.js'
import {budgetOf, leftOf} from '../../../customers/budget-amount.js'
import type {BudgetState, Overview, Spend} from '../../../customers/overview.js'
import {Decimal} from '../../../decimal.js'
import {lookUp} from '../../../look-up.js'
import {labeller} from '../../output/labels.js'
import {alignedLines} from '../../output/lines.js'

const words = {
  type: labeller('bss', 'CustomerInformation', 'customer_type'),
  association: labeller('bss', 'CustomerInformation', 'association_type'),
  verified: labeller('bss', 'CustomerInformation', 'verified_status'),
  frozen: labeller('bss', 'CustomerInformation', 'is_frozen'),
  order: labeller('bss', 'CustomerOrderV2', 'status'),
  ticket: labeller('osm', 'IncidentInfoV2', 'status'),
}

const partNames: Record<string, string> = {
  spend: "this month's spend",
  open_orders: 'orders',
  open_tickets: 'tickets',
  opinion: 'the review',
}

/** Codes of the contract: CustomerOrderV2.status, CustomerInformation.verified_status. */
const UNPAID = 6
const VERIFIED = '2'

const SERVICES = 6
const ROWS = 5

export function overviewScreen(overview: Overview): string {
  const {customer, budget, balance, spend, open_orders, open_tickets, coupons, failed} = overview
  const since = customer.associated_on?.slice(0, 10)
  const facts = [
    ['customer', [customer.account_name, customer.customer].filter(text => text).join('   ')],
    ['id', customer.customer_id + (customer.xaccount_id ? `   platform user ${customer.xaccount_id}` : '')],
    [
      'kind',
      `${words.type(customer.customer_type)}, ${words.association(customer.association_type)}${since ? `, since ${since}` : ', not associated yet'}`,
    ],
    ['contact', [customer.email, customer.telephone].filter(text => text).join('   ')],
    ['real-name', words.verified(customer.verified_status) + (overview.opinion ? `: ${overview.opinion}` : '')],
    ['frozen', words.frozen(customer.is_frozen) + reasonOfFreeze(overview)],
    ...(budget ? budgetInWords(budget).map((text, index) => [index === 0 ? 'budget' : '', text]) : []),
    ...(balance ? [['balance', `${money(balance.amount, balance.currency)}, owes ${money(balance.debt_amount)}`]] : []),
    ...(coupons ? [['coupons', couponsInWords(coupons)]] : []),
  ].filter(([, text]) => text) as string[][]
  const sections = [alignedLines(facts)]
  if (spend) sections.push(spendLines(spend))
  if (open_orders) {
    const rows = open_orders.map(order => [
      order.order_id ?? '',
      words.order(order.status),
      cut(order.service_type_name ?? ''),
      money(order.amount_after_discount, order.currency),
      order.create_time?.slice(0, 10) ?? '',
    ])
    sections.push(listed('open orders', rows))
  }
  if (open_tickets) {
    const rows = open_tickets.map(ticket => [
      ticket.incident_id ?? '',
      words.ticket(ticket.status),
      String(ticket.create_time ?? '').slice(0, 10),
      cut(ticket.simple_description ?? ''),
    ])
    sections.push(listed('open tickets', rows))
  }
  for (const {part, message} of failed)
    sections.push([`${lookUp(partNames, part) ?? part} could not be read: ${message}`])
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

/** What somebody who has read the screen is likely to do next; three lines at most. */
export function overviewNext({customer, budget, open_orders, open_tickets}: Overview): string[] {
  const name = customer.account_name || customer.customer_id
  const usedUp = budget && isUsedUp(budget)
  const [ticket] = open_tickets ?? []
  const unpaid = open_orders?.find(order => order.status === UNPAID)
  const order = unpaid ?? open_orders?.[0]
  return [
    ...(usedUp ? [commandLine`budget set ${name}`] : []),
    ...(customer.is_frozen ? [commandLine`customer unfreeze ${name}`] : []),
    ...(ticket?.incident_id ? [commandLine`ticket show ${ticket.incident_id} --customer ${name}`] : []),
    ...(unpaid?.order_id
      ? [commandLine`order pay ${unpaid.order_id} --customer ${name}`]
      : order?.order_id
        ? [commandLine`order show ${order.order_id}`]
        : []),
    ...(customer.verified_status === VERIFIED ? [] : [commandLine`realname status ${name}`]),
    commandLine`bill records --customer ${name} --cycle this-month`,
  ].slice(0, 3)
}

const money = (amount: Decimal | undefined, currency = '') => `${currency} ${amount?.toDisplay() ?? '-'}`.trim()

/** The API does not say why; a budget that is used up or was never set is the likely cause. */
function reasonOfFreeze({customer, budget}: Overview): string {
  if (!customer.is_frozen || !budget) return ''
  if (!budgetOf(budget)) return ': it has no budget'
  if (isUsedUp(budget)) return ': its budget is used up'
  return ': by hand, its budget is not used up'
}

/** Whether nothing can be bought with it. */
function isUsedUp(budget: BudgetState): boolean {
  const left = leftOf(budget)
  return left ? left.isNegative || left.isZero : !budgetOf(budget)
}

/** What budgets count is not what anybody pays. */
const COUNTS = 'budgets count list prices'

function budgetInWords(budget: BudgetState): string[] {
  const {used_amount, currency, budget_type, projected_amount} = budget
  const budget_amount = budgetOf(budget)
  if (!budget_amount) return ['none: the customer cannot buy']
  const kind = budget_type === 'PACKAGE' ? 'one-off' : 'monthly'
  const share = used_amount ? percent(used_amount, budget_amount) : ''
  const text = `${money(used_amount, currency)} of ${money(budget_amount)} used${share}, ${kind}`
  if (!projected_amount) return [text, COUNTS]
  const over = projected_amount.compare(budget_amount) > 0 ? ', too much' : ''
  const end = percent(projected_amount, budget_amount)
  return [text, `about ${money(projected_amount, currency)} by the end of the month${end}${over}`, COUNTS]
}

const percent = (part: Decimal, whole: Decimal) =>
  whole.isZero ? '' : ` (${part.times(Decimal.of(100)).dividedBy(whole).rounded(0).toFixed(0)} %)`

/** What is left of 80 columns beside the other columns. */
const cut = (text: string) => (text.length > 22 ? `${text.slice(0, 21).trimEnd()}…` : text)

function couponsInWords(coupons: NonNullable<Overview['coupons']>): string {
  if (coupons.length === 0) return 'none'
  const left = new Map<string, Decimal>()
  for (const {currency = '', balance = Decimal.zero} of coupons)
    left.set(currency, (left.get(currency) ?? Decimal.zero).plus(balance))
  const each = [...left].map(([currency, amount]) => money(amount, currency))
  return `${coupons.length} unused, ${each.join(' and ')} left`
}

function spendLines({bill_cycle, currency, amount, services}: Spend): string[] {
  const shown = services
    .slice(0, SERVICES)
    .map(one => [`  ${one.service_type_name || 'another service'}`, one.amount.toDisplay()])
  const rest = services.slice(SERVICES)
  if (rest.length > 0) {
    shown.push([`  ${rest.length} more services`, Decimal.sum(rest.map(one => one.amount)).toDisplay()])
  }
  const title = [`this month ${bill_cycle} (UTC+8), so far`, money(amount, currency)]
  return alignedLines([title, ...shown], ['left', 'right'])
}

function listed(title: string, rows: string[][]): string[] {
  if (rows.length === 0) return [`${title}   none`]
  const more = rows.length > ROWS ? [`  and ${rows.length - ROWS} more`] : []
  return [title, ...alignedLines(rows.slice(0, ROWS)).map(line => `  ${line}`), ...more]
}
