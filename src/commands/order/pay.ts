import {Flags} from '@oclif/core'
import {mustBeAbout} from '../../api/asked.js'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argument, confirmFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {orderScreen} from '../../cli/topics/trade/order-screen.js'
import {commandLine} from '../../command-line.js'
import {couponsToPay, discountToPay, readOrder} from '../../customers/orders.js'
import type {Decimal} from '../../decimal.js'
import {Failure} from '../../failure.js'

interface Paid {
  order_id: string
  customer: string
  amount?: Decimal
  currency?: string
  status: 'paid'
}

const view: View<Paid> = {
  columns: [
    {name: 'order_id', label: 'order'},
    {name: 'customer'},
    {name: 'amount', text: row => row.amount?.toDisplay() ?? '-'},
    {name: 'currency'},
    {name: 'status'},
  ],
}

export default class OrderPay extends PartnerCommand<Paid> {
  static override summary = 'Pay an order of a customer'
  static override description =
    `The order and what is to be paid are shown, and must be confirmed with the customer's account name. Coupons and the discount are used only when they are
named; order discounts and coupon list show them.`
  static override examples = [
    '<%= config.bin %> order pay ORDER --customer CUSTOMER --confirm CUSTOMER --profile sandbox',
    '<%= config.bin %> order pay ORDER --customer CUSTOMER --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['PayOrders']
  static override args = {order: argument('order id')}
  static override flags = {
    ...customerFlag,
    coupon: Flags.string({
      summary: 'coupon to use, at most three',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'ID',
    }),
    discount: Flags.string({summary: 'discount to use', helpValue: 'ID'}),
    ...confirmFlags,
  }

  async run(): Promise<Paid> {
    const {args, flags} = await this.parse(OrderPay)
    const order_id = args.order
    const as = await this.customer()
    const {account_name} = await this.findCustomer(as)
    const order = await readOrder(this.api, order_id, {as})
    mustBeAbout('customer_id', as, order.order_info.customer_id)
    const coupon_infos = flags.coupon && (await couponsToPay(this.api, as, flags.coupon))
    const discount = flags.discount ? await discountToPay(this.api, as, order_id, flags.discount) : undefined
    const {amount_after_discount: amount, currency} = order.order_info
    if (!amount)
      throw new Failure('failed', `the platform does not say what order ${order_id} costs`, {
        next: ['Nothing was paid', commandLine`order show ${order_id}`],
      })
    const uses = [...(flags.coupon ?? []).map(id => `coupon ${id}`), ...(discount ? [`discount ${discount.id}`] : [])]
    if (!flags['dry-run']) this.note(orderScreen(order).split('\n'))
    await this.confirmName(
      `Pay order ${order_id} of ${account_name}: ${currency ?? ''} ${amount.toDisplay()}${uses.length > 0 ? `, with ${uses.join(', ')}` : ''}`,
      account_name,
    )
    await this.api.call(
      'PayOrders',
      {
        order_id,
        use_coupon: coupon_infos ? 'YES' : 'NO',
        coupon_infos,
        use_discount: discount ? 'YES' : 'NO',
        discount_infos: discount && [discount],
      },
      {as, check: commandLine`order show ${order_id}`},
    )
    const paid: Paid = {order_id, customer: account_name, amount, currency, status: 'paid'}
    await this.present(paid, view)
    this.done(
      `Order ${order_id} paid`,
      commandLine`order show ${order_id}`,
      commandLine`subscription list --order ${order_id}`,
    )
    return paid
  }
}
