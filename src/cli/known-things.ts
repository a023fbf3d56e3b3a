// What an argument may name, for a person who is asked for it: things that are there, as a list to search in.
import type {Api} from '../api/client.js'
import {inputFields, wordsOf} from '../api/contract/fields.js'
import type {OperationId} from '../api/types.js'
import {listCustomers} from '../customers/find.js'
import {accountNames} from '../customers/names.js'
import {listResellers} from '../customers/resellers.js'
import {lookUp} from '../look-up.js'
import type {Choice} from './input/prompts.js'

export interface Whose {
  /** The customer that was named. */
  as?: string
  reseller?: string
  group?: string
}

interface Known {
  /** The customer must be known first. */
  ofCustomer?: true
  list(api: Api, whose: Whose): Promise<Choice<string>[]>
}

/** As many as somebody looks through; others are typed. */
const MOST = 200

const choice = (value: string | undefined, ...about: (string | undefined)[]): Choice<string>[] =>
  value ? [{value, name: [value, ...about.filter(Boolean)].join('  ')}] : []

const day = (time: string | undefined) => time?.slice(0, 10)

function word(operation: OperationId, field: string, code: string | number | undefined): string | undefined {
  const schema = inputFields(operation).get(field)?.schema
  return schema && code !== undefined ? lookUp(wordsOf(schema), String(code)) : undefined
}

export async function knownCustomers(api: Api, {reseller}: Whose): Promise<Choice<string>[]> {
  const all = await listCustomers(api, {indirect_partner_id: reseller}, {limit: 1000}).toArray()
  return all.map(({account_name, customer_id}) => ({name: account_name, value: customer_id}))
}

const resellers: Known = {
  list: async api =>
    (await listResellers(api)).map(({account_name, indirect_partner_id: value}) => ({
      name: account_name ?? value,
      value,
    })),
}

const customers: Known = {list: knownCustomers}

const tickets: Known = {
  async list(api, {as, group}) {
    const rows = await api.list('ListCases', {group_id: group}, {as, limit: MOST}).toArray()
    return rows.flatMap(row =>
      choice(row.incident_id, word('ListCases', 'status', row.status), row.simple_description?.slice(0, 40)),
    )
  },
}

/** By the name of the argument. */
export const knownThings: Record<string, Known> = {
  customer: customers,
  customers,
  reseller: resellers,
  resellers,
  ticket: tickets,
  tickets,
  order: {
    async list(api, {as, reseller}) {
      const filter = {customer_id: as, indirect_partner_id: reseller}
      const rows = await api.list('ListCustomerOrders', filter, {limit: MOST}).toArray()
      const ids = rows.flatMap(({customer_id}) => customer_id ?? [])
      const names = await accountNames(api, ids, reseller)
      return rows.flatMap(row =>
        choice(
          row.order_id,
          names.get(row.customer_id ?? ''),
          row.amount_after_discount && `${row.currency ?? ''} ${row.amount_after_discount.toDisplay()}`.trim(),
          word('ListCustomerOrders', 'status', row.status),
        ),
      )
    },
  },
  resources: {
    ofCustomer: true,
    async list(api, {as}) {
      const rows = await api
        .list('ListPayPerUseCustomerResources', {only_main_resource: 1}, {as, limit: MOST})
        .toArray()
      return rows.flatMap(row =>
        choice(row.resource_id, row.resource_name, row.expire_time && `until ${day(row.expire_time)}`),
      )
    },
  },
}
