import type {Item, OperationId, Output} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList} from '../../cli/flags.js'
import {rowsView} from '../../cli/output/contract-view.js'
import {findCustomers} from '../../customers/find.js'
import {Failure, type Outcome} from '../../failure.js'

type Own = Item<'ListPartnerBalances'>
type OfCustomer = NonNullable<Output<'ListCustomersBalancesDetail'>['customer_balances']>[number] & {
  account_name: string
}

const ownView = rowsView<Own>(
  'ListPartnerBalances',
  [
    {name: 'account_type', label: 'ACCOUNT'},
    {name: 'amount', label: 'BALANCE'},
    {name: 'designated_amount', label: 'EARMARKED'},
    {name: 'credit_amount', label: 'CREDIT LIMIT'},
    'currency',
    {name: 'memo', label: 'NOTE'},
  ],
  {items: 'account_balances'},
)
const customersView = rowsView<OfCustomer>(
  'ListCustomersBalancesDetail',
  [
    {name: 'account_name', label: 'CUSTOMER'},
    {name: 'customer_id', label: 'ID'},
    {name: 'amount', label: 'BALANCE'},
    {name: 'debt_amount', label: 'OWES'},
    'currency',
  ],
  {items: 'customer_balances'},
)

/** The API gives the balances of at most this many customers at once. */
const AT_ONCE = 100

export default class AccountBalances extends PartnerCommand<Own[] | OfCustomer[]> {
  static override summary = "Show your balances, a reseller's, or those of customers"
  static override description = 'Without customers your own accounts are shown, or those of the reseller.'
  static override examples = [
    '<%= config.bin %> account balances --profile sandbox',
    '<%= config.bin %> account balances CUSTOMER --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListPartnerBalances', 'ListCustomersBalancesDetail']
  static exits: Outcome[] = ['partial']
  static override args = {
    customers: argumentList('account names or customer ids; your own accounts when absent', false),
  }
  static override flags = fieldFlags('ListPartnerBalances', 'indirect_partner_id')

  async run(): Promise<Own[] | OfCustomer[]> {
    const {args} = await this.parse(AccountBalances)
    const {indirect_partner_id} = await this.fields('ListPartnerBalances')
    if (!args.customers) {
      const {account_balances = []} = await this.api.call('ListPartnerBalances', {indirect_partner_id})
      return this.present(account_balances, ownView)
    }
    const customers = await findCustomers(this.api, args.customers, indirect_partner_id)
    const names = new Map(customers.map(({customer_id, account_name}) => [customer_id, account_name]))
    const rows: OfCustomer[] = []
    for (let start = 0; start < customers.length; start += AT_ONCE) {
      const customer_infos = customers.slice(start, start + AT_ONCE).map(({customer_id}) => ({customer_id}))
      const answer = await this.api.call('ListCustomersBalancesDetail', {customer_infos, indirect_partner_id})
      for (const balance of answer.customer_balances ?? []) {
        const {customer_id = ''} = balance
        const account_name = names.get(customer_id)
        // A balance that was not asked for is nobody's.
        if (account_name === undefined) continue
        rows.push({account_name, ...balance})
        names.delete(customer_id)
      }
    }
    await this.present(rows, customersView)
    if (names.size > 0) {
      throw new Failure(rows.length > 0 ? 'partial' : 'not-found', `no balance: ${[...names.values()].join(', ')}`, {
        next: ['They are not resale customers of yours'],
      })
    }
    return rows
  }
}
