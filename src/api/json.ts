// JSON without loss: amounts come in and go out with the digits they were written with.
import {parse, stringify} from 'lossless-json'
import {Decimal} from '../decimal.js'
import {operationTable} from './contract/contract.js'

const decimalNumber = {
  test: (value: unknown) => value instanceof Decimal,
  stringify: (value: unknown) => (value as Decimal).text,
}

let decimals: Set<string> | undefined

/**
 * Reads JSON. A number is a {@link Decimal} where the contract calls the property an amount or a quantity, and wherever
 * a JavaScript number could not hold it exactly; other whole numbers are JavaScript numbers.
 * Throws a SyntaxError for anything that is not JSON.
 */
export function parseJson(text: string): unknown {
  decimals ??= new Set(operationTable().decimals)
  const names = decimals
  try {
    return parse(
      text,
      (key, value) =>
        value instanceof Decimal && !names.has(key) && isSmallInteger(value.text) ? Number(value.text) : value,
      Decimal.parse,
    )
  } catch (error) {
    // The reader goes down level by level, as far as its stack lasts.
    if (/call stack/.test((error as Error).message)) throw new SyntaxError('it is nested too deep')
    throw error
  }
}

const isSmallInteger = (text: string) => /^-?\d{1,15}$/.test(text) && text !== '-0'

/** Writes JSON; a Decimal is written as a number with its own digits. */
export function stringifyJson(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent, [decimalNumber]) ?? 'null'
}
