// The rows of a sheet, out of its XML.
import {BrokenPage} from '../../records/record-page.js'
import {Unfit} from '../../records/unfit.js'
import {isRounded, numberText, type Styles, timeText, unescaped} from './values.js'
import {attribute, type XmlHandler} from './xml.js'

/** Rows and columns of a sheet, and of a table that is read. */
const LAST_ROW = 1_048_576
const LAST_COLUMN = 16_384
const MOST_COLUMNS = 2000
/** Characters of a row at most. */
const LONGEST_ROW = 1 << 24

/** A row with its number, as the spreadsheet shows it; cells are text. */
export interface WorkbookRow {
  number: number
  cells: string[]
}

export interface SheetFacts {
  styles: Styles
  shared: readonly string[]
  isFrom1904: boolean
  /** Its name, for messages. */
  sheet: string
  /** Numbers that the spreadsheet has rounded are refused. */
  exact: boolean
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/
const SAVED = 'Open it in a spreadsheet and save it again'

/** Gathers the cells of rows; those that are empty take no room. Throws {@link BrokenPage} and {@link Unfit}. */
export class SheetRows implements XmlHandler {
  #ready: WorkbookRow[] = []
  #isData = false
  #row = 0
  #column = 0
  #cells: string[] = []
  #size = 0
  #type = 'n'
  #style: string | undefined
  #isFormula = false
  /** Of the element whose text belongs to the cell. */
  #isValue = false
  #isReading = false
  #text = ''

  constructor(readonly facts: SheetFacts) {}

  get place(): string {
    return `row ${this.#row}: `
  }

  /** The rows that are whole by now. */
  take(): WorkbookRow[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  open(name: string, attributes: string): void {
    if (name === 'sheetData') this.#isData = true
    if (!this.#isData) return
    if (name === 'row') this.#beginRow(attribute(attributes, 'r'))
    else if (name === 'c') this.#beginCell(attributes)
    else if (name === 'f') this.#isFormula = true
    else if (name === 'rPh') this.#isReading = true
    else if (name === 'v' || (name === 't' && !this.#isReading)) this.#isValue = true
  }

  text(text: string): void {
    if (this.#isValue) this.#text += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false
    else if (name === 'rPh') this.#isReading = false
    else if (name === 'sheetData') this.#isData = false
    if (!this.#isData) return
    if (name === 'c') this.#endCell()
    else if (name === 'row' && this.#cells.length > 0) this.#ready.push({number: this.#row, cells: this.#cells})
  }

  /** Not every program says which row it is, and where in it a cell stands: then they follow each other. */
  #beginRow(said: string | undefined): void {
    const number = said === undefined ? this.#row + 1 : Number(said)
    if (!(number > this.#row && number <= LAST_ROW)) {
      throw new BrokenPage(`its sheet "${this.facts.sheet}" has a row ${said ?? number} behind row ${this.#row}`)
    }
    this.#row = number
    this.#column = 0
    this.#cells = []
    this.#size = 0
  }

  #beginCell(attributes: string): void {
    const letters = /^([A-Z]{1,3})\d*$/i.exec(attribute(attributes, 'r') ?? '')?.[1]
    const column = letters ? columnOf(letters) : this.#column + 1
    if (!(column > this.#column && column <= LAST_COLUMN)) {
      throw new BrokenPage(
        `row ${this.#row} of its sheet "${this.facts.sheet}" has cells that do not follow each other`,
      )
    }
    this.#column = column
    this.#type = attribute(attributes, 't') ?? 'n'
    this.#style = attribute(attributes, 's')
    this.#isFormula = false
    this.#text = ''
  }

  #endCell(): void {
    const text = this.#cell()
    this.#size += text.length
    if (this.#size > LONGEST_ROW) throw new BrokenPage(`row ${this.#row} has more than ${LONGEST_ROW >> 20} MB`)
    if (text === '') return
    if (this.#column > MOST_COLUMNS) {
      throw new Unfit(
        `${this.#place} stands outside any table: no more than ${MOST_COLUMNS} columns are read`,
        'Take it out of the sheet, or save the table alone',
      )
    }
    while (this.#cells.length < this.#column - 1) this.#cells.push('')
    this.#cells.push(text)
  }

  #cell(): string {
    const text = this.#type === 'inlineStr' || this.#type === 'str' ? this.#text : this.#text.trim()
    const {shared, styles, isFrom1904, exact} = this.facts
    switch (this.#type) {
      case 's': {
        const found = /^\d+$/.test(text) ? shared[Number(text)] : undefined
        if (found === undefined && text !== '') throw new BrokenPage(`${this.#place} has a text that is not in it`)
        return found ?? ''
      }
      case 'inlineStr':
      case 'str':
        return unescaped(text)
      case 'd':
        return text
      case 'b':
        return text === '' ? '' : /^(1|true)$/i.test(text) ? 'true' : 'false'
      case 'e':
        throw new Unfit(`${this.#place} is the error ${text || '#VALUE!'}`, 'Mend its formula, or empty the cell')
      default:
    }
    if (text === '') {
      if (this.#isFormula) throw new Unfit(`${this.#place} is a formula without its result`, SAVED)
      return ''
    }
    if (!NUMBER.test(text)) throw new BrokenPage(`${this.#place} is no number`)
    const kind = styles.kindOf(this.#style)
    const time = kind === 'number' ? undefined : timeText(text, kind, isFrom1904)
    if (time !== undefined) return time
    if (exact && isRounded(text)) {
      throw new Unfit(
        `${this.#place} is a number of more than 15 digits, of which a spreadsheet keeps 15`,
        'Take the file as it was exported, or let the column be text before it is filled',
      )
    }
    return numberText(text)
  }

  get #place(): string {
    return `row ${this.#row}, cell ${lettersOf(this.#column)}${this.#row}`
  }
}

const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

function lettersOf(column: number): string {
  let letters = ''
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}
