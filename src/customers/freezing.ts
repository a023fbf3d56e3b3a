// Freezing and unfreezing many customers.
import {type RowOutcome, sendInChunks, type Told} from '../api/chunks.js'
import type {Api} from '../api/client.js'
import {commandLine} from '../command-line.js'
import type {Customer} from './find.js'

/** The API takes this many customers at once. */
export const AT_ONCE = 10

/** What is frozen: the account, or what it runs, too. Unfreezing must say the same as freezing did. */
export type FreezeKind = 'ACCOUNT' | 'ACCOUNT_AND_RESOURCE'

/**
 * Freezes or unfreezes at most {@link AT_ONCE} customers, and gives what the answer says of them.
 * Source: intl/en-us/api-bpconsole/mc_00027.html, mc_00028.html
 */
export async function freezeSome(
  api: Api,
  frozen: boolean,
  kind: FreezeKind,
  input: {customer_ids: string[]; reason: string; indirect_partner_id?: string},
): Promise<Told> {
  const {customer_ids, indirect_partner_id: reseller} = input
  const check = commandLine`customer show ${customer_ids[0]} ${reseller ? ['--reseller', reseller] : []}`
  const options = {check}
  const answer = frozen
    ? await api.call('FreezeSubCustomers', {...input, freeze_type: kind}, options)
    : await api.call('UnfreezeSubCustomers', {...input, unfreeze_type: kind}, options)
  return {failed: answer?.error_details, check}
}

export interface FreezeRow extends RowOutcome {
  account_name: string
}

export interface FreezeOptions {
  reason: string
  /** The resources, too, not only the account. */
  resources?: boolean
  indirect_partner_id?: string
}

/** Freezes customers, or unfreezes them, with one outcome for each. */
export async function setFrozen(
  api: Api,
  customers: Customer[],
  frozen: boolean,
  {reason, resources, indirect_partner_id}: FreezeOptions,
): Promise<FreezeRow[]> {
  const names = new Map(customers.map(customer => [customer.customer_id, customer.account_name]))
  const kind = resources ? 'ACCOUNT_AND_RESOURCE' : 'ACCOUNT'
  const rows = await sendInChunks([...names.keys()], AT_ONCE, customer_ids =>
    freezeSome(api, frozen, kind, {customer_ids, reason, indirect_partner_id}),
  )
  return rows.map(row => ({...row, account_name: names.get(row.id)!}))
}
