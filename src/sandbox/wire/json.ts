// JSON of the sandbox: amounts keep their digits in both directions. Independent of the client's own reader on purpose.
import {parse, stringify} from 'lossless-json'
import {Decimal} from '../../decimal.js'

const decimalNumber = {
  test: (value: unknown) => value instanceof Decimal,
  stringify: (value: unknown) => (value as Decimal).text,
}

/** Writes a body; a Decimal becomes a number with its own digits. */
export const writeJson = (value: unknown): string => stringify(value, undefined, undefined, [decimalNumber]) ?? 'null'

/** A body in two forms: as plain values for validation, and with the digits of every number. */
export interface ParsedBody {
  plain: unknown
  exact: unknown
}

/** Deeper than any body of the contract; what is deeper only wants to exhaust the stack. */
const MAX_DEPTH = 64

/** Reads a body. Throws a SyntaxError for what is not JSON in UTF-8, nested too deeply, or has a key twice. */
export function readJson(bytes: Buffer): ParsedBody {
  const text = decode(bytes)
  if (isDeep(text)) throw new SyntaxError('nested too deeply')
  const plain: unknown = JSON.parse(text)
  const exact = parse(text, undefined, {
    parseNumber: digits => digits as unknown as number,
    onDuplicateKey: ({key}) => {
      throw new SyntaxError(`the key ${JSON.stringify(key)} is there twice`)
    },
  })
  return {plain, exact}
}

const utf8 = new TextDecoder('utf-8', {fatal: true})

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new SyntaxError('not UTF-8')
  }
}

function isDeep(text: string): boolean {
  let depth = 0
  for (const c of text) {
    if (c === '[' || c === '{') depth++
    else if (c === ']' || c === '}') depth--
    if (depth > MAX_DEPTH) return true
  }
  return false
}
