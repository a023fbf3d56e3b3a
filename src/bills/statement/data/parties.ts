// Who sends a document and who gets it, as it stands in the document's own data: an issued one needs no price book.
import {listOf, type PriceBook} from '../../rating/book.js'
import type {WrittenCustomer, WrittenParty} from '../../rating/written.js'

/** What sender and recipient have alike. Every text is as the price book has it; nothing is taken apart. */
export interface Party {
  /** Legal name (BT-27, BT-44). */
  name: string
  /** Lines of an address as they are printed; where there are none, they are made of the parts below. */
  address: string[]
  /** Street and number, at most three lines (BT-35, 36, 162; BT-50, 51, 163). */
  street: string[]
  /** BT-38, BT-53. */
  post_code?: string
  /** BT-37, BT-52. */
  city?: string
  /** ISO 3166, two letters (BT-40, BT-55). */
  country?: string
  /** VAT id with its prefix (BT-31, BT-48). */
  vat_id?: string
  /** A tax number that is no VAT id (BT-32). */
  tax_number?: string
  /** Any other tax id, only printed. */
  tax_id?: string
  /** Legal registration, `ICD scheme:number` or a number alone (BT-30, BT-47). */
  registration?: string
  /** Person or department (BT-41, BT-56). */
  contact?: string
  /** BT-42, BT-57. */
  phone?: string
  /** BT-43, BT-58. */
  email?: string
  /** Electronic address; scheme of the EAS list (BT-34, BT-49). */
  electronic?: {scheme: string; id: string}
}

/** Who sends it. */
export interface Seller extends Party {
  web?: string
  /** Lines at the foot of the document. */
  legal: string[]
  color?: string
  /** The logo: its file in the folder of the data, so that it is printed again as it was. */
  logo?: {file: string; type: string; sha256: string}
}

/** Who gets it. */
export interface Buyer extends Party {
  /** Purchase order (BT-13). */
  reference?: string
  /** What the buyer routes invoices by (BT-10). */
  buyer_reference?: string
  /** BT-12. */
  contract?: string
}

/** How to pay. No document that gives money back has it. */
export interface Payment {
  /** UNTDID 4461 (BT-81). */
  means: string
  /** BT-84, without blanks. */
  iban?: string
  /** BT-86. */
  bic?: string
  /** Holder of the account (BT-85). */
  account_name?: string
  /** Lines as they are printed, before what is made of the account. */
  lines: string[]
}

/** Members that have a value, blanks being none; a name is there, if only empty. */
const given = <T extends Record<string, unknown>>(row: T): T =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) => key === 'name' || (value !== undefined && !(typeof value === 'string' && value.trim() === '')),
    ),
  ) as T

function partyOf(written: WrittenParty, name: string): Party {
  const {post_code, city, country, vat_id, tax_number, tax_id, registration, contact, phone, email, peppol} = written
  const at = peppol?.indexOf(':') ?? -1
  return given({
    name,
    address: listOf(written.address),
    street: listOf(written.street),
    ...{post_code, city, country, vat_id: compact(vat_id), tax_number, tax_id, registration, contact, phone, email},
    electronic: peppol && at > 0 ? {scheme: peppol.slice(0, at), id: peppol.slice(at + 1)} : undefined,
  })
}

const compact = (text: string | undefined) => text?.replace(/\s+/g, '').toUpperCase()

/** The sender that the book names; its logo is found by whoever issues. */
export function sellerOf({statement}: Pick<PriceBook, 'statement'>): Seller {
  const {web, color} = statement
  return given({...partyOf(statement, statement.name ?? ''), web, legal: listOf(statement.legal), color})
}

/** A customer as the book names it; by its account name where it does not. */
export function buyerOf(customer: Omit<WrittenCustomer, 'tax'>, accountName: string): Buyer {
  const {reference, buyer_reference, contract} = customer
  return given({...partyOf(customer, customer.name ?? accountName), reference, buyer_reference, contract})
}

/** How the book wants to be paid; undefined where it does not say it. A transfer unless it says something else. */
export function paymentOf({statement}: Pick<PriceBook, 'statement'>, currency: string): Payment | undefined {
  const lines = listOf(statement.payment)
  const iban = compact(statement.iban)
  const {bic, account_name, payment_means} = statement
  if (lines.length === 0 && !iban && !payment_means) return undefined
  // A SEPA transfer is one in euros to an IBAN.
  const means = payment_means ?? (iban && currency === 'EUR' ? '58' : '30')
  return given({means, iban, bic: compact(bic), account_name, lines})
}
