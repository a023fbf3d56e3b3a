// Rated rows and books for tests of documents: made in memory, so that a case costs next to nothing.
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {type Issued, issueStatements} from '../../../src/bills/statement/issue.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
let files = 0

export const BASE = `version: 2026-10
currency: EUR
rules: [{id: all, price: official}, {id: hours, service: vm, price: 0.05 per unit}]
`
export const TAXES = `taxes:
  vat: {name: MwSt. 19 %, rate: 19%}
  low: {name: MwSt. 7 %, rate: 7%}
  rc: {name: Reverse charge, rate: 0%, category: AE}
tax: vat
`
export const SELLER = `statement:
  name: Cloud Partner GmbH
  vat_id: DE999999999
  tax_number: 29/815/08151
  registration: HRB 4711
  street: Musterweg 1
  post_code: "10115"
  city: Berlin
  country: DE
  contact: Buchhaltung
  email: billing@partner.example
  phone: +49 30 123456
  iban: DE75 5121 0800 1245 1261 99
  bic: SOLADEST600
  title: invoice
  number: INV-{cycle}-{sequence:4}
  note: Danke
`
export const CUSTOMERS = `customers:
  vega: {name: Vega GmbH, vat_id: DE123456789, street: Hafenstraße 7, post_code: "20457", city: Hamburg, country: DE, email: ap@vega.example,
    buyer_reference: 04011000-12345-34, reference: PO-4711, contract: C-1, language: de, einvoice: xrechnung, account: "10001"}
  lumen: {name: Lumen NV, vat_id: BE0123456749, country: BE, city: Gent, street: Kouter 1, tax: rc, language: nl, peppol: "0208:0123456749"}
`

export async function book(text: string) {
  const path = join(folder, `book-${files++}.yaml`)
  writeFileSync(path, text)
  return readPriceBook(path)
}

/** A rated row: service, tax, charge, and what else is said. */
export const row = (service: string, tax: string, charge: string, more: Partial<RatedRow> = {}): RatedRow =>
  ({
    ...Object.fromEntries(
      'bill_type rule description resource_id resource_name usage_type usage_measure_id region region_name trade_id id'
        .split(' ')
        .map(name => [name, '']),
    ),
    kind: 'record',
    bill_cycle: '2026-10',
    bill_date: '2026-10-07',
    customer_id: 'c1',
    account_name: 'vega',
    book_version: '1',
    cloud_service_type: service,
    cloud_service_type_name: service,
    currency: 'EUR',
    charge: Decimal.parse(charge),
    charge_currency: 'EUR',
    tax,
    cost_basis: 'expenditure',
    ...more,
  }) as RatedRow

/** Issues statements of rows with a book. */
export async function issueRows(
  rows: RatedRow[],
  text: string,
  out: string,
  more: Partial<Parameters<typeof issueStatements>[0]> = {},
): Promise<Issued[]> {
  const rated = (async function* () {
    yield rows
  })()
  return issueStatements({rated, book: await book(text), out, formats: ['html'], issued: '2026-11-05', ...more})
}

export function newOut(): string {
  const out = join(folder, `out-${files++}`)
  mkdirSync(out)
  return out
}
