// What a handler gets and gives back. Topics (topics/) are written against this file and nothing else of the server.

import type {operations as BssOperations} from '../api/contract/bss.types.js'
import type {Site} from '../api/contract/contract.js'
import type {operations as IamOperations} from '../api/contract/iam.types.js'
import type {operations as OsmOperations} from '../api/contract/osm.types.js'
import type {Decimal} from '../decimal.js'
import type {Authenticator} from './auth/auth.js'
import type {Caller, CustomerCaller, PartnerCaller} from './auth/caller.js'
import type {Customers} from './customers.js'
import type {Here} from './here.js'
import type {Clock} from './state/clock.js'
import type {Settings} from './state/settings.js'

export type Operations = BssOperations & OsmOperations & IamOperations
export type OperationId = keyof Operations

type Given<T> = [NonNullable<T>] extends [never] ? unknown : NonNullable<T>
type Part<O, K extends string> = O extends {parameters: infer P}
  ? P extends {[key in K]?: infer V}
    ? Given<V>
    : unknown
  : unknown
type Body<O> = O extends {requestBody?: infer B}
  ? NonNullable<B> extends {content: infer C}
    ? Given<C[keyof C]>
    : unknown
  : unknown

/** Path, query and body of a request as one object: validated, defaults filled in, amounts as exact decimals. */
export type Input<K extends OperationId> = Part<Operations[K], 'path'> &
  Part<Operations[K], 'query'> &
  Body<Operations[K]>

type Content<R> = R extends {content: infer C} ? C[keyof C] : never
type Replies<O> = O extends {responses: infer R} ? Content<R[Exclude<keyof R, 'default'>]> : never

/** The API writes null where it has no value. */
export type Nullable<T> = T extends Decimal | string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? Nullable<E>[]
    : {[K in keyof T]: Nullable<T[K]> | null}

export interface Call<I = Record<string, unknown>> extends Here {
  readonly operation: OperationId
  readonly input: I
  readonly caller: Caller
  readonly site: Site
  readonly clock: Clock
  readonly customers: Customers
  readonly settings: Settings
  readonly language: 'zh' | 'en'
  readonly requestId: string
  /** The request's own headers, lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Where the sandbox listens, `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Tokens and keys, for the topic that gives them out. */
  readonly auth: Authenticator
  /** Adds a header to the answer. */
  header(name: string, value: string): void
}

/** A body that is not made from an object: bill pages, files. */
export class RawBody {
  constructor(
    readonly bytes: Buffer,
    readonly contentType = 'application/json;charset=UTF-8',
  ) {}
}

/** What a handler returns: the body, a RawBody, or nothing for a status without one. */
export type Output<K extends OperationId> = Nullable<Replies<Operations[K]>> | RawBody | undefined

export type Handler<K extends OperationId> = (call: Call<Input<K>>) => Output<K> | void

/** Handlers by operation id. */
export type Topic = {[K in OperationId]?: Handler<K>}

/**
 * The caller as a partner; the contract's identity has already been checked when the operation is for partners only.
 */
export function asPartner(call: Call<unknown>): PartnerCaller {
  if (call.caller.kind !== 'partner') throw new TypeError('not called by a partner')
  return call.caller
}

export function asCustomer(call: Call<unknown>): CustomerCaller {
  if (call.caller.kind !== 'customer') throw new TypeError('not called by a customer')
  return call.caller
}
