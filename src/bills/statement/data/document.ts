// A document as data: everything that is printed on it, and nothing that is not. Issued documents are made from it
// alone, and electronic invoices and ledgers are written from it.
import type {Decimal} from '../../../decimal.js'
import type {EInvoice, TaxCategory} from '../../rating/written.js'
import type {Buyer, Payment, Seller} from './parties.js'

/**
 * A line as the customer sees it: one service with one tax. What is charged of the service with another tax is another
 * line.
 */
export interface StatementLine {
  kind: 'usage' | 'refund' | 'tier' | 'fee'
  /** Name of the service, or of the fee. */
  label: string
  /** What more there is to say: a day, a resource, a step. */
  detail: string
  /** Of a reseller's document: the customer that it is for. */
  customer?: {id: string; name: string}
  /** Code of its tax in the price book; several with blanks between them, empty where it has none. */
  tax: string
  /** Category and rate (in percent) of the tax; absent where it has none or several. */
  category?: TaxCategory
  percent?: Decimal
  records: number
  /** What was used, where all of it is in one unit. */
  quantity?: Decimal
  /** Id of the unit (`usage_measure_id`); empty for packages and what has none. */
  unit?: string
  /** Price of a unit in the statement's currency, where quantity x price is the charge. At most 8 decimals. */
  unit_price?: Decimal
  /** 8 decimals. */
  charge: Decimal
  /** As the statement shows it: the net amount of the line (BT-131). */
  shown: Decimal
  /**
   * Of a refund: the first statement of the month of what it takes back, where that month is closed. Several have
   * commas between them.
   */
  refers_to?: string
}

/**
 * Orders of a document, which nobody sees on it: they tell of a later refund which statement it goes back to. They are
 * not in the digest.
 */
export interface Orders {
  /** Ids of those that are charged on it. */
  charged: string[]
  /** Ids of those that refunds take back, each with the line that it is on. */
  refunded: (Pick<StatementLine, 'label' | 'detail' | 'tax' | 'customer'> & {order: string})[]
}

/** What the bases of taxes have more or less than the lines as shown: a line of each tax, where it is not zero. */
export interface RoundingLine {
  /** As {@link StatementLine}.tax. */
  tax: string
  category?: TaxCategory
  percent?: Decimal
  amount: Decimal
}

export interface TaxLine {
  code: string
  name: string
  /** Absent where the price book does not say it and the rate is 0 %. */
  category?: TaxCategory
  /** Why there is no tax, in the customer's language (BT-120), and its code (BT-121). */
  reason?: string
  reason_code?: string
  /** In percent. */
  percent: Decimal
  /** Sum of its lines as shown and of its rounding line (BT-116). */
  base: Decimal
  /** BT-117. */
  amount: Decimal
}

/** An exchange rate that charges were made with: 1 `from` is `rate` `to`. */
export interface ExchangeRate {
  from: string
  to: string
  rate: Decimal
  /** First day on which it holds. */
  date: string
  /** Whose rate it is, where the price book says it. */
  source?: string
}

/** The tax in the currency of the seller's tax returns (BT-6, BT-111). */
export interface TaxCurrency extends ExchangeRate {
  /** By code, in the order of the taxes. */
  taxes: {code: string; amount: Decimal}[]
  amount: Decimal
}

export interface ResourceTotal {
  resource_id: string
  name: string
  service: string
  region: string
  charge: Decimal
}

/** Charts and largest resources: drawn, but no part of what is billed. They are not in the digest. */
export interface Overview {
  days: {day: string; charge: Decimal}[]
  services: {service: string; charge: Decimal}[]
  resources: ResourceTotal[]
}

/**
 * A document with everything that is printed on it; its file in the folder of the data is this, amounts as text. Issued
 * documents are made from that file alone.
 */
export interface Statement {
  /** Absent in a preview. */
  number?: string
  kind: 'statement' | 'credit-note'
  /** What it is called, and is: an invoice has a name in law. */
  title: 'statement' | 'invoice'
  /** Number of the statement that a credit note takes back, or that a re-issue replaces; and its day of issue. */
  refers_to?: string
  refers_to_date?: string
  /** Only what has changed of the document that it refers to: less is a credit note, more are additional charges. */
  delta?: true
  /** The month was not over, or customers could not be read, and it is issued all the same. */
  provisional?: true
  cycle: string
  customer_id: string
  account_name: string
  seller: Seller
  customer: Buyer
  /** How to pay; never on a credit note. */
  payment?: Payment
  /** The electronic invoice that goes with it; absent where there is none. */
  einvoice?: Exclude<EInvoice, 'none'>
  language: string
  currency: string
  decimals: number
  issue_date: string
  due_date: string
  lines: StatementLine[]
  /** Sum by tax of what the bases have more or less than the lines as shown. */
  roundings: RoundingLine[]
  /** Net less the charges as they were rated: under half of the smallest coin. */
  rounding: Decimal
  /** Net less the lines as shown: the sum of the rounding lines. */
  shown_rounding: Decimal
  net: Decimal
  taxes: TaxLine[]
  tax: Decimal
  total: Decimal
  /** Rates that charges were made with, where they are printed. */
  exchange: ExchangeRate[]
  tax_currency?: TaxCurrency
  /** Sentences: of the customer, its taxes, the sender. */
  notes: string[]
  orders?: Orders
  overview: Overview
}
