// The bytes of the table in a member of a delivered file: text in any encoding, or a sheet of a workbook as CSV.

import type {Site} from '../../api/contract/contract.js'
import {lookUp} from '../../look-up.js'
import type {Member} from '../read/archive.js'
import {delimiterNames} from '../read/delimiter.js'
import {Utf8, utf8Of} from '../read/encoding.js'
import {type WorkbookSheet, workbookSheets} from '../read/workbook/workbook.js'
import {LARGEST_ZIP} from '../read/zip.js'
import {columnsByHeading} from '../records/delivered-columns.js'
import {Unfit} from '../records/unfit.js'
import {type HeadedFile, mapOf} from './headed.js'

export interface FileTable {
  /** CSV in UTF-8. */
  bytes: AsyncIterable<Buffer>
  /** What it was in, in words, and whether that was guessed; known for certain when all rows are read. */
  form(delimiter: string): {text: string; isGuess: boolean}
}

interface TableFile extends HeadedFile {
  site: Site
  encoding?: string
  /** Ends the reading. */
  signal?: AbortSignal
}

/** Throws `BrokenPage` and {@link Unfit}. */
export async function bytesIn(member: Member, file: TableFile): Promise<FileTable> {
  if (member.isWorkbook) return sheetIn(await allOf(member.chunks), file)
  const decoder = new Utf8({encoding: file.encoding, isChinese: file.site === 'cn', signal: file.signal})
  return {
    bytes: utf8Of(member.chunks, decoder),
    form: delimiter => ({
      text: `${decoder.encoding}, ${lookUp(delimiterNames, delimiter) ?? `parted by ${delimiter}`}`,
      isGuess: decoder.isGuess,
    }),
  }
}

/** Lines at most in which a heading is looked for. */
const BEGINNING = 20

/** Of a workbook with several sheets that of the records; two of them might be the same money twice. */
async function sheetIn(bytes: Buffer, file: TableFile): Promise<FileTable> {
  const sheets = await workbookSheets(bytes)
  const visible = sheets.filter(({isHidden}) => !isHidden)
  const fit: WorkbookSheet[] = []
  for (const sheet of visible) if (await hasCustomers(sheet, file)) fit.push(sheet)
  if (fit.length > 1) {
    throw new Unfit(
      `several of its sheets have customers: ${fit.map(({name}) => name).join(', ')}`,
      'Leave the sheet with the single records in it, and take the others out',
    )
  }
  const sheet = fit[0] ?? visible[0]
  if (!sheet) throw new Unfit('no visible sheet in it has a table', 'Let the sheet with the records be visible')
  const left = sheets.filter(one => one !== sheet).map(({name}) => name)
  const rest = left.length > 0 ? `; not read: ${left.join(', ')}` : ''
  return {
    bytes: csvOf(sheet),
    form: () => ({text: `sheet ${sheet.name} of a workbook${rest}`, isGuess: left.length > 0}),
  }
}

/** Whether a heading with customers stands in the first lines of a sheet. */
async function hasCustomers(sheet: WorkbookSheet, file: TableFile): Promise<boolean> {
  for await (const rows of sheet.rows(true)) {
    for (const {number, cells} of rows) {
      if (number > BEGINNING) return false
      if (columnsByHeading(cells, mapOf(file, cells))?.some(({known}) => known?.name === 'customer_id')) return true
    }
  }
  return false
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** A row without a cell is an empty line, so that rows keep their numbers; a short one ends with empty cells. */
async function* csvOf(sheet: WorkbookSheet): AsyncGenerator<Buffer> {
  let line = 0
  let width = 0
  for await (const rows of sheet.rows(true)) {
    let text = ''
    for (const {number, cells} of rows) {
      text += '\n'.repeat(Math.max(0, number - line - 1))
      line = number
      width = Math.max(width, cells.length)
      const filled = [...cells, ...Array<string>(width - cells.length).fill('')]
      text += `${filled.map(quoted).join(',')}\n`
    }
    yield Buffer.from(text)
  }
}

async function allOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > LARGEST_ZIP) throw new Unfit('its workbook is too large to be read here', 'Export it as CSV')
    all.push(chunk)
  }
  return Buffer.concat(all)
}
