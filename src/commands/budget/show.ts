import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldArgument, fieldFlags} from '../../cli/fields.js'
import {answerView, type ColumnSpec} from '../../cli/output/contract-view.js'
import {budgetText, leftOf} from '../../customers/budget-amount.js'
import {accountNames} from '../../customers/names.js'
import {type BudgetState, withProjection} from '../../customers/overview.js'

export type Budget = BudgetState & {customer_id: string; account_name?: string}

const view = answerView<Budget>('ShowSubCustomerBudget', [
  {
    name: 'customer_id',
    label: 'customer',
    text: row => [row.account_name, row.customer_id].filter(Boolean).join('   '),
  },
  {name: 'budget_amount', label: 'budget', text: budgetText},
  {name: 'used_amount', label: 'used'},
  {name: 'left', value: leftOf, text: row => leftOf(row)?.toDisplay() ?? '-'},
  {
    name: 'projected_amount',
    label: 'at the end of the month',
    text: row => (row.projected_amount ? `about ${row.projected_amount.toDisplay()}` : '-'),
  },
  {name: 'basis', label: 'counts', text: row => (row.basis ? 'list prices, not what the customer or you pay' : '-')},
  'currency',
  {name: 'budget_type', label: 'type'},
] as ColumnSpec<Budget>[])

export default class BudgetShow extends PartnerCommand<Budget> {
  static override summary = "Show a customer's budget, how much of it is used, and where that leads"
  static override description =
    `Budgets count list prices, not what the customer or you pay. The used amount arrives late and is approximate; the projection of a monthly budget goes by the
days of the month (UTC+8) that are over.`
  static override examples = [
    '<%= config.bin %> budget show lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> budget show lumen-logistics-04 --query used_amount --profile sandbox',
  ]
  static override operations: OperationId[] = ['ShowSubCustomerBudget']
  static override args = {
    customer: fieldArgument('ShowSubCustomerBudget', 'customer_id', {description: 'account name or customer id'}),
  }
  static override flags = fieldFlags('ShowSubCustomerBudget', 'indirect_partner_id')

  async run(): Promise<Budget> {
    await this.parse(BudgetShow)
    const input = (await this.fields('ShowSubCustomerBudget')) as {customer_id: string; indirect_partner_id?: string}
    const {customer_id, indirect_partner_id} = input
    const [budget, names] = await Promise.all([
      this.api.call('ShowSubCustomerBudget', input),
      this.readByPeople ? accountNames(this.api, [customer_id], indirect_partner_id) : undefined,
    ])
    const account_name = names?.get(customer_id)
    return this.present({customer_id, ...(account_name && {account_name}), ...withProjection(budget, new Date())}, view)
  }
}
