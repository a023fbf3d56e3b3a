// Every code of the catalogue as a fault: what the documentation lists and no state of the sandbox leads to.
import {errorCatalogue} from '../../api/contract/contract.js'
import {meant} from './faults.js'

/** A rule whose effect is a code of the catalogue, as the answer with that code; any other rule as it is. */
export function namedFault(rule: Record<string, unknown>): Record<string, unknown> {
  const effect = String(rule.effect)
  const entry = errorCatalogue().find(({code}) => code.toLowerCase() === effect.toLowerCase())
  if (!entry && /^\w+\.\w+$/.test(effect)) {
    const codes = errorCatalogue().map(({code}) => code)
    throw new RangeError(`the documents have no error code ${effect}${meant(effect, codes)}`)
  }
  if (!entry) return rule
  return {status: entry.http[0] ?? 400, code: entry.code, message: entry.meaning, ...rule, effect: 'error'}
}
