// What a fault does to the connection or to the form of an answer.
import type {ServerResponse} from 'node:http'
import type {WireReply} from '../wire/exchange.js'
import type {ActiveRule, RefusalName, WireEffect} from './faults.js'
import {refusals} from './faults.js'

const isRefusal = (effect: ActiveRule['effect']): effect is RefusalName => Object.hasOwn(refusals, effect)

/** Effects that come instead of processing. */
const before = new Set<WireEffect>(['reset-before', 'hang-before', 'html', 'redirect'])

export const strikesBefore = (rule: ActiveRule): boolean =>
  isRefusal(rule.effect) || before.has(rule.effect as WireEffect)

/**
 * The answer, or the end of the connection, that comes instead of processing. Undefined when there is no answer to
 * send.
 */
export function insteadOfProcessing(
  rule: ActiveRule,
  headers: Record<string, string>,
  response: ServerResponse,
): WireReply | undefined {
  if (isRefusal(rule.effect)) return refuse(rule, rule.effect, headers)
  if (rule.effect === 'html') {
    const body =
      '<!DOCTYPE html><html><head><title>Proxy</title></head><body><h1>Your request was inspected</h1></body></html>\n'
    return {
      status: rule.status ?? 200,
      headers: {...headers, 'content-type': 'text/html; charset=utf-8'},
      body: Buffer.from(body),
    }
  }
  if (rule.effect === 'redirect') {
    return {status: 307, headers: {...headers, location: rule.location ?? 'http://127.0.0.1:9/elsewhere'}}
  }
  if (rule.effect === 'reset-before') response.socket?.resetAndDestroy()
  return undefined
}

function refuse(rule: ActiveRule, effect: RefusalName, headers: Record<string, string>): WireReply {
  const preset = refusals[effect]
  const {status = preset.status, code = preset.code, message = preset.message} = rule
  const requestId = headers['x-request-id'] ?? ''
  const body =
    effect === 'throttled'
      ? {
          status_code: status,
          request_id: requestId,
          error_code: code,
          error_message: message,
          encoded_authorization_message: '',
        }
      : code.startsWith('APIG')
        ? {error_msg: message, error_code: code, request_id: requestId}
        : {error_code: code, error_msg: message}
  return {status, headers: {...headers, ...retryAfter(rule)}, body: Buffer.from(JSON.stringify(body))}
}

function retryAfter({retryAfter, retryAfterForm}: ActiveRule): Record<string, string> {
  if (retryAfter === undefined) return {}
  return {
    'retry-after':
      retryAfterForm === 'date' ? new Date(Date.now() + retryAfter * 1000).toUTCString() : String(retryAfter),
  }
}

/** Sends an answer the way the rule spoils it; returns it when it can be sent the usual way. */
export function spoil(rule: ActiveRule, reply: WireReply, response: ServerResponse): WireReply | undefined {
  const {socket} = response
  const body = reply.body ?? Buffer.alloc(0)
  switch (rule.effect as WireEffect) {
    case 'reply-lost':
      socket?.resetAndDestroy()
      return undefined
    case 'hang-after':
      return undefined
    case 'reset-middle':
      start(response, reply, body.length)
      response.write(body.subarray(0, Math.floor(body.length / 2)), () =>
        setTimeout(() => socket?.resetAndDestroy(), 20),
      )
      return undefined
    case 'malformed-chunk':
      socket?.write(
        `HTTP/1.1 ${reply.status} OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`,
      )
      socket?.end(body.subarray(0, 40))
      return undefined
    case 'dribble':
      dribble(response, reply, body, (rule.seconds ?? 5) * 1000)
      return undefined
    case 'truncated':
      return {...reply, body: body.subarray(0, Math.floor(body.length * 0.6))}
    case 'empty':
      return {...reply, body: Buffer.alloc(0)}
    case 'wrong-type':
      return {...reply, headers: {...reply.headers, 'content-type': 'text/plain'}}
    case 'duplicate-keys':
      return {...reply, body: Buffer.from(body.toString().replace(/^\{("[^"]+"):/, '{$1:null,$1:'))}
    case 'invalid-utf8':
      return {
        ...reply,
        body: Buffer.concat([
          body.subarray(0, -1),
          Buffer.from(',"x":"'),
          Buffer.from([0xc3, 0x28]),
          Buffer.from('"}'),
        ]),
      }
    default:
      return reply
  }
}

function start(response: ServerResponse, reply: WireReply, length: number): void {
  response.writeHead(reply.status, {...reply.headers, 'content-length': length})
}

const PIECES = 20

function dribble(response: ServerResponse, reply: WireReply, body: Buffer, ms: number): void {
  start(response, reply, body.length)
  const size = Math.max(1, Math.ceil(body.length / PIECES))
  let at = 0
  const timer = setInterval(() => {
    if (response.destroyed || at >= body.length) {
      clearInterval(timer)
      response.end()
      return
    }
    response.write(body.subarray(at, at + size))
    at += size
  }, ms / PIECES)
  timer.unref()
}

/** What a paged list is asked for when rows came or went before the place where the caller reads. */
export function shiftedOffset(rule: ActiveRule, offset: number): number {
  if (offset <= 0) return offset
  if (rule.effect === 'row-inserted') return offset - 1
  return rule.effect === 'row-removed' ? offset + 1 : offset
}

/** The answer to it, with a total that has changed as well. */
export function shiftedTotal(rule: ActiveRule, total: string | null, reply: WireReply): WireReply {
  const change = rule.effect === 'row-inserted' ? 1 : rule.effect === 'row-removed' ? -1 : 0
  if (change === 0 || total === null || !reply.body) return reply
  const text = reply.body
    .toString('latin1')
    .replace(new RegExp(`"${total}":(\\d+)`), (_, n) => `"${total}":${Math.max(0, Number(n) + change)}`)
  return {...reply, body: Buffer.from(text, 'latin1')}
}
