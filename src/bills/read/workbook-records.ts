// From the rows of a workbook to records.
import {readFileSync, statSync} from 'node:fs'
import {unharmed} from '../../csv.js'
import {type BillRecord, blankRecord} from '../records/bill-record.js'
import type {Layout} from '../records/layout.js'
import {BrokenPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {TypedCells} from './cells.js'
import {exportedLayout} from './exported-layout.js'
import {type WorkbookRow, type WorkbookSheet, workbookSheets} from './workbook/workbook.js'
import {LARGEST_ZIP} from './zip.js'

const SHOW = 'Let the sheet with the records be visible, or save it alone'

/** The bytes of a workbook. Throws {@link BrokenPage}. */
export function workbookAt(path: string): Buffer {
  if (statSync(path).size > LARGEST_ZIP) throw new BrokenPage(`it has more than ${LARGEST_ZIP >> 20} MB`)
  return readFileSync(path)
}

/**
 * The records of a workbook, some at a time: of its first visible sheet that is an export, and of those that go on with
 * it under the same heading. What else lies in it is told. Throws {@link BrokenPage} and {@link Unfit}.
 */
export async function* workbookRecords(
  path: string,
  note: (text: string) => void,
  signal?: AbortSignal,
): AsyncGenerator<BillRecord[]> {
  const sheets = await workbookSheets(workbookAt(path), signal)
  let table: Table | undefined
  let wrong: unknown
  const passed = (sheet: WorkbookSheet, why: string) => note(`sheet "${sheet.name}" ${why} and was not read`)
  for (const sheet of sheets) {
    if (sheet.isHidden) {
      passed(sheet, 'is hidden')
      continue
    }
    let isTable = false
    for await (const rows of sheet.rows(true)) {
      let own = rows
      if (!isTable) {
        const names = rows[0]!.cells.map(name => name.trim())
        if (table && table.names.join('\n') !== names.join('\n')) {
          passed(sheet, 'has other columns')
          break
        }
        try {
          table ??= new Table(names, sheet.isAsExported)
        } catch (error) {
          wrong ??= error
          passed(sheet, 'is no export of records')
          break
        }
        isTable = true
        own = rows.slice(1)
      }
      if (own.length > 0) yield own.map(row => table!.record(row))
    }
  }
  if (table) return table.typed.finish()
  throw wrong ?? new Unfit('no visible sheet in it has a table', SHOW)
}

class Table {
  readonly layout: Layout
  readonly typed: TypedCells
  readonly #blank: Record<string, unknown>
  readonly #hasCustomers: boolean

  constructor(
    readonly names: string[],
    readonly isAsExported: boolean,
  ) {
    this.layout = exportedLayout(names)
    const {columns, source} = this.layout
    this.typed = new TypedCells(columns)
    this.#blank = {...blankRecord(columns), bill_cycle: '', currency: '', source}
    this.#hasCustomers = this.layout.commonPlace('customer_id') >= 0
  }

  record({number, cells}: WorkbookRow): BillRecord {
    const {columns} = this.layout
    if (cells.length > columns.length) {
      throw new Unfit(`row ${number} has more cells than the heading`, 'Take what stands beside the table out of it')
    }
    const record = {...this.#blank}
    for (const [place, cell] of cells.entries()) {
      // A spreadsheet keeps what was put before a cell of CSV.
      const text = this.isAsExported ? cell : unharmed(cell)
      if (text !== '') record[columns[place]!.common] = this.typed.value(place, text, number)
    }
    if (!record.customer_id && this.#hasCustomers) throw this.typed.withoutCustomer(number)
    return record as unknown as BillRecord
  }
}
