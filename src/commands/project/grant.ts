import type {OperationId} from '../../api/types.js'
import {PartnerCommand, resellerFlag} from '../../cli/command.js'
import {argument, writeFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'

interface Grant {
  customer_id: string
  account_name: string
  enterprise_projects: 'enabled'
}

const view: View<Grant> = {
  columns: [
    {name: 'account_name', label: 'customer'},
    {name: 'customer_id', label: 'id'},
    {name: 'enterprise_projects'},
  ],
}

export default class ProjectGrant extends PartnerCommand<Grant> {
  static override summary = 'Enable enterprise projects for a customer'
  static override description = 'It cannot be undone.'
  static override examples = ['<%= config.bin %> project grant lumen-logistics-04 --yes --profile sandbox']
  static override operations: OperationId[] = ['CreateEnterpriseProjectAuth']
  static override args = {customer: argument('account name or customer id')}
  static override flags = {...resellerFlag, ...writeFlags}

  async run(): Promise<Grant> {
    const {args} = await this.parse(ProjectGrant)
    const {customer_id, account_name} = await this.findCustomer(args.customer)
    await this.confirm(`Enable enterprise projects for ${account_name}, for good?`)
    await this.api.call('CreateEnterpriseProjectAuth', {}, {as: customer_id, check: 'the console of the customer'})
    const grant: Grant = {customer_id, account_name, enterprise_projects: 'enabled'}
    await this.present(grant, view)
    this.done(`${account_name} can use enterprise projects`, commandLine`customer open ${account_name}`)
    return grant
  }
}
