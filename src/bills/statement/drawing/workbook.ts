// A workbook for people: a few styles, and sheets that print on A4 with their columns on one page and their heading on
// each. Written row by row, with no more in memory than a piece of it; the same rows give the same bytes.
import {columnLetters, SHEET_ROWS, xmlText} from '../../formats/xlsx.js'
import {Zip} from '../../formats/zip.js'

/** Text, or a number with the format in which it is shown. */
export interface Cell {
  type: typeof Number | typeof String
  value: number | string
  format?: string
  bold?: true
  size?: number
  align?: 'right'
  /** Keeps away from what stands to its right. */
  indent?: true
  /** Lines that the text takes in its column; it goes on in the next where there are several. */
  lines?: number
}

export interface SheetLook {
  name: string
  /** Of the columns, in characters. */
  widths: number[]
  isLandscape?: true
  /** Stands at the top of the sheet, in view and on each printed page. */
  heading?: Cell[]
  footer: string
}

/** Bytes that are packed together. */
const PIECE = 1 << 20
/** Size of letters and height of a line, in points. */
const SIZE = 10
const LINE = 14

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

export class Workbook {
  readonly #zip = new Zip()
  readonly #sheets: {name: string; hasHeading: boolean}[] = []
  /** Fonts, formats and styles by what they are, in the order in which cells wanted them. */
  readonly #fonts = new Map<string, number>([[fontOf({}), 0]])
  readonly #formats = new Map<string, number>()
  readonly #styles = new Map<string, number>([['<xf xfId="0" fontId="0"/>', 0]])
  #look: SheetLook | undefined
  #rows = 0
  #xml = ''

  /** Begins a sheet, behind those that were written. */
  sheet(look: SheetLook): void {
    this.#endSheet()
    const {name, widths, heading, isLandscape} = look
    this.#look = look
    this.#rows = 0
    this.#sheets.push({name: name.slice(0, 31), hasHeading: heading !== undefined})
    this.#zip.begin(`xl/worksheets/sheet${this.#sheets.length}.xml`)
    const view = heading ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
    const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    this.#xml = `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${isLandscape ? '' : ' showGridLines="0"'} workbookViewId="0">${view}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="${LINE}"/><cols>${columns.join('')}</cols><sheetData>`
    if (heading) this.row(heading)
  }

  /** A row; more than a sheet can hold go on in another one. */
  row(cells: (Cell | null)[]): void {
    if (this.#rows === SHEET_ROWS) {
      const {name} = this.#look!
      const [, first = name, number = '1'] = /^(.*) (\d+)$/.exec(name) ?? []
      this.sheet({...this.#look!, name: `${first} ${Number(number) + 1}`})
    }
    const number = ++this.#rows
    const parts = cells.map((cell, i) => (cell ? this.#cell(cell, `${columnLetters(i + 1)}${number}`) : ''))
    // Not every program finds the height of a row by itself.
    const lines = cells.reduce((most, cell) => Math.max(most, cell?.lines ?? 1), 1)
    const height = lines > 1 ? ` ht="${lines * LINE}" customHeight="1"` : ''
    this.#xml += `<row r="${number}"${height}>${parts.join('')}</row>`
    if (this.#xml.length > PIECE) this.#flush()
  }

  #cell(cell: Cell, place: string): string {
    const style = this.#style(cell)
    return cell.type === Number
      ? `<c r="${place}" s="${style}"><v>${cell.value}</v></c>`
      : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(String(cell.value))}</t></is></c>`
  }

  #style({bold, size, align, indent, lines = 1, format}: Cell): number {
    const font = numberOf(this.#fonts, fontOf({bold, size}))
    const shown = format ? FORMATS + numberOf(this.#formats, format) : 0
    const placed = `<alignment vertical="top"${align ? ` horizontal="${align}"` : ''}${indent ? ' indent="1"' : ''}${lines > 1 ? ' wrapText="1"' : ''}/>`
    return numberOf(
      this.#styles,
      `<xf xfId="0" fontId="${font}" applyFont="1" numFmtId="${shown}" applyNumberFormat="1" applyAlignment="1">${placed}</xf>`,
    )
  }

  #flush(): void {
    this.#zip.add(Buffer.from(this.#xml))
    this.#xml = ''
  }

  #endSheet(): void {
    if (!this.#look) return
    const {isLandscape, footer} = this.#look
    const margins = '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
    const setup = `<pageSetup paperSize="9" orientation="${isLandscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`
    const below = xmlText(`&L${footer.replaceAll('&', '&&')}&R&P / &N`)
    this.#zip.end(
      Buffer.from(
        `${this.#xml}</sheetData>${margins}${setup}<headerFooter><oddFooter>${below}</oddFooter></headerFooter></worksheet>`,
      ),
    )
    this.#xml = ''
  }

  /** What was written since the last time, valid until the next time. */
  take(): Uint8Array {
    return this.#zip.take()
  }

  finish(): void {
    this.#endSheet()
    const sheets = this.#sheets.map(
      ({name}, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
    )
    const titles = this.#sheets.flatMap(({name, hasHeading}, i) =>
      hasHeading
        ? [
            `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${xmlText(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
          ]
        : [],
    )
    const names = titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : ''
    this.#zip.file(
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets>${names}</workbook>`,
    )
    const relation = (id: number, type: string, target: string) =>
      `<Relationship Id="rId${id}" Type="${relations}/${type}" Target="${target}"/>`
    const parts = this.#sheets.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`))
    this.#zip.file(
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${parts.join('')}${relation(parts.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    )
    this.#zip.file('xl/styles.xml', this.#stylesXml())
    this.#zip.file(
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    )
    const kind = (name: string, type: string) =>
      `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
    const kinds = this.#sheets.map((_, i) => kind(`worksheets/sheet${i + 1}`, 'worksheet'))
    this.#zip.file(
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${kind('workbook', 'sheet.main')}${kind('styles', 'styles')}${kinds.join('')}</Types>`,
    )
    this.#zip.finish()
  }

  #stylesXml(): string {
    const list = (name: string, all: string[]) => `<${name} count="${all.length}">${all.join('')}</${name}>`
    const formats = [...this.#formats].map(
      ([code, i]) => `<numFmt numFmtId="${FORMATS + i}" formatCode="${xmlText(code)}"/>`,
    )
    const fills = ['none', 'gray125'].map(pattern => `<fill><patternFill patternType="${pattern}"/></fill>`)
    return `${head}<styleSheet xmlns="${main}">${formats.length > 0 ? list('numFmts', formats) : ''}${list('fonts', [...this.#fonts.keys()])}${list('fills', fills)}${list('borders', ['<border/>'])}${list('cellStyleXfs', ['<xf/>'])}${list('cellXfs', [...this.#styles.keys()])}</styleSheet>`
  }
}

/** Numbers of formats below this one are known to every program. */
const FORMATS = 164

const fontOf = ({bold, size = SIZE}: {bold?: true; size?: number}) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="Calibri"/></font>`

function numberOf(known: Map<string, number>, what: string): number {
  const number = known.get(what) ?? known.size
  known.set(what, number)
  return number
}
