// Which quota coupons are issued from: those that are really there are offered.
import type {Api} from '../../../api/client.js'
import type {Prompter} from '../../input/prompts.js'

/** Contract: CouponQuotaV2.quota_status */
const NORMAL = 0

/** Offers the quotas that can be used; elsewhere than on a terminal the flag is missing. */
export async function chooseQuota(prompts: Prompter, api: Api, indirect_partner_id?: string): Promise<string> {
  const filter = {quota_status_list: [NORMAL as 0], indirect_partner_id}
  const quotas = prompts.mayAsk ? await api.list('ListQuotaCoupons', filter, {limit: 100}).toArray() : []
  return prompts.choose(
    '--quota',
    'Quota',
    quotas.map(({quota_id, balance, quota_value, currency, expire_time}) => ({
      name: `${balance?.toDisplay()} of ${quota_value?.toDisplay()} ${currency ?? ''} left, until ${expire_time?.slice(0, 10)}`,
      value: quota_id!,
    })),
  )
}
