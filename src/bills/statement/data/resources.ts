// What each resource of a customer's month comes to. A month may have millions of them: those that do not fit into the
// memory wait on the disk until their customer's statement is made.
import {Decimal} from '../../../decimal.js'
import type {Units} from '../../rating/price.js'
import type {RatedRow} from '../../rating/rated.js'
import type {ResourceTotal} from './document.js'
import {KeyedLines} from './keyed-lines.js'
import {order} from './sums.js'

/** Resources of all customers that are held in memory. */
const HELD = 50_000

interface Resource {
  name: string
  service: string
  region: string
  units: Units
}

export class Resources {
  readonly #held = new Map<string, Map<string, Resource>>()
  /** Names of services and regions, each once: every row brings its own. */
  readonly #words = new Map<string, string>()
  readonly #lines: KeyedLines
  #count = 0

  /** `within`: the folder for those that do not fit into the memory. */
  constructor(
    within: string,
    readonly most = HELD,
  ) {
    this.#lines = new KeyedLines(within)
  }

  /** Adds the charge of a row to its resource in the month of an account. */
  add(account: string, row: RatedRow): void {
    let resources = this.#held.get(account)
    if (!resources) {
      resources = new Map()
      this.#held.set(account, resources)
    }
    const known = resources.get(row.resource_id)
    if (known) {
      known.units += row.charge.units
      return
    }
    this.#count++
    resources.set(row.resource_id, {
      name: row.resource_name || row.resource_id,
      service: this.#word(row.cloud_service_type_name || row.cloud_service_type),
      region: this.#word(row.region_name || row.region),
      units: row.charge.units,
    })
  }

  #word(text: string): string {
    const known = this.#words.get(text)
    if (known === undefined) this.#words.set(text, text)
    return known ?? text
  }

  /** Puts on the disk what is too much for the memory. */
  async relieve(): Promise<void> {
    if (this.#count < this.most) return
    for (const [account, resources] of this.#held) {
      for (const [id, {name, service, region, units}] of resources) {
        this.#lines.add(account, `${JSON.stringify([id, name, service, region, String(units)])}\n`)
      }
      await this.#lines.relieve()
    }
    this.#held.clear()
    this.#count = 0
  }

  /** The resources of an account with the largest charges. */
  largest(account: string, count: number): ResourceTotal[] {
    const sums = new Map<string, Resource>()
    const add = (id: string, one: Resource) => {
      const known = sums.get(id)
      if (known) known.units += one.units
      else sums.set(id, one)
    }
    for (const line of this.#lines.lines(account)) {
      const [id, name, service, region, units] = JSON.parse(line) as [string, string, string, string, string]
      add(id, {name, service, region, units: BigInt(units)})
    }
    for (const [id, one] of this.#held.get(account) ?? []) add(id, {...one})
    return [...sums]
      .filter(([, {units}]) => units > 0n)
      .sort(([a, x], [b, y]) => (x.units === y.units ? order(a, b) : y.units > x.units ? 1 : -1))
      .slice(0, count)
      .map(([resource_id, {units, ...named}]) => ({resource_id, ...named, charge: Decimal.fromUnits(units)}))
  }

  remove(): void {
    this.#lines.remove()
  }
}
