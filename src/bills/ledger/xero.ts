// Sales invoices as Xero imports them: its columns in its order, a line for each tax, and the tax as it was billed.
// What is below zero becomes a credit note there.
import {csvLines} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import type {Accounts} from '../rating/written.js'
import type {LedgerDocument} from './document.js'

const COLUMNS = [
  ...['*ContactName', 'EmailAddress', 'POAddressLine1', 'POAddressLine2', 'POAddressLine3', 'POAddressLine4', 'POCity'],
  ...['PORegion', 'POPostalCode', 'POCountry', '*InvoiceNumber', 'Reference', '*InvoiceDate', '*DueDate', 'Total'],
  ...['InventoryItemCode', '*Description', '*Quantity', '*UnitAmount', 'Discount', '*AccountCode', '*TaxType'],
  ...['TaxAmount', 'TrackingName1', 'TrackingOption1', 'TrackingName2', 'TrackingOption2', 'Currency', 'BrandingTheme'],
]

/** Days as most regions of Xero write them. */
const dayOf = (day: string) => day.split('-').reverse().join('/')

export function xeroFile(documents: LedgerDocument[], {tax_types = {}}: Accounts): string {
  const codes = new Set(documents.flatMap(({postings}) => postings.map(({tax}) => tax || 'none')))
  const missing = [...codes].filter(code => lookUp(tax_types, code) === undefined)
  if (missing.length > 0) {
    throw usage(
      `Xero wants the name of each tax: accounts.tax_types lacks ${missing.join(', ')}`,
      'Write them as they are called there, e.g. tax_types: {vat: "20% (VAT on Income)", none: "No VAT"}',
    )
  }
  const rows = documents.flatMap(({statement, number, postings}) =>
    postings.map(({tax, account, net, taxes}) => {
      const {customer, cycle, currency, issue_date, due_date, decimals, refers_to} = statement
      const [first = '', second = '', third = ''] = customer.street
      const values: Record<string, string> = {
        '*ContactName': customer.name,
        EmailAddress: customer.email ?? '',
        POAddressLine1: first,
        POAddressLine2: second,
        POAddressLine3: third,
        POCity: customer.city ?? '',
        POPostalCode: customer.post_code ?? '',
        POCountry: customer.country ?? '',
        '*InvoiceNumber': number,
        Reference: refers_to ?? customer.reference ?? '',
        '*InvoiceDate': dayOf(issue_date),
        '*DueDate': dayOf(due_date),
        '*Description': `Cloud services ${cycle}`,
        '*Quantity': '1',
        '*UnitAmount': net.toFixed(decimals),
        '*AccountCode': account,
        '*TaxType': lookUp(tax_types, tax || 'none')!,
        TaxAmount: Decimal.sum(taxes.map(({amount}) => amount)).toFixed(decimals),
        Currency: currency,
      }
      return COLUMNS.map(name => lookUp(values, name) ?? '')
    }),
  )
  return csvLines([COLUMNS, ...rows])
}
