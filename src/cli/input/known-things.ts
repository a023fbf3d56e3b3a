// What an argument may name, for a person who is asked for it: things that are there and that the command can act on,
// as a list to search in.
import type {Api} from '../../api/client.js'
import {inputFields, wordsOf} from '../../api/contract/fields.js'
import type {OperationId} from '../../api/types.js'
import {listCustomers} from '../../customers/find.js'
import {accountNames} from '../../customers/names.js'
import {listResellers} from '../../customers/resellers.js'
import {lookUp} from '../../look-up.js'
import {rules} from '../../tickets/rules.js'
import type {Choice} from './prompts.js'

export interface Whose {
  /** The customer that was named. */
  as?: string
  reseller?: string
  group?: string
  /** The command that asks, as it is typed. */
  command?: string
}

/** A thing to choose, and whose it is where its list says so. */
export interface KnownChoice extends Choice<string> {
  customer?: string
}

export interface KnownThing {
  /** The customer must be known first. */
  ofCustomer?: true
  list(api: Api, whose: Whose): Promise<KnownChoice[]>
}

/** As many as somebody looks through; others are typed. */
const MOST = 200

/** Contract: CustomerOrderV2.status, OrderInstanceV2.status, IssuedPartnerCoupon.status, AuthorizationInfo.status. */
const PENDING_PAYMENT = 6
const IN_USE = 2
const CLOSED = 3
const USABLE = 2
const ASKED = 0
const AUTHORIZED = 1

const choice = (value: string | undefined, ...about: (string | undefined)[]): KnownChoice[] =>
  value ? [{value, name: [value, ...about.filter(Boolean)].join('  ')}] : []

const day = (time: string | undefined) => time?.slice(0, 10)
const until = (time: string | undefined) => time && `until ${day(time)}`
const money = (amount: {toDisplay(): string} | undefined, currency = '') =>
  amount && `${currency} ${amount.toDisplay()}`.trim()

function word(operation: OperationId, field: string, code: string | number | undefined): string | undefined {
  const schema = inputFields(operation).get(field)?.schema
  return schema && code !== undefined ? lookUp(wordsOf(schema), String(code)) : undefined
}

export async function knownCustomers(api: Api, {reseller}: Whose): Promise<Choice<string>[]> {
  const all = await listCustomers(api, {indirect_partner_id: reseller}, {limit: 1000}).toArray()
  return all.map(({account_name, customer_id}) => ({name: account_name, value: customer_id}))
}

const resellers: KnownThing = {
  list: async api =>
    (await listResellers(api)).map(({account_name, indirect_partner_id: value}) => ({
      name: account_name ?? value,
      value,
    })),
}

const customers: KnownThing = {list: knownCustomers}

/** Statuses of the tickets that a command can act on; all where it only shows them. */
const ofTickets = (command: string) => lookUp(rules, command.replace(/^ticket /, ''))?.statuses

const tickets: KnownThing = {
  async list(api, {as, group, command = ''}) {
    const filter = {group_id: group, incident_status: ofTickets(command)?.join(',')}
    const rows = await api.list('ListCases', filter, {as, limit: MOST}).toArray()
    return rows.flatMap(row =>
      choice(row.incident_id, word('ListCases', 'status', row.status), row.simple_description?.slice(0, 40)),
    )
  },
}

const orders = (status?: typeof PENDING_PAYMENT): KnownThing => ({
  async list(api, {as, reseller}) {
    const filter = {customer_id: as, indirect_partner_id: reseller, status}
    const rows = await api.list('ListCustomerOrders', filter, {limit: MOST}).toArray()
    const ids = rows.flatMap(({customer_id}) => customer_id ?? [])
    const names = await accountNames(api, ids, reseller)
    return rows.flatMap(row =>
      choice(
        row.order_id,
        names.get(row.customer_id ?? ''),
        money(row.amount_after_discount, row.currency),
        word('ListCustomerOrders', 'status', row.status),
      ).map(one => ({...one, customer: row.customer_id})),
    )
  },
})

/** What has ended, or is about to, can be renewed; anything else wants what is in use. */
const renews = /^(subscription|price) renew/

const resources: KnownThing = {
  ofCustomer: true,
  async list(api, {as, command = ''}) {
    const all = await api.list('ListPayPerUseCustomerResources', {only_main_resource: 1}, {as, limit: MOST}).toArray()
    const rows = all.filter(({status}) => (renews.test(command) ? status !== CLOSED : status === IN_USE))
    return rows.flatMap(row => choice(row.resource_id, row.resource_name, until(row.expire_time)))
  },
}

const coupons: KnownThing = {
  async list(api, {as, reseller}) {
    const filter = {indirect_partner_id: as ? undefined : reseller}
    const rows = await api.list('ListSubCustomerCoupons', filter, {as, limit: MOST}).toArray()
    return rows.flatMap(row =>
      choice(row.coupon_id, row.plan_name, money(row.balance, row.currency), until(row.expire_time)),
    )
  },
}

const issuedCoupons: KnownThing = {
  async list(api, {reseller}) {
    const filter = {indirect_partner_id: reseller, status: USABLE} as const
    const rows = await api.list('ListIssuedPartnerCoupons', filter, {limit: MOST}).toArray()
    const names = await accountNames(
      api,
      rows.flatMap(({customer_id}) => customer_id ?? []),
      reseller,
    )
    return rows.flatMap(row =>
      choice(row.coupon_id, names.get(row.customer_id ?? ''), money(row.balance), until(row.expire_time)),
    )
  },
}

const packages: KnownThing = {
  ofCustomer: true,
  async list(api, {as}) {
    const rows = await api.list('ListFreeResourceInfos', {}, {as, limit: MOST}).toArray()
    return rows.flatMap(row => choice(row.order_instance_id, row.product_name, until(row.expire_time)))
  },
}

const grantedQuotas: KnownThing = {
  async list(api) {
    const rows = await api.list('ListIssuedCouponQuotas', {}, {limit: MOST}).toArray()
    return rows.flatMap(row =>
      choice(row.quota_id, row.indirect_partner_account_name, money(row.balance, row.currency)),
    )
  },
}

const authorizations: KnownThing = {
  async list(api, {as, command = ''}) {
    const status = /(grant|reject)$/.test(command) ? ASKED : command.endsWith('revoke') ? AUTHORIZED : undefined
    const rows = await api.list('ListAuthorizations', {status}, {as, limit: MOST}).toArray()
    return rows.flatMap(row => choice(row.id, row.incident_id, word('ListAuthorizations', 'status', row.status)))
  },
}

/** By the name of the argument, or by the command and that name where the command wants others. */
const knownThings: Record<string, KnownThing> = {
  customer: customers,
  customers,
  reseller: resellers,
  resellers,
  ticket: tickets,
  tickets,
  order: orders(),
  'order pay order': orders(PENDING_PAYMENT),
  'order cancel order': orders(PENDING_PAYMENT),
  resources,
  coupon: coupons,
  'coupon reclaim coupon': issuedCoupons,
  package: packages,
  quotas: grantedQuotas,
  authorization: authorizations,
}

/** What an argument of a command may name; undefined where nobody has a list of that. */
export const knownThing = (command: string, argument: string): KnownThing | undefined =>
  lookUp(knownThings, `${command} ${argument}`) ?? lookUp(knownThings, argument)
