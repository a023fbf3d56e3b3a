// An order on one screen.
import type {Order} from '../../../customers/orders.js'
import type {Decimal} from '../../../decimal.js'
import {labeller} from '../../output/labels.js'
import {alignedLines} from '../../output/lines.js'

const words = {
  status: labeller('bss', 'CustomerOrderV3', 'status'),
  type: labeller('bss', 'CustomerOrderV3', 'order_type'),
  source: labeller('bss', 'CustomerOrderV3', 'source_type'),
  discount: labeller('bss', 'DiscountItemV2', 'discount_type'),
  period: labeller('bss', 'OrderLineItemEntityV2', 'period_type'),
}

/** Code of the contract: CustomerOrderV3.status */
const UNPAID = 6

export const isUnpaid = ({order_info}: Order): boolean => order_info.status === UNPAID

/** Codes of the contract: CustomerOrderV3.source_type; others are not who but how. */
const PEOPLE: (number | undefined)[] = [1, 2, 4]

const sourceInWords = ({source_type, user_name = ''}: Order['order_info']) =>
  `${PEOPLE.includes(source_type) ? 'by ' : ''}${words.source(source_type)} ${user_name}`.trim()

const utc = (time: string | undefined) => time && `${time.replace('T', ' ').replace('Z', '')} UTC`

export function orderScreen({order_info: order, order_line_items: items}: Order, customer?: string): string {
  const currency = order.currency ?? ''
  const money = (amount: Decimal | undefined) => (amount ? `${currency} ${amount.toDisplay()}` : undefined)
  const paid = order.amount_info ?? {}
  const lines: [string, string | undefined][] = [
    ['order', order.order_id],
    ['customer', [customer, order.customer_id].filter(Boolean).join('   ')],
    ['type', [words.type(order.order_type), sourceInWords(order)].filter(Boolean).join(', ')],
    ['status', words.status(order.status)],
    ['service', order.service_type_name],
    ['list price', money(order.official_amount)],
    ...(paid.discounts ?? []).map((one): [string, string | undefined] => [
      words.discount(one.discount_type),
      one.discount_amount && `- ${money(one.discount_amount)}`,
    ]),
    ['amount', money(order.amount_after_discount)],
    ['by coupons', positive(paid.coupon_amount) && money(paid.coupon_amount)],
    ['by stored-value cards', positive(paid.stored_card_amount) && money(paid.stored_card_amount)],
    ['created', utc(order.create_time)],
    ['paid', utc(order.payment_time)],
    ['to be paid until', order.status === UNPAID ? utc(order.pending_payment_end_time) : undefined],
  ]
  const shown = lines.filter((line): line is [string, string] => Boolean(line[1]))
  const rows = items.map(item => [
    // The service of the order stands above.
    item.service_type_name === order.service_type_name ? '' : (item.service_type_name ?? item.service_type_code ?? ''),
    item.product_spec_desc ?? item.product_id ?? '',
    item.period_num ? `${item.period_num} ${words.period(item.period_type)}${item.period_num > 1 ? 's' : ''}` : '',
    `x ${item.subscription_num ?? 1}`,
    money(item.amount_after_discount) ?? '',
  ])
  const table = rows.length > 0 ? ['', 'items', ...alignedLines(rows).map(line => `  ${line}`)] : []
  return `${[...alignedLines(shown), ...table].join('\n')}\n`
}

const positive = (amount: Decimal | undefined) => (amount && !amount.isZero ? true : undefined)
