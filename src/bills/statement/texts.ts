// What a document says of its parties and of its payment, in lines: the same on a page, on paper and in a workbook.
import {Decimal} from '../../decimal.js'
import {lookUp} from '../../look-up.js'
import type {Buyer, Party, Payment, Seller} from './data/parties.js'
import {formatAmount, formatCycle, formatDate} from './format.js'
import type {Labels} from './labels.js'
import type {Statement, StatementLine} from './statement.js'

/** Countries that write the post code behind the city. */
const BEHIND = new Set('AE AU BR CA GB ID IE IN JP KR MY NZ PH PK SA SG TH TW US ZA'.split(' '))

/** What a VAT or goods and services tax id is called where it is of, in the words of that country. */
const VAT_NAMES: Record<string, string> = {
  AE: 'TRN',
  AR: 'CUIT',
  AT: 'UID-Nr.',
  AU: 'ABN',
  BE: 'BTW/TVA',
  BG: 'ДДС №',
  BR: 'CNPJ',
  CH: 'UID',
  CL: 'RUT',
  CO: 'NIT',
  CZ: 'DIČ',
  DE: 'USt-IdNr.',
  DK: 'SE-nr.',
  ES: 'NIF',
  FI: 'ALV-nro',
  FR: 'N° TVA',
  GB: 'VAT Reg. No.',
  GR: 'ΑΦΜ',
  HR: 'OIB',
  HU: 'Közösségi adószám',
  IE: 'VAT No.',
  IN: 'GSTIN',
  IT: 'P. IVA',
  LU: 'N° TVA',
  MX: 'RFC',
  NL: 'Btw-id',
  NO: 'MVA-nr.',
  NZ: 'GST No.',
  PE: 'RUC',
  PL: 'NIP',
  PT: 'NIF',
  RO: 'CIF',
  SA: 'VAT No.',
  SE: 'Momsreg.nr',
  SG: 'GST Reg. No.',
  SI: 'ID za DDV',
  SK: 'IČ DPH',
  TR: 'VKN',
  ZA: 'VAT No.',
}

/** The name of a document: a statement, an invoice, what takes either back. */
export function titleOf({kind, title}: Pick<Statement, 'kind' | 'title'>, words: Labels): string {
  if (title === 'invoice') return kind === 'credit-note' ? words.invoiceCorrection : words.invoice
  return kind === 'credit-note' ? words.creditNote : words.statement
}

/** The lines of an address: as they were written, else made of its parts; the country where it is not the other's. */
export function addressOf(party: Party, other: Party, language: string): string[] {
  if (party.address.length > 0) return party.address
  const {street, post_code, city, country} = party
  const place = [post_code, city].filter(Boolean)
  if (country && BEHIND.has(country)) place.reverse()
  const isAbroad = country !== undefined && country !== other.country
  return [...street, place.join(' '), isAbroad ? countryName(country, language) : ''].filter(Boolean)
}

function countryName(country: string, language: string): string {
  try {
    return new Intl.DisplayNames([language, 'en'], {type: 'region'}).of(country) ?? country
  } catch {
    return country
  }
}

function vatName({vat_id = '', country}: Party, words: Labels): string {
  const [prefix = ''] = /^[A-Z]{2}(?=[0-9A-Z]*\d)/.exec(vat_id) ?? []
  return lookUp(VAT_NAMES, prefix === 'EL' ? 'GR' : prefix) ?? lookUp(VAT_NAMES, country ?? '') ?? words.vatId
}

const named = (name: string, value: string | undefined) => (value ? [`${name}: ${value}`] : [])

function ids(party: Party, words: Labels): string[] {
  return [
    ...named(vatName(party, words), party.vat_id),
    ...named(words.taxNumber, party.tax_number),
    ...named(words.registration, party.registration?.replace(/^\d{4}:/, '')),
  ]
}

/** What stands below the sender's name. */
export function sellerLines(seller: Seller, buyer: Buyer, words: Labels, language: string): string[] {
  const {tax_id, contact, email, phone, web} = seller
  return [
    ...addressOf(seller, buyer, language),
    ...(tax_id ? [tax_id] : []),
    ...ids(seller, words),
    ...[contact, email, phone, web].filter(text => text !== undefined),
  ]
}

/** What stands below the recipient's name, address left out. */
export function buyerFacts({customer, account_name, customer_id}: Statement, words: Labels): string[] {
  return [
    ...(customer.contact ? [customer.contact] : []),
    ...named(words.taxId, customer.tax_id),
    ...ids(customer, words),
    ...named(words.reference, customer.reference),
    ...named(words.buyerReference, customer.buyer_reference),
    ...named(words.contract, customer.contract),
    ...named(words.account, account_name || customer_id),
  ]
}

/** How to pay, in lines; the number of the document is what a payment names. */
export function paymentLines(payment: Payment | undefined, number: string | undefined, words: Labels): string[] {
  if (!payment) return []
  const {lines, iban, bic, account_name} = payment
  return [
    ...lines,
    ...named('IBAN', iban?.replace(/(.{4})(?=.)/g, '$1 ')),
    ...named('BIC', bic),
    ...named(words.accountHolder, account_name),
    ...(iban ? named(words.paymentReference, number) : []),
  ]
}

/** Rates of exchange, tax in the seller's currency, and what else is to be said. */
export function remarks(statement: Statement, words: Labels): string[] {
  const {exchange, tax_currency: tax, notes, language} = statement
  const since = ({date, source}: {date: string; source?: string}) =>
    [formatDate(date, language), ...(source ? [source] : [])].join(', ')
  return [
    ...notes,
    ...exchange.map(
      one => `${words.exchangeRate}: 1 ${one.from} = ${formatAmount(one.rate, 2, language)} ${one.to} (${since(one)})`,
    ),
    ...(tax
      ? [
          `${words.taxIn} ${tax.to}: ${formatAmount(tax.amount, 2, language)} (1 ${tax.from} = ${formatAmount(tax.rate, 2, language)} ${tax.to}, ${since(tax)})`,
        ]
      : []),
  ]
}

/** What stands in the head of a document; `day` where the value is one. */
export function headFacts(statement: Statement, words: Labels): {name: string; value: string; day?: string}[] {
  const {number, cycle, issue_date, refers_to, refers_to_date, language} = statement
  const date = (name: string, day: string) => ({name, value: formatDate(day, language), day})
  return [
    {name: words.number, value: number ?? words.preview},
    {name: words.period, value: formatCycle(cycle, language)},
    date(words.issued, issue_date),
    ...(refers_to ? [{name: relation(statement, words), value: refers_to}] : []),
    ...(refers_to && refers_to_date ? [date(words.originalDate, refers_to_date)] : []),
  ]
}

/** What a document is to the one that it refers to. */
function relation({kind, delta}: Statement, words: Labels): string {
  if (kind === 'credit-note') return delta ? words.corrects : words.creditsBack
  return delta ? words.addsTo : words.replaces
}

/** Of a difference, the lines in which somebody sees one. */
export const printedLines = ({delta, lines}: Statement): StatementLine[] =>
  delta ? lines.filter(({shown}) => !shown.isZero) : lines

/** Whether it is a reseller's: its lines say whom they are for. */
export const isOfReseller = ({lines}: Pick<Statement, 'lines'>): boolean => lines.some(({customer}) => customer)

/** The lines of one customer; without a name where nobody else than the recipient has any. */
export interface CustomerLines {
  customer?: string
  lines: StatementLine[]
  /** What its lines come to as shown. */
  sum: Decimal
}

/** The printed lines by the customers that they are for, in their order. */
export function byCustomer(statement: Statement): CustomerLines[] {
  const groups = new Map<string, CustomerLines>()
  for (const line of printedLines(statement)) {
    const {id = '', name} = line.customer ?? {}
    const group = groups.get(id) ?? {...(name ? {customer: name} : {}), lines: [], sum: Decimal.zero}
    group.lines.push(line)
    group.sum = group.sum.plus(line.shown)
    groups.set(id, group)
  }
  return [...groups.values()]
}

/** Whether lines say their tax: on an invoice, and where not all have the same. */
export const tellsTax = ({title, lines, taxes}: Statement): boolean =>
  (title === 'invoice' && taxes.length > 0) || lines.some(({tax}) => tax !== lines[0]!.tax)

/** The tax of a line in short: `19%`, `0% AE`; its codes where it has several. */
export function taxText({tax, percent, category}: Pick<StatementLine, 'tax' | 'percent' | 'category'>): string {
  if (!percent) return tax
  return `${percent.text}%${category && category !== 'S' ? ` ${category}` : ''}`
}
