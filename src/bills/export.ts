// Every record of a month into one CSV file.
import type {Api} from '../api/client.js'
import {BOM, csvLines} from '../csv.js'
import type {Customer} from '../customers/find.js'
import {isFinal} from '../cycle.js'
import type {Decimal} from '../decimal.js'
import {Failure, usage} from '../failure.js'
import {WholeFile} from './file.js'
import type {BillRecord} from './record.js'
import {ahead, customerRecords, type Unread} from './source.js'
import {layoutOf} from './sources.js'
import {type ServiceTotal, Totals} from './totals.js'

export interface ExportRequest {
  cycle: string
  /** Column names; all when absent. */
  columns?: string[]
  /** Path of the file, or `-` for stdout. */
  out: string
  bom?: boolean
  now: Date
}

export interface ExportResult {
  cycle: string
  /** False while the figures can still change. */
  final: boolean
  customers: number
  records: number
  amounts: {currency: string; amount: Decimal}[]
  services: ServiceTotal[]
  file: string
  unread: Unread[]
}

export interface ExportProgress {
  customers: number
  records: number
  customer: string
}

/** Customers whose first page is asked for before it is needed. */
const AHEAD = 4

/**
 * Exports a cycle. Records are written as they arrive, customer by customer, so memory does not grow with their number; the file
 * gets its name when it is whole.
 */
export async function exportBills(
  api: Api,
  request: ExportRequest,
  onProgress: (progress: ExportProgress) => void = () => {},
): Promise<ExportResult> {
  const columns = chooseRecordColumns(request.columns)
  const totals = new Totals()
  const unread: Unread[] = []
  const file = request.out === '-' ? undefined : await WholeFile.create(request.out)
  const write = file ? (text: string) => file.write(text) : writeToStdout
  let customers = 0
  try {
    await write(`${request.bom ? BOM : ''}${csvLines([columns])}`)
    const queue = ahead(api.list('ListSubCustomers', {}), AHEAD, async (customer: Customer) => {
      const pages = customerRecords(api, customer, request.cycle)
      return {pages, first: await pages.next()}
    })
    for await (const {item: customer, result} of queue) {
      try {
        const {pages, first} = await result
        for (let page = first; !page.done; page = await pages.next()) {
          for (const record of page.value) totals.add(record)
          await write(csvLines(page.value.map(record => columns.map(column => cell(record, column)))))
          onProgress({customers, records: totals.records, customer: customer.account_name})
        }
        customers++
      } catch (error) {
        if (!(error instanceof Failure) || error.outcome === 'interrupted' || error.outcome === 'terminated')
          throw error
        unread.push({
          customer_id: customer.customer_id,
          account_name: customer.account_name,
          reason: error.message,
          next: error.next,
        })
      }
    }
    await file?.finish()
  } catch (error) {
    await file?.discard()
    throw error
  }
  const {records, amounts, services} = totals
  const final = isFinal(request.cycle, request.now)
  return {cycle: request.cycle, final, customers, records, amounts, services, file: request.out, unread}
}

function chooseRecordColumns(wanted: string[] | undefined): string[] {
  const known = ['bill_cycle', 'currency', ...layoutOf('res-fee-records').columns.map(({name}) => name)]
  for (const name of wanted ?? []) {
    if (!known.includes(name)) throw usage(`there is no column "${name}"`, `Columns: ${known.join(', ')}`)
  }
  return wanted ?? known
}

function cell(record: BillRecord, column: string): string {
  const value = (record as Record<string, unknown>)[column]
  return value === undefined || value === null ? '' : String(value)
}

const writeToStdout = (text: string) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(text, error => (error ? reject(error) : resolve()))
  })
