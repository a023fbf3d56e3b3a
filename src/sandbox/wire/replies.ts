// Answers as they go out: bodies, statuses, and refusals in the form of the service that was called.
import type {Service} from '../../api/contract/contract.js'
import {RawBody} from '../call.js'
import {ApiFault, headerSafe} from './api-fault.js'
import type {WireReply} from './exchange.js'
import {writeJson} from './json.js'

export function successReply(status: number, output: unknown, headers: Record<string, string>): WireReply {
  if (output instanceof RawBody) {
    return {status, headers: {...headers, 'content-type': output.contentType}, body: output.bytes}
  }
  if (status === 204 || output === undefined) return {status, headers}
  return {status, headers, body: Buffer.from(writeJson(output))}
}

/** The header of every refusal that says why; the journal shows it too. */
export const REASON = 'x-sandbox-reason'

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}

/** A refusal in the form of the service that was called: Keystone's for IAM, the gateway's for its own codes. */
export function faultReply(
  fault: ApiFault,
  service: Service,
  requestId: string,
  headers: Record<string, string>,
): WireReply {
  const {status, code, message, extra} = fault
  const body = code.startsWith('APIG')
    ? {error_msg: message, error_code: code, request_id: requestId, ...extra}
    : service === 'iam' && /^\d+$/.test(code)
      ? {error: {code: status, message, title: titles[status] ?? 'Error'}}
      : {error_code: code, error_msg: message, ...extra}
  const reason = fault.why ?? fault.headers['x-sandbox-validation'] ?? fault.headers['x-sandbox-auth'] ?? message
  return {
    status,
    headers: {...headers, ...fault.headers, [REASON]: headerSafe(reason)},
    body: Buffer.from(writeJson(body)),
  }
}

export const gatewayNotFound = (): ApiFault =>
  new ApiFault(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment')

/** What a mistake of the sandbox itself is called, or what kept it from working. */
export function internalProblem(error: unknown): string {
  const {code, message} = (error ?? {}) as {code?: string; message?: string}
  const isFull =
    /^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)$/.test(code ?? '') || /database or disk is full/.test(message ?? '')
  if (isFull) return 'The disk of the sandbox is full: make room where its data lie'
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN)/.test(code ?? '')) return `The sandbox cannot write its data (${code})`
  return 'Internal error of the sandbox'
}

export const internalError = (error?: unknown): ApiFault => new ApiFault(500, 'APIGW.0601', internalProblem(error))
