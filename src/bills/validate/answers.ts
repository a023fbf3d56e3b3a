// Rules that the model leaves to words, and that the rows of a file can answer all the same: what follows from the
// words for columns that are there. A rule that is answered in part fails only where it is broken for certain.
import type {Check} from './model.js'

const is = (column: string, value: string): Check => ['CheckValue', column, value]
const isThere = (column: string): Check => ['CheckNotValue', column, null]
const isNull = (column: string): Check => ['CheckValue', column, null]

export interface Answer {
  check: Check
  /** Beside those of the model. */
  when?: Check
}

export const answers: Record<string, Answer> = {
  'CAU-BillingPeriodEnd-C-004-M': {check: ['Before', 'BillingPeriodStart', 'BillingPeriodEnd']},
  'CAU-ChargePeriodEnd-C-004-M': {check: ['Before', 'ChargePeriodStart', 'ChargePeriodEnd']},
  'CAU-CommitmentDiscountId-C-010-C': {
    check: ['CheckSameValue', 'CommitmentDiscountId', 'ResourceId'],
    when: is('CommitmentDiscountStatus', 'Unused'),
  },
  'CAU-CommitmentDiscountUnit-C-008-M': {
    check: ['CheckDistinctCount', 'CommitmentDiscountId', 'CommitmentDiscountUnit', 1],
    when: isThere('CommitmentDiscountUnit'),
  },
  'CAU-ContractedCost-C-008-M': {
    check: ['CheckSameValue', 'ContractedCost', 'BilledCost'],
    when: is('ChargeCategory', 'Credit'),
  },
  'CAU-EffectiveCost-C-020-C': {check: ['CheckValue', 'EffectiveCost', 0], when: isThere('CommitmentDiscountId')},
  'CAU-ListCost-C-008-M': {check: ['CheckSameValue', 'ListCost', 'BilledCost'], when: is('ChargeCategory', 'Credit')},
  'CAU-PricingCategory-C-009-C': {
    check: is('PricingCategory', 'Committed'),
    when: ['AND', is('ChargeCategory', 'Usage'), isThere('CommitmentDiscountStatus')],
  },
  'CAU-PricingCurrencyContractedUnitPrice-C-008-C': {
    check: ['CheckGreaterOrEqualThanValue', 'PricingCurrencyContractedUnitPrice', 0],
  },
  'CAU-ResourceName-C-004-C': {check: isNull('ResourceName')},
  'CAU-SkuPriceDetails-C-002-O': {check: ['KeysPascal', 'SkuPriceDetails']},
  'CAU-SkuPriceDetails-C-017-C': {check: ['KeysNamed', 'SkuPriceDetails']},
  'CAU-SkuPriceId-C-014-C': {
    check: ['CheckDistinctCount', 'SkuPriceId', 'ListUnitPrice', 1],
    when: isThere('ListUnitPrice'),
  },
}

interface ColumnAnswer {
  asks: string
  /** A column with which the rule is broken. */
  broken(names: readonly string[], known: ReadonlySet<string>): string | undefined
}

const customOf = (names: readonly string[]) => names.filter(name => name.startsWith('x_'))

/** Rules on the names of columns. `known`: those of the dataset. */
export const columnAnswers: Record<string, ColumnAnswer> = {
  'ATT-CustomColumnHandling-A-002-M': {
    asks: 'a column that FOCUS does not have is named x_...',
    broken: (names, known) => names.find(name => !known.has(name) && !name.startsWith('x_')),
  },
  'ATT-CustomColumnHandling-A-003-O': {
    asks: 'behind x_ every word begins with a capital',
    broken: names => customOf(names).find(name => !/^x_[A-Z]/.test(name)),
  },
  'ATT-CustomColumnHandling-A-004-O': {
    asks: 'behind x_ stand letters and digits',
    broken: names => customOf(names).find(name => !/^x_[A-Za-z0-9]+$/.test(name)),
  },
  'ATT-CustomColumnHandling-A-008-O': {
    asks: 'a name has at most 50 characters',
    broken: names => customOf(names).find(name => name.length > 50),
  },
  'ATT-DatasetCompleteness-A-009-O': {
    asks: 'columns of FOCUS come first, then the others, each by the alphabet',
    broken(names, known) {
      const own = names.filter(name => known.has(name)).sort()
      const custom = names.filter(name => !known.has(name)).sort()
      return names.find((name, i) => name !== [...own, ...custom][i])
    },
  },
}

/** Rules on every value of the columns of FOCUS, and the form that they ask for. */
export const valueAnswers: Record<string, string> = {'ATT-NullHandling-A-002-C': 'NoPlaceholder'}
