// Hides what the contract marks as sensitive, wherever a request is shown.
import {openApi, operationTable, type Schema} from '../../api/contract/contract.js'
import {parseJson, stringifyJson} from '../../api/json.js'
import {lookUp} from '../../look-up.js'

const names = new Map<string, Set<string>>()

/** Names of all properties that are sensitive in some schema of a service. */
function sensitiveNames(service: 'bss' | 'osm' | 'iam'): Set<string> {
  let found = names.get(service)
  if (!found) {
    found = new Set<string>()
    for (const schema of Object.values(openApi(service).components.schemas)) {
      for (const [name, property] of Object.entries((schema as Schema).properties ?? {})) {
        if (property['x-sensitive']) found.add(name)
      }
    }
    names.set(service, found)
  }
  return found
}

/** A JSON body for people, with sensitive values replaced; a body that is not JSON is only described. */
export function maskBody(operation: string, body: string): string {
  const service = lookUp(operationTable().operations, operation)?.service ?? 'bss'
  const sensitive = sensitiveNames(service)
  const mask = (value: unknown, name = ''): unknown => {
    if (sensitive.has(name) && value !== null && value !== undefined) return '***'
    if (Array.isArray(value)) return value.map(one => mask(one))
    if (value && typeof value === 'object' && value.constructor === Object) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mask(one, key)]))
    }
    return value
  }
  try {
    return stringifyJson(mask(parseJson(body)), 2)
  } catch {
    return `(${Buffer.byteLength(body)} bytes)`
  }
}
