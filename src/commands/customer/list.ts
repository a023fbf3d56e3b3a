import {Flags} from '@oclif/core'
import {PartnerCommand} from '../../cli/command.js'
import {customerView} from '../../cli/customer-view.js'
import {listFlags} from '../../cli/flags.js'
import {type CustomerWithBudget, listWithBudgets} from '../../customers/with-budget.js'

export default class CustomerList extends PartnerCommand<CustomerWithBudget[]> {
  static override summary = 'List your customers, with budget and state'
  static override examples = [
    '<%= config.bin %> customer list --profile sandbox',
    '<%= config.bin %> customer list --profile sandbox --all --filter is_frozen=yes',
    '<%= config.bin %> customer list --profile sandbox --name retail -o csv',
  ]
  static override flags = {
    ...listFlags,
    name: Flags.string({summary: 'part of the account name'}),
    customer: Flags.string({summary: 'part of the customer name'}),
    label: Flags.string({summary: 'part of the label'}),
    'associated-after': Flags.string({summary: 'associated at or after this time, UTC: 2026-01-31T00:00:00Z'}),
    'associated-before': Flags.string({summary: 'associated at or before this time, UTC'}),
    reseller: Flags.string({summary: 'customers of this reseller (id)'}),
  }

  async run(): Promise<CustomerWithBudget[]> {
    const {flags} = await this.parse(CustomerList)
    const filters = {
      account_name: flags.name,
      customer: flags.customer,
      label: flags.label,
      associated_on_begin: flags['associated-after'],
      associated_on_end: flags['associated-before'],
      indirect_partner_id: flags.reseller,
    }
    return this.present(listWithBudgets(this.api, filters, this.rowLimit), customerView)
  }
}
