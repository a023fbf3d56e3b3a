// XLSX files as rows of text.
import {type WorkbookRow, type WorkbookSheet, workbookSheets} from '../bills/read/workbook/workbook.js'
import {BrokenPage} from '../bills/records/record-page.js'
import {Unfit} from '../bills/records/unfit.js'
import {usage} from '../failure.js'
import {LARGEST_TABLE, tooLarge} from './table-size.js'

/**
 * The rows of one sheet: of the first visible one in which something is when none is named. `note` is told of what was
 * passed over. Numbers keep the digits that the file holds. Throws `usage`.
 */
export async function xlsxRows(
  bytes: Buffer,
  path: string,
  sheetName: string | undefined,
  note: (text: string) => void,
): Promise<WorkbookRow[]> {
  try {
    const sheets = await workbookSheets(bytes)
    const wanted = sheetName === undefined ? sheets : sheets.filter(({name}) => name === sheetName)
    if (sheetName !== undefined && wanted.length === 0) {
      throw usage(`${path} has no sheet "${sheetName}"`, `Sheets: ${sheets.map(({name}) => name).join(', ')}`)
    }
    let table: WorkbookRow[] | undefined
    for (const sheet of wanted) {
      const why = sheetName === undefined && sheet.isHidden ? 'is hidden' : table && 'stands behind another'
      if (why) {
        if (sheet.isHidden || (await hasRows(sheet))) {
          note(`${path}: the sheet "${sheet.name}" ${why} and was not read; --sheet names one`)
        }
        continue
      }
      const rows = await allRows(sheet, path)
      if (rows.length > 0) table = rows
    }
    return table ?? []
  } catch (error) {
    if (error instanceof Unfit) throw usage(`${path}: ${error.message}`, error.next)
    if (!(error instanceof BrokenPage)) throw error
    throw usage(`${path} is not readable as XLSX: ${error.message}`, 'Open it and save it again, or save as CSV')
  }
}

async function hasRows(sheet: WorkbookSheet): Promise<boolean> {
  for await (const _ of sheet.rows()) return true
  return false
}

async function allRows(sheet: WorkbookSheet, path: string): Promise<WorkbookRow[]> {
  const all: WorkbookRow[] = []
  let size = 0
  for await (const rows of sheet.rows()) {
    for (const row of rows) {
      // An empty cell before another takes room, too.
      for (const cell of row.cells) size += cell.length + 8
      if (size > LARGEST_TABLE) throw tooLarge(path, `row ${row.number}`)
      all.push(row)
    }
  }
  return all
}
