// From the rows of a Parquet file to records.
import {basename, dirname, resolve} from 'node:path'
import {lookUp} from '../../look-up.js'
import {type BillRecord, blankRecord} from '../records/bill-record.js'
import type {Layout} from '../records/layout.js'
import {TypedCells} from './cells.js'
import type {ParquetRows, Told} from './parquet-rows.js'

/**
 * The cycle of a file's records where no column says it: in a table, the folder of its partition does, as it does for
 * every engine; of a file that was moved out of it, its footer.
 */
export const cycleOfFile = (path: string, told: Told): string =>
  /^bill_cycle=(\d{4}-\d\d)$/.exec(basename(dirname(resolve(path))))?.[1] ?? lookUp(told, 'partnerctl.cycle') ?? ''

/** Records that are made at once. */
const BATCH = 2000

/**
 * The records of a row group, some at a time. The layout has its columns, in their order; `first` is the number of its
 * first row, `cycle` stands where no column says it. Throws `Unfit`.
 */
export function* recordsOf(
  {rows, columns}: ParquetRows,
  layout: Layout,
  first: number,
  cycle: string,
): Generator<BillRecord[]> {
  const typed = new TypedCells(layout.columns)
  const blank = {...blankRecord(layout.columns), bill_cycle: cycle, currency: '', source: layout.source}
  for (let start = 0; start < rows; start += BATCH) {
    const records: Record<string, unknown>[] = []
    for (let row = start; row < Math.min(rows, start + BATCH); row++) records.push({...blank})
    for (const [place, {cells}] of columns.entries()) {
      const column = layout.columns[place]!
      const {common} = column
      let last: unknown
      let value: unknown
      for (let i = 0; i < records.length; i++) {
        const cell = cells[start + i]
        if (cell === undefined) continue
        if (cell !== last) {
          last = cell
          const isExact = typeof cell !== 'string' && column.type === 'decimal' && cell.isExact
          value = isExact ? cell : typed.value(place, typeof cell === 'string' ? cell : cell.text, first + start + i)
        }
        records[i]![common] = value
      }
    }
    yield records as BillRecord[]
  }
}
