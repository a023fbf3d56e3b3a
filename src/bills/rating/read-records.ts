// Records to rate, from a file that `bill export` wrote.
import {createReadStream} from 'node:fs'
import {extname} from 'node:path'
import {createInterface} from 'node:readline'
import {operationTable} from '../../api/contract/contract.js'
import {csvRows, unharmed} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {parseJson} from '../../json.js'
import type {BillRecord} from '../record.js'

/** Reads an export, CSV or JSON lines. Throws `usage` when the file cannot be rated, and says which row. */
export async function* readRecords(path: string): AsyncGenerator<BillRecord> {
  const stream = createReadStream(path)
  const isJson = ['.jsonl', '.ndjson'].includes(extname(path).toLowerCase())
  let row = 0
  try {
    if (isJson) {
      for await (const line of createInterface({input: stream, crlfDelay: Number.POSITIVE_INFINITY})) {
        row++
        if (line.trim() !== '') yield checkRecord(parseJson(line) as BillRecord, row)
      }
      return
    }
    let record: ((cells: string[]) => BillRecord) | undefined
    for await (const rows of csvRows(stream)) {
      record ??= recordMaker(rows.shift()!)
      for (const cells of rows) yield checkRecord(record(cells), ++row)
    }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      throw usage(`${path}, row ${row + 1}: ${error.message}`, 'Export the records again: partnerctl bill export')
    }
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      throw usage(`${path} cannot be read (${code})`, 'partnerctl bill export makes a file of records')
    }
    throw error
  }
}

/** A record from text values, amounts as decimals. */
export function recordFrom(values: Record<string, string>): BillRecord {
  const names = Object.keys(values)
  return recordMaker(names)(Object.values(values))
}

function recordMaker(heading: string[]): (cells: string[]) => BillRecord {
  const decimals = new Set(operationTable().decimals)
  const isDecimal = heading.map(name => decimals.has(name))
  return cells => {
    const record: Record<string, unknown> = {}
    for (let i = 0; i < heading.length; i++) {
      const cell = cells[i]
      if (cell === undefined || cell === '') continue
      record[heading[i]!] = isDecimal[i] ? Decimal.parse(cell) : unharmed(cell)
    }
    return record as unknown as BillRecord
  }
}

/** What rating cannot do without. */
function checkRecord(record: BillRecord, row: number): BillRecord {
  for (const name of ['customer_id', 'bill_date', 'bill_cycle', 'currency'] as const) {
    if (!record[name]) throw new SyntaxError(`record ${record.id ?? row} has no ${name}`)
  }
  return record
}
