// The contract's words for the API's codes.
import {type Schema, type Service, schemaOf} from '../../api/contract/contract.js'
import {lookUp} from '../../look-up.js'

/** The labels of an enumeration, `{'2': 'verified', …}`. */
export function labelsOf(service: Service, schema: string, property: string): Record<string, string> {
  const found: Schema | undefined = lookUp(schemaOf(service, schema)?.properties, property)
  const labels = found?.['x-enum-labels'] ?? found?.items?.['x-enum-labels']
  if (!labels) throw new Error(`${schema}.${property} has no labels in the contract`)
  return labels
}

/** A function that turns a code into its word; a code that nobody knows is shown as it is. */
export function labeller(service: Service, schema: string, property: string): (code: unknown) => string {
  let labels: Record<string, string> | undefined
  return code => {
    if (code === undefined || code === null) return ''
    labels ??= labelsOf(service, schema, property)
    return lookUp(labels, String(code)) ?? String(code)
  }
}
