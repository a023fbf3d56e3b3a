import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {listFlags} from '../../cli/flags.js'
import {customerView} from '../../cli/topics/customer/view.js'
import {type CustomerWithBudget, listWithBudgets} from '../../customers/with-budget.js'

export default class CustomerList extends PartnerCommand<CustomerWithBudget[]> {
  static override summary = 'List your customers, with budget and state'
  static override description = 'Times are UTC. Budgets are asked for a page at a time; used amounts arrive late.'
  static override examples = [
    '<%= config.bin %> customer list --profile sandbox',
    '<%= config.bin %> customer list --all --filter is_frozen=yes --profile sandbox',
    '<%= config.bin %> customer list --name retail -o csv --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListSubCustomers', 'ListSubCustomerBudget']
  static override flags = {
    ...fieldFlags(
      'ListSubCustomers',
      {account_name: {as: 'name', summary: 'part of the account name'}},
      {customer_id: {as: 'id', char: 'C', aliases: ['customer'], summary: 'this customer (account name or id)'}},
      {customer: {as: 'verified-name', summary: 'part of the real-name verified name'}},
      {label: {summary: 'part of the label'}},
      {association_type: {as: 'association'}},
      {associated_on_begin: {summary: 'associated at this time or later, UTC'}},
      {associated_on_end: {summary: 'associated at this time or earlier, UTC'}},
      'indirect_partner_id',
    ),
    ...listFlags,
  }

  async run(): Promise<CustomerWithBudget[]> {
    await this.parse(CustomerList)
    const filters = await this.fields('ListSubCustomers')
    const customers = listWithBudgets(this.api, filters, {
      limit: this.rowLimit,
      reading: read => this.api.aside('the budgets', read),
    })
    return this.present(customers, customerView)
  }
}
