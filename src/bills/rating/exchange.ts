// Exchange rates with the day from which they hold.
import {ONE} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {Units} from './price.js'

interface DatedRate {
  from: string
  rate: Units
}

/** The rates of a book. One unit of the first currency is so many of the second; nothing is inverted or chained. */
export class Exchange {
  readonly #rates = new Map<string, DatedRate[]>()
  readonly #found = new Map<string, Units>()
  readonly #sources = new Map<string, string>()

  set(pair: string, rates: DatedRate[], source?: string): void {
    this.#rates.set(
      pair,
      [...rates].sort((a, b) => (a.from < b.from ? -1 : 1)),
    )
    if (source) this.#sources.set(pair, source)
  }

  /** Whose rates those of a pair are, where the book says it. */
  source(from: string, to: string): string | undefined {
    return this.#sources.get(`${from}/${to}`)
  }

  /** The day from which a rate holds that is in force on a day; undefined where the book has another one then. */
  since(from: string, to: string, rate: Units, day: string): string | undefined {
    const held = this.#rates.get(`${from}/${to}`)?.findLast(one => one.from <= day)
    return held?.rate === rate ? held.from : undefined
  }

  /** The days on which some rate begins to hold. */
  get days(): string[] {
    return [...this.#rates.values()].flatMap(rates => rates.map(({from}) => from))
  }

  /** Whether there is any rate between two different currencies. */
  has(from: string, to: string): boolean {
    return this.#rates.has(`${from}/${to}`)
  }

  /** The rate in force on a day (UTC+8). Throws when the book has none. */
  rate(from: string, to: string, day: string): Units {
    if (from === to) return ONE
    const key = `${from}/${to}/${day}`
    let rate = this.#found.get(key)
    if (rate === undefined) {
      rate = this.#look(from, to, day)
      this.#found.set(key, rate)
    }
    return rate
  }

  #look(from: string, to: string, day: string): Units {
    const rates = this.#rates.get(`${from}/${to}`)
    if (!rates) {
      throw usage(
        `the price book has no rate from ${from} to ${to}`,
        `Add under exchange: ${from}/${to}: {${day.slice(0, 7)}-01: RATE}`,
      )
    }
    const held = rates.findLast(rate => rate.from <= day)
    if (!held) {
      throw usage(
        `the price book has no rate from ${from} to ${to} for ${day}; its first is of ${rates[0]!.from}`,
        `Add under exchange: ${from}/${to}: {${day.slice(0, 7)}-01: RATE}`,
      )
    }
    return held.rate
  }
}
