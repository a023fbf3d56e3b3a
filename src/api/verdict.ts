// What an exchange amounts to: the answer, a failure, or a write whose outcome nobody knows. Here is decided what may
// be sent again.
import {Failure} from '../failure.js'
import {type ApiError, explainCode, failureOf, isThrottled, readApiError, readBody, requestIdOf} from './answer.js'
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

/** Is this the answer, or what is wrong with it? A failure with outcome `unavailable` may be sent again. */
export function judge(
  name: string,
  isWrite: boolean,
  response: WireResponse,
  check: string | undefined,
  wanted: Wanted,
): Answer | Failure {
  const ok = response.status >= 200 && response.status < 300
  const type = String(response.headers['content-type'] ?? '')
  const broken = (why: string) =>
    isWrite
      ? unknownOutcome(name, why, check, requestIdOf(response))
      : new Failure('unavailable', `${name}: ${why}`, {status: response.status, requestId: requestIdOf(response)})
  if (ok && /html/.test(type)) {
    return isWrite ? broken('the answer is a web page, not the API') : failureOf(name, response, undefined)
  }
  let data: unknown
  let error: ApiError | undefined
  // A long body that somebody else will read is data, not an error.
  if (!ok || wanted !== 'bytes' || response.body.length < 2048) {
    try {
      if (/json|^$/.test(type)) data = readBody(response)
      error = readApiError(data)
    } catch {
      if (ok) return broken('the answer is not whole JSON')
    }
  }
  // A read has something to say; an empty answer taken for an empty list would say that there is nothing.
  if (ok && !isWrite && wanted === 'data' && data === undefined && response.status !== 204) {
    return broken(response.body.length === 0 ? 'the answer is empty' : `the answer is ${type}, not JSON`)
  }
  if (ok && (!error || error.code === 'CBC.0000')) return {response, data}
  const failure = failureOf(name, response, error)
  if (isThrottled(response.status, error)) return failure
  const known = error && explainCode(error.code)
  // The gateway has one code for requests that it does not pass on and for a backend that it lost.
  const passedOn = response.status >= 500 || !/^APIGW?\./.test(error?.code ?? '')
  const ambiguous = known ? known.retry === 'unknown-outcome' && passedOn : response.status >= 500
  if (isWrite && ambiguous) {
    return unknownOutcome(name, failure.message, check, failure.requestId, failure)
  }
  // 501: the server cannot do this, now or later.
  if (!isWrite && response.status >= 500 && response.status !== 501) {
    return new Failure('unavailable', failure.message, {...failure, cause: failure})
  }
  return failure
}

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
    next: check ? [`Find out before you repeat it: ${check}`] : ['Find out before you repeat it'],
  })
}
