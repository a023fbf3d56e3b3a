// What an electronic invoice wants of its parties, its payment and its taxes, beside what a statement on paper has. It
// is looked up in the price book, and again before a number is taken.
import {lookUp} from '../../look-up.js'
import type {Buyer, Party, Payment, Seller} from '../statement/data/parties.js'
import {isCountry} from './countries.js'
import {electronicOf} from './from-statement.js'
import {type Profile, profiles} from './invoice.js'
import {UNFIT} from './xml.js'

/** Something that is not there, or is not as it must be. */
export interface Want {
  /** Where it is written: with the customer, or below `statement:`. */
  of: 'customer' | 'statement'
  /** Member of the price book. */
  field: string
  /** Business terms and rules that want it: `BT-53, BR-DE-9`. */
  rules: string
  /** What is wrong, where it is not just absent. */
  why?: string
}

/** What is known of an invoice before it is written. */
export interface Known {
  profile: Profile
  seller: Seller
  buyer: Buyer
  payment?: Payment
  currency: string
  decimals: number
  /** Every tax that it has; `codes` as the price book calls them, several with blanks between them. */
  taxes: KnownTax[]
  /** Nothing is to be paid. */
  isCredit?: boolean
}

export interface KnownTax {
  codes: string
  category?: string
  isZero: boolean
  reason?: string
  reasonCode?: string
}

/** `vega: post_code (BT-53, BR-DE-9)`. */
export const wantText = (customer: string, {of, field, rules, why}: Want): string =>
  `${of === 'customer' ? customer : 'statement'}: ${field} (${rules})${why ? `: ${why}` : ''}`

export function wanted(known: Known): Want[] {
  return [
    ...partyWants(known),
    ...addressWants(known),
    ...paymentWants(known),
    ...taxWants(known),
    ...moneyWants(known),
  ]
}

/** German rules hold for XRechnung, and for what goes from Germany to Germany over Peppol (DE-R). */
const isGerman = ({profile, seller, buyer}: Known) =>
  profile === 'xrechnung' || (profile === 'peppol' && seller.country === 'DE' && buyer.country === 'DE')

const missing = (of: Want['of'], party: Party, fields: [keyof Party & string, string][]): Want[] =>
  fields.filter(([field]) => !String(party[field] ?? '').trim()).map(([field, rules]) => ({of, field, rules}))

/** What a member holds that no invoice can: a country that is none, characters that XML does not have. */
function unfitWants(of: Want['of'], party: Party, terms: {name: string; country: string}): Want[] {
  const {country} = party
  return [
    ...(country && !isCountry(country)
      ? [{of, field: 'country', rules: `${terms.country}, BR-CL-14`, why: `${country} is no country of ISO 3166`}]
      : []),
    ...Object.entries(party)
      .filter(([, value]) => [value].flat().some(text => typeof text === 'string' && text.search(UNFIT) >= 0))
      .map(([field]) => ({
        of,
        field,
        rules: field === 'name' ? terms.name : 'XML 1.0',
        why: 'it has a control character',
      })),
  ]
}

function partyWants(known: Known): Want[] {
  const {seller, buyer, profile} = known
  const wants = [
    ...missing('statement', seller, [
      ['name', 'BT-27, BR-6'],
      ['country', 'BT-40, BR-9'],
    ]),
    ...missing('customer', buyer, [
      ['name', 'BT-44, BR-7'],
      ['country', 'BT-55, BR-11'],
    ]),
  ]
  wants.push(
    ...unfitWants('statement', seller, {name: 'BT-27', country: 'BT-40'}),
    ...unfitWants('customer', buyer, {name: 'BT-44', country: 'BT-55'}),
  )
  if (isGerman(known)) {
    wants.push(
      ...missing('statement', seller, [
        ['city', 'BT-37, BR-DE-3'],
        ['post_code', 'BT-38, BR-DE-4'],
        ['contact', 'BT-41, BR-DE-5'],
        ['phone', 'BT-42, BR-DE-6'],
        ['email', 'BT-43, BR-DE-7'],
      ]),
      ...missing('customer', buyer, [
        ['city', 'BT-52, BR-DE-8'],
        ['post_code', 'BT-53, BR-DE-9'],
      ]),
    )
    if (seller.phone && (seller.phone.match(/\d/g) ?? []).length < 3)
      wants.push({of: 'statement', field: 'phone', rules: 'BT-42, BR-DE-27', why: 'it has fewer than three digits'})
    if (seller.email && !/^[^@\s]+@([^@.\s]+\.)+[^@.\s]+$/.test(seller.email))
      wants.push({of: 'statement', field: 'email', rules: 'BT-43, BR-DE-28', why: 'it is no e-mail address'})
    if (!buyer.buyer_reference) wants.push({of: 'customer', field: 'buyer_reference', rules: 'BT-10, BR-DE-15'})
  } else if (profile === 'peppol' && !buyer.buyer_reference && !buyer.reference) {
    wants.push({
      of: 'customer',
      field: 'buyer_reference',
      rules: 'BT-10, PEPPOL-EN16931-R003',
      why: 'or reference (BT-13)',
    })
  }
  return wants
}

function addressWants({profile, seller, buyer}: Known): Want[] {
  if (profile !== 'peppol' && profile !== 'xrechnung') return []
  const why =
    profile === 'peppol'
      ? 'write it as scheme and id, e.g. peppol: "9930:DE123456789"'
      : 'or email, where it is sent to'
  return [
    ...(electronicOf(seller, profile)
      ? []
      : [{of: 'statement' as const, field: 'peppol', rules: 'BT-34, PEPPOL-EN16931-R020', why}]),
    ...(electronicOf(buyer, profile)
      ? []
      : [{of: 'customer' as const, field: 'peppol', rules: 'BT-49, PEPPOL-EN16931-R010', why}]),
  ]
}

/** Direct debits and cards want a mandate or a card, which a price book does not have. */
const UNKNOWN_MEANS = new Set(['48', '49', '54', '55', '59'])

function paymentWants({profile, payment, isCredit}: Known): Want[] {
  if (isCredit) return []
  const of = 'statement'
  const wants: Want[] = []
  if (payment?.iban && !isIban(payment.iban))
    wants.push({of, field: 'iban', rules: 'BT-84', why: 'its check digits are wrong'})
  if (payment && UNKNOWN_MEANS.has(payment.means))
    wants.push({
      of,
      field: 'payment_means',
      rules: 'BT-81',
      why: `${payment.means} wants a mandate or a card; 58 and 30 are transfers`,
    })
  else if (profile === 'xrechnung' && !payment) wants.push({of, field: 'iban', rules: 'BG-16, BR-DE-1'})
  else if (profile === 'xrechnung' && !payment?.iban && ['30', '58'].includes(payment!.means))
    wants.push({of, field: 'iban', rules: 'BT-84, BR-DE-23-a'})
  return wants
}

/** ISO 13616: letters are numbers, and the whole leaves 1 when it is divided by 97. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(text)) return false
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, letter => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}

/** Categories whose rules are numbered alike. */
const RULES: Record<string, string> = {S: 'S', Z: 'Z', E: 'E', AE: 'AE', K: 'IC', G: 'G', O: 'O', L: 'IG', M: 'IP'}

const ruleOf = (category = '') => lookUp(RULES, category)

function taxWants(known: Known): Want[] {
  const {taxes, seller, buyer} = known
  const wants: Want[] = []
  for (const {codes, category, isZero, reason, reasonCode} of taxes) {
    const rule = ruleOf(category)
    if (codes === '')
      wants.push({of: 'customer', field: 'tax', rules: 'BT-151, BR-CO-4', why: 'some lines have no tax'})
    else if (codes.includes(' '))
      wants.push({
        of: 'customer',
        field: 'tax',
        rules: 'BT-151',
        why: `a line has one tax at most, not ${codes.replaceAll(' ', ' and ')}`,
      })
    else if (!rule)
      wants.push({
        of: 'customer',
        field: 'tax',
        rules: 'BT-151',
        why: `the tax ${codes} has no category; 0 % can be Z, E, AE, K, G or O`,
      })
    else if (category === 'S' && isZero)
      wants.push({
        of: 'customer',
        field: 'tax',
        rules: 'BT-152, BR-S-5',
        why: `the tax ${codes} is of category S with a rate of 0 %`,
      })
    else if (category === 'E' && !reason && !reasonCode)
      wants.push({of: 'customer', field: 'tax', rules: 'BT-120, BR-E-10', why: `the tax ${codes} has no reason`})
  }
  const rulesOf = new Map(taxes.flatMap(({category = ''}) => (ruleOf(category) ? [[category, ruleOf(category)]] : [])))
  const [taxed] = [...rulesOf].filter(([category]) => category !== 'O')
  if (rulesOf.has('O')) wants.push(...outsideWants(known, taxed !== undefined))
  if (taxed && !seller.vat_id && !seller.tax_number)
    wants.push({of: 'statement', field: 'vat_id', rules: `BT-31, BR-${taxed[1]}-2`, why: 'or tax_number (BT-32)'})
  for (const category of ['K', 'G']) {
    if (rulesOf.has(category) && !seller.vat_id && seller.tax_number)
      wants.push({of: 'statement', field: 'vat_id', rules: `BT-31, BR-${ruleOf(category)}-2`})
  }
  if (rulesOf.has('AE') && !buyer.vat_id && !buyer.registration)
    wants.push({of: 'customer', field: 'vat_id', rules: 'BT-48, BR-AE-2', why: 'reverse charge names who owes the tax'})
  if (rulesOf.has('K') && !buyer.vat_id) wants.push({of: 'customer', field: 'vat_id', rules: 'BT-48, BR-IC-2'})
  wants.push(...vatIdWants('statement', seller, 'BT-31'), ...vatIdWants('customer', buyer, 'BT-48'))
  return wants
}

function outsideWants({seller, buyer}: Known, isTaxed: boolean): Want[] {
  const why = 'outside of VAT (category O) no VAT id is told; write a registration or a tax number'
  return [
    ...(isTaxed
      ? [{of: 'customer' as const, field: 'tax', rules: 'BR-O-11', why: 'category O stands alone on an invoice'}]
      : []),
    ...(seller.vat_id ? [{of: 'statement' as const, field: 'vat_id', rules: 'BT-31, BR-O-2', why}] : []),
    ...(buyer.vat_id ? [{of: 'customer' as const, field: 'vat_id', rules: 'BT-48, BR-O-2', why}] : []),
    ...(!seller.vat_id && !seller.registration
      ? [{of: 'statement' as const, field: 'registration', rules: 'BT-30, BR-CO-26'}]
      : []),
  ]
}

/** VAT ids begin with their country (BR-CO-9): Greece with EL, Northern Ireland with XI. */
function vatIdWants(of: Want['of'], {vat_id, country}: Party, term: string): Want[] {
  if (!vat_id) return []
  const prefix = vat_id.slice(0, 2)
  if (!/^[A-Z]{2}[0-9A-Z+*]{2,}$/.test(vat_id))
    return [{of, field: 'vat_id', rules: `${term}, BR-CO-9`, why: 'it begins with the letters of its country'}]
  const expected = country === 'GR' ? 'EL' : country
  if (!country || prefix === expected || (country === 'GB' && prefix === 'XI')) return []
  return [
    {of, field: 'vat_id', rules: `${term}, BR-CO-9`, why: `it begins with ${prefix}, and the country is ${country}`},
  ]
}

const moneyWants = ({decimals, currency, profile}: Known): Want[] =>
  decimals > 2
    ? [
        {
          of: 'customer',
          field: 'currency',
          rules: 'BT-5, BR-DEC',
          why: `${currency} has ${decimals} decimals, ${profiles[profile].name} two at most; write einvoice: none`,
        },
      ]
    : []
