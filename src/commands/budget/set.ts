import {Flags} from '@oclif/core'
import {PartnerCommand} from '../../cli/command.js'
import {argument, writeFlags} from '../../cli/flags.js'
import {parseAmount} from '../../cli/money.js'
import type {View} from '../../cli/view.js'
import {customerId} from '../../customers/find.js'
import type {Decimal} from '../../decimal.js'

interface BudgetSetting {
  customer_id: string
  budget_amount: Decimal
  status: 'set'
}

const view: View<BudgetSetting> = {
  columns: [
    {name: 'customer_id', label: 'customer'},
    {name: 'budget_amount', label: 'budget', text: row => row.budget_amount.toDisplay()},
    {name: 'status'},
  ],
}

export default class BudgetSet extends PartnerCommand<BudgetSetting> {
  static override summary = "Set a customer's budget, which limits what it can spend"
  static override description = 'Source: intl/en-us/api-bpconsole/mt_01005.html'
  static override examples = [
    '<%= config.bin %> budget set NAME-OR-ID 1000',
    '<%= config.bin %> budget set NAME-OR-ID 1000.50 --unfreeze --freeze-on-overrun',
  ]
  static override args = {
    customer: argument('account name or customer id'),
    amount: argument("amount in the site's currency, at most two decimals"),
  }
  static override flags = {
    ...writeFlags,
    type: Flags.option({summary: 'monthly, or one-off', options: ['monthly', 'package'] as const})(),
    unfreeze: Flags.boolean({summary: 'unfreeze the customer, too'}),
    'freeze-on-overrun': Flags.boolean({
      summary: 'freeze the customer automatically when the budget is used up',
      allowNo: true,
    }),
    reseller: Flags.string({summary: 'the reseller (id) whose customer it is'}),
  }

  async run(): Promise<BudgetSetting> {
    const {args, flags} = await this.parse(BudgetSet)
    const budget_amount = parseAmount(args.amount, 'the budget')
    const customer_id = await customerId(this.api, args.customer)
    const onOverrun = flags['freeze-on-overrun']
    await this.api.call(
      'UpdateSubCustomerBudget',
      {
        customer_id,
        budget_amount,
        budget_type: flags.type?.toUpperCase() as 'MONTHLY' | 'PACKAGE' | undefined,
        cancel_partner_frozen: flags.unfreeze ? '1' : undefined,
        frozen_operate_type: onOverrun === undefined ? undefined : onOverrun ? 1 : 0,
        indirect_partner_id: flags.reseller,
      },
      {check: `partnerctl budget show ${customer_id}`},
    )
    await this.present({customer_id, budget_amount, status: 'set' as const}, view)
    this.done('Budget set', `partnerctl budget show ${customer_id}`)
    return {customer_id, budget_amount, status: 'set'}
  }
}
