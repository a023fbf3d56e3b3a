import type {OperationId, Output} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {answerView} from '../../cli/output/contract-view.js'

type Quota = Output<'ShowCustomerExpenditureQuota'> & {customer_id: string}

const view = answerView<Quota>('ShowCustomerExpenditureQuota', [
  {name: 'customer_id', label: 'customer'},
  {name: 'granting_amount', label: 'quota'},
  {name: 'granting_amount_used', label: 'used'},
  {name: 'percentage_granting_amount_used', label: 'share used'},
  'currency',
])

export default class CreditQuota extends PartnerCommand<Quota> {
  static override summary = 'Show the consumption quota of a customer'
  static override description =
    'Customers of the resale model have none: what limits them is their budget (partnerctl budget show).'
  static override examples = ['<%= config.bin %> credit quota --customer sahara-shipping-0m --profile sandbox']
  static override operations: OperationId[] = ['ShowCustomerExpenditureQuota']
  static override flags = {...customerFlag}

  async run(): Promise<Quota> {
    await this.parse(CreditQuota)
    const customer_id = await this.customer()
    const quota = await this.api.call('ShowCustomerExpenditureQuota', {}, {as: customer_id})
    if (quota?.granting_amount === undefined) this.note('There is no consumption quota: its budget limits the customer')
    return this.present({customer_id, ...quota}, view)
  }
}
