// Freezing and unfreezing many customers: ten in a request, and an answer that may be good for some and bad for others.
import {outcomesOf} from '../api/chunks.js'
import {AT_ONCE, freezeSome, type FreezeKind as Kind} from '../customers/freezing.js'
import {choose, type Field, limits, oneOf} from './fields.js'
import {customersOf, Roll} from './roll.js'
import type {Item, RowEnd, Settled, Survey, Task} from './task.js'

/** What a row may say is frozen. */
export const kinds: Record<string, Kind> = {
  account: 'ACCOUNT',
  account_and_resource: 'ACCOUNT_AND_RESOURCE',
  resources: 'ACCOUNT_AND_RESOURCE',
}

/** Whether a row says that the resources are meant, too. */
export const meansResources = (item: Item): boolean => choose(kinds, item.values.type!) === 'ACCOUNT_AND_RESOURCE'

/** What counts for rows that do not say it themselves. */
export interface FreezeDefaults {
  reason?: string
  kind?: Kind
  reseller?: string
}

const fields = (withReason: boolean): Field[] => [
  {
    name: 'customer',
    aliases: ['customer_id', 'account_name', 'id'],
    required: true,
    unique: true,
    note: 'customer id or account name',
    example: 'andes-retail',
  },
  {
    name: 'reason',
    required: !withReason,
    note: `why, at most 256 characters${withReason ? '; that of --reason when empty' : ''}`,
    example: 'Overdue since May',
    check: limits('FreezeSubCustomers', 'reason'),
  },
  {
    name: 'type',
    aliases: ['freeze_type', 'unfreeze_type'],
    note: 'account, or account_and_resource; unfreeze with the type that was frozen with',
    example: 'account',
    check: oneOf(kinds),
  },
  {
    name: 'reseller',
    aliases: ['indirect_partner_id'],
    note: 'id of the reseller whose customer it is',
    check: limits('FreezeSubCustomers', 'indirect_partner_id'),
  },
]

/**
 * Freezes (`freeze`) or unfreezes customers from rows. A state that is as wanted already is left alone.
 * Source: intl/en-us/api-bpconsole/mc_00027.html, mc_00028.html
 */
export function freezeTask(freeze: boolean, defaults: FreezeDefaults = {}): Task {
  const ids = new Map<Item, string>()
  const done = freeze ? 'frozen' : 'unfrozen'
  const kindOf = (item: Item): Kind => choose(kinds, item.values.type!) ?? defaults.kind ?? 'ACCOUNT'
  const reasonOf = (item: Item) => item.values.reason || defaults.reason!
  const resellerOf = (item: Item) => item.values.reseller || defaults.reseller

  return {
    name: freeze ? 'customer freeze' : 'customer unfreeze',
    noun: ['customer', 'customers'],
    verb: freeze ? 'freeze' : 'unfreeze',
    fields: fields(defaults.reason !== undefined),
    keyField: 'customer',

    async survey(api, items) {
      const {customers, invalid} = await customersOf(api, items, resellerOf)
      const surveys = new Map<Item, Survey>(invalid)
      for (const [item, {customer_id: id, account_name, is_frozen}] of customers) {
        ids.set(item, id)
        if (surveys.has(item)) continue
        // Whether the resources are frozen, too, cannot be read: only the account's state is compared.
        if (kindOf(item) === 'ACCOUNT' && Boolean(is_frozen) === freeze) {
          surveys.set(item, {action: 'unchanged', status: 'unchanged', id, message: `is ${done} already`})
        } else surveys.set(item, {action: 'send', change: account_name, seen: is_frozen ? 'frozen' : 'unfrozen'})
      }
      return surveys
    },

    batches(items) {
      const alike = new Map<string, Item[]>()
      for (const item of items) {
        const group = JSON.stringify([reasonOf(item), kindOf(item), resellerOf(item)])
        alike.set(group, [...(alike.get(group) ?? []), item])
      }
      return [...alike.values()].flatMap(group =>
        Array.from({length: Math.ceil(group.length / AT_ONCE)}, (_, i) => group.slice(i * AT_ONCE, (i + 1) * AT_ONCE)),
      )
    },

    async send(api, items) {
      const [first] = items
      const told = await freezeSome(api, freeze, kindOf(first!), {
        customer_ids: items.map(item => ids.get(item)!),
        reason: reasonOf(first!),
        indirect_partner_id: resellerOf(first!),
      })
      const outcomes = outcomesOf(
        items.map(item => ids.get(item)!),
        told,
      )
      return new Map(
        outcomes.map(({id, status, error_code: code, error_msg: message}, index): [Item, RowEnd] => [
          items[index]!,
          status === 'done'
            ? {kind: 'done', status: done, id}
            : {kind: status === 'unknown' ? 'unknown' : 'failed', status, id, code, message},
        ]),
      )
    },

    async settle(api, rows) {
      const roll = await Roll.of(
        api,
        rows.map(({item}) => item),
        resellerOf,
      )
      return new Map(
        rows.map(({item}): [Item, Settled] => {
          const customer = roll.find(item.values.customer!)
          if (!customer) return [item, 'undecided']
          const end: RowEnd = {kind: 'done', status: done, id: customer.customer_id}
          // Freezing what is frozen changes nothing: it may be sent again.
          if (Boolean(customer.is_frozen) !== freeze) return [item, 'no-effect']
          // Account and resources go in one request: the account shows that it took effect, unless it was like this
          // before.
          return [item, kindOf(item) === 'ACCOUNT' || (item.seen && item.seen !== done) ? end : 'no-effect']
        }),
      )
    },
  }
}
