// A line of a statement in words.

import {unitSymbol} from './data/quantity.js'
import {formatAmount, formatDate} from './format.js'
import type {Labels} from './labels.js'
import type {Statement, StatementLine} from './statement.js'

/** What stands on the line, and below it in small. A refund's detail begins with its day. */
export function lineText(
  line: StatementLine,
  words: Labels,
  {language, currency}: Pick<Statement, 'language' | 'currency'>,
): {label: string; detail: string} {
  const {kind, label} = line
  if (kind !== 'refund')
    return {label, detail: [line.detail, soldText(line, language, currency)].filter(Boolean).join(' – ')}
  if (!line.detail) return {label: `${words.refunds}: ${label}`, detail: ''}
  const [day, ...rest] = line.detail.split(' – ')
  const first = line.refers_to ? [`${words.statement} ${line.refers_to}`] : []
  return {label: `${words.refund}: ${label}`, detail: [formatDate(day!, language), ...rest, ...first].join(' – ')}
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
