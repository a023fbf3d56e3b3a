// Which statement an order stands on: a refund of a month that is closed names it.
import {existsSync, readFileSync} from 'node:fs'
import {usage} from '../../failure.js'
import type {Statement} from './data/document.js'
import {parseStatement} from './data/stored.js'
import {dataPath, type Entry, type Register} from './register.js'

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

  /** Orders of a customer's earlier months, each with the first document that has it. */
  #chargedBefore(cycle: string, customer: string): Map<string, Entry> {
    const found = new Map<string, Entry>()
    for (const entry of this.register.statements) {
      if (entry.customer_id !== customer || entry.cycle >= cycle) continue
      for (const order of chargedOn(dataPath(this.register.folder, entry.number)))
        if (!found.has(order)) found.set(order, entry)
    }
    return found
  }
}

/** The orders of a document by its data; none where these were made by a version that did not keep them. */
function chargedOn(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return parseStatement(readFileSync(path, 'utf8')).orders?.charged ?? []
  } catch (error) {
    throw usage(`${path} says what was issued, and cannot be read: ${(error as Error).message}`, 'Put the file back')
  }
}
