// The electronic invoice of a statement, as XML; and what is looked at before it has a number.
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {type Customer, currencyDecimals, type PriceBook, taxesOf} from '../rating/book.js'
import {reasonOf} from '../statement/data/duties.js'
import {buyerOf, paymentOf, sellerOf} from '../statement/data/parties.js'
import type {Statement} from '../statement/statement.js'
import {ciiXml} from './cii.js'
import {invoiceOf} from './from-statement.js'
import {type Invoice, profiles} from './invoice.js'
import {ublXml} from './ubl.js'
import {type KnownTax, type Want, wanted, wantText} from './wanted.js'
import {UNFIT} from './xml.js'

/** The tree written down in the syntax of its profile. The same tree gives the same bytes. */
export const invoiceXml = (invoice: Invoice): string =>
  profiles[invoice.profile].syntax === 'ubl' ? ublXml(invoice) : ciiXml(invoice)

/** A statement with an electronic invoice, as that. */
export const statementXml = (statement: Statement): string =>
  invoiceXml(invoiceOf(statement, statement.einvoice ?? 'ubl'))

const MOST_TOLD = 20

/** The texts of an invoice that XML cannot hold, with the names that lead to them; lines count from 1. */
function* unfitTexts(value: unknown, path = ''): Generator<string> {
  if (typeof value === 'string') {
    const at = value.search(UNFIT)
    if (at < 0) return
    const point = value.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')
    yield `${path}: ${JSON.stringify(value)} has a character that XML cannot hold: U+${point}`
  } else if (typeof value === 'object' && value !== null && !(value instanceof Decimal)) {
    for (const [name, one] of Object.entries(value)) {
      const part = Array.isArray(value) ? `[${Number(name) + 1}]` : `${path ? '.' : ''}${name}`
      yield* unfitTexts(one, `${path}${part}`)
    }
  }
}

/** Throws `usage` where a text could not be written as it is: nothing is left out in silence. */
function checkTexts(statements: Statement[], note?: (text: string) => void): void {
  const told = statements.flatMap(statement => {
    if (!statement.einvoice) return []
    const who = statement.account_name || statement.customer_id
    return [...unfitTexts(invoiceOf(statement, statement.einvoice))].map(text => `${who}: ${text}`)
  })
  if (note) for (const text of told) note(`Note: ${text}`)
  else if (told.length > 0)
    throw usage(
      told[0]!,
      ...told.slice(1, MOST_TOLD),
      ...(told.length > MOST_TOLD ? [`and ${told.length - MOST_TOLD} more`] : []),
      'Correct the text where it comes from, the price book or the names in the records, and rate the month again',
    )
}

/** Throws `usage` with all that electronic invoices of these statements lack; of a preview it is only told. */
export function checkInvoices(statements: Statement[], note?: (text: string) => void): void {
  checkTexts(statements, note)
  const told = new Set(
    statements.flatMap(one => wantsOf(one).map(want => wantText(one.account_name || one.customer_id, want))),
  )
  if (told.size === 0) return
  if (note) {
    for (const text of told) note(`Note: the electronic invoice lacks ${text}`)
    return
  }
  const texts = [...told]
  throw usage(
    texts.length === 1 ? `the electronic invoice lacks ${texts[0]}` : `electronic invoices lack ${texts.length} things`,
    ...(texts.length === 1 ? [] : texts.slice(0, MOST_TOLD)),
    ...(texts.length > MOST_TOLD ? [`and ${texts.length - MOST_TOLD} more`] : []),
    'Write them in the price book, or einvoice: none',
  )
}

function wantsOf(statement: Statement): Want[] {
  const {einvoice, seller, customer, payment, currency, decimals, lines, taxes} = statement
  if (!einvoice) return []
  const known = new Map<string, KnownTax>()
  for (const {tax, category, percent} of lines) {
    const {reason, reason_code: reasonCode} = taxes.find(({code}) => code === tax) ?? {}
    known.set(tax, {codes: tax, category, isZero: percent?.isZero ?? true, reason, reasonCode})
  }
  const facts = {profile: einvoice, seller, buyer: customer, payment, currency, decimals}
  return wanted({...facts, taxes: [...known.values()], isCredit: statement.total.isNegative})
}

/** The taxes that rules and fees may charge a customer with: their own, else the customer's. */
function taxesFor(book: PriceBook, customer: Customer): string[][] {
  const {names, groups, resellers} = book.namesOf({
    customer_id: customer.id ?? customer.key,
    account_name: customer.key,
  } as Parameters<PriceBook['namesOf']>[0])
  const isReseller = book.resellers.has(customer.key)
  const isFor = (one: {customers?: Set<string>; groups?: string[]; resellers?: Set<string>; except?: Set<string>}) =>
    // What is for some customers may be for a reseller's.
    isReseller || ((!one.resellers || resellers.some(name => one.resellers!.has(name))) && isForCustomer(one))
  const isForCustomer = (one: {customers?: Set<string>; groups?: string[]; except?: Set<string>}) =>
    (!one.customers || names.some(name => one.customers!.has(name))) &&
    (!one.groups || one.groups.some(group => groups.includes(group))) &&
    !names.some(name => one.except?.has(name))
  const all = [...book.rules, ...book.fees].filter(isFor).map(({tax}) => tax ?? customer.tax ?? book.tax)
  return [...new Map(all.map(codes => [codes.join(' '), codes])).values()]
}

function knownTax(book: PriceBook, customer: Customer, codes: string[]): KnownTax {
  const [tax] = codes.length === 1 ? taxesOf(book, codes) : []
  const reason = tax && reasonOf(tax, customer.language ?? book.language)
  return {
    codes: codes.join(' '),
    category: tax?.category,
    isZero: tax?.rate === 0n,
    reason: reason?.reason,
    reasonCode: reason?.reason_code,
  }
}

/** What electronic invoices of a book's customers would lack, each as a line. */
export function bookWants(book: PriceBook): string[] {
  const billed = [
    // A customer whose reseller is billed gets no document.
    ...[...book.customers.values()].filter(
      ({id, key}) => !book.payer({customer_id: id ?? key, account_name: key}).bill_to,
    ),
    ...[...book.resellers.values()].filter(({bills}) => bills === 'reseller'),
  ]
  const told = billed.flatMap(customer => {
    const profile = customer.einvoice ?? book.statement.einvoice ?? 'none'
    if (profile === 'none') return []
    const currency = customer.currency ?? book.currency
    const facts = {
      profile,
      seller: sellerOf(book),
      buyer: buyerOf(customer, customer.key),
      payment: paymentOf(book, currency),
      currency,
      decimals: currencyDecimals(book, currency),
    }
    // One at a time: no month need have two of them.
    const wants = taxesFor(book, customer).flatMap(codes =>
      wanted({...facts, taxes: [knownTax(book, customer, codes)]}),
    )
    return wants.map(want => wantText(customer.key, want))
  })
  return [...new Set(told)]
}
