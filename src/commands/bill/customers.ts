import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag, listFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {listCustomers} from '../../customers/find.js'
import {parseCycle} from '../../cycle.js'

interface Consumer {
  customer_id: string
  account_name?: string
}

const view: View<Consumer> = {
  columns: [
    {name: 'account_name', label: 'CUSTOMER'},
    {name: 'customer_id', label: 'ID'},
  ],
  empty: 'Nobody consumed anything in this cycle',
}

export default class BillCustomers extends PartnerCommand<Consumer[]> {
  static override summary = 'List the customers who consumed something in a cycle'
  static override description = 'Cycles are months of UTC+8.'
  static override examples = ['<%= config.bin %> bill customers --cycle this-month --profile sandbox']
  static override operations: OperationId[] = ['ListConsumeSubCustomers']
  static override flags = {cycle: cycleFlag(), ...listFlags}

  async run(): Promise<Consumer[]> {
    const {flags} = await this.parse(BillCustomers)
    const bill_cycle = parseCycle(flags.cycle, new Date())
    // The API gives ids only.
    const names = new Map<string, string>()
    await this.api.aside('the names of customers', async () => {
      for await (const customer of listCustomers(this.api, {})) names.set(customer.customer_id, customer.account_name)
    })
    const consumers = this.api
      .list('ListConsumeSubCustomers', {bill_cycle}, {limit: this.rowLimit})
      .map(({customer_id = ''}): Consumer => ({customer_id, account_name: names.get(customer_id)}))
    return this.present(consumers, view)
  }
}
