// Setting many budgets. A budget is set to an amount, not raised by one: the same request twice leaves the same budget.
import {parseAmount} from '../amount.js'
import {problemOf} from '../api/check.js'
import type {Api} from '../api/client.js'
import {inputFields} from '../api/contract/fields.js'
import type {Input, Item as ListItem} from '../api/types.js'
import type {Customer} from '../customers/find.js'
import {Decimal} from '../decimal.js'
import type {Failure} from '../failure.js'
import {choose, type Field, limits, oneOf, yesNo} from './fields.js'
import {customersOf} from './roll.js'
import type {Item, Survey, Task} from './task.js'

type Budget = ListItem<'ListSubCustomerBudget'>

/** The API gives the budgets of at most this many customers at once. */
const AT_ONCE = 100
const types = {monthly: 'MONTHLY', one_off: 'PACKAGE'} as const

function amount(text: string, name: string): string | undefined {
  try {
    const schema = inputFields('UpdateSubCustomerBudget').get('budget_amount')!.schema
    return problemOf(name, schema, parseAmount(text, name), 'intl')
  } catch (error) {
    const {message, next} = error as Failure
    return [message, ...next].join(': ')
  }
}

const fields: Field[] = [
  {
    name: 'customer',
    aliases: ['customer_id', 'account_name', 'id'],
    required: true,
    unique: true,
    note: 'customer id or account name',
    example: 'andes-retail',
  },
  {
    name: 'budget',
    aliases: ['budget_amount', 'amount'],
    required: true,
    note: "the new budget in the site's currency: 1000 or 1000.50",
    example: '1000.50',
    check: amount,
  },
  {
    name: 'type',
    aliases: ['budget_type'],
    note: 'monthly or one-off; as it is now when empty, monthly for a first budget',
    example: 'monthly',
    check: oneOf(types),
  },
  {name: 'unfreeze', note: 'yes: unfreeze the customer, too', example: 'no', check: oneOf(yesNo)},
  {
    name: 'freeze_on_overrun',
    aliases: ['freeze-on-overrun'],
    note: 'yes or no: freeze the customer by itself when the budget is used up; unchanged when empty',
    check: oneOf(yesNo),
  },
  {
    name: 'reseller',
    aliases: ['indirect_partner_id'],
    note: 'id of the reseller whose customer it is',
    check: limits('UpdateSubCustomerBudget', 'indirect_partner_id'),
  },
]

/** What is there now: the customer, and its budget when it has one. */
interface Present {
  customer: Customer
  budget?: Budget
}

/** What is there of each row's customer, and which rows are invalid. */
async function present(api: Api, items: Item[]): Promise<{found: Map<Item, Present>; invalid: Map<Item, Survey>}> {
  const {customers, invalid} = await customersOf(api, items)
  const byReseller = new Map<string, string[]>()
  for (const [item, {customer_id}] of customers) {
    const reseller = item.values.reseller!
    byReseller.set(reseller, [...(byReseller.get(reseller) ?? []), customer_id])
  }
  const budgets = new Map<string, Budget>()
  for (const [reseller, ids] of byReseller) {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const {budget_infos = []} = await api.call('ListSubCustomerBudget', {
        customer_ids: ids.slice(from, from + AT_ONCE),
        indirect_partner_id: reseller || undefined,
      })
      for (const budget of budget_infos) budgets.set(budget.customer_id ?? '', budget)
    }
  }
  const found = new Map<Item, Present>()
  for (const [item, customer] of customers) found.set(item, {customer, budget: budgets.get(customer.customer_id)})
  return {found, invalid}
}

/**
 * Whether the budget is what the row wants. Whether overruns freeze cannot be read, so a row that says so is never "as
 * wanted".
 */
function asWanted({values}: Item, {customer, budget}: Present): boolean {
  if (budget?.budget_amount?.compare(Decimal.parse(values.budget!)) !== 0) return false
  if (values.type && choose(types, values.type) !== budget.budget_type) return false
  return !(choose(yesNo, values.unfreeze!) && customer.is_frozen)
}

/** What is there, in a word that the journal keeps. */
const seenAs = ({customer, budget}: Present): string =>
  [budget?.budget_amount?.text ?? 'none', budget?.budget_type ?? '', customer.is_frozen ? 'frozen' : ''].join(' ')

const display = (budget: Budget | undefined) => budget?.budget_amount?.toDisplay() ?? 'none'

/** Sets budgets from rows. Source: intl/en-us/api-bpconsole/mt_01005.html, mt_01006.html */
export function budgetTask(): Task {
  // What the survey saw of each row, for the requests.
  let seen = new Map<Item, Present>()
  return {
    name: 'budget apply',
    noun: ['budget', 'budgets'],
    verb: 'change',
    fields,
    keyField: 'customer',

    async survey(api, items) {
      const {found, invalid} = await present(api, items)
      seen = found
      const surveys = new Map<Item, Survey>(invalid)
      for (const [item, now] of found) {
        if (surveys.has(item)) continue
        if (asWanted(item, now) && !item.values.freeze_on_overrun) {
          surveys.set(item, {action: 'unchanged', status: 'unchanged', id: now.customer.customer_id})
        } else {
          const to = Decimal.parse(item.values.budget!).toDisplay()
          const change = `${now.customer.account_name}: ${display(now.budget)} -> ${to}`
          surveys.set(item, {action: 'send', change, seen: seenAs(now)})
        }
      }
      return surveys
    },

    async send(api, [item]) {
      const {values} = item!
      const {customer, budget} = seen.get(item!)!
      const onOverrun = choose(yesNo, values.freeze_on_overrun!)
      await api.call('UpdateSubCustomerBudget', {
        customer_id: customer.customer_id,
        budget_amount: parseAmount(values.budget!, 'the budget'),
        budget_type: values.type
          ? choose(types, values.type)
          : (budget?.budget_type as Input<'UpdateSubCustomerBudget'>['budget_type']),
        cancel_partner_frozen: choose(yesNo, values.unfreeze!) ? '1' : undefined,
        frozen_operate_type: onOverrun === undefined ? undefined : onOverrun ? 1 : 0,
        indirect_partner_id: values.reseller || undefined,
      })
      const message = `was ${budget?.budget_amount?.text ?? 'none'}`
      return new Map([[item!, {kind: 'done', status: 'changed', id: customer.customer_id, message}]])
    },

    async settle(api, rows) {
      const {found: now} = await present(
        api,
        rows.map(({item}) => item),
      )
      return new Map(
        rows.map(({item}) => {
          const state = now.get(item)
          // Where the budget was as wanted before, only the switch for overruns was to change, which nothing shows: set
          // again, it is set.
          const shows = !item.values.freeze_on_overrun || (state && seenAs(state) !== item.seen)
          const done = state && asWanted(item, state) && shows
          return [
            item,
            done
              ? {kind: 'done', status: 'changed', id: state.customer.customer_id, message: 'found to be as wanted'}
              : 'no-effect',
          ]
        }),
      )
    },
  }
}
