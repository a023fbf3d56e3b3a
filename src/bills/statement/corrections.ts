// Corrections of issued months out of the file that compares two ratings: what each service is charged more or less.
import {closeSync, createReadStream, existsSync, openSync, readSync, statSync} from 'node:fs'
import {csvRows, unharmed} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {Account, Line} from './data/account.js'
import {together} from './data/delta.js'
import type {Statement} from './data/document.js'
import {labelsOf} from './labels.js'
import {issuedChain} from './number.js'
import {Register} from './register.js'
import type {Correction} from './request.js'

const COLUMNS = [
  'kind',
  'bill_cycle',
  'customer_id',
  'cloud_service_type',
  'tax',
  'currency',
  'before',
  'after',
  'difference',
]

/** Whether a file is one of corrections. */
export function isCorrections(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(400)
    const text = bytes
      .subarray(0, readSync(file, bytes))
      .toString('utf8')
      .replace(/^\ufeff/, '')
    const heading = text.split(/\r?\n/)[0]!.split(',')
    return COLUMNS.every(name => heading.includes(name))
  } finally {
    closeSync(file)
  }
}

/** Reads the sums of a file of corrections. Throws `usage`. */
export async function readCorrections(path: string): Promise<Correction[]> {
  const corrections: Correction[] = []
  let heading: string[] | undefined
  let number = 0
  for await (const rows of csvRows(createReadStream(path))) {
    for (const cells of rows) {
      number++
      if (!heading) {
        heading = cells
        continue
      }
      const row = new Map(heading.map((name, i) => [name, unharmed(cells[i] ?? '')]))
      const text = (name: string) => row.get(name) ?? ''
      if (text('kind') !== 'sum') continue
      const [before, after] = [Decimal.read(text('before')), Decimal.read(text('after'))]
      if (!before || !after || !text('customer_id'))
        throw usage(`row ${number} of ${path} is no sum of corrections`, 'Make it again with partnerctl bill diff')
      corrections.push({
        ...{cycle: text('bill_cycle'), customer_id: text('customer_id'), account_name: text('account_name')},
        service: text('cloud_service_type_name') || text('cloud_service_type'),
        ...{tax: text('tax'), currency: text('currency'), before, after},
      })
    }
  }
  return corrections
}

/**
 * The corrected months: what was issued, and what the corrections make of it. Throws `usage` where they start from
 * anything else than what was issued.
 */
export function correctedAccounts(out: string, corrections: Correction[]): Account[] {
  const register = Register.open(out)
  const months = new Map<string, Correction[]>()
  for (const one of corrections) {
    const key = [one.cycle, one.customer_id, one.currency].join('\n')
    months.set(key, [...(months.get(key) ?? []), one])
  }
  return [...months.values()].map(sums => {
    const {cycle, customer_id, currency, account_name} = sums[0]!
    const first = register.current({cycle, customer_id, currency})
    if (!first)
      throw usage(`${account_name || customer_id} has no statement of ${cycle} in ${out} that could be corrected`)
    const issued = together(issuedChain(out, register.chain(first)))
    return corrected(issued, sums)
  })
}

/** Services that are called alike are one line of a document: so are their sums. */
function byLine(sums: Correction[]): Correction[] {
  const lines = new Map<string, Correction>()
  for (const one of sums) {
    const key = `${one.service}\n${one.tax}`
    const {before, after} = lines.get(key) ?? {before: Decimal.zero, after: Decimal.zero}
    lines.set(key, {...one, before: before.plus(one.before), after: after.plus(one.after)})
  }
  return [...lines.values()]
}

function corrected(issued: Statement, sums: Correction[]): Account {
  const lines = issued.lines.map(({kind, label, detail, tax, records, charge}): Line => {
    return {kind, label, detail, tax, records, units: charge.units}
  })
  for (const {service, tax, before, after} of byLine(sums)) {
    const isOf = (line: Line) =>
      line.tax === tax && (service === '' ? line.kind === 'fee' : line.label === service && line.kind !== 'fee')
    const was = lines.filter(isOf).reduce((sum, line) => sum + line.units, 0n)
    if (was === after.units) continue
    if (was !== before.units) {
      throw usage(
        `the corrections start from ${issued.currency} ${before.text} for ${service || 'fees'} of ${issued.account_name || issued.customer_id}, and ${Decimal.fromUnits(was).text} was issued`,
        'Compare the rating that was issued with the one that holds: partnerctl bill diff RATED AGAIN --out corrections.csv',
      )
    }
    const units = after.units - before.units
    const line = lines.find(one => isOf(one) && one.kind === (service === '' ? 'fee' : 'usage'))
    if (line) line.units += units
    else {
      const {others} = labelsOf(issued.language)
      lines.push({kind: service === '' ? 'fee' : 'usage', label: service || others, detail: '', tax, records: 0, units})
    }
  }
  const {cycle, customer_id, account_name, currency} = issued
  return {
    ...{cycle, customer_id, account_name, currency, version: ''},
    units: lines.reduce((sum, line) => sum + line.units, 0n),
    lines: new Map(lines.map((line, i) => [String(i), line])),
    ...{rates: new Map(), days: new Map(), resources: new Map()},
  }
}
