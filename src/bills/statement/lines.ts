// A line of a statement: what rows are on it, and what it is in words.

import {Decimal} from '../../decimal.js'
import type {RatedRow} from '../rating/rated.js'
import type {Statement, StatementLine} from './data/document.js'
import {unitSymbol} from './data/quantity.js'
import {formatAmount, formatDate} from './format.js'
import type {Labels} from './labels.js'

/** What a line is told from others by, beside its tax. */
export type LineName = Pick<StatementLine, 'kind' | 'label' | 'detail' | 'customer'>

/** Refund and refund-like bill types: unsubscription, change, yearly/monthly to pay-per-use, tax. */
const REFUNDS = new Set(['4', '20', '24', '100'])

/** The line that a rated row is on. */
export function lineOf(row: RatedRow): LineName {
  const name = ownLineOf(row)
  return row.bill_to ? {...name, customer: {id: row.customer_id, name: row.account_name}} : name
}

function ownLineOf(row: RatedRow): LineName {
  const {kind, description, bill_date} = row
  const service = row.cloud_service_type_name || row.cloud_service_type
  if (kind === 'fee' || kind === 'minimum') return {kind: 'fee', label: description, detail: ''}
  if (kind === 'tier' || kind === 'package') return {kind: 'tier', label: service, detail: description}
  if (!REFUNDS.has(row.bill_type) && row.charge.units >= 0n) return {kind: 'usage', label: service, detail: ''}
  const what = row.resource_name || row.resource_id
  return {kind: 'refund', label: service, detail: `${bill_date}${what ? ` – ${what}` : ''}`}
}

/** Charge mode of what is used and paid by the hour: its trades are no orders. */
const PAY_PER_USE = '3'

/** The order that a row tells of: of a refund the one that it takes back. Empty where it tells none. */
export function orderOf(row: RatedRow, {kind}: LineName): string {
  if (kind === 'refund') return row.original_order_id
  return row.order_id || (row.charge_mode === PAY_PER_USE ? '' : row.trade_id)
}

/** Lines that one line may stand for: refunds of a service, where they are many. */
export const lineGroup = ({kind, label, detail, tax, customer}: LineName & {tax: string}): string =>
  [kind, label, kind === 'refund' ? '' : detail, tax, customer?.id].join('\n')

/** What stands on the line, and below it in small. A refund's detail begins with its day. */
export function lineText(
  line: StatementLine,
  words: Labels,
  {language, currency}: Pick<Statement, 'language' | 'currency'>,
): {label: string; detail: string} {
  const {kind, label} = line
  if (kind !== 'refund')
    return {label, detail: [stepText(line, language), soldText(line, language, currency)].filter(Boolean).join(' – ')}
  const first = line.refers_to ? [`${words.statement} ${line.refers_to}`] : []
  if (!line.detail) return {label: `${words.refunds}: ${label}`, detail: first.join()}
  const [day, ...rest] = line.detail.split(' – ')
  return {label: `${words.refund}: ${label}`, detail: [formatDate(day!, language), ...rest, ...first].join(' – ')}
}

/** How steps and packages tell themselves: `120.5 x 0.12 USD (0 – 500)`, `500 USD -5%`. */
const STEP = /^-?\d+(\.\d+)? (x \d+(\.\d+)? [A-Z]{3}|[A-Z]{3} [-+]\d)/

/** The same with its numbers as the language writes them. */
function stepText({kind, detail}: StatementLine, language: string): string {
  if (kind !== 'tier' || !STEP.test(detail)) return detail
  return detail.replace(/\d+(\.\d+)?/g, number => formatAmount(Decimal.parse(number), 0, language))
}

/** Quantity and price: `720 h x 0.0052 USD`. A step says its own, in the currency of its price. */
function soldText(
  {quantity, unit = '', unit_price, detail}: StatementLine,
  language: string,
  currency: string,
): string {
  if (!quantity || (unit_price && detail.includes(` x ${unit_price.text} ${currency}`))) return ''
  const much = [formatAmount(quantity, 0, language), unitSymbol(unit)].filter(Boolean).join('\u00a0')
  return unit_price ? `${much} x ${formatAmount(unit_price, 2, language)} ${currency}` : much
}
