// What the law wants said beside the amounts: why there is no tax, rates of exchange, tax in the seller's currency.
import {daysOf} from '../../../cycle.js'
import {Decimal, ONE, roundUnits} from '../../../decimal.js'
import {lookUp} from '../../../look-up.js'
import {type Customer, currencyDecimals, listOf, type PriceBook, type Tax} from '../../rating/book.js'
import {charged} from '../../rating/price.js'
import type {Account} from './account.js'
import type {ExchangeRate, TaxCurrency, TaxLine} from './document.js'
import {order} from './sums.js'

/** Reasons that need no words of the price book: by category, then by language. */
const REASONS: Record<string, Record<string, string>> = {
  AE: {
    en: 'Reverse charge',
    es: 'Inversión del sujeto pasivo',
    pt: 'Autoliquidação',
    fr: 'Autoliquidation',
    de: 'Steuerschuldnerschaft des Leistungsempfängers',
    it: 'Inversione contabile',
    nl: 'Btw verlegd',
    pl: 'Odwrotne obciążenie',
    zh: '反向征税（由接受方缴纳）',
  },
  K: {
    en: 'Intra-Community supply',
    es: 'Entrega intracomunitaria exenta',
    pt: 'Transmissão intracomunitária isenta',
    fr: 'Livraison intracommunautaire exonérée',
    de: 'Steuerfreie innergemeinschaftliche Lieferung',
    it: 'Cessione intracomunitaria non imponibile',
    nl: 'Intracommunautaire levering',
    pl: 'Wewnątrzwspólnotowa dostawa towarów',
    zh: '欧盟内部供应',
  },
  G: {
    en: 'Export outside the EU',
    es: 'Exportación fuera de la UE',
    pt: 'Exportação para fora da UE',
    fr: "Exportation hors de l'UE",
    de: 'Ausfuhr außerhalb der EU',
    it: "Esportazione fuori dall'UE",
    nl: 'Uitvoer buiten de EU',
    pl: 'Eksport poza UE',
    zh: '出口至欧盟以外',
  },
  O: {
    en: 'Not subject to VAT',
    es: 'No sujeto a IVA',
    pt: 'Não sujeito a IVA',
    fr: 'Non soumis à la TVA',
    de: 'Nicht steuerbar',
    it: 'Fuori campo IVA',
    nl: 'Niet aan btw onderworpen',
    pl: 'Nie podlega VAT',
    zh: '不征收增值税',
  },
}

const CODES: Record<string, string> = {
  AE: 'VATEX-EU-AE',
  K: 'VATEX-EU-IC',
  G: 'VATEX-EU-G',
  O: 'VATEX-EU-O',
}

/** Why a tax is none: as the book says it, else as its category is called in the language. */
export function reasonOf(tax: Tax, language: string): Pick<TaxLine, 'reason' | 'reason_code'> {
  const known = lookUp(REASONS, tax.category ?? '')
  const reason = tax.reason ?? (known && (lookUp(known, language.slice(0, 2).toLowerCase()) ?? known.en))
  const code = tax.reasonCode ?? lookUp(CODES, tax.category ?? '')
  return {...(reason ? {reason} : {}), ...(code ? {reason_code: code} : {})}
}

/** Sentences of a document: why there is no tax, then those of the customer, its taxes and the sender. */
export function notesOf(book: PriceBook, customer: Partial<Customer>, taxes: TaxLine[]): string[] {
  const notes = [
    ...taxes.flatMap(({reason}) => (reason ? [reason] : [])),
    ...listOf(customer.note),
    ...taxes.flatMap(({code}) => book.taxes.get(code)?.note ?? []),
    ...listOf(book.statement.note),
  ]
  return [...new Set(notes)]
}

/** The rates that charges were made with. A statement of old shows none; an invoice does, and who names a source. */
export function exchangeUsed(book: PriceBook, {currency: to, rates}: Account): ExchangeRate[] {
  return [...rates.values()]
    .filter(({from}) => from !== to)
    .map(({from, rate, day}) => {
      const source = book.exchange.source(from, to)
      return {from, to, rate, date: book.exchange.since(from, to, rate.units, day) ?? day, ...(source ? {source} : {})}
    })
    .filter(({source}) => source !== undefined || book.statement.title === 'invoice')
    .sort((a, b) => order(a.from, b.from) || order(a.date, b.date))
}

/** Tax in the currency of the seller's tax returns, with the rate of the month's last day. */
export function taxCurrencyOf(book: PriceBook, cycle: string, from: string, taxes: TaxLine[]): TaxCurrency | undefined {
  const to = book.statement.tax_currency
  if (!to || to === from || taxes.length === 0) return undefined
  const day = daysOf(cycle).at(-1)!
  const rate = book.exchange.rate(from, to, day)
  const source = book.exchange.source(from, to)
  const decimals = currencyDecimals(book, to)
  const amounts = taxes.map(({code, amount}) => ({
    code,
    amount: Decimal.fromUnits(roundUnits(charged(amount.units, rate, ONE, book.rounding), decimals, book.rounding)),
  }))
  return {
    from,
    to,
    rate: Decimal.fromUnits(rate),
    date: book.exchange.since(from, to, rate, day) ?? day,
    ...(source ? {source} : {}),
    taxes: amounts,
    amount: Decimal.sum(amounts.map(({amount}) => amount)),
  }
}
