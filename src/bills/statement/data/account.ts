// What is gathered of a customer's month while its rated rows stream by.
import type {Decimal} from '../../../decimal.js'
import type {Units} from '../../rating/price.js'
import type {StatementLine} from './document.js'

/** What rows sold, as far as all of them say it alike. */
export interface Sold {
  quantity: Units
  /** Id of the unit; empty for what is counted in pieces. */
  unit: string
  /** What was measured: other usage in the same unit is not added up. */
  usageType: string
  /** Price of a unit in the currency of the charge; undefined where it is not one price. */
  price: Units | undefined
}

/** What is gathered of a line. */
export interface Line {
  kind: StatementLine['kind']
  label: string
  detail: string
  customer?: StatementLine['customer']
  /** Codes of its taxes, with blanks between them. */
  tax: string
  records: number
  units: Units
  /** Ids of orders: of a refund those that it takes back, of others those that they are. */
  orders?: Set<string>
  sold?: Sold
}

export interface ShownLine extends Line {
  shown: Decimal
}

/** What is gathered of a customer's month. */
export interface Account {
  cycle: string
  customer_id: string
  account_name: string
  currency: string
  version: string
  units: Units
  lines: Map<string, Line>
  /** Names of a reseller's customers, by their ids. */
  customers: Map<string, string>
  /** Exchange rates that rows were charged with: the first day of each. */
  rates: Map<string, {from: string; rate: Decimal; day: string}>
  days: Map<string, Units>
}
