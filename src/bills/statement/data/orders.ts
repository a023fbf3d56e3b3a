// The orders of a customer's month: what is kept of them beside a document, for refunds of later months.
import type {Account, ShownLine} from './account.js'
import type {Orders} from './document.js'
import {order} from './sums.js'

/** Undefined where no row tells of an order. */
export function ordersOf({lines}: Account, shown: ShownLine[]): Orders | undefined {
  const charged = new Set([...lines.values()].flatMap(({kind, orders = []}) => (kind === 'refund' ? [] : [...orders])))
  const refunded = shown.flatMap(({kind, label, detail, customer, tax, orders = []}) =>
    kind === 'refund'
      ? [...orders].sort(order).map(one => ({label, detail, ...(customer ? {customer} : {}), tax, order: one}))
      : [],
  )
  return charged.size + refunded.length === 0 ? undefined : {charged: [...charged].sort(order), refunded}
}
