// An invoice in UBL 2.1: an Invoice, or for what is given back a CreditNote. The order of elements is the schema's.
import {
  amountText,
  type DocumentCharge,
  type Invoice,
  type InvoiceLine,
  numberText,
  type Party,
  profiles,
  type TaxBreakdown,
  type TaxKind,
  withoutMeans,
} from './invoice.js'
import {document, leaf, node, type Xml} from './xml.js'

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd'

export function ublXml(invoice: Invoice): string {
  const {profile, number, issueDate, type, currency, taxCurrency, payment, period, totals} = invoice
  const {specification, process} = profiles[profile]
  const isCredit = type === '381'
  const root = isCredit ? 'CreditNote' : 'Invoice'
  const money = moneyOf(invoice)
  return document(
    root,
    {
      xmlns: `${NAMESPACE}:${root}-2`,
      'xmlns:cac': `${NAMESPACE}:CommonAggregateComponents-2`,
      'xmlns:cbc': `${NAMESPACE}:CommonBasicComponents-2`,
    },
    leaf('cbc:CustomizationID', specification),
    leaf('cbc:ProfileID', process),
    leaf('cbc:ID', number),
    leaf('cbc:IssueDate', issueDate),
    isCredit ? '' : leaf('cbc:DueDate', invoice.dueDate),
    leaf(`cbc:${root}TypeCode`, type),
    ...notesOf(invoice).map(text => leaf('cbc:Note', text)),
    leaf('cbc:DocumentCurrencyCode', currency),
    leaf('cbc:TaxCurrencyCode', taxCurrency?.currency),
    leaf('cbc:BuyerReference', invoice.buyerReference),
    node('cac:InvoicePeriod', leaf('cbc:StartDate', period.from), leaf('cbc:EndDate', period.to)),
    node('cac:OrderReference', leaf('cbc:ID', invoice.order)),
    ...invoice.preceding.map(one =>
      node(
        'cac:BillingReference',
        node('cac:InvoiceDocumentReference', leaf('cbc:ID', one.number), leaf('cbc:IssueDate', one.date)),
      ),
    ),
    node('cac:ContractDocumentReference', leaf('cbc:ID', invoice.contract)),
    node('cac:AccountingSupplierParty', party(invoice.seller)),
    node('cac:AccountingCustomerParty', party(invoice.buyer)),
    node(
      'cac:Delivery',
      node(
        'cac:DeliveryLocation',
        node('cac:Address', node('cac:Country', leaf('cbc:IdentificationCode', invoice.deliveredTo))),
      ),
    ),
    node(
      'cac:PaymentMeans',
      leaf('cbc:PaymentMeansCode', payment?.means ?? withoutMeans(invoice)),
      leaf('cbc:PaymentID', payment?.remittance),
      node(
        'cac:PayeeFinancialAccount',
        leaf('cbc:ID', payment?.account?.id),
        leaf('cbc:Name', payment?.account?.name),
        node('cac:FinancialInstitutionBranch', leaf('cbc:ID', payment?.account?.bic)),
      ),
    ),
    node('cac:PaymentTerms', leaf('cbc:Note', invoice.terms)),
    ...invoice.charges.map(one => charge(one, money)),
    node('cac:TaxTotal', money('TaxAmount', totals.tax), ...invoice.taxes.map(tax => subtotal(tax, money))),
    taxCurrency
      ? node('cac:TaxTotal', leaf('cbc:TaxAmount', taxCurrency.amount.toFixed(2), {currencyID: taxCurrency.currency}))
      : '',
    node(
      'cac:LegalMonetaryTotal',
      money('LineExtensionAmount', totals.lines),
      money('TaxExclusiveAmount', totals.net),
      money('TaxInclusiveAmount', totals.gross),
      totals.allowances.isZero ? '' : money('AllowanceTotalAmount', totals.allowances),
      totals.charges.isZero ? '' : money('ChargeTotalAmount', totals.charges),
      money('PayableAmount', totals.gross),
    ),
    ...invoice.lines.map(one => line(one, isCredit, money, currency)),
  )
}

type Money = (name: string, amount: Parameters<typeof amountText>[0]) => Xml

const moneyOf =
  (invoice: Invoice): Money =>
  (name, amount) =>
    leaf(`cbc:${name}`, amountText(amount, invoice), {currencyID: invoice.currency})

/** Peppol and what is made of it allow one note. */
const notesOf = ({notes}: Invoice): string[] => (notes.length > 0 ? [notes.join('\n')] : [])

const vat = node('cac:TaxScheme', leaf('cbc:ID', 'VAT'))

const party = ({name, registration, vatId, taxNumber, electronic, contact, ...at}: Party): Xml =>
  node(
    'cac:Party',
    leaf('cbc:EndpointID', electronic?.id, {schemeID: electronic?.scheme}),
    node(
      'cac:PostalAddress',
      leaf('cbc:StreetName', at.street[0]),
      leaf('cbc:AdditionalStreetName', at.street[1]),
      leaf('cbc:CityName', at.city),
      leaf('cbc:PostalZone', at.postCode),
      node('cac:AddressLine', leaf('cbc:Line', at.street.slice(2).join(', '))),
      node('cac:Country', leaf('cbc:IdentificationCode', at.country)),
    ),
    vatId ? node('cac:PartyTaxScheme', leaf('cbc:CompanyID', vatId), vat) : '',
    taxNumber
      ? node('cac:PartyTaxScheme', leaf('cbc:CompanyID', taxNumber), node('cac:TaxScheme', leaf('cbc:ID', 'FC')))
      : '',
    node(
      'cac:PartyLegalEntity',
      leaf('cbc:RegistrationName', name),
      leaf('cbc:CompanyID', registration?.id, {schemeID: registration?.scheme}),
    ),
    node(
      'cac:Contact',
      leaf('cbc:Name', contact?.name),
      leaf('cbc:Telephone', contact?.phone),
      leaf('cbc:ElectronicMail', contact?.email),
    ),
  )

const category = (name: string, {category, percent}: TaxKind, ...reasons: Xml[]): Xml =>
  node(name, leaf('cbc:ID', category), leaf('cbc:Percent', percent && numberText(percent)), ...reasons, vat)

const charge = ({isCharge, amount, reason, tax}: DocumentCharge, money: Money): Xml =>
  node(
    'cac:AllowanceCharge',
    leaf('cbc:ChargeIndicator', String(isCharge)),
    leaf('cbc:AllowanceChargeReason', reason),
    money('Amount', amount),
    category('cac:TaxCategory', tax),
  )

const subtotal = ({base, amount, reason, reasonCode, ...tax}: TaxBreakdown, money: Money): Xml =>
  node(
    'cac:TaxSubtotal',
    money('TaxableAmount', base),
    money('TaxAmount', amount),
    category(
      'cac:TaxCategory',
      tax,
      leaf('cbc:TaxExemptionReasonCode', reasonCode),
      leaf('cbc:TaxExemptionReason', reason),
    ),
  )

const line = (one: InvoiceLine, isCredit: boolean, money: Money, currency: string): Xml =>
  node(
    isCredit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine',
    leaf('cbc:ID', one.id),
    leaf(isCredit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', numberText(one.quantity), {unitCode: one.unit}),
    money('LineExtensionAmount', one.net),
    node(
      'cac:Item',
      leaf('cbc:Description', one.description),
      leaf('cbc:Name', one.name),
      category('cac:ClassifiedTaxCategory', one.tax),
      ...one.attributes.map(({name, value}) =>
        node('cac:AdditionalItemProperty', leaf('cbc:Name', name), leaf('cbc:Value', value)),
      ),
    ),
    node('cac:Price', leaf('cbc:PriceAmount', numberText(one.price), {currencyID: currency})),
  )
