// The register as it is asked: a customer's documents, what each is to the one before, and which of them an order
// stands on.
import {existsSync, readFileSync} from 'node:fs'
import {Failure, fileTrouble, usage} from '../../failure.js'
import type {Statement} from './data/document.js'
import {parseStatement} from './data/stored.js'
import {dataPath, type Entry, isStanding, Register} from './register.js'

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

/** Looks orders up in what was issued: the register names the documents, their data have the orders. */
export class BilledOrders {
  readonly #months = new Map<string, Map<string, Entry>>()

  constructor(readonly register: Register) {}

  /** The number of the first statement of the month on which an order was charged, if that is before `cycle`. */
  statementOf({cycle, customer_id}: Pick<Entry, 'cycle' | 'customer_id'>, order: string): string | undefined {
    const key = `${customer_id} ${cycle}`
    const known = this.#months.get(key) ?? this.#chargedBefore(cycle, customer_id)
    this.#months.set(key, known)
    const entry = known.get(order)
    return entry && this.register.first(entry)?.number
  }

  /** The document with the statements that its refunds go back to. */
  named(statement: Statement): Statement {
    const {orders, lines} = statement
    if (!orders || orders.refunded.length === 0) return statement
    const named = lines.map(line => {
      if (line.kind !== 'refund') return line
      const own = orders.refunded.filter(
        ({label, detail, tax, customer}) =>
          label === line.label && detail === line.detail && tax === line.tax && customer?.id === line.customer?.id,
      )
      const numbers = own.flatMap(({order}) => this.statementOf(statement, order) ?? [])
      return numbers.length === 0 ? line : {...line, refers_to: [...new Set(numbers)].join(', ')}
    })
    return {...statement, lines: named}
  }

  /** Documents of later months that were issued before this one, and give back orders of it. */
  givingBack({cycle, customer_id, orders}: Statement): Entry[] {
    const charged = new Set(orders?.charged)
    if (charged.size === 0) return []
    return this.register.statements.filter(
      entry =>
        entry.status === 'issued' &&
        entry.customer_id === customer_id &&
        entry.cycle > cycle &&
        this.#ordersOf(entry)?.refunded.some(({order}) => charged.has(order)),
    )
  }

  /** None where the data were made by a version that did not keep them. */
  #ordersOf = ({number}: Entry) => issuedData(dataPath(this.register.folder, number)).orders

  /** Orders of a customer's earlier months, each with the first document that has it. */
  #chargedBefore(cycle: string, customer: string): Map<string, Entry> {
    const found = new Map<string, Entry>()
    for (const entry of this.register.statements) {
      if (entry.customer_id !== customer || entry.cycle >= cycle) continue
      for (const order of this.#ordersOf(entry)?.charged ?? []) if (!found.has(order)) found.set(order, entry)
    }
    return found
  }
}

/** The data of an issued document. Throws `usage` where they are not there, or not to be read. */
export function issuedData(path: string): Statement {
  const says = `${path} says what was issued, and`
  if (!existsSync(path)) throw usage(`${says} is not there`, 'Put the file back')
  try {
    const issued = parseStatement(readFileSync(path, 'utf8'))
    if (!issued) throw new SyntaxError('it is empty')
    return issued
  } catch (error) {
    throw usage(`${says} cannot be read: ${fileTrouble(error)}`, 'Put the file back')
  }
}
