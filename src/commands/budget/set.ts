import {Flags} from '@oclif/core'
import {parseAmount} from '../../amount.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argument, formFlags, writeFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'
import {findCustomer} from '../../customers/find.js'
import type {Decimal} from '../../decimal.js'

interface BudgetSetting {
  customer_id: string
  account_name: string
  /** What it was before; absent when there was none. */
  previous_amount?: Decimal
  budget_amount: Decimal
  status: 'set'
}

const view: View<BudgetSetting> = {
  columns: [
    {name: 'account_name', label: 'customer'},
    {name: 'customer_id', label: 'id'},
    {name: 'previous_amount', label: 'before', text: row => row.previous_amount?.toDisplay() ?? 'none'},
    {name: 'budget_amount', label: 'budget', text: row => row.budget_amount.toDisplay()},
    {name: 'status'},
  ],
}

const readBudget = (text: string) => parseAmount(text, 'the budget')

export default class BudgetSet extends PartnerCommand<BudgetSetting> {
  static override summary = "Set a customer's budget, which limits what it can spend"
  static override description =
    `The amount is the whole budget, not what is added to it. Budgets count list prices, not what the customer or you pay. Below what is used already, the customer cannot buy.`
  static override examples = [
    '<%= config.bin %> budget set lumen-logistics-04 17000 --profile sandbox',
    '<%= config.bin %> budget set indigo-water-07 15000.50 --unfreeze --freeze-on-overrun --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateSubCustomerBudget']
  static override args = {
    customer: argument('account name or customer id'),
    amount: argument("amount in the site's currency, at most two decimals", readBudget),
  }
  static override flags = {
    type: Flags.option({
      summary: 'what it limits: each month, or all that is spent',
      options: ['monthly', 'one-off'] as const,
    })(),
    unfreeze: Flags.boolean({summary: 'unfreeze the customer, too'}),
    'freeze-on-overrun': Flags.boolean({
      summary: 'freeze the customer automatically when the budget is used up',
      allowNo: true,
    }),
    ...fieldFlags('UpdateSubCustomerBudget', 'indirect_partner_id'),
    ...writeFlags,
    ...formFlags,
  }

  async run(): Promise<BudgetSetting> {
    const {args, flags} = await this.parse(BudgetSet)
    const budget_amount = readBudget(args.amount)
    const {indirect_partner_id} = await this.fields('UpdateSubCustomerBudget')
    const {customer_id, account_name} = await findCustomer(this.api, args.customer, indirect_partner_id)
    const before = await this.api.aside('amounts from before', () =>
      this.api.call('ShowSubCustomerBudget', {customer_id, indirect_partner_id}),
    )
    const onOverrun = flags['freeze-on-overrun']
    await this.api.call(
      'UpdateSubCustomerBudget',
      {
        customer_id,
        budget_amount,
        budget_type: flags.type && (flags.type === 'monthly' ? 'MONTHLY' : 'PACKAGE'),
        cancel_partner_frozen: flags.unfreeze ? '1' : undefined,
        frozen_operate_type: onOverrun === undefined ? undefined : onOverrun ? 1 : 0,
        indirect_partner_id,
      },
      {check: commandLine`budget show ${account_name}`},
    )
    const previous_amount = before?.budget_amount
    const setting = {customer_id, account_name, previous_amount, budget_amount, status: 'set' as const}
    const columns = view.columns.filter(({name}) => before || name !== 'previous_amount')
    await this.present(setting, {...view, columns})
    if (before?.used_amount && before.used_amount.compare(budget_amount) > 0) {
      this.note(`Warning: ${before.used_amount.toDisplay()} are used already, more than the new budget`)
    }
    this.done(`Budget set for ${account_name}`, commandLine`budget show ${account_name}`)
    return setting
  }
}
