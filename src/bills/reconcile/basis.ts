// On which basis a partner's own bill was made: which amounts, rounded how, with tax in it or on top.
import {counted} from '../../counted.js'
import {Decimal, divideRounded} from '../../decimal.js'
import type {PartnerBill} from './platform.js'
import {type Bases, type BillSums, type ByKind, kinds} from './sums.js'

/**
 * `settlement`: the records are what the partner owes. `settled`: they are when the book's rules have settled them.
 */
export type BillBasis = 'settlement' | 'settled' | 'list'

/** A way in which a bill is what records come to. */
export interface Fit {
  basis: BillBasis
  /** The same in words, with how the bill was rounded and what stands in it. */
  text: string
  /** What the records come to on this basis, by kind, as the bill counts it. 10^-8. */
  kinds: ByKind
  due: bigint
  tax: bigint
}

const CENT = 1_000_000n

const rounded = (units: bigint): bigint => divideRounded(units, CENT, 'half-up') * CENT

const totalOf = (sums: ByKind): bigint => sums.spend + sums.refund + sums.adjustment

const less = (left: ByKind, right: ByKind): ByKind => ({
  spend: left.spend - right.spend,
  refund: left.refund - right.refund,
  adjustment: left.adjustment - right.adjustment,
})

/** What a bill says, by kind. Amounts that it lacks are undefined. 10^-8. */
export const billedKinds = (bill: PartnerBill) => ({
  spend: bill.consume_amount?.units,
  refund: bill.refunds?.units,
  adjustment: bill.adjustments?.units,
})

/** How bills were rounded (intl/en-us/usermanual-bpconsole/faq_dp_080027.html), the rule of today first. */
const roundings: [keyof BillSums, string][] = [
  ['exact', 'rounded once'],
  ['rounded', 'each line rounded, as in June and July 2021'],
  ['cut', 'each line of what is used cut to cents, as until May 2021'],
]

/**
 * The basis on which a bill is what records come to: the amount due to the cent, its parts within a cent. Undefined
 * when there is none. `complete` bases only: settlement amounts of some records, or rules for some, make no bill.
 */
export function fitOf(bill: PartnerBill, bases: Bases, records: number): Fit | undefined {
  if (!bill.initial_amount_due) return undefined
  const isSettled = hasSettlement(bases) && bases.settled === records
  const hasRules = bases.unruled === 0 && records > 0
  const candidates: [keyof Bases['tax'], BillBasis, string][] = [
    ...(isSettled
      ? ([['settlement', 'settlement', 'settlement (the settlement amounts of the delivered file)']] as const).map(
          one => [...one] as [keyof Bases['tax'], BillBasis, string],
        )
      : []),
    ['expenditure', 'settlement', 'settlement (your bill equals the records)'],
    ...(hasRules
      ? [['ruled', 'settled', 'expenditure, settled by your rules'] as [keyof Bases['tax'], BillBasis, string]]
      : []),
    ['list', 'list', 'list'],
  ]
  const due = bill.initial_amount_due.units
  for (const [name, basis, words] of candidates) {
    for (const [rounding, how] of roundings) {
      const whole = bases[name][rounding]
      const tax = bases.tax[name][rounding]
      // The page says of the amount due that tax is in it, and of the tax that it is not.
      const readings: [string, ByKind][] = [
        ['', less(whole, tax)],
        ['with the tax in it', whole],
      ]
      for (const [reading, sums] of readings) {
        const coupons: [string, bigint][] = [
          ['', 0n],
          ['after coupons', bases.coupons],
        ]
        for (const [after, taken] of coupons) {
          if (rounded(totalOf(sums) - taken) !== due || !partsFit(bill, sums)) continue
          const said = [how, reading, after].filter(part => part && part !== 'rounded once')
          return {
            basis,
            text: [words, ...said].join(', '),
            kinds: sums,
            due: totalOf(sums) - taken,
            tax: totalOf(tax),
          }
        }
      }
    }
  }
  return undefined
}

/** Parts of a bill are rounded one by one: each may be a cent from what it was made of. */
function partsFit(bill: PartnerBill, sums: ByKind): boolean {
  const billed = billedKinds(bill)
  return kinds.every(kind => billed[kind] === undefined || within(billed[kind]! - sums[kind], CENT))
}

export const within = (difference: bigint, limit: bigint): boolean => difference <= limit && -difference <= limit

const percent = (part: bigint, whole: bigint): string | undefined =>
  whole === 0n ? undefined : Decimal.fromUnits(divideRounded(part * 10_000n, whole, 'half-up') * CENT).toFixed(2)

/**
 * What a bill is of its customers' expenditure, where it was made on no basis that the records have. It is one rate
 * only where one with two decimals gives every part to half a cent.
 */
export function shareText(bill: PartnerBill, bases: Bases): string {
  const expenditure = less(bases.expenditure.exact, bases.tax.expenditure.exact)
  const billed = billedKinds(bill)
  const due = bill.initial_amount_due?.units ?? 0n
  const whole = percent(due, totalOf(expenditure))
  const parts = kinds
    .map(kind => [names[kind], percent(billed[kind] ?? 0n, expenditure[kind])] as const)
    .filter(([, share]) => share !== undefined)
    .map(([name, share]) => `${name} ${share} %`)
  const isRate = whole !== undefined && kinds.every(kind => isShare(whole, billed[kind] ?? 0n, expenditure[kind]))
  const said = isRate ? 'one rate' : 'on average, not one rate'
  if (bases.unpriced > 0) return lackText(bases.unpriced, 'no amount', bases.first.amount)
  const share = `your bill is ${whole ?? '?'} % of your customers' expenditure (${parts.join(', ')}): ${said}`
  return `${share}. ${whyNoBasis(due, bases)}`
}

const lackText = (count: number, what: string, first: string | undefined) =>
  `${counted(count, 'record')} ${count === 1 ? 'has' : 'have'} ${what}: ${count === 1 ? '' : 'first '}${first}`

/** What is missing or differs, that the records and the bill cannot be compared. */
function whyNoBasis(due: bigint, bases: Bases): string {
  const {settled, hasRules, unruled, settlement, ruled, tax, first} = bases
  const differs = (what: string, name: 'settlement' | 'ruled', sums: BillSums) => {
    const owed = totalOf(sums.exact) - totalOf(tax[name].exact)
    return `${what} ${Decimal.fromUnits(owed).toDisplay()}, and your bill is ${Decimal.fromUnits(due).toDisplay()}`
  }
  if (hasRules && unruled === 0) return differs('Your settlement rules make of it', 'ruled', ruled)
  if (hasRules) return lackText(unruled, 'no settlement amount, nor a settlement rule', first.rule)
  if (!hasSettlement(bases)) return 'Without the delivered file or settlement rules the two cannot be compared'
  if (first.settlement === undefined)
    return differs('The settlement amounts of the records are', 'settlement', settlement)
  return lackText(bases.records - settled, 'no settlement amount, and others have', first.settlement)
}

/** Whether records say what the partner owes, be it some of them. */
export const hasSettlement = ({stated}: Bases): boolean => stated > 0

const names = {spend: 'spend', refund: 'refunds', adjustment: 'adjustments'}

/** Whether a part is that share of its expenditure, to half a cent. */
const isShare = (share: string, part: bigint, expenditure: bigint): boolean =>
  within(divideRounded(expenditure * Decimal.parse(share).units, 10_000_000_000n, 'half-up') - part, CENT / 2n)
