// A statement as a workbook: the sums on one sheet, every rated row on the next.
import {Decimal} from '../../decimal.js'
import {columnsFor, isAmount} from './details.js'
import {labelsOf} from './labels.js'
import {lineText} from './lines.js'
import type {Statement} from './statement.js'
import {addressOf, buyerFacts, byCustomer, headFacts, isOfReseller, sellerLines, taxText, titleOf} from './texts.js'

/** Rows that a sheet holds, its heading left out. */
const SHEET_ROWS = 1_048_575
/** Spreadsheets keep 15 digits of a number. */
const DIGITS = 15

type Cell = Record<string, unknown> | null

/**
 * An amount as a number where a spreadsheet keeps all its digits, else as text. It is the only place where an amount
 * becomes a floating point number, and only one that prints as the same digits again.
 */
export function amountCell(value: Decimal | undefined, decimals: number): Cell {
  if (!value) return null
  const text = Decimal.fromUnits(value.units).text
  const exact = text.replace(/[-.]/g, '').length <= DIGITS
  const format = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  return exact ? {type: Number, value: Number(text), format} : {type: String, value: text, align: 'right'}
}

const text = (value: string, style: Record<string, unknown> = {}): Cell =>
  value === '' ? null : {type: String, value, ...style}

export async function statementXlsx(statement: Statement, details: AsyncIterable<string[][]>): Promise<Buffer> {
  const {default: writeXlsxFile} = await import('write-excel-file/node')
  const words = labelsOf(statement.language)
  const sums = sumSheet(statement)
  const sheets = [
    {
      name: titleOf(statement, words),
      data: sums,
      columns: [{width: 44}, {width: 34}, {width: 18}],
    },
  ]
  const columns = columnsFor(isOfReseller(statement))
  for (const [index, data] of (await detailSheets(details, columns)).entries()) {
    sheets.push({
      name: index === 0 ? words.records : `${words.records} ${index + 1}`,
      data,
      columns: columns.map(() => ({width: 16})),
    })
  }
  const options = sheets.map(({name, data, columns}) => ({
    sheet: name.slice(0, 31),
    data,
    columns,
    stickyRowsCount: data === sums ? 0 : 1,
  }))
  const write = writeXlsxFile as unknown as (sheets: unknown) => {toBuffer(): Promise<Buffer>}
  return withoutTimes(await write(options).toBuffer())
}

function sumSheet(statement: Statement): Cell[][] {
  const {language, currency, decimals} = statement
  const words = labelsOf(language)
  const bold = {fontWeight: 'bold'}
  const money = (value: Decimal, places = decimals, style = {}) => {
    const cell = amountCell(value, places)
    return cell && {...cell, ...style}
  }
  const {seller, customer} = statement
  const facts: [string, string][] = [
    ...headFacts(statement, words).map(({name, value, day}): [string, string] => [name, day ?? value]),
    ...(statement.kind === 'credit-note' ? [] : [[words.due, statement.due_date] as [string, string]]),
    [words.customer, customer.name],
    ...[...addressOf(customer, seller, language), ...buyerFacts(statement, words)].map((line): [string, string] => [
      '',
      line,
    ]),
  ]
  const rows: Cell[][] = [
    [text(seller.name, bold)],
    ...sellerLines(seller, customer, words, language).map(line => [text(line)]),
    [],
    ...facts.map(([name, value]) => [text(name), text(value, bold)]),
  ]
  rows.push(
    [],
    [text(words.service, bold), text('', bold), text(`${words.amount} (${currency})`, {...bold, align: 'right'})],
  )
  for (const {customer, lines, sum} of byCustomer(statement)) {
    if (customer) rows.push([text(customer, bold)])
    for (const line of lines) {
      const {label, detail} = lineText(line, words, statement)
      rows.push([text(label), text(detail), money(line.shown)])
    }
    if (customer) rows.push([text(`${words.subtotal} ${customer}`, bold), null, money(sum, decimals, bold)])
  }
  for (const one of statement.roundings) rows.push([text(words.rounding), text(taxText(one)), money(one.amount)])
  rows.push([], [text(words.net, bold), null, money(statement.net, decimals, bold)])
  for (const tax of statement.taxes)
    rows.push([text(tax.name), text(`${words.on} ${tax.base.text}`), money(tax.amount)])
  rows.push([text(words.total, bold), null, money(statement.total, decimals, bold)])
  // What accountants look for: eight decimals, and the one rounding.
  rows.push(
    [],
    [text(words.exactSum), null, money(statement.net.minus(statement.rounding), 8)],
    [text(words.rounding), null, money(statement.rounding, 8)],
  )
  return rows
}

async function detailSheets(details: AsyncIterable<string[][]>, columns: readonly string[]): Promise<Cell[][][]> {
  const heading = () => [columns.map(name => text(name, {fontWeight: 'bold'}))]
  const sheets: Cell[][][] = []
  for await (const rows of details) {
    for (const cells of rows) {
      if (sheets.length === 0 || sheets.at(-1)!.length > SHEET_ROWS) sheets.push(heading())
      sheets
        .at(-1)!
        .push(
          cells.map((cell, i) =>
            cell !== '' && isAmount(columns[i]!) ? amountCell(Decimal.parse(cell), 8) : text(cell),
          ),
        )
    }
  }
  return sheets
}

/**
 * A workbook is a ZIP file, and each of its parts says when it was made: the same statement shall give the same bytes.
 */
function withoutTimes(zip: Buffer): Buffer {
  const MIDNIGHT_1980 = 0x00210000
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let entry = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    zip.writeUInt32LE(MIDNIGHT_1980, entry + 12)
    zip.writeUInt32LE(MIDNIGHT_1980, zip.readUInt32LE(entry + 42) + 10)
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32)
  }
  return zip
}
