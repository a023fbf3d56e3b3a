// Money on the China site: what a partner has allocated to its customers and resellers, and what is left of it.
// Balances pay orders; what is used by the hour is settled by the partner. Amounts are exact; a balance is the sum of
// its movements.
import {Decimal} from '../../../decimal.js'
import type {Call} from '../../call.js'
import {hexOf, mix, textOf} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault} from '../../wire/api-fault.js'
import type {Customer, Partner, World} from '../../world/model.js'

/** A change of a balance: of a partner's cash account, and of who is on the other side when there is somebody. */
export interface Movement {
  id: string
  at: number
  /** Text of a decimal with a sign, as the account sees it. */
  amount: string
  /** The API's trade types. */
  trade: 'RECHARGE' | 'BEADJUST' | 'BERETRIEVE' | 'DEDEUCT' | 'REFUND'
  detail: string
  /** The other side: a customer's or reseller's id. */
  other?: string
  otherName?: string
  memo?: string
}

const movementKind = kind<Movement>('movement')

type Here = Pick<Call, 'world' | 'store' | 'now' | 'customers'>

const UNIT = 100_000_000n

/** What a partner of the world allocated to a customer when it was associated, in whole currency units. */
const allocated = (customer: Customer): number =>
  customer.seed === 0 ? 0 : 500 + (mix(customer.seed, 0xf0) % 200) * 100

/** What a distributor of the world gave a reseller. */
const forReseller = (partner: Partner): number => Math.floor(partner.quota / 5)

/** What is on an account when it is opened: enough for everybody the world will ever allocate to. */
function firstRecharge(world: World, partner: Partner): number {
  const customers = world.customersOf(partner.id).reduce((sum, c) => sum + allocated(c), 0)
  const resellers = world.partners
    .filter(p => p.distributorId === partner.id)
    .reduce((sum, p) => sum + forReseller(p), 0)
  return customers + resellers + partner.quota
}

/** All movements of a partner's cash account up to now, oldest first. */
export function partnerMovements(call: Here, partner: Partner): Movement[] {
  const {world, now} = call
  const seed = mix(world.hash, parseInt(partner.id.slice(1, 8), 16), 0xca5)
  const own: Movement[] = []
  const first = (
    id: number,
    at: number,
    amount: number,
    trade: Movement['trade'],
    detail: string,
    other?: {id: string; name: string},
  ) => {
    if (at > now) return
    own.push({
      id: transferIdOf(mix(seed, id)),
      at,
      amount: String(amount),
      trade,
      detail,
      ...(other ? {other: other.id, otherName: other.name} : {}),
    })
  }
  first(0, partner.associatedOn, firstRecharge(world, partner), 'RECHARGE', 'SOURCE_OPERAIION_RECHARGE')
  for (const [i, p] of world.partners.entries()) {
    if (p.distributorId === partner.id) {
      first(1000 + i, p.associatedOn + 3_600_000, -forReseller(p), 'BEADJUST', 'SOURCE_OPERATION_BEADJUST', {
        id: p.id,
        name: p.accountName,
      })
    }
  }
  if (partner.distributorId !== undefined) {
    first(1, partner.associatedOn + 3_600_000, forReseller(partner), 'RECHARGE', 'SOURCE_OPERATION_BEADJUST')
  }
  for (const c of world.customersOf(partner.id)) {
    first(c.seed, c.associatedOn + 60_000, -allocated(c), 'BEADJUST', 'SOURCE_OPERATION_BEADJUST', {
      id: c.id,
      name: c.accountName,
    })
  }
  const stored = call.store.list(movementKind, partner.id).map(m => m.value)
  return [...own, ...stored].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

/** What is on a partner's cash account. */
export const partnerBalance = (call: Here, partner: Partner): Decimal =>
  Decimal.sum(partnerMovements(call, partner).map(m => Decimal.parse(m.amount)))

/** What a customer may still spend on orders. */
export function customerBalance(call: Here, customer: Customer): Decimal {
  const stored = call.store.list(movementKind, customer.id).map(m => Decimal.parse(m.value.amount))
  const first = 'created' in customer || customer.associatedOn + 60_000 > call.now ? 0 : allocated(customer)
  return Decimal.sum([Decimal.fromUnits(BigInt(first) * UNIT), ...stored])
}

const tooLittle = (there: Decimal, wanted: Decimal): ApiFault =>
  new ApiFault(400, 'CBC.99005003', 'The balance is insufficient.').because(
    `${there.text} is there, ${wanted.text} is needed`,
  )

/**
 * Moves money from a partner to somebody below it, or back (`amount` negative). Returns the number of the transaction.
 * Throws CBC.99005003.
 */
export function transfer(call: Here, from: Partner, to: {id: string; name: string}, amount: Decimal): string {
  const back = amount.isNegative
  const account = call.world.partner(to.id)
  const rest = back
    ? account
      ? partnerBalance(call, account)
      : customerBalance(call, call.customers.get(to.id)!)
    : partnerBalance(call, from)
  const moved = back ? amount.negated() : amount
  if (rest.compare(moved) < 0) throw tooLittle(rest, moved)
  const id = transferIdOf(mix(call.world.hash, 0x7f, call.store.next('transfer')))
  const trade = back ? 'BERETRIEVE' : 'BEADJUST'
  const detail = back ? 'SOURCE_OPERATION_BERETRIEVE' : 'SOURCE_OPERATION_BEADJUST'
  const movement = {id, at: call.now, trade, detail} as const
  call.store.put(movementKind, from.id, id, {
    ...movement,
    amount: amount.negated().text,
    other: to.id,
    otherName: to.name,
  })
  call.store.put(movementKind, to.id, id, {...movement, amount: amount.text})
  return id
}

/**
 * Pays an order from a customer's balance, or gives a refund (`amount` negative). Throws CBC.99005003 when the balance
 * is too small.
 */
export function payFromBalance(call: Here, customer: Customer, orderId: string, amount: Decimal): void {
  if (amount.isZero) return
  const balance = customerBalance(call, customer)
  if (balance.compare(amount) < 0) throw tooLittle(balance, amount)
  const refund = amount.isNegative
  call.store.put(movementKind, customer.id, `${orderId}/${call.store.next('movement')}`, {
    id: orderId,
    at: call.now,
    amount: amount.negated().text,
    trade: refund ? 'REFUND' : 'DEDEUCT',
    detail: refund ? 'SOURCE_OPERAIION_UNSUBSCRIBE' : 'SOURCE_OPERAIION_DEDEUCT',
  })
}

/** Number of a transaction. */
const transferIdOf = (seed: number): string => `T${textOf(seed, 19, '0123456789')}`

/** Number of an account: of a partner's or customer's funds of a kind. */
export const accountIdOf = (owner: string, type: number): string =>
  hexOf(mix(parseInt(owner.slice(1, 8), 16), type), 24)
