// A line of a statement in words.
import {formatDate} from './format.js'
import type {Labels} from './labels.js'
import type {StatementLine} from './statement.js'

/** What stands on the line, and below it in small. A refund's detail begins with its day. */
export function lineText(line: StatementLine, words: Labels, language: string): {label: string; detail: string} {
  if (line.kind !== 'refund') return {label: line.label, detail: line.detail}
  if (!line.detail) return {label: `${words.refunds}: ${line.label}`, detail: ''}
  const [day, ...rest] = line.detail.split(' – ')
  const first = line.refers_to ? [`${words.statement} ${line.refers_to}`] : []
  return {label: `${words.refund}: ${line.label}`, detail: [formatDate(day!, language), ...rest, ...first].join(' – ')}
}
