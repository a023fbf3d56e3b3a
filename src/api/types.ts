// The contract as TypeScript: what each operation takes and gives, by operation id.
import type {Decimal} from '../decimal.js'
import type {operations as Bss} from './contract/bss.types.js'
import type {operations as Iam} from './contract/iam.types.js'
import type {operations as Osm} from './contract/osm.types.js'

type Operations = Bss & Osm & Iam

export type OperationId = keyof Operations & string

/** An object of fields; a part that the operation does not have, or that may be left out, asks for nothing. */
type Fields<T> = [NonNullable<T>] extends [never] ? unknown : NonNullable<T> extends object ? NonNullable<T> : unknown
type Parameters<O> = O extends {parameters: infer P}
  ? Fields<P[keyof P & 'query']> & Fields<P[keyof P & 'path']> & Fields<P[keyof P & 'header']>
  : unknown
type Body<O> = O extends {requestBody?: infer R}
  ? R extends {content: infer C}
    ? Fields<C[keyof C]>
    : unknown
  : unknown

/** All fields of an operation in one object: path, query, header and body. The contract knows where each one goes. */
export type Input<Id extends OperationId> = Parameters<Operations[Id]> & Body<Operations[Id]>

type Filled = 'offset' | 'limit' | 'marker' | 'domain_id'
/** What a list is asked for; the client fills in whose it is and which page is wanted. */
export type ListInput<Id extends OperationId> = Omit<Input<Id>, Filled> &
  Partial<Pick<Input<Id>, Filled & keyof Input<Id>>>

type Json<R> = R extends {content: {'application/json': infer J}} ? J : void
type Success<R> = 200 extends keyof R ? Json<R[200 & keyof R]> : 201 extends keyof R ? Json<R[201 & keyof R]> : void

/** What an answer really has: each member may be absent, whatever the contract calls required. Null is absent. */
type Loose<T> = T extends Decimal | Buffer
  ? T
  : T extends readonly (infer E)[]
    ? Loose<E>[]
    : T extends object
      ? {[Name in keyof T]?: Loose<NonNullable<T[Name]>>}
      : NonNullable<T>

/** The body of a successful answer, decoded; void where the contract has none. */
export type Output<Id extends OperationId> = Operations[Id] extends {responses: infer R} ? Loose<Success<R>> : never

type Element<T> = T extends readonly (infer E)[] ? (E extends object ? E : never) : never

/** One item of a paged list. */
export type Item<Id extends OperationId> = Element<Required<Output<Id>>[keyof Output<Id>]>

/** A schema of the contract by service and name. */
export type {components as BssComponents} from './contract/bss.types.js'
export type {components as OsmComponents} from './contract/osm.types.js'
