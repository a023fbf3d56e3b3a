// What an answer means: the data, or a Failure that says what went wrong and what to do next.
import {commandLine} from '../command-line.js'
import {Failure, type Outcome} from '../failure.js'
import {readAscii} from '../package.js'
import {deniedCodes, notFoundCodes} from './contract/codes.js'
import {textOf} from './contract/decode.js'
import {parseJson} from './json.js'
import type {WireResponse} from './transport.js'

/** One entry of the catalogue of error codes. */
export interface ErrorEntry {
  code: string
  http: number[]
  meaning: string
  do: string
  operations: string[]
  retry: string
  /** The request was refused for its rate: nothing was done. */
  throttled?: boolean
  /** The gateway has this code, at the listed statuses, for requests that it did not pass on. */
  notPassedOn?: boolean
  sites: string[]
  source: string
  confirmed: boolean
}

let catalogue: ErrorEntry[] | undefined
let byCode: Map<string, ErrorEntry> | undefined

/** All known error codes. Read only when something went wrong. */
export function errorCatalogue(): ErrorEntry[] {
  catalogue ??= JSON.parse(readAscii('src/api/contract/errors.json')) as ErrorEntry[]
  return catalogue
}

export function explainCode(code: string): ErrorEntry | undefined {
  byCode ??= new Map(errorCatalogue().map(entry => [entry.code.toUpperCase(), entry]))
  return byCode.get(code.toUpperCase())
}

/** A code as the catalogue spells it: some answers have it in other letters. */
const asListed = (code: string): string => explainCode(code)?.code ?? code

/** The parts of an error answer, whichever of the API's shapes it has. */
export interface ApiError {
  code: string
  message: string
  body: unknown
}

/** Reads the shapes `{error_code, error_msg}`, `{error_code, error_message}` and IAM's `{error: {code, message}}`. */
export function readApiError(body: unknown): ApiError | undefined {
  if (!body || typeof body !== 'object') return undefined
  const flat = body as {error_code?: unknown; error_msg?: unknown; error_message?: unknown; error?: unknown}
  if (flat.error_code !== undefined && flat.error_code !== null && flat.error_code !== '') {
    return {code: asListed(textOf(flat.error_code)), message: textOf(flat.error_msg ?? flat.error_message ?? ''), body}
  }
  const nested = flat.error as {code?: unknown; message?: unknown; title?: unknown} | undefined
  if (nested && typeof nested === 'object') {
    return {code: asListed(textOf(nested.code ?? '')), message: textOf(nested.message ?? nested.title ?? ''), body}
  }
  return undefined
}

export const requestIdOf = (response: WireResponse): string | undefined => {
  const id = response.headers['x-request-id'] ?? response.headers['x-bss-trace-id']
  return Array.isArray(id) ? id[0] : id
}

/** The body as data; undefined for an empty one. Throws a SyntaxError for anything that is not JSON. */
export function readBody(response: WireResponse): unknown {
  if (response.body.length === 0) return undefined
  return parseJson(response.body.toString('utf8'))
}

/** The catalogue lists the code with this status. */
export const isListed = (status: number, {code}: Pick<ApiError, 'code'>): boolean =>
  explainCode(code)?.http.includes(status) ?? false

/** A known code, or a word like one; a proxy's `502`, `true`, `OK` or an object is none. */
export const isCode = (code: string): boolean =>
  explainCode(code) !== undefined || /^(?!OK$|SUCCESS)[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9_-]+)*$/.test(code)

/** The outcome that a code reported for one row stands for. */
export const outcomeOfCode = (code: string | undefined): Outcome =>
  code && notFoundCodes.has(code) ? 'not-found' : code && deniedCodes.has(code) ? 'denied' : 'refused'

function outcomeOf(status: number, error: ApiError | undefined): Outcome {
  if (status === 429 || (error && explainCode(error.code)?.throttled)) return 'unavailable'
  if (error && notFoundCodes.has(error.code)) return 'not-found'
  if (status === 401 || status === 403 || (error && deniedCodes.has(error.code))) return 'denied'
  if (status === 404) return 'not-found'
  // A code decides, where the catalogue has it with this status.
  if (error && (status < 500 || isListed(status, error))) return 'refused'
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'failed'
}

/** Turns a refused or failed answer into a Failure. */
export function failureOf(what: string, response: WireResponse, error: ApiError | undefined): Failure {
  const requestId = requestIdOf(response)
  if (response.status >= 300 && response.status < 400) {
    const place = String(response.headers.location ?? 'nowhere').slice(0, 200)
    return new Failure('failed', `${what}: the server points elsewhere (${response.status} to ${place})`, {
      status: response.status,
      requestId,
      next: ['Redirects are not followed, so that keys stay with their host. Check the endpoint in the profile'],
    })
  }
  if (!error) {
    const type = String(response.headers['content-type'] ?? 'no content type')
    return new Failure(
      outcomeOf(response.status, undefined),
      `${what}: the server answered ${response.status} with ${response.body.length ? type : 'an empty body'}, not with the API's JSON`,
      {
        status: response.status,
        requestId,
        next: ['Check the endpoint in the profile, and any proxy in between: partnerctl doctor'],
      },
    )
  }
  const known = explainCode(error.code)
  const next = known ? [`${known.meaning}: ${known.do}`] : []
  if (error.code) next.push(commandLine`explain ${error.code}`)
  return new Failure(outcomeOf(response.status, error), `${what}: ${error.message || 'refused'} (${error.code})`, {
    code: error.code,
    status: response.status,
    requestId,
    next,
    details: error.body,
  })
}
