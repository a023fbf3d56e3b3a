import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argument, writeFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'

interface Cancelled {
  order_id: string
  status: 'cancelled'
}

const view: View<Cancelled> = {columns: [{name: 'order_id', label: 'order'}, {name: 'status'}]}

export default class OrderCancel extends PartnerCommand<Cancelled> {
  static override summary = 'Cancel an order that is not paid yet'
  static override examples = ['<%= config.bin %> order cancel ORDER --customer CUSTOMER --yes --profile sandbox']
  static override operations: OperationId[] = ['CancelCustomerOrder']
  static override args = {order: argument('order id')}
  static override flags = {...customerFlag, ...writeFlags}

  async run(): Promise<Cancelled> {
    const {args} = await this.parse(OrderCancel)
    const order_id = args.order
    const as = await this.customer()
    await this.confirm(`Cancel order ${order_id}?`)
    await this.api.call('CancelCustomerOrder', {order_id}, {as, check: commandLine`order show ${order_id}`})
    await this.present({order_id, status: 'cancelled' as const}, view)
    this.done(`Order ${order_id} cancelled`, commandLine`order show ${order_id}`)
    return {order_id, status: 'cancelled'}
  }
}
