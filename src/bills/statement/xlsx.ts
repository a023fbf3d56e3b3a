// A statement as a workbook: the sums on one sheet, every rated row on the next.
import {Decimal} from '../../decimal.js'
import {columnsFor, type DetailColumn, isAmount} from './details.js'
import {type Cell, Workbook} from './drawing/workbook.js'
import {formatAmount} from './format.js'
import {labelsOf} from './labels.js'
import {lineText} from './lines.js'
import type {Statement} from './statement.js'
import {
  addressOf,
  buyerFacts,
  byCustomer,
  headFacts,
  isOfReseller,
  paymentLines,
  remarks,
  sellerLines,
  taxText,
  tellsTax,
  titleOf,
} from './texts.js'

/** Numbers of records stand beside texts. */
const NUMBER = {align: 'right', indent: true} as const

/** Spreadsheets keep 15 digits of a number. */
const DIGITS = 15

/** Widths of the columns of sums: what, more of it, amount. */
const SUMS = [36, 40, 21]

/** Widths of the columns of records: on A4 they are read side by side, ids in two lines. */
const WIDTHS: Record<DetailColumn, number> = {
  account_name: 18,
  customer_id: 18,
  bill_date: 11,
  cloud_service_type_name: 18,
  resource_type_name: 16,
  region_name: 14,
  resource_id: 20,
  resource_name: 18,
  sku_code: 15,
  usage_type: 11,
  usage: 16,
  description: 18,
  trade_id: 18,
  id: 18,
  charge: 18,
  charge_currency: 18,
  tax: 8,
}

/**
 * An amount as a number where a spreadsheet keeps all its digits, else as text. It is the only place where an amount
 * becomes a floating point number, and only one that prints as the same digits again.
 */
export function amountCell(value: Decimal, decimals: number): Cell {
  const text = Decimal.fromUnits(value.units).text
  const exact = text.replace(/[-.]/g, '').length <= DIGITS
  const format = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  return exact ? {type: Number, value: Number(text), format} : {type: String, value: text, align: 'right'}
}

/** A text, which goes on in the next line where its column is too narrow. */
function text(value: string, width: number, style: Partial<Cell> = {}): Cell | null {
  if (value === '') return null
  // Fonts that stand in for another are wider.
  const lines = folded(value, Math.floor(width * (style.bold ? 0.85 : 0.95))).length
  return {type: String, value, ...style, ...(lines > 1 ? {lines: Math.min(lines, MOST_LINES)} : {})}
}

/** The workbook of a statement and of the rows behind it, piece by piece; each is valid until the next. */
export async function* statementXlsx(
  statement: Statement,
  details: AsyncIterable<string[][]>,
): AsyncGenerator<Uint8Array> {
  const words = labelsOf(statement.language)
  const book = new Workbook()
  const footer = [statement.seller.name, statement.number ?? words.preview].join(' – ')
  book.sheet({name: titleOf(statement, words), widths: SUMS, footer})
  for (const row of sumRows(statement)) book.row(row)
  const columns = columnsFor(isOfReseller(statement))
  const widths = columns.map(column => WIDTHS[column])
  const heading = columns.map((name, i) => {
    return text(name, widths[i]!, {bold: true, ...(isAmount(name) ? NUMBER : {})})!
  })
  let isBegun = false
  for await (const rows of details) {
    if (!isBegun && rows.length > 0) book.sheet({name: words.records, widths, isLandscape: true, heading, footer})
    isBegun ||= rows.length > 0
    for (const cells of rows) {
      book.row(
        cells.map((cell, i) =>
          cell !== '' && isAmount(columns[i]!)
            ? {...amountCell(Decimal.parse(cell), 8), ...NUMBER}
            : text(cell, widths[i]!),
        ),
      )
    }
    yield book.take()
  }
  book.finish()
  yield book.take()
}

/** Columns of a row of sums; a text in the first alone may be as wide as the sheet. */
const FULL = SUMS.reduce((a, b) => a + b)

function* sumRows(statement: Statement): Generator<(Cell | null)[]> {
  const {language, currency, decimals, seller, customer} = statement
  const words = labelsOf(language)
  const [first, second] = SUMS as [number, number]
  const money = (value: Decimal, places = decimals, style: Partial<Cell> = {}) => ({
    ...amountCell(value, places),
    ...style,
  })
  const bold = {bold: true} as const
  /** A sum, with what it is of beside it. */
  const sum = (label: string, value: Decimal, places = decimals, style: Partial<Cell> = {}) => [
    null,
    text(label, second, {...style, align: 'right'}),
    money(value, places, style),
  ]
  const whole = (lines: string[]) => lines.flatMap(line => folded(line, FULL)).map(line => [text(line, 2 * FULL)])
  const title = text(titleOf(statement, words), first + second, {bold: true, size: 16, align: 'right'})
  yield [text(seller.name, first + second, {bold: true, size: 12}), null, title]
  yield* whole(sellerLines(seller, customer, words, language))
  yield []
  const facts: [string, string][] = [
    ...headFacts(statement, words).map(({name, value, day}): [string, string] => [name, day ?? value]),
    ...(statement.kind === 'credit-note' ? [] : [[words.due, statement.due_date] as [string, string]]),
    [words.customer, customer.name],
  ]
  for (const [name, value] of facts) yield [text(name, first), text(value, second, bold)]
  for (const line of [...addressOf(customer, seller, language), ...buyerFacts(statement, words)])
    yield [null, text(line, second)]
  yield []
  const withTax = tellsTax(statement)
  const amount = `${words.amount} (${currency})`
  yield [text(words.service, first, bold), null, text(amount, FULL, {bold: true, align: 'right'})]
  for (const {customer, lines, sum: subtotal} of byCustomer(statement)) {
    if (customer) yield [text(customer, FULL, bold)]
    for (const line of lines) {
      const {label, detail} = lineText(line, words, statement)
      const tax = withTax ? taxText(line) : ''
      yield [text(label, first), text([detail, tax].filter(Boolean).join(' – '), second), money(line.shown)]
    }
    if (customer) yield sum(`${words.subtotal} ${customer}`, subtotal, decimals, bold)
  }
  for (const one of statement.roundings)
    yield [text(words.rounding, first), text(taxText(one), second), money(one.amount)]
  yield []
  yield sum(words.net, statement.net, decimals, bold)
  for (const {name, base, amount} of statement.taxes)
    yield sum(`${name} ${words.on} ${formatAmount(base, decimals, language)}`, amount)
  yield sum(`${words.total} (${currency})`, statement.total, decimals, bold)
  // What accountants look for: eight decimals, and the one rounding.
  yield []
  yield sum(words.exactSum, statement.net.minus(statement.rounding), 8)
  yield sum(words.rounding, statement.rounding, 8)
  const payment = paymentLines(statement.payment, statement.number, words)
  for (const lines of [remarks(statement, words), payment, seller.legal]) {
    if (lines.length === 0) continue
    yield []
    if (lines === payment) yield [text(words.payment, first, bold)]
    yield* whole(lines)
  }
}

/** No row is as high as a page. */
const MOST_LINES = 12

/** Breaks a text between words into lines of so many characters. */
function folded(line: string, width: number): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > width) {
    const at = rest.lastIndexOf(' ', width)
    const cut = at > 0 ? at : width
    lines.push(rest.slice(0, cut))
    rest = rest.slice(cut).trimStart()
  }
  return [...lines, rest]
}
