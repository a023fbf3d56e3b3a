// Stored-value cards of customers (China site).
import {Decimal} from '../../../decimal.js'
import {asCustomer, type Call, type Topic} from '../../call.js'
import {DAY_MS, firstDay, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {Dice, mix, textOf} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {page} from '../../wire/paging.js'
import type {Customer} from '../../world/model.js'
import type {Means} from '../subscriptions/changes.js'

interface Card {
  id: string
  name: string
  face: Decimal
  from: number
  to: number
  balance: Decimal
}

/** What was taken from a card, as decimal text. */
const usedKind = kind<string>('card-used')

export const storedValueCards = {
  ListStoredValueCards(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const found = cardsOf(call, customer)
      .filter(c => (c.balance.isZero ? 2 : 1) === input.status)
      .filter(c => !input.card_id || c.id === input.card_id)
    return {
      total_count: found.length,
      stored_value_cards: page(found, input).map(c => ({
        card_id: c.id,
        card_name: c.name,
        status: input.status,
        face_value: c.face.toFixed(2),
        balance: c.balance.toFixed(2),
        effective_time: formatTime(c.from),
        expire_time: formatTime(c.to),
      })),
    }
  },
} satisfies Topic

/** Half-years of cards that are still good. */
const HALF_YEARS = 4

/** The cards of a customer of the world: one in some half-years, good for two years. */
function cardsOf(call: Call<unknown>, customer: Customer): Card[] {
  const last = Math.floor(monthOf(call.now) / 6)
  const found: Card[] = []
  for (let half = last; half > last - HALF_YEARS; half--) {
    const dice = new Dice(mix(customer.seed, 0xca4d, half))
    const from = startOfBillDay(firstDay(half * 6) + dice.below(150))
    if (!dice.chance(35) || from > call.now || from < customer.associatedOn) continue
    const face = Decimal.of(dice.pick([100, 200, 500, 1000]))
    const id = `SV${textOf(dice.seed, 14, '0123456789')}`
    // Some of the older ones have been used up.
    const before = half < last && dice.chance(40) ? face : Decimal.zero
    const used = Decimal.parse(call.store.get(usedKind, customer.id, id) ?? '0')
    found.push({id, name: 'Gift card', face, from, to: from + 730 * DAY_MS, balance: face.minus(before).minus(used)})
  }
  return found
}

/** A card as a means of payment; undefined for one that is not the customer's or is empty. */
export function cardMeans(call: Call<unknown>, customer: Customer, id: string): Means | undefined {
  const card = call.site === 'cn' ? cardsOf(call, customer).find(c => c.id === id && !c.balance.isZero) : undefined
  return (
    card && {
      id,
      type: 303,
      balance: card.balance,
      services: [],
      take: amount => {
        const used = Decimal.parse(call.store.get(usedKind, customer.id, id) ?? '0')
        call.store.put(usedKind, customer.id, id, used.plus(amount).text)
      },
    }
  )
}
