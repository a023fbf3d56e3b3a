// Statements against the rated records that they were made of.
import {Decimal} from '../../decimal.js'
import {digestOf} from '../export/files/held.js'
import {payerOf} from '../rating/rated.js'
import {readRated} from '../rating/read-rated.js'
import {STDIN} from '../read/bytes.js'
import type {Decoding} from '../read/encoding.js'
import {brokenDocument} from '../statement/documents.js'
import {type Entry, isOfAnotherRating, isStanding, Register} from '../statement/register.js'
import type {Comparison} from './comparison.js'
import {addMoney, type Money, recordsAmount} from './money.js'
import {overall, type Reconciliation} from './reconcile.js'

/** Holds the register of a folder against a rated file: each customer's charges, and what rounding made of them. */
export async function compareStatements(
  rated: string,
  folder: string,
  cycle: string,
  decoding?: Decoding,
  /** Nothing holds the rated file against its records. */
  isAlone = false,
): Promise<Reconciliation> {
  Register.check(folder, rated)
  const charges = new Map<string, {name: string; units: bigint}>()
  let records = 0
  const exact: Money = new Map()
  for await (const rows of readRated(rated, decoding)) {
    for (const row of rows) {
      if (row.bill_cycle !== cycle) continue
      const {id, name} = payerOf(row)
      const key = `${id} ${row.charge_currency}`
      const sum = charges.get(key) ?? {name, units: 0n}
      sum.units += row.charge.units
      charges.set(key, sum)
      addMoney(exact, row.charge_currency, row.charge.units)
      records++
    }
  }
  /** A customer's statement, and the documents over what was corrected since. */
  const standing = new Map<string, Entry[]>()
  for (const entry of Register.open(folder).statements) {
    if (entry.cycle !== cycle || !isStanding(entry)) continue
    const key = `${entry.customer_id} ${entry.currency}`
    standing.set(key, [...(standing.get(key) ?? []), entry])
  }
  const digest = rated === STDIN ? undefined : await digestOf(rated)
  const keys = [...new Set([...charges.keys(), ...standing.keys()])].sort()
  const notes: string[] = []
  const comparisons = keys.map((key): Comparison => {
    const entries = standing.get(key) ?? []
    const entry = entries.find(({delta}) => !delta)
    const charge = charges.get(key)?.units ?? 0n
    const stated = Decimal.sum(entries.map(one => Decimal.parse(one.net).minus(Decimal.parse(one.rounding)))).units
    // Documents that come to nothing are of no rating that charges nothing.
    const other = charges.has(key) ? entries.find(one => isOfAnotherRating(one, digest)) : undefined
    const broken =
      entries.map(one => brokenDocument(folder, one)).find(Boolean) ??
      (other ? `${other.number} was issued from another rating than this one` : undefined)
    if (broken) notes.push(broken)
    return {
      what: `statement ${entry?.number ?? 'missing'} of ${entry?.account_name || charges.get(key)?.name || key}`,
      left: Decimal.fromUnits(charge).text,
      right: Decimal.fromUnits(stated).text,
      outcome: charge === stated && !broken ? 'matched' : 'differences',
      ...(broken ? {reason: broken} : {}),
      difference: Decimal.fromUnits(charge - stated),
    }
  })
  const currencies = [...new Set(keys.map(key => key.split(' ').at(-1)!))]
  return {
    cycle,
    final: true,
    outcome: comparisons.length === 0 ? 'not-comparable' : overall(comparisons),
    basis: 'charges before tax as rated, 8 decimals, against net amounts of statements less their rounding',
    figures: 'charges and net amounts before tax',
    compared:
      comparisons.length > 0
        ? ['the charges of each customer and currency with its statement, and its documents with what was issued']
        : [],
    not_compared: [
      'taxes: they are worked out on the statements only',
      ...(isAlone ? ['amounts, currencies and settlement of the rated rows: name their records as the argument'] : []),
    ],
    currency: currencies.join(', '),
    records,
    customers: charges.size,
    ...recordsAmount(exact),
    truncated: Decimal.zero,
    comparisons,
    findings: [],
    unread: [],
    notes,
  }
}
