// An electronic invoice as EN 16931 has it, without a syntax: its business terms (BT) and groups of them (BG). UBL and
// CII are two ways to write this tree down.
import type {Decimal} from '../../decimal.js'

/** How invoices are written: the syntax, and the rules that hold beside those of EN 16931. */
export type Profile = 'ubl' | 'cii' | 'peppol' | 'xrechnung' | 'zugferd'

export interface ProfileFacts {
  syntax: 'ubl' | 'cii'
  /** BT-24. */
  specification: string
  /** BT-23. */
  process?: string
  /** How messages call it. */
  name: string
}

const EN16931 = 'urn:cen.eu:en16931:2017'
const BILLING = 'urn:fdc:peppol.eu:2017:poacc:billing'

export const profiles: Record<Profile, ProfileFacts> = {
  ubl: {syntax: 'ubl', specification: EN16931, name: 'UBL'},
  cii: {syntax: 'cii', specification: EN16931, name: 'CII'},
  peppol: {
    syntax: 'ubl',
    specification: `${EN16931}#compliant#${BILLING}:3.0`,
    process: `${BILLING}:01:1.0`,
    name: 'Peppol BIS Billing 3.0',
  },
  xrechnung: {
    syntax: 'ubl',
    specification: `${EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0`,
    process: `${BILLING}:01:1.0`,
    name: 'XRechnung 3.0',
  },
  // The profile EN 16931 of ZUGFeRD 2 and Factur-X: the invoice lies in a PDF.
  zugferd: {syntax: 'cii', specification: EN16931, name: 'ZUGFeRD (Factur-X EN 16931)'},
}

/** An id with the scheme that it is of. */
export interface SchemedId {
  id: string
  /** ICD (BT-30-1) or EAS (BT-34-1). */
  scheme?: string
}

/** Seller (BG-4) or buyer (BG-7). */
export interface Party {
  /** BT-27, BT-44. */
  name: string
  /** BT-30, BT-47. */
  registration?: SchemedId
  /** BT-31, BT-48. */
  vatId?: string
  /** BT-32; only a seller has it. */
  taxNumber?: string
  /** BT-34, BT-49. */
  electronic?: SchemedId
  /** BG-5, BG-8: BT-35, 36, 162; BT-50, 51, 163. */
  street: string[]
  city?: string
  postCode?: string
  /** BT-40, BT-55. */
  country?: string
  /** BG-6, BG-9. */
  contact?: {name?: string; phone?: string; email?: string}
}

/** BG-16. */
export interface PaymentInstructions {
  /** BT-81 (UNTDID 4461). */
  means: string
  /** BT-83: what a payment names. */
  remittance?: string
  /** BG-17: BT-84, 85, 86. */
  account?: {id: string; name?: string; bic?: string}
}

/** The category and the rate of a tax (UNTDID 5305). */
export interface TaxKind {
  category: string
  /** In percent; outside of VAT (category O) there is none. */
  percent?: Decimal
}

/** Something taken from or added to the sum of the lines (BG-20, BG-21). */
export interface DocumentCharge {
  /** Added, else taken off. */
  isCharge: boolean
  /** Above zero (BT-92, BT-99). */
  amount: Decimal
  /** BT-97, BT-104. */
  reason: string
  tax: TaxKind
}

/** BG-23. */
export interface TaxBreakdown extends TaxKind {
  /** BT-116. */
  base: Decimal
  /** BT-117. */
  amount: Decimal
  /** BT-120, BT-121. */
  reason?: string
  reasonCode?: string
}

/** BG-25. */
export interface InvoiceLine {
  /** BT-126. */
  id: string
  /** BT-129; below zero where money goes back. */
  quantity: Decimal
  /** BT-130 (UN/ECE recommendation 20). */
  unit: string
  /** BT-131. */
  net: Decimal
  /** BT-146: at zero or above. */
  price: Decimal
  /** BT-153. */
  name: string
  /** BT-154. */
  description?: string
  /** BG-32. */
  attributes: {name: string; value: string}[]
  tax: TaxKind
}

/** BG-22. */
export interface Totals {
  /** BT-106. */
  lines: Decimal
  /** BT-107, BT-108. */
  allowances: Decimal
  charges: Decimal
  /** BT-109. */
  net: Decimal
  /** BT-110. */
  tax: Decimal
  /** BT-112, and BT-115: nothing is paid beforehand. */
  gross: Decimal
}

export interface Invoice {
  profile: Profile
  /** BT-1. */
  number: string
  /** BT-2: 2026-11-05. */
  issueDate: string
  /** BT-3: 380 invoice, 381 credit note. */
  type: '380' | '381'
  /** BT-5. */
  currency: string
  /** Of amounts in that currency; at most two. */
  decimals: number
  /** BT-6, BT-111. */
  taxCurrency?: {currency: string; amount: Decimal}
  /** BT-9. */
  dueDate?: string
  /** BT-10, 12, 13. */
  buyerReference?: string
  contract?: string
  order?: string
  /** BT-20. */
  terms?: string
  /** BT-22. */
  notes: string[]
  /** BG-3: BT-25, BT-26. */
  preceding: {number: string; date?: string}[]
  seller: Party
  buyer: Party
  /** BT-80, where a category of tax wants it. */
  deliveredTo?: string
  /** BG-14: BT-73, BT-74. */
  period: {from: string; to: string}
  /** What is given back has none. */
  payment?: PaymentInstructions
  charges: DocumentCharge[]
  totals: Totals
  taxes: TaxBreakdown[]
  lines: InvoiceLine[]
}

/** Amounts as EN 16931 wants them: the decimals of the currency, and never more than two. */
export const amountText = (amount: Decimal, {decimals}: Pick<Invoice, 'decimals'>): string => amount.toFixed(decimals)

/** A number without zeros at its end: quantities, prices, rates. */
export const numberText = (value: Decimal): string => value.toFixed(value.significantDecimals)

/** XRechnung wants a means of payment where nothing is to be paid, too (BR-DE-1): one that is not defined. */
export const withoutMeans = ({profile}: Pick<Invoice, 'profile'>): string | undefined =>
  profile === 'xrechnung' ? NOT_DEFINED : undefined

/** UNTDID 4461: instrument not defined. */
export const NOT_DEFINED = '1'
