// Exact sums while pages stream by: per service and currency, and per customer.
import {Decimal, ONE} from '../../decimal.js'
import {Failure} from '../../failure.js'
import type {Layout} from '../records/layout.js'
import {NUMBER, type RecordPage, TEXT} from '../records/record-page.js'

export interface Sum {
  currency: string
  records: number
  amount: Decimal
  official_amount: Decimal
  /** Where the source has settlement amounts. */
  settlement_amount?: Decimal
}

export interface ServiceTotal extends Sum {
  cloud_service_type: string
  cloud_service_type_name: string
}

export interface CustomerTotal extends Sum {
  customer_id: string
  account_name: string
}

/** A sum as it is written down between two runs: amounts in units of 10^-8, as text. */
type Written = [
  currency: string,
  key: string,
  name: string,
  records: number,
  amount: string,
  official: string,
  settlement?: string,
]

/** Records in a customer's answer that are another account's: a member's of its enterprise. */
export interface Foreign {
  /** The customer that was asked. */
  asked: string
  account_name: string
  customer_id: string
  records: number
}

export interface WrittenTotals {
  services: Written[]
  customers: Written[]
  foreign?: Foreign[]
}

/** Additions after which the small counters are emptied: far from what they could hold. */
const FULL = 1_000_000

/**
 * An amount as it was read from bytes: a whole part and a fraction in steps of 10^-8, or, when it is long, all of it
 * in such steps.
 */
interface Read {
  whole: number
  fraction: number
  units: bigint | undefined
}

/** Reads the number whose digits stand there. Throws a Failure for more than 8 decimals. */
function readAmount(bytes: Buffer, start: number, end: number, into: Read): void {
  into.units = undefined
  if (readShort(bytes, start, end, into)) return
  const text = bytes.toString('latin1', start, end)
  try {
    into.units = Decimal.parse(text).units
  } catch {
    throw new Failure('failed', `the amount ${text.slice(0, 60)} has more than 8 decimals: it cannot be summed exactly`)
  }
}

function readShort(bytes: Buffer, start: number, end: number, into: Read): boolean {
  let at = start
  const negative = bytes[at] === 45
  if (negative) at++
  let whole = 0
  let byte = bytes[at]!
  const first = at
  while (at < end && byte >= 48 && byte <= 57) {
    whole = whole * 10 + byte - 48
    byte = bytes[++at]!
  }
  if (at - first > 9) return false
  let fraction = 0
  let digits = 0
  if (at < end && byte === 46) {
    byte = bytes[++at]!
    while (at < end && byte >= 48 && byte <= 57) {
      if (digits < 8) {
        fraction = fraction * 10 + byte - 48
        digits++
      } else if (byte !== 48) return false
      byte = bytes[++at]!
    }
  }
  if (at < end) return false
  for (; digits < 8; digits++) fraction *= 10
  into.whole = negative ? -whole : whole
  into.fraction = negative ? -fraction : fraction
  return true
}

/** A sum. Whole parts and fractions are counted apart as integers far below 2^53, so nothing is ever rounded. */
class Amount {
  #units = 0n
  #whole = 0
  #fraction = 0
  #count = 0

  add({whole, fraction, units}: Read): void {
    if (units !== undefined) {
      this.#units += units
      return
    }
    this.#whole += whole
    this.#fraction += fraction
    if (++this.#count === FULL) this.#empty()
  }

  #empty(): void {
    this.#units += BigInt(this.#whole) * ONE + BigInt(this.#fraction)
    this.#whole = 0
    this.#fraction = 0
    this.#count = 0
  }

  get units(): bigint {
    this.#empty()
    return this.#units
  }

  set units(units: bigint) {
    this.#empty()
    this.#units = units
  }
}

/** Groups that are found without making a string of their key. */
const KNOWN = 48

interface Group {
  currency: string
  key: string
  name: string
  records: number
  amount: Amount
  official: Amount
  /** Undefined until a record has one. */
  settlement?: Amount
}

function settle(group: Group, read: Read): void {
  group.settlement ??= new Amount()
  group.settlement.add(read)
}

/** Groups by the text of one column, which mostly repeats from row to row. */
class Grouping {
  readonly groups = new Map<string, Group>()
  /** Groups that changed since they were last written down. */
  readonly changed = new Set<Group>()
  /**
   * Groups by the bytes of their key in the page, the last one found first: rows of a kind stand together, and there
   * are few kinds.
   */
  #known: {bytes: Buffer; currency: string; group: Group}[] = []

  constructor(
    readonly place: number,
    readonly namePlace: number,
  ) {}

  of(page: RecordPage, row: number, currency: string): Group {
    const {place} = this
    const cell = row * page.layout.width + place
    const given = place >= 0 && page.kinds[cell]! >= TEXT
    const start = given ? page.starts[cell]! : 0
    const end = given ? page.ends[cell]! : 0
    const known = this.#known
    for (let i = 0; i < known.length; i++) {
      const candidate = known[i]!
      if (candidate.currency !== currency || !same(page.bytes, start, end, candidate.bytes)) continue
      if (i > 0) {
        known[i] = known[0]!
        known[0] = candidate
      }
      return candidate.group
    }
    const key = given ? page.text(row, place) : ''
    const group = this.group(currency, key, this.namePlace >= 0 ? page.text(row, this.namePlace) : '')
    known.unshift({bytes: Buffer.from(page.bytes.subarray(start, end)), currency, group})
    if (known.length > KNOWN) known.pop()
    return group
  }

  group(currency: string, key: string, name: string): Group {
    const id = `${currency} ${key}`
    let group = this.groups.get(id)
    if (!group) {
      group = {currency, key, name, records: 0, amount: new Amount(), official: new Amount()}
      this.groups.set(id, group)
    }
    group.name ||= name
    this.changed.add(group)
    return group
  }

  /** What changed since this was last called. */
  takeChanged(): Written[] {
    const groups = [...this.changed]
    this.changed.clear()
    this.#known = []
    return groups.map(({currency, key, name, records, amount, official, settlement}) => [
      currency,
      key,
      name,
      records,
      String(amount.units),
      String(official.units),
      ...(settlement ? ([String(settlement.units)] as const) : ([] as const)),
    ])
  }

  restore(written: Written[]): void {
    for (const [currency, key, name, records, amount, official, settlement] of written) {
      const group = this.group(currency, key, name)
      group.records = records
      group.amount.units = BigInt(amount)
      group.official.units = BigInt(official)
      if (settlement === undefined) continue
      group.settlement = new Amount()
      group.settlement.units = BigInt(settlement)
    }
    this.changed.clear()
    this.#known = []
  }
}

/** Names of a kind begin alike, so their ends are compared first. */
function same(bytes: Buffer, start: number, end: number, key: Buffer): boolean {
  if (end - start !== key.length) return false
  for (let i = key.length - 1; i >= 0; i--) if (bytes[start + i] !== key[i]) return false
  return true
}

/** Adds up the amount to pay and the official amount of records of one source. */
export class Totals {
  readonly #services: Grouping
  readonly #customers: Grouping
  readonly #amount: number
  readonly #official: number
  readonly #settlement: number
  readonly #customer: number
  readonly #foreign = new Map<string, Foreign>()
  records = 0

  constructor(readonly layout: Layout) {
    this.#services = new Grouping(
      layout.commonPlace('cloud_service_type'),
      layout.commonPlace('cloud_service_type_name'),
    )
    this.#customers = new Grouping(layout.commonPlace('customer_id'), layout.commonPlace('account_name'))
    this.#amount = layout.commonPlace('amount')
    this.#official = layout.commonPlace('official_amount')
    this.#settlement = layout.commonPlace('settlement_amount')
    this.#customer = layout.commonPlace('customer_id')
  }

  /** Adds the rows of a page; `customer` says whose they are where the rows do not. */
  add(page: RecordPage, currency: string, customer?: {customer_id: string; account_name: string}): void {
    const {width} = this.layout
    const {bytes, starts, ends, kinds} = page
    const whose = customer && this.#customers.group(currency, customer.customer_id, customer.account_name)
    const read: Read = {whole: 0, fraction: 0, units: undefined}
    const asked = customer?.customer_id && this.#customer >= 0 ? Buffer.from(customer.customer_id) : undefined
    for (let row = 0; row < page.rows; row++) {
      const service = this.#services.of(page, row, currency)
      const owner = whose ?? this.#customers.of(page, row, currency)
      service.records++
      owner.records++
      const id = row * width + this.#customer
      if (asked && kinds[id]! >= TEXT && starts[id] !== ends[id] && !same(bytes, starts[id]!, ends[id]!, asked)) {
        this.#addForeign(customer!, page.text(row, this.#customer))
      }
      const amount = row * width + this.#amount
      if (this.#amount >= 0 && kinds[amount] === NUMBER) {
        readAmount(bytes, starts[amount]!, ends[amount]!, read)
        service.amount.add(read)
        owner.amount.add(read)
      }
      const official = row * width + this.#official
      if (this.#official >= 0 && kinds[official] === NUMBER) {
        readAmount(bytes, starts[official]!, ends[official]!, read)
        service.official.add(read)
        owner.official.add(read)
      }
      const settlement = row * width + this.#settlement
      if (this.#settlement >= 0 && kinds[settlement] === NUMBER) {
        readAmount(bytes, starts[settlement]!, ends[settlement]!, read)
        settle(service, read)
        settle(owner, read)
      }
    }
    this.records += page.rows
  }

  #addForeign({customer_id: asked, account_name}: {customer_id: string; account_name: string}, customer_id: string) {
    const key = `${asked} ${customer_id}`
    const known = this.#foreign.get(key)
    if (known) known.records++
    else this.#foreign.set(key, {asked, account_name, customer_id, records: 1})
  }

  get foreign(): Foreign[] {
    return [...this.#foreign.values()]
  }

  /** Largest first. */
  get services(): ServiceTotal[] {
    return sums(this.#services)
      .map(({key, name, ...sum}) => ({cloud_service_type: key, cloud_service_type_name: name, ...sum}))
      .sort((a, b) => b.amount.compare(a.amount))
  }

  get customers(): CustomerTotal[] {
    return sums(this.#customers).map(({key, name, ...sum}) => ({customer_id: key, account_name: name, ...sum}))
  }

  /** The whole sum per currency. */
  get amounts(): Sum[] {
    return sumsPerCurrency(this.services)
  }

  /** What changed since this was last called. */
  written(): WrittenTotals {
    const foreign = this.#foreign.size > 0 ? {foreign: this.foreign.map(one => ({...one}))} : {}
    return {services: this.#services.takeChanged(), customers: this.#customers.takeChanged(), ...foreign}
  }

  /** Takes sums that were written down. Later ones replace earlier ones. */
  restore({services, customers, foreign = []}: WrittenTotals): void {
    for (const one of foreign) this.#foreign.set(`${one.asked} ${one.customer_id}`, {...one})
    this.#services.restore(services)
    this.#customers.restore(customers)
    this.records = [...this.#services.groups.values()].reduce((sum, {records}) => sum + records, 0)
  }
}

function sums({groups}: Grouping) {
  return [...groups.values()].map(({currency, key, name, records, amount, official, settlement}) => ({
    key,
    name,
    currency,
    records,
    amount: Decimal.fromUnits(amount.units),
    official_amount: Decimal.fromUnits(official.units),
    ...(settlement ? {settlement_amount: Decimal.fromUnits(settlement.units)} : {}),
  }))
}

/** Sums added up, one for each currency. */
export function sumsPerCurrency(parts: Sum[]): Sum[] {
  const whole = new Map<string, Sum>()
  for (const {currency, records, amount, official_amount, settlement_amount} of parts) {
    const sum = whole.get(currency) ?? {currency, records: 0, amount: Decimal.zero, official_amount: Decimal.zero}
    whole.set(currency, {
      currency,
      records: sum.records + records,
      amount: sum.amount.plus(amount),
      official_amount: sum.official_amount.plus(official_amount),
      ...(settlement_amount || sum.settlement_amount
        ? {settlement_amount: Decimal.sum([sum.settlement_amount, settlement_amount].filter(one => one !== undefined))}
        : {}),
    })
  }
  return [...whole.values()]
}
