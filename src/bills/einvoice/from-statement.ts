// The tree of an issued statement. Not one cent is worked out here: what the statement shows is what the invoice says,
// and the rounding line of each tax is a charge or an allowance on the document.
import {daysOf} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {lookUp} from '../../look-up.js'
import type * as parties from '../statement/data/parties.js'
import {unitSymbol} from '../statement/data/quantity.js'
import {formatAmount, formatDate} from '../statement/format.js'
import {type Labels, labelsOf} from '../statement/labels.js'
import {lineText} from '../statement/lines.js'
import type {Statement, StatementLine} from '../statement/statement.js'
import {remarks} from '../statement/texts.js'
import {
  type Invoice,
  type InvoiceLine,
  NOT_DEFINED,
  type Party,
  type PaymentInstructions,
  type Profile,
  type TaxBreakdown,
  type TaxKind,
} from './invoice.js'

/** Units of UN/ECE recommendation 20 by the ids of the API; what has none is counted in pieces. */
const UNITS: Record<string, string> = {
  '': 'C62',
  '0': 'DAY',
  '4': 'HUR',
  '6': 'SEC',
  '10': 'E34',
  '11': '4L',
  '15': 'E20',
  '17': 'E34',
}

const ONE = Decimal.parse('1')

/**
 * The invoice of a statement. A month that gives money back is a credit note (381), whose amounts are those given back:
 * never an invoice below zero.
 */
export function invoiceOf(statement: Statement, profile: Profile): Invoice {
  const {language, cycle, currency, total, tax_currency: other} = statement
  const words = labelsOf(language)
  const isCredit = total.isNegative || (total.isZero && statement.kind === 'credit-note')
  const signed = (amount: Decimal) => (isCredit ? amount.negated() : amount)
  const lines = statement.lines.map((line, index) => lineOf(line, String(index + 1), statement, words, signed))
  const charges = statement.roundings.map(({amount, ...tax}) => {
    const value = signed(amount)
    const isCharge = !value.isNegative
    return {isCharge, amount: value.abs(), reason: words.rounding, tax: taxKind(tax)}
  })
  const sumOf = (isCharge: boolean) =>
    Decimal.sum(charges.filter(one => one.isCharge === isCharge).map(one => one.amount))
  const days = daysOf(cycle)
  return {
    profile,
    number: statement.number ?? words.preview,
    issueDate: statement.issue_date,
    type: isCredit ? '381' : '380',
    currency,
    decimals: Math.min(statement.decimals, 2),
    ...(other ? {taxCurrency: {currency: other.to, amount: signed(other.amount)}} : {}),
    ...(isCredit ? {} : {dueDate: statement.due_date}),
    buyerReference: statement.customer.buyer_reference,
    contract: statement.customer.contract,
    order: statement.customer.reference,
    ...(isCredit ? {} : {terms: termsOf(statement, words)}),
    notes: [
      ...remarks(statement, words),
      ...(statement.provisional ? [words.provisional] : []),
      ...statement.seller.legal,
    ],
    preceding: statement.refers_to ? [{number: statement.refers_to, date: statement.refers_to_date}] : [],
    seller: partyOf(statement.seller, profile),
    buyer: partyOf(statement.customer, profile),
    ...deliveredTo(statement),
    period: {from: days[0]!, to: days.at(-1)!},
    payment: isCredit ? undefined : paymentOf(statement),
    charges,
    totals: {
      lines: Decimal.sum(lines.map(line => line.net)),
      allowances: sumOf(false),
      charges: sumOf(true),
      net: signed(statement.net),
      tax: signed(statement.tax),
      gross: signed(total),
    },
    taxes: breakdowns(statement, signed),
    lines,
  }
}

const taxKind = ({category = '', percent}: {category?: string; percent?: Decimal}): TaxKind =>
  category === 'O' ? {category} : {category, percent}

/** Where goods go within the Community, the country of arrival is wanted (BR-IC-12). */
const deliveredTo = ({taxes, customer}: Statement): Pick<Invoice, 'deliveredTo'> =>
  customer.country && taxes.some(({category}) => category === 'K') ? {deliveredTo: customer.country} : {}

function termsOf({due_date, language, payment}: Statement, words: Labels): string {
  // Where there is no account, how to pay is said in words.
  const lines = payment && !payment.iban ? payment.lines : []
  return [`${words.due}: ${formatDate(due_date, language)}`, ...lines].join('\n')
}

function paymentOf({payment, number, seller}: Statement): PaymentInstructions | undefined {
  if (!payment) return undefined
  const {means, iban, bic, account_name} = payment
  // A transfer without an account is none that a program could make (BR-61).
  if (!iban) return {means: TRANSFERS.has(means) ? NOT_DEFINED : means, remittance: number}
  return {means, remittance: number, account: {id: iban, name: account_name ?? seller.name, bic}}
}

/** UNTDID 4461. */
const TRANSFERS = new Set(['30', '58'])

function partyOf(party: parties.Party, profile: Profile): Party {
  const {name, vat_id, tax_number, registration, contact, phone, email, city, post_code, country} = party
  const [, scheme, id] = /^(\d{4}):(.+)$/.exec(registration ?? '') ?? []
  return {
    name,
    ...(registration ? {registration: id ? {scheme, id} : {id: registration}} : {}),
    vatId: vat_id,
    taxNumber: tax_number,
    electronic: electronicOf(party, profile),
    // Lines of an address on paper are lines here, too; they are not taken apart.
    street: party.street.length > 0 ? party.street : party.address,
    city,
    postCode: post_code,
    country,
    ...(contact || phone || email ? {contact: {name: contact, phone, email}} : {}),
  }
}

/** Where an invoice is sent: an electronic address, else by e-mail, which Peppol does not carry. */
export function electronicOf({electronic, email}: parties.Party, profile: Profile): Party['electronic'] {
  if (electronic) return electronic
  return email && profile !== 'peppol' ? {scheme: 'EM', id: email} : undefined
}

function lineOf(
  line: StatementLine,
  id: string,
  statement: Statement,
  words: Labels,
  signed: (amount: Decimal) => Decimal,
): InvoiceLine {
  const {language} = statement
  const {label, detail} = lineText(line, words, statement)
  // Quantity and price have terms of their own.
  const description = line.kind === 'refund' ? detail : line.detail
  const net = signed(line.shown)
  const {quantity, unit = '', unit_price} = line
  const code = lookUp(UNITS, unit)
  const isPriced = quantity !== undefined && unit_price !== undefined && code !== undefined
  // What is no quantity at a price is one of its kind; what was used is told beside it.
  const sold = isPriced
    ? {quantity: signed(quantity), unit: code, price: unit_price}
    : {quantity: net.isNegative ? ONE.negated() : ONE, unit: 'C62', price: net.abs()}
  const used = quantity && !isPriced ? `${formatAmount(quantity.abs(), 0, language)} ${unitSymbol(unit)}`.trim() : ''
  return {
    id,
    ...sold,
    net,
    name: label,
    ...(description ? {description} : {}),
    attributes: [
      ...(line.customer ? [{name: words.customer, value: line.customer.name}] : []),
      ...(used ? [{name: words.quantity, value: used}] : []),
    ],
    tax: taxKind(line),
  }
}

/** One for each category and rate, whatever the price book calls its taxes. */
function breakdowns({taxes}: Statement, signed: (amount: Decimal) => Decimal): TaxBreakdown[] {
  const sums = new Map<string, TaxBreakdown>()
  for (const {category = '', percent, base, amount, reason, reason_code} of taxes) {
    const key = `${category} ${percent.text}`
    const known = sums.get(key) ?? {...taxKind({category, percent}), base: Decimal.zero, amount: Decimal.zero}
    const isTaxed = TAXED.has(category)
    const told = isTaxed ? {} : {reason: joined(known.reason, reason), reasonCode: known.reasonCode ?? reason_code}
    sums.set(key, {...known, ...told, base: known.base.plus(signed(base)), amount: known.amount.plus(signed(amount))})
  }
  return [...sums.values()]
}

/** Categories that have no reason for being without tax (BR-S-10, BR-Z-10, BR-IG-10, BR-IP-10). */
const TAXED = new Set(['S', 'Z', 'L', 'M'])

const joined = (a: string | undefined, b: string | undefined) =>
  [...new Set([a, b].filter(Boolean))].join('; ') || undefined
