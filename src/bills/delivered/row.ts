// One row of a delivered file as a record.
import type {Site} from '../../api/contract/contract.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {AMOUNT, type Amounts, dayOf, headingAgain, monthOf, NUMBER, notAs, shown} from '../read/cells.js'
import {chargeModes, type FileColumn} from '../records/delivered-columns.js'
import {Unfit} from '../records/unfit.js'

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

/** Where a row stands. */
export interface RowPlace {
  /** In words, for messages. */
  place: string
  row: number
  /** The amounts of its table. */
  amounts: Amounts
}

const AS_DELIVERED = 'Take the file as it was delivered, not as a spreadsheet saved it'

/** Throws {@link Unfit} and `usage`. */
export function rowOf(cells: string[], columns: FileColumn[], file: RowFacts, at: RowPlace): Row {
  const row: Row = {customer: '', account: '', currency: '', json: ''}
  const members: string[] = []
  let cycle = ''
  let wrong: Unfit | undefined
  const refuse = (heading: string, value: string, what: string, next: string) => {
    wrong ??= notAs(at.place, heading, value, what, next)
  }
  for (const [index, {heading, known}] of columns.entries()) {
    let value = cells[index]!
    if (!known) {
      if (value !== '') members.push(`${JSON.stringify(heading)}:${JSON.stringify(value)}`)
      continue
    }
    const {name, type, money} = known
    if (name === 'bill_cycle') {
      cycle = value && (monthOf(value) ?? '')
      if (value && !cycle) refuse(heading, value, 'a month such as 2026-10', AS_DELIVERED)
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
      const amount = at.amounts.read(index, value, at.row)
      // Left as text it would be missing in every sum.
      if (amount === undefined) refuse(heading, value, NUMBER, AMOUNT)
      else members.push(`"${name}":${amount}`)
      continue
    }
    if (name === 'bill_date') {
      const day = dayOf(value)
      if (day) members.push(`"${name}":"${day}"`)
      else refuse(heading, value, 'a day such as 2026-10-03', AS_DELIVERED)
      continue
    }
    const plain = type === 'text' || !isNumber(value)
    members.push(`"${name}":${plain ? JSON.stringify(value) : value}`)
    if (name === 'charging_mode' && lookUp(chargeModes, value))
      members.push(`"charge_mode":"${lookUp(chargeModes, value)}"`)
  }
  if (!isCustomerId(row.customer)) {
    const {heading} = columns.find(({known}) => known?.name === 'customer_id')!
    if (row.customer === heading) throw headingAgain(at.place)
    throw new Unfit(
      `${at.place} has no customer id${row.customer && `, but ${shown(row.customer)}`}`,
      'Take lines that are no records out of the file, such as sums at its end',
    )
  }
  if (wrong) throw wrong
  if (!row.currency) {
    row.currency = currencies[file.site]
    members.push(`"currency":"${row.currency}"`)
  }
  row.json = `{"bill_cycle":"${recordMonth(cycle, file)}",${members.join(',')}}\n`
  return row
}

/**
 * The month of a record, or of a file without any: as it says itself, or its file's name, or else the one that is
 * wanted. Throws `usage`.
 */
export function recordMonth(cycle: string, file: RowFacts): string {
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
