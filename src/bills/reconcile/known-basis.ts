// What reconciliation has shown of a partner's bills, kept by account and month: what was found out outranks what is
// assumed.
import {lookUp} from '../../look-up.js'
import {Kept, type KnownAccount} from '../../profiles/kept.js'
import type {BillBasis} from './basis.js'

/** By month. It is no more than a hint: a file that cannot be read says nothing. */
const bases = new Kept<Record<string, BillBasis>>('bill-basis.json')

/** Writes down the basis of a month's bill; undefined takes back what was known. */
export function keepBasis(account: KnownAccount, cycle: string, basis: BillBasis | undefined): void {
  const months = {...bases.of(account)}
  if (lookUp(months, cycle) === basis) return
  if (basis) months[cycle] = basis
  else delete months[cycle]
  bases.keep(account, months)
}

/** The basis of a month's bill, or else of the newest month that was looked at. */
export function knownBasis(account: KnownAccount, cycle?: string): {basis: BillBasis; cycle: string} | undefined {
  const months = bases.of(account) ?? {}
  const month = cycle !== undefined && lookUp(months, cycle) ? cycle : Object.keys(months).sort().at(-1)
  return month === undefined ? undefined : {basis: lookUp(months, month)!, cycle: month}
}
