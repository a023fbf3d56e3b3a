// What an exchange amounts to: the answer, a failure, or a write whose outcome nobody knows. Here is decided what may
// be sent again.
import {Failure, findOut} from '../failure.js'
import {lookUp} from '../look-up.js'
import {type ApiError, explainCode, failureOf, isCode, isListed, readApiError, readBody, requestIdOf} from './answer.js'
import {codes} from './contract/codes.js'
import {operationTable, type Success} from './contract/contract.js'
import {shapeOf} from './contract/decode.js'
import {handedBack, unlikeRead, unprovenWrite} from './proof.js'
import type {NoAnswer, WireResponse} from './transport.js'

/** A successful answer and the data in it; data is undefined for an empty body and for one that is not JSON. */
export interface Answer {
  response: WireResponse
  data: unknown
}

/**
 * What a caller takes for an answer: the data that the contract promises, the bytes of a page that it reads itself, or,
 * for a path that the contract does not know, anything.
 */
export type Wanted = 'data' | 'bytes' | 'anything'

/** An answer that came whole and is not what the contract promises: it may be asked for again. */
export class BrokenAnswer extends Failure {
  override name = 'Failure'
}

/** What an answer says became of the request, by what it provably says: everything else is `open`. */
export type Standing = 'throttled' | 'not passed on' | 'refused' | 'open'

/** What is looked at of an error: its code, and the body that it came in. */
type Coded = Pick<ApiError, 'code'> & {body?: unknown}

/** Statuses in the 400s that say nothing of what was done: the time was up, or the client had gone. */
const silentStatuses = new Set([408, 429, 499])

/**
 * The one table of what an error pair proves, over all codes and statuses. `throttled` and `not passed on`: nothing was
 * done, so it may be sent again. `refused`: nothing was done, and sending it again changes nothing. A status in the
 * 500s proves nothing by itself, as any proxy behind which the request was done can give it: there the catalogue must
 * know the code with this very status. With 200 it has to be a code indeed.
 */
export function standingOf(status: number, error: Coded | undefined): Standing {
  if (status === 429) return 'throttled'
  if (!error?.code) return 'open'
  const known = explainCode(error.code)
  const listed = isListed(status, error)
  if (known?.notPassedOn && listed) {
    if (isFromGateway(error)) return 'not passed on'
    if (status >= 500) return 'open'
  }
  if (known?.retry === 'unknown-outcome') return 'open'
  const refuses =
    (status === 200 && isCode(error.code)) ||
    (status >= 400 && status < 500 && !silentStatuses.has(status)) ||
    (status >= 500 && listed)
  if (!refuses) return 'open'
  return known?.throttled ? 'throttled' : 'refused'
}

/** The gateway signs what it says with the id that it gave the request; services do not. */
const isFromGateway = ({body}: Coded) => {
  const id = (body as {request_id?: unknown} | undefined)?.request_id
  return typeof id === 'string' && id !== ''
}

/**
 * Is this the answer, or what is wrong with it? A failure with outcome `unavailable` may be sent again, and a {@link
 * BrokenAnswer}. `success` is what the contract says that an answer holds; undefined for a path that it does not know.
 * `before` are the rows of the list that came before, where that is known.
 */
export function judge(
  name: string,
  isWrite: boolean,
  response: WireResponse,
  check: string | undefined,
  wanted: Wanted,
  success: Success | undefined = lookUp(operationTable().operations, name)?.success,
  before?: number,
): Answer | Failure {
  const {data, error, odd} = read(response, wanted)
  const standing = standingOf(response.status, error)
  if (standing === 'throttled' || standing === 'not passed on') return unavailable(failureOf(name, response, error))
  return isWrite
    ? judgeWrite(name, response, {data, error, odd}, standing, check, success)
    : judgeRead(name, response, {data, error, odd}, wanted, success, before)
}

/** What can be read of an answer. */
interface Reading {
  data?: unknown
  error?: ApiError
  /** Why the body is not the API's JSON. */
  odd?: 'html' | 'cut' | 'packed' | 'type'
}

function read(response: WireResponse, wanted: Wanted): Reading {
  const type = mediaTypeOf(response)
  const packed = String(response.headers['content-encoding'] ?? 'identity').trim()
  if (response.body.length === 0) return {}
  if (packed && !/^identity$/i.test(packed)) return {odd: 'packed'}
  if (/html/i.test(type)) return {odd: 'html'}
  if (type && !/[/+]json$/i.test(type)) return {odd: 'type'}
  // A long body that somebody else will read is data, not an error.
  if (isOk(response) && wanted === 'bytes' && response.body.length >= 2048) return {}
  try {
    const data = readBody(response)
    const error = readApiError(data)
    return error?.code.toUpperCase() === codes.success && isOk(response) ? {data} : {data, error}
  } catch {
    return {odd: 'cut'}
  }
}

const isOk = ({status}: WireResponse) => status >= 200 && status < 300

const mediaTypeOf = ({headers}: WireResponse) =>
  String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()

function judgeWrite(
  name: string,
  response: WireResponse,
  {data, error, odd}: Reading,
  standing: Standing,
  check: string | undefined,
  success: Success | undefined,
): Answer | Failure {
  const requestId = requestIdOf(response)
  if (isOk(response) && !error) {
    // What the contract does not know is shown as it came.
    const doubt = odd
      ? oddity(odd, response)
      : success && unprovenWrite(response.status, data, requestId !== undefined, success, shapeOf(name))
    if (!doubt || (!success && odd === 'type'))
      return {response, data: data ?? (success?.kind === 'may-report' ? {} : undefined)}
    return unknownOutcome(name, `${doubt}${handedWords(data, success)}`, check, requestId)
  }
  const failure = failureOf(name, response, error)
  // What it hands back says that it was done, whatever code stands beside.
  const isContradictory = isOk(response) && success !== undefined && handedBack(data, success).length > 0
  return standing === 'refused' && !isContradictory
    ? failure
    : unknownOutcome(
        name,
        `${failure.message.slice(name.length + 2)}${handedWords(data, success)}`,
        check,
        requestId,
        failure,
      )
}

/** What was made although the answer leaves its outcome open: whoever finds out needs its id. */
function handedWords(data: unknown, success: Success | undefined): string {
  const ids = success ? handedBack(data, success) : []
  return ids.length > 0 ? ` (it names ${ids.join(', ')})` : ''
}

function judgeRead(
  name: string,
  response: WireResponse,
  {data, error, odd}: Reading,
  wanted: Wanted,
  success: Success | undefined,
  before: number | undefined,
): Answer | Failure {
  const {status} = response
  const about = {status, requestId: requestIdOf(response)}
  if (isOk(response) && !error) {
    if (odd === 'html') return failureOf(name, response, undefined)
    const isEmpty = response.body.length === 0
    if (odd === 'cut' || odd === 'packed') return new Failure('unavailable', `${name}: ${oddity(odd, response)}`, about)
    const isRead = wanted === 'bytes' ? success && (isEmpty || odd || data !== undefined) : wanted === 'data'
    if (!isRead) return {response, data}
    if (odd) return new Failure('unavailable', `${name}: ${oddity(odd, response)}`, about)
    if (isEmpty && status !== 204) return new Failure('unavailable', `${name}: the answer is empty`, about)
    const unlike = unlikeRead(data, success, {shape: success && shapeOf(name), before})
    return unlike ? new BrokenAnswer('failed', `${name}: ${unlike}`, about) : {response, data}
  }
  const failure = failureOf(name, response, error)
  // 501: the server cannot do this, now or later. Nor does asking again help where the catalogue says what must change
  // before.
  const isFinal =
    status === 501 || (error && isListed(status, error) && !/wait|unknown/.test(explainCode(error.code)!.retry))
  return status >= 500 && !isFinal ? unavailable(failure) : failure
}

function oddity(odd: NonNullable<Reading['odd']>, response: WireResponse): string {
  if (odd === 'html') return 'the answer is a web page, not the API'
  if (odd === 'cut') return 'the answer is not whole JSON'
  if (odd === 'packed')
    return `the answer is packed in a way that was not asked for (${response.headers['content-encoding']})`
  return `the answer is ${mediaTypeOf(response)}, not JSON`
}

/** The same failure, for want of a service: it may be sent again. */
const unavailable = (failure: Failure) => new Failure('unavailable', failure.message, {...failure, cause: failure})

/** The request was refused for its rate. */
export const isThrottle = (judged: Answer | Failure): boolean =>
  judged instanceof Failure &&
  standingOf(judged.status ?? 0, judged.code ? {code: judged.code} : undefined) === 'throttled'

/** What it means that no whole answer came: a write that was sent may have happened. */
export function noAnswer(
  name: string,
  url: URL,
  error: NoAnswer,
  isWrite: boolean,
  check: string | undefined,
): Failure {
  if (isWrite && error.sent) return unknownOutcome(name, error.message, check)
  return new Failure(error.lasting ? 'failed' : 'unavailable', `${name}: ${url.host}: ${error.message}`, {
    code: error.code,
    cause: error,
    next: [
      /certificate/.test(error.message)
        ? 'Where the network puts its own certificate in: give its authority with --ca-file, or SSL_CERT_FILE'
        : 'Check the network, the proxy and the addresses in partnerctl profile show',
    ],
  })
}

/** The server asks for a longer wait than there is time for. */
export function tooLong(failure: Failure, asked: number): Failure {
  const seconds = Math.ceil(asked / 1000)
  return new Failure(failure.outcome, failure.message, {
    ...failure,
    next: [`The server asks to wait ${seconds} s before the next try`, ...failure.next],
    cause: failure,
  })
}

function unknownOutcome(
  name: string,
  why: string,
  check: string | undefined,
  requestId?: string,
  cause?: Failure,
): Failure {
  return new Failure('unknown', `${name}: ${why}. The request was sent; whether it took effect is unknown`, {
    requestId,
    code: cause?.code,
    status: cause?.status,
    details: cause?.details,
    cause,
    check,
    next: [findOut(check)],
  })
}
