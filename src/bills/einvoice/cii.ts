// An invoice in CII (UN/CEFACT Cross Industry Invoice, D16B), as ZUGFeRD and Factur-X carry it. The order of elements
// is that of the schema.
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

const NAMESPACE = 'urn:un:unece:uncefact:data:standard'

export function ciiXml(invoice: Invoice): string {
  const {profile, number, issueDate, type} = invoice
  const {specification, process} = profiles[profile]
  return document(
    'rsm:CrossIndustryInvoice',
    {
      'xmlns:rsm': `${NAMESPACE}:CrossIndustryInvoice:100`,
      'xmlns:ram': `${NAMESPACE}:ReusableAggregateBusinessInformationEntity:100`,
      'xmlns:qdt': `${NAMESPACE}:QualifiedDataType:100`,
      'xmlns:udt': `${NAMESPACE}:UnqualifiedDataType:100`,
    },
    node(
      'rsm:ExchangedDocumentContext',
      node('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', process)),
      node('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', specification)),
    ),
    node(
      'rsm:ExchangedDocument',
      leaf('ram:ID', number),
      leaf('ram:TypeCode', type),
      date('ram:IssueDateTime', issueDate),
      ...invoice.notes.map(text => node('ram:IncludedNote', leaf('ram:Content', text))),
    ),
    node(
      'rsm:SupplyChainTradeTransaction',
      ...invoice.lines.map(one => line(one, invoice)),
      agreement(invoice),
      // When it was delivered is the period of the invoice; the element stands there all the same.
      node(
        'ram:ApplicableHeaderTradeDelivery',
        node('ram:ShipToTradeParty', node('ram:PostalTradeAddress', leaf('ram:CountryID', invoice.deliveredTo))),
      ) || '<ram:ApplicableHeaderTradeDelivery/>',
      settlement(invoice),
    ),
  )
}

const date = (name: string, day: string | undefined, type = 'udt'): Xml =>
  node(name, leaf(`${type}:DateTimeString`, day?.replaceAll('-', ''), {format: '102'}))

const agreement = ({buyerReference, seller, buyer, order, contract}: Invoice): Xml =>
  node(
    'ram:ApplicableHeaderTradeAgreement',
    leaf('ram:BuyerReference', buyerReference),
    party('ram:SellerTradeParty', seller),
    party('ram:BuyerTradeParty', buyer),
    node('ram:BuyerOrderReferencedDocument', leaf('ram:IssuerAssignedID', order)),
    node('ram:ContractReferencedDocument', leaf('ram:IssuerAssignedID', contract)),
  )

const party = (element: string, {name, registration, vatId, taxNumber, electronic, contact, ...at}: Party): Xml =>
  node(
    element,
    leaf('ram:Name', name),
    node('ram:SpecifiedLegalOrganization', leaf('ram:ID', registration?.id, {schemeID: registration?.scheme})),
    node(
      'ram:DefinedTradeContact',
      leaf('ram:PersonName', contact?.name),
      node('ram:TelephoneUniversalCommunication', leaf('ram:CompleteNumber', contact?.phone)),
      node('ram:EmailURIUniversalCommunication', leaf('ram:URIID', contact?.email)),
    ),
    node(
      'ram:PostalTradeAddress',
      leaf('ram:PostcodeCode', at.postCode),
      leaf('ram:LineOne', at.street[0]),
      leaf('ram:LineTwo', at.street[1]),
      leaf('ram:LineThree', at.street.slice(2).join(', ')),
      leaf('ram:CityName', at.city),
      leaf('ram:CountryID', at.country),
    ),
    node('ram:URIUniversalCommunication', leaf('ram:URIID', electronic?.id, {schemeID: electronic?.scheme})),
    node('ram:SpecifiedTaxRegistration', leaf('ram:ID', vatId, {schemeID: 'VA'})),
    node('ram:SpecifiedTaxRegistration', leaf('ram:ID', taxNumber, {schemeID: 'FC'})),
  )

function settlement(invoice: Invoice): Xml {
  const {payment, period, totals, currency, taxCurrency} = invoice
  const money = (name: string, amount: Parameters<typeof amountText>[0]) =>
    leaf(`ram:${name}`, amountText(amount, invoice))
  return node(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:PaymentReference', payment?.remittance),
    leaf('ram:TaxCurrencyCode', taxCurrency?.currency),
    leaf('ram:InvoiceCurrencyCode', currency),
    node(
      'ram:SpecifiedTradeSettlementPaymentMeans',
      leaf('ram:TypeCode', payment?.means ?? withoutMeans(invoice)),
      node(
        'ram:PayeePartyCreditorFinancialAccount',
        leaf(isIban(payment?.account?.id) ? 'ram:IBANID' : 'ram:ProprietaryID', payment?.account?.id),
        leaf('ram:AccountName', payment?.account?.name),
      ),
      node('ram:PayeeSpecifiedCreditorFinancialInstitution', leaf('ram:BICID', payment?.account?.bic)),
    ),
    ...invoice.taxes.map(tax => breakdown(tax, invoice)),
    node('ram:BillingSpecifiedPeriod', date('ram:StartDateTime', period.from), date('ram:EndDateTime', period.to)),
    ...invoice.charges.map(one => charge(one, invoice)),
    node(
      'ram:SpecifiedTradePaymentTerms',
      leaf('ram:Description', invoice.terms),
      date('ram:DueDateDateTime', invoice.dueDate),
    ),
    node(
      'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
      money('LineTotalAmount', totals.lines),
      totals.charges.isZero ? '' : money('ChargeTotalAmount', totals.charges),
      totals.allowances.isZero ? '' : money('AllowanceTotalAmount', totals.allowances),
      money('TaxBasisTotalAmount', totals.net),
      leaf('ram:TaxTotalAmount', amountText(totals.tax, invoice), {currencyID: currency}),
      leaf('ram:TaxTotalAmount', taxCurrency?.amount.toFixed(2), {currencyID: taxCurrency?.currency}),
      money('GrandTotalAmount', totals.gross),
      money('DuePayableAmount', totals.gross),
    ),
    ...invoice.preceding.map(one =>
      node(
        'ram:InvoiceReferencedDocument',
        leaf('ram:IssuerAssignedID', one.number),
        date('ram:FormattedIssueDateTime', one.date, 'qdt'),
      ),
    ),
  )
}

const isIban = (id: string | undefined) => /^[A-Z]{2}\d{2}/.test(id ?? '')

const kind = ({category, percent}: TaxKind): Xml[] => [
  leaf('ram:CategoryCode', category),
  leaf('ram:RateApplicablePercent', percent && numberText(percent)),
]

const breakdown = ({base, amount, reason, reasonCode, category, percent}: TaxBreakdown, invoice: Invoice): Xml =>
  node(
    'ram:ApplicableTradeTax',
    leaf('ram:CalculatedAmount', amountText(amount, invoice)),
    leaf('ram:TypeCode', 'VAT'),
    leaf('ram:ExemptionReason', reason),
    leaf('ram:BasisAmount', amountText(base, invoice)),
    leaf('ram:CategoryCode', category),
    leaf('ram:ExemptionReasonCode', reasonCode),
    leaf('ram:RateApplicablePercent', percent && numberText(percent)),
  )

const charge = ({isCharge, amount, reason, tax}: DocumentCharge, invoice: Invoice): Xml =>
  node(
    'ram:SpecifiedTradeAllowanceCharge',
    node('ram:ChargeIndicator', leaf('udt:Indicator', String(isCharge))),
    leaf('ram:ActualAmount', amountText(amount, invoice)),
    leaf('ram:Reason', reason),
    node('ram:CategoryTradeTax', leaf('ram:TypeCode', 'VAT'), ...kind(tax)),
  )

const line = (one: InvoiceLine, invoice: Invoice): Xml =>
  node(
    'ram:IncludedSupplyChainTradeLineItem',
    node('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', one.id)),
    node(
      'ram:SpecifiedTradeProduct',
      leaf('ram:Name', one.name),
      leaf('ram:Description', one.description),
      ...one.attributes.map(({name, value}) =>
        node('ram:ApplicableProductCharacteristic', leaf('ram:Description', name), leaf('ram:Value', value)),
      ),
    ),
    node(
      'ram:SpecifiedLineTradeAgreement',
      node('ram:NetPriceProductTradePrice', leaf('ram:ChargeAmount', numberText(one.price))),
    ),
    node('ram:SpecifiedLineTradeDelivery', leaf('ram:BilledQuantity', numberText(one.quantity), {unitCode: one.unit})),
    node(
      'ram:SpecifiedLineTradeSettlement',
      node('ram:ApplicableTradeTax', leaf('ram:TypeCode', 'VAT'), ...kind(one.tax)),
      node(
        'ram:SpecifiedTradeSettlementLineMonetarySummation',
        leaf('ram:LineTotalAmount', amountText(one.net, invoice)),
      ),
    ),
  )
