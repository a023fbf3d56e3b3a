import type {Output} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {labeller} from '../../cli/labels.js'
import type {View} from '../../cli/view.js'
import {customerId} from '../../customers/find.js'

export type Budget = Output<'ShowSubCustomerBudget'> & {customer_id: string}

const type = labeller('bss', 'ShowSubCustomerBudgetResponse', 'budget_type')

const view: View<Budget> = {
  columns: [
    {name: 'customer_id', label: 'customer'},
    {name: 'budget_amount', label: 'budget', align: 'right', text: row => row.budget_amount?.toDisplay() ?? 'none'},
    {name: 'used_amount', label: 'used', align: 'right', text: row => row.used_amount?.toDisplay() ?? '-'},
    {name: 'left', align: 'right', value: left, text: row => left(row)?.toDisplay() ?? '-'},
    {name: 'currency'},
    {name: 'budget_type', label: 'type', text: row => type(row.budget_type)},
  ],
}

function left({budget_amount, used_amount}: Budget) {
  return budget_amount && used_amount ? budget_amount.minus(used_amount) : undefined
}

export default class BudgetShow extends PartnerCommand<Budget> {
  static override summary = "Show a customer's budget and how much of it is used"
  static override description = `The used amount arrives late and is approximate.
Source: intl/en-us/api-bpconsole/mt_01004.html`
  static override examples = ['<%= config.bin %> budget show NAME-OR-ID']
  static override args = {customer: argument('account name or customer id')}

  async run(): Promise<Budget> {
    const {args} = await this.parse(BudgetShow)
    const customer_id = await customerId(this.api, args.customer)
    return this.present({customer_id, ...(await this.api.call('ShowSubCustomerBudget', {customer_id}))}, view)
  }
}
