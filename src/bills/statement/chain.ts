// The register as a person asks it: a customer's documents, and what each is to the one before.

import {Failure} from '../../failure.js'
import {type Entry, isStanding, Register} from './register.js'

/** A document of the register. */
export interface Registered {
  number: string
  kind: Entry['kind']
  status: Entry['status']
  cycle: string
  customer_id: string
  account_name: string
  currency: string
  net: string
  tax: string
  total: string
  issue_date: string
  due_date: string
  /** The document that it corrects, takes back or replaces. */
  refers_to: string
  /** Whether it is over a difference alone. */
  delta: boolean
  /** Whether its amount is due: what was taken back or replaced is not, nor what took it back. */
  standing: boolean
}

/**
 * The documents of a folder, by customer and month, each followed by those that refer to it. Throws `usage` for a
 * folder without a register, `not-found` where a customer has none.
 */
export function registered(folder: string, customers: string[] = []): Registered[] {
  Register.check(folder, 'RATED')
  const wanted = new Set(customers)
  const {statements} = Register.open(folder)
  for (const name of wanted)
    if (!statements.some(({customer_id, account_name}) => name === customer_id || name === account_name))
      throw new Failure('not-found', `the register in ${folder} has no document of "${name}"`)
  const entries = statements.filter(
    ({customer_id, account_name}) => wanted.size === 0 || wanted.has(customer_id) || wanted.has(account_name),
  )
  const chains = new Map<string, Registered[]>()
  for (const entry of entries) {
    const {cycle, account_name, customer_id, currency} = entry
    const key = [cycle, account_name, customer_id, currency].join('\n')
    chains.set(key, [...(chains.get(key) ?? []), asRegistered(entry)])
  }
  return [...chains].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, chain]) => chain)
}

function asRegistered(entry: Entry): Registered {
  const {number, kind, status, cycle, customer_id, account_name, currency, net, tax, total, issue_date, due_date} =
    entry
  return {
    ...{number, kind, status, cycle, customer_id, account_name, currency, net, tax, total, issue_date, due_date},
    refers_to: entry.refers_to ?? '',
    delta: entry.delta === true,
    standing: isStanding(entry),
  }
}
