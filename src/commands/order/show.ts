import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {isUnpaid, orderScreen} from '../../cli/topics/trade/order-screen.js'
import {commandLine} from '../../command-line.js'
import {accountNames} from '../../customers/names.js'
import {type Order, readOrder} from '../../customers/orders.js'

const view: View<Order> = {
  columns: [{name: 'order_info'}, {name: 'order_line_items'}],
  screen: orderScreen,
}

export default class OrderShow extends PartnerCommand<Order> {
  static override summary = 'Show an order: its items, its amounts, until when it must be paid'
  static override description = 'Times are UTC.'
  static override examples = ['<%= config.bin %> order show ORDER --profile sandbox']
  static override operations: OperationId[] = ['ShowCustomerOrderDetails']
  static override args = {order: argument('order id')}
  static override flags = {...fieldFlags('ShowCustomerOrderDetails', 'indirect_partner_id')}

  async run(): Promise<Order> {
    const {args} = await this.parse(OrderShow)
    const {indirect_partner_id} = await this.fields('ShowCustomerOrderDetails')
    const order = await readOrder(this.api, args.order, {indirect_partner_id})
    const {customer_id} = order.order_info
    if (!this.readByPeople || !customer_id) return this.present(order, view)
    const names = await accountNames(this.api, [customer_id], indirect_partner_id)
    const name = names.get(customer_id)
    await this.present(order, {...view, screen: one => orderScreen(one, name)})
    if (isUnpaid(order)) this.done('Next', commandLine`order pay ${args.order} --customer ${name ?? customer_id}`)
    return order
  }
}
