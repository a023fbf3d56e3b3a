// Records against the records of another file, such as the bill file that Huawei delivers.
import {Decimal} from '../../decimal.js'
import {givesDay} from '../records/day.js'
import {neededFields, neededText} from '../records/needed.js'
import {apiSources, isDelivered, type SourceName} from '../records/sources.js'
import type {Comparison} from './comparison.js'
import type {ExportedFiles} from './exported.js'
import {isWord} from './fields.js'
import {type Finding, findDifferences, rowsOf} from './findings.js'
import {isSameMoney, type Money, moneyOf, moneyTexts, recordsAmount} from './money.js'
import {listFaults} from './month.js'
import {overall, type Reconciliation, type Records} from './reconcile.js'
import {type CustomerSums, type RecordSums, sumRecords, totalOf} from './sums.js'

const inWords = (money: Money): string =>
  [...money]
    .sort()
    .map(([currency, units]) => `${currency} ${Decimal.fromUnits(units).toDisplay()}`)
    .join(' · ') || 'none'

/** Why the amounts of two sources are no amounts of the same; undefined where they are. */
function unlikeKinds(ours: Set<string>, theirs: Set<string>, names: {left: string; right: string}): string | undefined {
  const isCut = (sources: Set<string>) => [...sources].some(name => apiSources[name as SourceName]?.inCents)
  if (isCut(ours) === isCut(theirs)) return undefined
  const [cut, whole] = isCut(ours) ? [names.left, names.right] : [names.right, names.left]
  return `the amounts of ${cut} are cut to whole cents, those of ${whole} are not`
}

/** The fields that one set of records has and the other, `name`, lacks. */
function lackingFields(has: RecordSums, lacks: RecordSums, name: string): string[] {
  const fields = [...has.fields].filter(
    field => !lacks.fields.has(field) && !isWord(field) && !['settlement_amount', 'other_fields'].includes(field),
  )
  if (fields.length === 0 || lacks.records === 0) return []
  return [`${fields.join(', ')}: ${name} has none`]
}

/** What the API does not tell, JSON may have fields for all the same. */
const isDeliveredOnly = ({sources}: RecordSums) => [...sources].every(source => isDelivered(source as SourceName))

/** What nobody can compare, for only one of two exports tells it. Another source has its own amounts. */
function untold(ours: RecordSums, theirs: RecordSums, names: {left: string; right: string}, isOneSource: boolean) {
  const lacking = (has: RecordSums, lacks: RecordSums): string[] =>
    neededFields.filter(field => {
      const isTold = field !== 'settlement_amount' || has.bases.stated > 0 || isDeliveredOnly(has)
      return isTold && has.fields.has(field) && !lacks.fields.has(field) && (isOneSource || field === 'customer_id')
    })
  return [
    {name: names.left, fields: lacking(theirs, ours)},
    {name: names.right, fields: lacking(ours, theirs)},
  ]
    .filter(({fields}) => fields.length > 0)
    .map(({name, fields}): Comparison => {
      const reason = neededText(name, fields)
      return {what: fields.join(', '), left: '', right: '', outcome: 'not-comparable', reason}
    })
}

/**
 * Compares two sets of records of a cycle, customer by customer and then record by record; `files` says which
 * of them are what was exported.
 */
export async function compareFiles(
  left: Records,
  right: Records,
  {cycle, files = [], ...names}: {cycle: string; left: string; right: string; files?: ExportedFiles[]},
): Promise<Reconciliation> {
  const ours = await sumRecords(left(), cycle, {whole: true})
  const theirs = await sumRecords(right(), cycle, {whole: true})
  // Records of two sources say the same in other fields.
  const isOneSource = [...ours.sources].join() === [...theirs.sources].join()
  const hasDays = [...ours.sources, ...theirs.sources].every(source => givesDay(source as SourceName))
  const isSettledAlike = ({digests: {settled: a}}: CustomerSums, {digests: {settled: b}}: CustomerSums) =>
    isOneSource || a === b || a === 0 || b === 0
  const digestOf = ({digests}: CustomerSums) => digests[isOneSource ? 'whole' : hasDays ? 'figures' : 'dayless']
  const comparisons: Comparison[] = [
    ...files.flatMap(one => one.comparisons),
    ...listFaults(ours.bases, names.left),
    ...listFaults(theirs.bases, names.right),
  ]
  const findings: Finding[] = []
  const suspects = new Map<string, Comparison>()
  const currency = [...ours.customers.values(), ...theirs.customers.values()][0]?.currency ?? ''
  for (const id of [...new Set([...ours.customers.keys(), ...theirs.customers.keys()])].sort()) {
    const [a, b] = [ours.customers.get(id), theirs.customers.get(id)]
    const account_name = a?.account_name || b?.account_name || id
    const difference = (a ? totalOf(a) : 0n) - (b ? totalOf(b) : 0n)
    const isEqual =
      a !== undefined &&
      b !== undefined &&
      a.records === b.records &&
      digestOf(a) === digestOf(b) &&
      isSettledAlike(a, b)
    const [here, there] = [a?.money ?? new Map(), b?.money ?? new Map()]
    const isOne = new Set([...here.keys(), ...there.keys()]).size <= 1
    const [leftText, rightText] = isOne
      ? [a, b].map(one => Decimal.fromUnits(one ? totalOf(one) : 0n).text)
      : moneyTexts(here, there)
    const comparison: Comparison = {
      what: `records of ${account_name}`,
      left: leftText!,
      right: rightText!,
      outcome: isSameMoney(here, there) ? 'matched' : 'differences',
      ...(isOne ? {difference: Decimal.fromUnits(difference)} : {}),
    }
    comparisons.push(comparison)
    if (isEqual) continue
    if (a && b) suspects.set(id, comparison)
    else {
      comparison.outcome = 'differences'
      const text = a
        ? `${names.right} has no record of ${account_name}`
        : `${names.left} has no record of ${account_name}`
      const kind = a ? 'unknown-customer' : 'missing-customer'
      for (const [one, units] of [...(a ?? b)!.money].sort()) {
        const moved = Decimal.fromUnits(a ? units : -units)
        findings.push({kind, customer_id: id, account_name, difference: moved, currency: one, text})
      }
    }
  }
  let reason: string | undefined
  if (suspects.size > 0) {
    const ids = new Set(suspects.keys())
    const unlike = unlikeKinds(ours.sources, theirs.sources, names)
    const found = unlike
      ? {findings: [], reason: unlike}
      : findDifferences(await rowsOf(left(), ids), await rowsOf(right(), ids), cycle, currency)
    // Sums may agree although records do not: only the records themselves accuse.
    for (const {customer_id} of found.findings) suspects.get(customer_id)!.outcome = 'differences'
    for (const one of found.findings) findings.push(one)
    reason = found.reason
    if (reason) {
      for (const one of suspects.values()) {
        // Sums that are made of the same are wrong, whichever records they are of.
        if (unlike || one.outcome === 'matched') Object.assign(one, {outcome: 'not-comparable', reason})
      }
    }
  }
  if (theirs.records > 0 && ours.records > 0) comparisons.push(...untold(ours, theirs, names, isOneSource))
  else {
    const empty = theirs.records === 0 ? names.right : names.left
    comparisons.push({
      what: 'records',
      left: String(ours.records),
      right: String(theirs.records),
      outcome: 'not-comparable',
      reason: `${empty} has no record of cycle ${cycle}`,
    })
  }
  const [weSettle, theySettle] = [ours, theirs].map(({bases}) => bases.stated > 0)
  const unsettled = weSettle === theySettle ? undefined : weSettle ? names.right : names.left
  const isComparable = theirs.records > 0 && ours.records > 0
  const everything = 'every field that both have, but ids, names and words'
  const shared = `amounts, list prices, currencies, services, charge modes${hasDays ? ', bill types and days' : ' and bill types'}`
  return {
    cycle,
    final: true,
    outcome: isComparable ? overall(comparisons) : 'not-comparable',
    basis: `amounts of ${names.left} and of ${names.right}, 8 decimals`,
    figures: `amounts of ${names.left} and of ${names.right}, 8 decimals`,
    compared: [
      ...files.filter(one => !one.missing).map(({path}) => `${path} with the checksums of its export`),
      ...(isComparable && !reason ? [`${isOneSource ? everything : shared}, record by record`] : []),
    ],
    not_compared: [
      ...files.flatMap(({missing}) => missing ?? []),
      ...(reason
        ? [`single records: ${reason}`]
        : isOneSource
          ? isComparable
            ? [...lackingFields(ours, theirs, names.right), ...lackingFields(theirs, ours, names.left)]
            : []
          : ['other fields: the records come from two sources']),
      ...(unsettled ? [`settlement amounts: ${unsettled} has none`] : []),
    ],
    currency,
    records: ours.records,
    customers: ours.customers.size,
    ...recordsAmount(moneyOf(ours.customers.values())),
    truncated: Decimal.zero,
    comparisons,
    findings: isComparable ? findings : [],
    unread: [],
    notes: [`${names.right}: ${theirs.records} records, ${inWords(moneyOf(theirs.customers.values()))}`],
  }
}
