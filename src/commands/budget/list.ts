import {Listing} from '../../api/listing.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList, listFlags} from '../../cli/flags.js'
import {type ColumnSpec, rowsView} from '../../cli/output/contract-view.js'
import {commandLine} from '../../command-line.js'
import {budgetText, leftOf} from '../../customers/budget-amount.js'
import {type CustomerBudget, listBudgets} from '../../customers/budgets.js'
import {findCustomers, listCustomers} from '../../customers/find.js'
import {Failure, type Outcome} from '../../failure.js'

const view = rowsView<CustomerBudget>(
  'ListSubCustomerBudget',
  [
    {name: 'account_name', label: 'CUSTOMER'},
    {name: 'customer_id', label: 'ID'},
    {name: 'budget_amount', label: 'BUDGET', text: budgetText},
    {name: 'used_amount', label: 'USED'},
    {name: 'left', align: 'right', value: leftOf, text: row => leftOf(row)?.toDisplay() ?? '-'},
    'currency',
    {name: 'budget_type', label: 'TYPE'},
  ] as ColumnSpec<CustomerBudget>[],
  {items: 'budget_infos', spare: ['customer_id', 'budget_type', 'left'], empty: 'No customers'},
)

export default class BudgetList extends PartnerCommand<CustomerBudget[]> {
  static override summary = 'List the budgets of all customers, or of those you name'
  static override description =
    `A hundred budgets are asked for at once. The API leaves out whoever has no budget or is not a resale customer of yours; they are listed
without one, and named when you asked for them.`
  static override examples = [
    '<%= config.bin %> budget list --profile sandbox',
    '<%= config.bin %> budget list lumen-logistics-04 jade-media-08 --profile sandbox',
    '<%= config.bin %> budget list --all --sort left -o csv --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListSubCustomerBudget']
  static exits: Outcome[] = ['partial']
  static override args = {customers: argumentList('account names or customer ids; all when absent', false)}
  static override flags = {...fieldFlags('ListSubCustomerBudget', 'indirect_partner_id'), ...listFlags}

  async run(): Promise<CustomerBudget[]> {
    const {args} = await this.parse(BudgetList)
    const {indirect_partner_id} = await this.fields('ListSubCustomerBudget')
    const named = args.customers && (await findCustomers(this.api, args.customers, indirect_partner_id))
    const customers = named
      ? new Listing(async function* () {
          yield* named
        })
      : listCustomers(this.api, {indirect_partner_id}, {limit: this.rowLimit})
    const without: string[] = []
    const rows = listBudgets(this.api, customers, indirect_partner_id, name => without.push(name))
    const shown = await this.present(rows, view)
    if (named && without.length > 0) {
      const outcome = without.length === named.length ? 'not-found' : 'partial'
      throw new Failure(outcome, `no budget: ${without.join(', ')}`, {
        next: ['They have none yet, or are not resale customers of yours', commandLine`budget set ${without[0]!}`],
      })
    }
    return shown
  }
}
