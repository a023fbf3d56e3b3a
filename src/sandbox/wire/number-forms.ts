// Numbers in the forms in which SDKs write them. Decimals come as JSON numbers or as JSON strings of digits (the SDK
// for Go), codes as integers or as text, whichever of the two the contract has. Other numbers have one form.
import {openApi, type Schema, type Service} from '../../api/contract/contract.js'

const DECIMAL = /^-?\d{1,15}(\.\d+)?$/
const CODE = /^-?\d{1,9}$/

/**
 * Puts the contract's form in the place of the other one, in a body that is changed, and gives the places where that
 * was: `body/budget_amount: decimal as a JSON string`.
 */
export function takeNumberForms(service: Service, schema: Schema, body: unknown): string[] {
  const found = new Set<string>()
  const walk = (given: Schema, value: unknown, place: string, put: (value: unknown) => void): void => {
    const own = resolved(service, given)
    const other = otherForm(own, value)
    if (other) {
      put(other.value)
      found.add(`${place}: ${other.form}`)
      return
    }
    if (value === null || typeof value !== 'object') return
    for (const branch of [...(own.oneOf ?? []), ...(own.anyOf ?? [])]) walk(branch, value, place, put)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (own.items) walk(own.items, item, `${place}/${index}`, one => (value[index] = one))
      }
      return
    }
    const members = value as Record<string, unknown>
    for (const [name, property] of Object.entries(own.properties ?? {})) {
      if (Object.hasOwn(members, name)) walk(property, members[name], `${place}/${name}`, one => (members[name] = one))
    }
  }
  walk(schema, body, 'body', () => {})
  return [...found]
}

function resolved(service: Service, schema: Schema): Schema {
  if (!schema.$ref) return schema
  return openApi(service).components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]!
}

function otherForm({type, enum: codes}: Schema, value: unknown): {value: unknown; form: string} | undefined {
  if (typeof value === 'string') {
    if (type === 'number' && DECIMAL.test(value)) return {value: Number(value), form: 'decimal as a JSON string'}
    if (type === 'integer' && codes && CODE.test(value)) return {value: Number(value), form: 'code as a JSON string'}
  }
  if (typeof value === 'number' && type === 'string' && codes?.some(code => CODE.test(String(code))))
    return Number.isSafeInteger(value) ? {value: String(value), form: 'code as a JSON number'} : undefined
  return undefined
}
