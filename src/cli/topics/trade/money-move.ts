// Commands that move money between the partner and somebody else: what will happen is shown with the balances, and must
// be confirmed by name.
import type {Api} from '../../../api/client.js'
import type {OperationId} from '../../../api/types.js'
import type {Decimal} from '../../../decimal.js'
import type {View} from '../../output/view.js'

export interface MoneyMove {
  to_or_from: string
  id: string
  amount: Decimal
  /** Transaction number of Huawei Cloud. */
  transaction?: string
}

export const moneyMoveView: View<MoneyMove> = {
  columns: [
    {name: 'to_or_from', label: 'with'},
    {name: 'id'},
    {name: 'amount', text: row => row.amount.toDisplay()},
    {name: 'transaction'},
  ],
}

/** Stands for a balance that cannot be read. */
const UNREADABLE = 'a balance that cannot be read'

/** The cash that a partner or a reseller can give, in words; empty for none. */
export async function cashInWords(api: Api, indirect_partner_id?: string): Promise<string> {
  const answer = await api.aside('balances', () => api.call('ListPartnerBalances', {indirect_partner_id}))
  if (!answer) return UNREADABLE
  const {account_balances = []} = answer
  const cash = account_balances.filter(({account_type}) => account_type === CASH)
  return cash
    .map(({amount, currency}) => `${currency ?? 'CNY'} ${amount?.toDisplay() ?? 'an unknown amount'}`)
    .join(', ')
}

/** The money that a customer has, in words. */
export async function customerCashInWords(
  api: Api,
  customer_id: string,
  indirect_partner_id?: string,
): Promise<string> {
  const input = {customer_infos: [{customer_id}], indirect_partner_id}
  const answer = await api.aside('balances', () => api.call('ListCustomersBalancesDetail', input))
  if (!answer) return UNREADABLE
  const balance = answer.customer_balances?.find(one => one.customer_id === customer_id)
  return balance
    ? `${balance.currency ?? 'CNY'} ${balance.amount?.toDisplay() ?? 'an unknown amount'}`
    : 'no account with you'
}

/** Contract: AccountBalanceV2.account_type */
const CASH = 1

/** What to type to find out whether money moved. */
export const moneyCheck: Partial<Record<OperationId, string>> = {
  UpdateCustomerAccountAmount: 'partnerctl account adjustments --since 1h',
  ReclaimToPartnerAccount: 'partnerctl account adjustments --since 1h',
  UpdateIndirectPartnerAccount: 'partnerctl account history --since today',
  ReclaimIndirectPartnerAccount: 'partnerctl account history --since today',
}
