// Every code of the catalogue as a fault: what the documentation lists and no state of the sandbox leads to.
import {errorCatalogue} from '../../api/contract/contract.js'
import {meant} from './faults.js'

/**
 * A rule whose effect is a code of the catalogue, or an error with such a code, as the answer with that code: status
 * and message are the catalogue's where the rule has none. Any other rule as it is.
 */
export function namedFault(rule: Record<string, unknown>): Record<string, unknown> {
  const effect = String(rule.effect)
  const wanted = effect === 'error' && rule.code !== undefined ? String(rule.code) : effect
  const entry = errorCatalogue().find(({code}) => code.toLowerCase() === wanted.toLowerCase())
  if (!entry && /^\w+\.\w+$/.test(effect)) {
    const codes = errorCatalogue().map(({code}) => code)
    throw new RangeError(`the documents have no error code ${effect}${meant(effect, codes)}`)
  }
  if (!entry) return rule
  return {status: entry.http[0] ?? 400, code: entry.code, message: entry.meaning, ...rule, effect: 'error'}
}
