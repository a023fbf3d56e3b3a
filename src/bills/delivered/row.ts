// One row of a delivered file as a record.
import type {Site} from '../../api/contract/contract.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {chargeModes, type FileColumn} from '../records/delivered-columns.js'
import {Unfit} from '../records/unfit.js'
import {amountOf} from './amount.js'

/** What a file says of all its rows. */
export interface RowFacts {
  /** Name of the file, for messages. */
  name: string
  /** The month in that name. */
  month: string | undefined
  /** The month whose records are wanted; any when absent. */
  cycle?: string
  site: Site
}

export interface Row {
  customer: string
  account: string
  currency: string
  json: string
}

const currencies: Record<Site, string> = {intl: 'USD', eu: 'EUR', cn: 'CNY'}

const isNumber = (text: string) => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)

/** Ids are 32 hexadecimal digits. Others are believed as long as no word is one: the row `Total` is no customer's. */
const isCustomerId = (text: string) => /^(?=.*\d|.{32})[\w-]{1,64}$/.test(text)

const shown = (cell: string) => JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell)

/** Throws {@link Unfit} and `usage`; `place` says where the row stands. */
export function rowOf(cells: string[], columns: FileColumn[], file: RowFacts, place: string): Row {
  const row: Row = {customer: '', account: '', currency: '', json: ''}
  const members: string[] = []
  let cycle = ''
  let wrong: Unfit | undefined
  for (const [index, {heading, known}] of columns.entries()) {
    let value = cells[index]!
    if (!known) {
      if (value !== '') members.push(`${JSON.stringify(heading)}:${JSON.stringify(value)}`)
      continue
    }
    const {name, type, money} = known
    if (name === 'bill_cycle') {
      cycle = value.replace(/^(\d{4})-?(\d\d)$/, '$1-$2')
      continue
    }
    if (name === 'customer_id') {
      value = value.trim()
      row.customer = value
    }
    if (name === 'account_name') row.account = value
    if (name === 'currency') row.currency = value
    if (value === '') continue
    if (money) {
      const amount = amountOf(value)
      if (amount !== undefined) members.push(`"${name}":${amount}`)
      else {
        // Left as text it would be missing in every sum.
        wrong ??= new Unfit(
          `${place} has ${shown(value)} as ${heading}, not a plain number with at most 8 decimals`,
          'Write amounts like -1234.50 in the file, or leave the cell empty where there is none',
        )
      }
      continue
    }
    const plain = type === 'text' || !isNumber(value)
    members.push(`"${name}":${plain ? JSON.stringify(value) : value}`)
    if (name === 'charging_mode' && lookUp(chargeModes, value))
      members.push(`"charge_mode":"${lookUp(chargeModes, value)}"`)
  }
  if (!isCustomerId(row.customer)) {
    throw new Unfit(
      `${place} has no customer id${row.customer && `, but ${shown(row.customer)}`}`,
      'Take lines that are no records out of the file, such as sums at its end',
    )
  }
  if (wrong) throw wrong
  if (!row.currency) {
    row.currency = currencies[file.site]
    members.push(`"currency":"${row.currency}"`)
  }
  row.json = `{"bill_cycle":"${monthOf(cycle, file)}",${members.join(',')}}\n`
  return row
}

/**
 * The month of a record, or of a file without any: as it says itself, or its file's name, or else the one that is
 * wanted. Throws `usage`.
 */
export function monthOf(cycle: string, file: RowFacts): string {
  const month = cycle || file.month || file.cycle
  if (!month) {
    throw usage(
      `neither ${file.name} nor its records say of which month they are`,
      'Name the file customerBill_202610.csv',
    )
  }
  if (file.cycle && month !== file.cycle) {
    throw usage(
      `${file.name} is of cycle ${month}, not ${file.cycle}`,
      `Add --cycle ${month}, or name the file of ${file.cycle}`,
    )
  }
  return month
}
