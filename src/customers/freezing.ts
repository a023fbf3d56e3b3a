// Freezing and unfreezing many customers.
import {type RowOutcome, sendInChunks} from '../api/chunks.js'
import type {Api} from '../api/client.js'
import type {Customer} from './find.js'

/** The API takes this many customers at once. */
const AT_ONCE = 10

export interface FreezeRow extends RowOutcome {
  account_name: string
}

export interface FreezeOptions {
  reason: string
  /** The resources, too, not only the account. Unfreezing must say the same as freezing did. */
  resources?: boolean
  indirect_partner_id?: string
}

/** Freezes customers, or unfreezes them. Source: intl/en-us/api-bpconsole/mc_00027.html, mc_00028.html */
export async function setFrozen(
  api: Api,
  customers: Customer[],
  frozen: boolean,
  {reason, resources, indirect_partner_id}: FreezeOptions,
): Promise<FreezeRow[]> {
  const names = new Map(customers.map(customer => [customer.customer_id, customer.account_name]))
  const what = resources ? 'ACCOUNT_AND_RESOURCE' : 'ACCOUNT'
  const rows = await sendInChunks([...names.keys()], AT_ONCE, async customer_ids => {
    const options = {check: `partnerctl customer show ${customer_ids[0]}`}
    const input = {customer_ids, reason, indirect_partner_id}
    const answer = frozen
      ? await api.call('FreezeSubCustomers', {...input, freeze_type: what}, options)
      : await api.call('UnfreezeSubCustomers', {...input, unfreeze_type: what}, options)
    return answer?.error_details
  })
  return rows.map(row => ({...row, account_name: names.get(row.id)!}))
}
