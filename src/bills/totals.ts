// Exact sums while records stream by.
import {Decimal} from '../decimal.js'
import type {BillRecord} from './record.js'

export interface ServiceTotal {
  cloud_service_type: string
  cloud_service_type_name: string
  records: number
  amount: Decimal
  currency: string
}

/** Adds up the payable amount per cloud service and currency. */
export class Totals {
  readonly #services = new Map<string, {type: string; name: string; records: number; units: bigint; currency: string}>()
  records = 0

  add({cloud_service_type: type = '', cloud_service_type_name: name = '', amount, currency}: BillRecord): void {
    this.records++
    const key = `${currency} ${type}`
    const total = this.#services.get(key) ?? {type, name, records: 0, units: 0n, currency}
    total.records++
    total.units += amount?.units ?? 0n
    this.#services.set(key, total)
  }

  /** Largest first. */
  get services(): ServiceTotal[] {
    return [...this.#services.values()]
      .map(({type, name, records, units, currency}) => ({
        cloud_service_type: type,
        cloud_service_type_name: name,
        records,
        amount: Decimal.fromUnits(units),
        currency,
      }))
      .sort((a, b) => b.amount.compare(a.amount))
  }

  /** The whole sum per currency. */
  get amounts(): {currency: string; amount: Decimal}[] {
    const sums = new Map<string, bigint>()
    for (const {units, currency} of this.#services.values()) sums.set(currency, (sums.get(currency) ?? 0n) + units)
    return [...sums].map(([currency, units]) => ({currency, amount: Decimal.fromUnits(units)}))
  }
}
