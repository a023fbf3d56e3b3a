import type {OperationId} from '../../api/types.js'
import {PartnerCommand, resellerFlag} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {overviewNext, overviewScreen} from '../../cli/topics/customer/overview-screen.js'
import {type Overview, readOverview} from '../../customers/overview.js'
import {Failure, type Outcome} from '../../failure.js'

const view: View<Overview> = {
  columns: ['customer', 'budget', 'balance', 'spend', 'open_orders', 'open_tickets', 'coupons', 'failed'].map(name => ({
    name,
  })),
  screen: overviewScreen,
}

export default class CustomerShow extends PartnerCommand<Overview> {
  static override summary = 'Show one customer whole: state, budget, spend, open orders and tickets'
  static override description =
    `The parts are read side by side. A part that cannot be read says so and the rest stands; then the command ends with 7.
The used amount of a budget arrives late, and its projection is as inexact as that.`
  static override examples = [
    '<%= config.bin %> customer show lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> customer show lumen-logistics-04 --query budget.projected_amount --profile sandbox',
  ]
  static override operations: OperationId[] = [
    'ListSubCustomers',
    'ShowSubCustomerBudget',
    'ShowCustomerMonthlySum',
    'ListCustomerOrders',
    'ListCases',
    'ListSubCustomerCoupons',
    'ListCustomersBalancesDetail',
  ]
  static exits: Outcome[] = ['partial']
  static override args = {customer: argument('account name or customer id')}
  static override flags = resellerFlag

  async run(): Promise<Overview> {
    const {args} = await this.parse(CustomerShow)
    const customer = await this.findCustomer(args.customer)
    const progress = await this.progress(`Asking about ${customer.account_name}`)
    const overview = await readOverview(this.api, customer, new Date(), await this.reseller())
    progress.stop()
    await this.present(overview, view)
    this.done('Next', ...overviewNext(overview))
    if (overview.failed.length > 0) {
      const parts = overview.failed.map(({part}) => part).join(', ')
      throw new Failure('partial', `not everything could be read: ${parts}`, {
        next: overview.failed.map(({message}) => message),
      })
    }
    return overview
  }
}
