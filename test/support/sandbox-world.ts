// What there is in the sandbox's world to try commands on: customers, orders, resources, coupons, by the names that
// examples use for them.
import type {Site} from '../../src/api/contract/contract.js'
import {cliJson} from './cli.js'

type Row = Record<string, string>

/** The words in capitals that stand in examples for what is different in every world. */
export type Names = Record<string, string>

/**
 * Finds something for each word: a CUSTOMER with a RESOURCE, a PACKAGE and a COUPON, an unpaid ORDER and its PAYER, a
 * REFUND, a RESELLER; on the China site a QUOTA, a COUPON that was issued, and the quota that a reseller has been
 * GRANTED.
 */
export async function worldNames(site: Site, profile = 'sandbox'): Promise<Names> {
  process.env.PARTNERCTL_SANDBOX_SITE = site
  inProfile = profile
  try {
    return site === 'cn' ? {...(await commonNames(site)), ...(await chinaNames())} : await commonNames(site)
  } finally {
    delete process.env.PARTNERCTL_SANDBOX_SITE
  }
}

/** Where the names are looked for. */
let inProfile = 'sandbox'
const rows = (line: string) => cliJson<Row[]>(`${line} --profile ${inProfile}`)

/** The ids of customers that can still buy something this month: on most days somebody has used up the budget. */
async function customersWithRoom(site: Site, customers: Row[]): Promise<Set<string>> {
  if (site === 'cn') return new Set(customers.map(one => one.customer_id!))
  const budgets = await rows('budget list --all')
  const room = ({budget_amount, used_amount}: Row) => Number(budget_amount) - Number(used_amount)
  return new Set(budgets.filter(one => room(one) > 1000).map(one => one.customer_id!))
}

async function commonNames(site: Site): Promise<Names> {
  const customers = await rows('customer list --all')
  const nameOf = new Map(customers.map(one => [one.customer_id, one.account_name!]))
  const payers = await customersWithRoom(site, customers)
  const orders = await rows('order list --status pending-payment --all')
  const order = orders.find(one => nameOf.has(one.customer_id) && payers.has(one.customer_id!))!
  const [refund] = await rows('order list --type unsubscription --limit 1')
  const [reseller] = await rows('reseller list')
  const names: Names = {
    ORDER: order.order_id!,
    PAYER: nameOf.get(order.customer_id)!,
    REFUND: refund!.order_id!,
    RESELLER: reseller!.account_name!,
  }
  for (const {account_name: customer} of customers) {
    const [resource, other] = await rows(
      `subscription list --customer ${customer} --status in-use --only-main-resource primary-only`,
    )
    if (!resource || !other) continue
    const [one] = await rows(`package list --customer ${customer} --limit 1`)
    if (!one) continue
    const [coupon] = await rows(`coupon list --customer ${customer} --limit 1`)
    if (!coupon) continue
    return {
      ...names,
      CUSTOMER: customer!,
      RESOURCE: resource.resource_id!,
      OTHER: other.resource_id!,
      PACKAGE: one.order_instance_id!,
      COUPON: coupon.coupon_id!,
    }
  }
  throw new Error('no customer of the world has resources, packages and coupons')
}

async function chinaNames(): Promise<Names> {
  const [quota] = await rows('coupon quota list --status normal')
  const [coupon] = await rows('coupon issued --status usable --limit 1')
  const granted = (await rows('reseller quota list')).find(one => String(one.quota_status) === '0')
  return {QUOTA: quota!.quota_id!, COUPON: coupon!.coupon_id!, GRANTED: granted!.quota_id!}
}

/** A line with the names of a world in it. Who is named beside an order is the one who has to pay it. */
export function filled(line: string, names: Names): string {
  const own = /\bORDER\b/.test(line) ? {...names, CUSTOMER: names.PAYER!} : names
  return line.replace(/\b[A-Z]{5,}\b/g, word => own[word] ?? word)
}
