// From the rows of a Parquet file to records.
import {type BillRecord, blankRecord} from '../records/bill-record.js'
import type {Layout} from '../records/layout.js'
import {TypedCells} from './cells.js'
import type {ParquetRows} from './parquet-rows.js'

/** Records that are made at once. */
const BATCH = 2000

/**
 * The records of a row group, some at a time. The layout has its columns, in their order; `first` is the number of its
 * first row. Throws `Unfit`.
 */
export function* recordsOf({rows, columns}: ParquetRows, layout: Layout, first: number): Generator<BillRecord[]> {
  const typed = new TypedCells(layout.columns)
  const blank = {...blankRecord(layout.columns), bill_cycle: '', currency: '', source: layout.source}
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
