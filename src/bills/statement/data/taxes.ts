// Taxes of a statement: their bases, what rounding leaves, and the tax on each.
import {abs, Decimal, divideRounded, ONE, roundUnits} from '../../../decimal.js'
import {listOf, type PriceBook, type Tax, taxesOf} from '../../rating/book.js'
import type {Units} from '../../rating/price.js'
import type {ShownLine} from './account.js'
import type {RoundingLine, StatementLine, TaxLine} from './document.js'
import {reasonOf} from './duties.js'
import {add, order} from './sums.js'

/**
 * The lines of a statement by their taxes. Each base is rounded, and the bases add up to the net amount, so that a
 * calculator gives the same: where several taxes divide a statement, the largest base takes what rounding leaves. What
 * a base has more or less than its lines as shown is the rounding line of its tax.
 */
export class TaxGroups {
  readonly #bases: {codes: string; base: Units}[] = []

  constructor(
    readonly book: PriceBook,
    lines: {tax: string; units: Units}[],
    net: Units,
    readonly decimals: number,
  ) {
    const {rounding} = book
    const sums = new Map<string, Units>()
    for (const {tax, units} of lines) add(sums, tax, units)
    const groups = [...sums]
      .filter(([codes]) => codes !== '')
      .sort(([a, x], [b, y]) => (abs(x) === abs(y) ? order(a, b) : abs(y) > abs(x) ? 1 : -1))
    const untaxed = sums.get('')
    for (const [codes, units] of groups) this.#bases.push({codes, base: roundUnits(units, decimals, rounding)})
    if (untaxed !== undefined) {
      // What has no tax is all of the statement, or a group that rounds as the others do.
      this.#bases.push({codes: '', base: groups.length === 0 ? net : roundUnits(untaxed, decimals, rounding)})
    }
    const left = this.#bases.reduce((rest, {base}) => rest - base, net)
    if (this.#bases.length > 0) this.#bases[0]!.base += left
  }

  /** The taxes with their bases, the largest first. */
  lines(language: string): TaxLine[] {
    const {rounding} = this.book
    const sums = new Map<string, {base: Units; tax: Tax}>()
    for (const {codes, base} of this.#bases) {
      for (const tax of this.#taxes(codes)) {
        const line = sums.get(tax.code)
        if (line) line.base += base
        else sums.set(tax.code, {base, tax})
      }
    }
    return [...sums.values()].map(({base, tax}) => ({
      code: tax.code,
      name: tax.name,
      ...(tax.category ? {category: tax.category} : {}),
      ...reasonOf(tax, language),
      percent: percentOf(tax),
      base: Decimal.fromUnits(base),
      amount: Decimal.fromUnits(roundUnits(divideRounded(base * tax.rate, ONE, rounding), this.decimals, rounding)),
    }))
  }

  /** What the lines as shown leave of each base. */
  roundings(shown: ShownLine[]): RoundingLine[] {
    return this.#bases
      .map(({codes, base}) => {
        const lines = shown.filter(({tax}) => tax === codes)
        return {...this.tell(codes), amount: Decimal.fromUnits(base).minus(Decimal.sum(lines.map(line => line.shown)))}
      })
      .filter(({amount}) => !amount.isZero)
  }

  /** What a line says of its tax. */
  tell(codes: string): Pick<StatementLine, 'tax' | 'category' | 'percent'> {
    const [tax, other] = this.#taxes(codes)
    if (!tax || other) return {tax: codes}
    return {tax: codes, ...(tax.category ? {category: tax.category} : {}), percent: percentOf(tax)}
  }

  #taxes(codes: string): Tax[] {
    return codes === '' ? [] : taxesOf(this.book, listOf(codes.split(' ')))
  }
}

const percentOf = ({rate}: Tax) => Decimal.fromUnits(rate * 100n)
