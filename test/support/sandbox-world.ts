// What there is in the sandbox's world to try commands on: customers, orders, resources, coupons, by the names that examples use for them.
import type {Site} from '../../src/api/contract/contract.js'
import {cliJson} from './cli.js'

type Row = Record<string, string>

/** The names that stand in examples for what is different in every world. */
export type Names = Record<string, string>

async function rows(site: Site, line: string): Promise<Row[]> {
  process.env.PARTNERCTL_SANDBOX_SITE = site
  try {
    return await cliJson<Row[]>(`${line} --profile sandbox`)
  } finally {
    delete process.env.PARTNERCTL_SANDBOX_SITE
  }
}

/** Finds something for each name: an unpaid ORDER and its CUSTOMER, a RESOURCE in use and its OWNER, and so on. */
export async function worldNames(site: Site): Promise<Names> {
  const customers = await rows(site, 'customer list --all')
  const nameOf = new Map(customers.map(one => [one.customer_id!, one.account_name!]))
  const names: Names = {}
  const orders = await rows(site, 'order list --status pending-payment --all')
  const order = orders.find(one => nameOf.has(one.customer_id!))
  if (order) Object.assign(names, {ORDER: order.order_id, PAYER: nameOf.get(order.customer_id!)})
  const refunds = await rows(site, 'order list --type unsubscription --limit 1')
  names.REFUND = refunds[0]?.order_id ?? ''
  for (const {account_name} of customers.slice(-12)) {
    const subscriptions = await rows(
      site,
      `subscription list --customer ${account_name} --status in-use --only-main-resource primary-only`,
    )
    if (subscriptions.length < 2) continue
    Object.assign(names, {
      OWNER: account_name,
      RESOURCE: subscriptions[0]!.resource_id,
      RESOURCE2: subscriptions[1]!.resource_id,
    })
    break
  }
  names.CUSTOMER = names.OWNER ?? customers[0]!.account_name!
  const [reseller] = await rows(site, 'reseller list')
  names.RESELLER = reseller?.account_name ?? ''
  return names
}

/** A line with the names of a world in it. */
export const filled = (line: string, names: Names): string => line.replace(/\b[A-Z]+2?\b/g, word => names[word] ?? word)
