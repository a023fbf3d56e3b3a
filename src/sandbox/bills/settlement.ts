// What a partner owes Huawei for what its customers spend: the settlement of each record. Where it is set, a service
// has a discount of its own; promotions are of the first half of a month. Rounded to 8 decimals, record by record; the
// bill is rounded once. The types are those of intl/zh-cn/rg-marketplace/en-us_reseller_topic_000007.html, the
// discounts are ours.
import type {Here} from '../here.js'
import {daysIn, firstDay} from '../state/calendar.js'
import {readSettings} from '../state/settings.js'
import type {Customer} from '../world/model.js'
import {type Entry, entriesOf, isTaxEntry, wholeMonth} from './entries.js'
import {sumKind} from './ledger.js'
import {namingOf} from './naming.js'

export interface Terms {
  /** English and Chinese. */
  type: readonly [string, string]
  /** What is paid, in hundredths. */
  paid: bigint
}

const ordinary: Terms = {type: ['Ordinary product', '普通商品'], paid: 85n}
const promotion: Terms = {type: ['Promotion product', '促销商品'], paid: 92n}
const noDiscount: Terms = {type: ['No discount', '无折扣商品'], paid: 100n}
const special: Terms = {type: ['Special price', '特价商品'], paid: 70n}

/** Services that are not settled as the others are. */
const terms: Record<string, Terms> = {
  'hws.service.type.ebs': promotion,
  'hws.service.type.vpc': noDiscount,
  'hws.service.type.obs': special,
}

/** How a record is settled. A promotion ends with the 15th; tax has no discount. */
export function termsOf(entry: Entry, day: number, month: number): Terms {
  if (isTaxEntry(entry)) return noDiscount
  const found = terms[entry.thing.product.service] ?? ordinary
  const isOver = day - firstDay(month) >= Math.ceil(daysIn(month) / 2)
  return found === promotion && isOver ? ordinary : found
}

const HUNDRED = 100n

/** What is owed for a record, in 10^-8: half a step is rounded away from zero. */
export function settled(entry: Entry, {paid}: Terms): bigint {
  const exact = (entry.official - entry.discount) * paid
  const half = exact < 0n ? -50n : 50n
  return (exact + half) / HUNDRED
}

/** Whether the amounts that customers see are not what the partner owes. */
export const hasDiscounts = ({world, store}: Pick<Here, 'world' | 'store'>): boolean =>
  world.site !== 'cn' && readSettings(store).settlement === 'discounts'

/** What a partner owes for a customer's month, by kind and without tax, in 10^-8. */
export function settlementOf(here: Here, customer: Customer, month: number): Record<1 | 2 | 3, bigint> {
  const sums = {1: 0n, 2: 0n, 3: 0n}
  for (const entry of entriesOf(here, customer, month, wholeMonth(3), namingOf(here.world))) {
    if (isTaxEntry(entry)) continue
    sums[sumKind(entry.event?.type ?? 5)] += settled(entry, termsOf(entry, entry.from, month))
  }
  return sums
}
