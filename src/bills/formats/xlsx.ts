// A workbook for Excel, written row by row: one sheet after the other as each is full, and no more in memory than a
// piece of one.
import type {RecordPage} from '../records/record-page.js'
import {OWN_PROGRAM} from '../records/workbook-mark.js'
import {CellBytes} from './cell-bytes.js'
import {fitsSpreadsheet, withoutExponent} from './excel.js'
import type {FileWriter} from './file-writer.js'
import {Output} from './output.js'
import type {Facts, Table, TableColumn} from './table.js'
import {Zip, type ZipState} from './zip.js'

/** Rows of a sheet at most, the heading included. */
export const SHEET_ROWS = 1_048_576
/** Bytes of a sheet at most, below what the archive can say. */
const SHEET_BYTES = 3_500_000_000
/** Characters of a cell at most. */
const CELL = 32_767
/** Bytes that are packed together. */
const PIECE = 1 << 20

const escapes: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}

/** What may have to be written in another way. */
const special = /[&<>"_\u0000-\u0008\u000b\u000c\u000e-\u001f\r\ud800-\udfff\ufffe\uffff]/

/** Text as XML can hold it: what Excel writes for a control character, and for a text that looks like that. */
export function xmlText(text: string): string {
  const cut = text.slice(0, CELL)
  if (!special.test(cut)) return cut
  return cut
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\r\ufffe\uffff]/g,
      c => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>"]/g, c => escapes[c]!)
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

interface State {
  zip: ZipState
  sheet: number
  rows: number
}

/** A cell behind its place; nothing is nowhere. */
function cellXml(text: string, numeric: boolean): string {
  if (text === '') return ''
  const plain = numeric ? withoutExponent(text) : undefined
  return plain !== undefined && fitsSpreadsheet(plain)
    ? `><v>${plain}</v></c>`
    : ` t="inlineStr"><is><t xml:space="preserve">${xmlText(plain ?? text)}</t></is></c>`
}

export class XlsxFile implements FileWriter {
  readonly #zip = new Zip()
  readonly #xml = new Output()
  readonly #cells: CellBytes[]
  /** Every cell says where it is: not all readers count. */
  readonly #letters: string[]
  /** What stands before the number of its row. */
  readonly #openings: Buffer[]
  #sheet = 0
  /** Rows of the sheet that is being written, its heading included. */
  #rows = 0

  constructor(
    readonly table: Table,
    readonly sheetRows = SHEET_ROWS,
  ) {
    this.#cells = table.columns.map((column, i) => {
      const numeric = isNumeric(column)
      return new CellBytes(table.cells[i]!, text => cellXml(text, numeric))
    })
    this.#letters = table.columns.map((_, i) => columnLetters(i + 1))
    this.#openings = this.#letters.map(letters => Buffer.from(`<c r="${letters}`))
  }

  start(): void {
    this.#beginSheet()
  }

  write(page: RecordPage, from: number, to: number, facts: Facts): void {
    this.table.read(page, from, to, facts)
    for (const column of this.#cells) column.begin()
    for (let row = 0; row < to - from; row++) {
      if (this.#rows === this.sheetRows || this.#zip.openSize > SHEET_BYTES) {
        this.#endSheet()
        this.#beginSheet()
      }
      this.#row(row)
      this.#rows++
      if (this.#xml.length > PIECE) this.#zip.add(this.#xml.take())
    }
  }

  #row(row: number): void {
    const xml = this.#xml
    const number = Buffer.from(`${this.#rows + 1}"`, 'latin1')
    const opening = this.#openings
    xml.text(`<row r="${number.toString('latin1')}>`)
    for (let i = 0; i < opening.length; i++) {
      const cell = this.#cells[i]!
      const size = cell.sizeAt(row)
      if (size === 0) continue
      xml.reserve(size + 64)
      const {bytes, view} = xml
      let at = xml.length
      for (let j = 0; j < opening[i]!.length; j++) bytes[at++] = opening[i]![j]!
      for (let j = 0; j < number.length; j++) bytes[at++] = number[j]!
      xml.length = cell.copy(row, view, at)
    }
    xml.text('</row>')
  }

  #beginSheet(): void {
    this.#sheet++
    this.#zip.begin(`xl/worksheets/sheet${this.#sheet}.xml`)
    const names = this.table.columns.map(
      ({name}, i) => `<c r="${this.#letters[i]}1" t="inlineStr" s="1"><is><t>${xmlText(name)}</t></is></c>`,
    )
    this.#xml.text(
      `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${this.table.columns.length}" width="18" customWidth="1"/></cols><sheetData><row r="1">${names.join('')}</row>`,
    )
    this.#rows = 1
  }

  #endSheet(): void {
    const last = columnLetters(this.table.columns.length)
    this.#xml.text(`</sheetData><autoFilter ref="A1:${last}${this.#rows}"/></worksheet>`)
    this.#zip.end(this.#xml.take())
  }

  flush(cut: boolean): Uint8Array {
    if (cut && this.#xml.length > 0) this.#zip.add(this.#xml.take())
    return this.#zip.take()
  }

  finish(): Uint8Array {
    this.#endSheet()
    const sheets = Array.from({length: this.#sheet}, (_, i) => i + 1)
    const name = (i: number) => (this.#sheet === 1 ? 'Records' : `Records ${i}`)
    this.#zip.file(
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><fileVersion appName="${OWN_PROGRAM}"/><sheets>${sheets.map(i => `<sheet name="${name(i)}" sheetId="${i}" r:id="rId${i}"/>`).join('')}</sheets></workbook>`,
    )
    this.#zip.file(
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${sheets.map(i => `<Relationship Id="rId${i}" Type="${relations}/worksheet" Target="worksheets/sheet${i}.xml"/>`).join('')}<Relationship Id="rId${this.#sheet + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    )
    this.#zip.file(
      'xl/styles.xml',
      `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    )
    this.#zip.file(
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    )
    this.#zip.file(
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map(i => `<Override PartName="/xl/worksheets/sheet${i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    )
    this.#zip.finish()
    return this.#zip.take()
  }

  state(): State {
    return {zip: this.#zip.state(), sheet: this.#sheet, rows: this.#rows}
  }

  restore(state: unknown): void {
    const {zip, sheet, rows} = state as State
    this.#xml.take()
    this.#zip.restore(zip)
    this.#sheet = sheet
    this.#rows = rows
  }
}

const isNumeric = ({type}: TableColumn) =>
  type === 'money' || type === 'product' || type === 'quantity' || type === 'integer'

/** 1 is A, 27 is AA. */
export function columnLetters(count: number): string {
  let letters = ''
  for (let n = count; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}
