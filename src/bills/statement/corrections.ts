// Corrections of issued months out of the file that compares two ratings: what each service is charged more or less.
import {closeSync, createReadStream, existsSync, openSync, readSync, statSync} from 'node:fs'
import {commandLine} from '../../command-line.js'
import {csvRows, unharmed} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {Account, Line} from './data/account.js'
import {together} from './data/delta.js'
import type {Statement} from './data/document.js'
import {lineGroup} from './lines.js'
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

const lineKinds = ['usage', 'tier', 'refund', 'fee'] as const

const AGAIN = 'Make it again with partnerctl bill diff'

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
        if (!heading.includes('line_kind'))
          throw usage(`${path} is of an earlier version: it does not tell lines of documents`, AGAIN)
        continue
      }
      const row = new Map(heading.map((name, i) => [name, unharmed(cells[i] ?? '')]))
      const text = (name: string) => row.get(name) ?? ''
      if (text('kind') !== 'sum') continue
      const [before, after] = [Decimal.read(text('before')), Decimal.read(text('after'))]
      const kind = lineKinds.find(known => known === text('line_kind'))
      if (!before || !after || !kind || !text('customer_id'))
        throw usage(`row ${number} of ${path} is no sum of corrections`, AGAIN)
      const end = {id: text('customer_id'), name: text('account_name')}
      const payer = text('bill_to') ? {id: text('bill_to'), name: text('bill_to_name')} : end
      corrections.push({
        ...{cycle: text('bill_cycle'), customer_id: payer.id, account_name: payer.name},
        ...(payer === end ? {} : {customer: end}),
        ...{kind, label: text('line_label'), detail: text('line_detail')},
        ...{tax: text('tax'), currency: text('currency'), before, after},
        orders: text('orders').split(' ').filter(Boolean),
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
  const months = grouped(corrections, one => [one.cycle, one.customer_id, one.currency].join('\n'))
  return [...months.values()].flatMap(sums => {
    const {cycle, customer_id, currency, account_name} = sums[0]!
    const first = register.current({cycle, customer_id, currency})
    if (first) return [corrected(together(issuedChain(out, register.chain(first))), sums)]
    // What is not charged any more, and was taken back, is right as it is.
    if (sums.every(({after}) => after.isZero)) return []
    const name = account_name || customer_id
    throw usage(
      `${name} has no statement of ${cycle} in ${out} that could be corrected`,
      'Issue what it is charged from the rating that holds; the corrections of the others go on after it:',
      commandLine`bill statement RATED --customer ${name} --out ${out} --credit-note full    takes back what others were billed of it`,
    )
  })
}

function grouped<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

function corrected(issued: Statement, sums: Correction[]): Account {
  let lines = issued.lines.map(({kind, label, detail, customer, tax, records, charge}): Line => {
    return {kind, label, detail, ...(customer ? {customer} : {}), tax, records, units: charge.units}
  })
  for (const [group, own] of grouped(sums, lineGroup)) {
    const standing = lines.filter(line => lineGroup(line) === group)
    const was = standing.reduce((sum, line) => sum + line.units, 0n)
    const [before, after] = [own.map(one => one.before), own.map(one => one.after)].map(all => Decimal.sum(all))
    if (was !== before!.units && was !== after!.units) {
      throw usage(
        `the corrections start from ${issued.currency} ${before!.text} for ${own[0]!.label || 'fees'} of ${issued.account_name || issued.customer_id}, and ${Decimal.fromUnits(was).text} was issued`,
        'Compare the rating that was issued with the one that holds: partnerctl bill diff RATED AGAIN --out corrections.csv',
      )
    }
    // What stands for all of a group, or is not on it any more, makes room for what is.
    lines = lines.filter(line => !standing.includes(line))
    for (const [detail, alike] of grouped(own, one => one.detail)) {
      const {units} = Decimal.sum(alike.map(one => one.after))
      const same = standing.filter(line => line.detail === detail)
      const {kind, label, tax, customer} = alike[0]!
      const records = same.reduce((sum, line) => sum + line.records, 0)
      const orders = new Set(alike.flatMap(one => one.orders))
      if (units !== 0n || records > 0)
        lines.push({kind, label, detail, ...(customer ? {customer} : {}), tax, records, units, orders})
    }
  }
  const {cycle, customer_id, account_name, currency} = issued
  return {
    ...{cycle, customer_id, account_name, currency, version: ''},
    units: lines.reduce((sum, line) => sum + line.units, 0n),
    lines: new Map(lines.map((line, i) => [String(i), line])),
    customers: new Map(lines.flatMap(({customer}) => (customer ? [[customer.id, customer.name] as const] : []))),
    ...{rates: new Map(), days: new Map()},
  }
}
