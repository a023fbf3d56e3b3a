import {PartnerCommand} from '../../cli/command.js'
import {customerView} from '../../cli/customer-view.js'
import {argument} from '../../cli/flags.js'
import {findCustomer} from '../../customers/find.js'
import {type CustomerWithBudget, listWithBudgets} from '../../customers/with-budget.js'

export default class CustomerShow extends PartnerCommand<CustomerWithBudget> {
  static override summary = 'Show one customer'
  static override examples = ['<%= config.bin %> customer show NAME-OR-ID']
  static override args = {customer: argument('account name or customer id')}

  async run(): Promise<CustomerWithBudget> {
    const {args} = await this.parse(CustomerShow)
    const {customer_id} = await findCustomer(this.api, args.customer)
    const [customer] = await listWithBudgets(this.api, {customer_id}, 1).toArray()
    return this.present(customer!, customerView)
  }
}
