// Whether a rating makes of a month what was issued. Sender, payment and words may be others by now: they count for new
// numbers only.
import type {Decimal} from '../../../decimal.js'
import type {Statement, StatementLine} from './document.js'

/** Whether two statements bill the same, to the same customer. `merged`: one of them does not tell lines by tax. */
export const sameContent = (a: Statement, b: Statement, merged = false): boolean =>
  JSON.stringify(contentOf(a, merged)) === JSON.stringify(contentOf(b, merged))

/** Whether both have the same recipient. */
export const sameBuyer = (a: Statement, b: Statement): boolean =>
  JSON.stringify(buyerContent(a)) === JSON.stringify(buyerContent(b))

function contentOf(statement: Statement, merged: boolean) {
  const {currency, provisional, lines, taxes, net, tax, total} = statement
  return [
    ...buyerContent(statement),
    [currency, provisional ?? false, net.units, tax.units, total.units].map(String),
    linesOf(lines, merged),
    taxes.map(({code, percent, base, amount}) => [code, ...[percent, base, amount].map(text)]),
  ]
}

function linesOf(lines: StatementLine[], merged: boolean): string[] {
  const sums = new Map<string, {records: number; units: bigint}>()
  for (const {kind, label, detail, tax, records, charge, customer} of lines) {
    const key = [kind, label, detail, merged ? '' : tax, customer?.id].join('\n')
    const sum = sums.get(key)
    sums.set(key, {records: (sum?.records ?? 0) + records, units: (sum?.units ?? 0n) + charge.units})
  }
  const all = [...sums].map(([key, {records, units}]) => `${key}\n${records}\n${units}`)
  // Merged lines may stand elsewhere.
  return merged ? all.sort() : all
}

const text = (value: Decimal) => String(value.units)

function buyerContent({customer}: Statement) {
  const {name, address, street, post_code, city, country, vat_id, tax_number, tax_id, registration} = customer
  const {reference, buyer_reference, contract} = customer
  return [
    [name, address, street, post_code, city, country, vat_id, tax_number, tax_id, registration],
    [reference, buyer_reference, contract],
  ]
}
