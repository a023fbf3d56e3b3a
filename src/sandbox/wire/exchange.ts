// What comes over the wire, and what goes back.
import type {IncomingHttpHeaders} from 'node:http'
import type {Socket} from 'node:net'

/** A request, read whole. */
export interface WireRequest {
  method: string
  /** Everything before the question mark, as it was sent. */
  path: string
  query: string
  headers: IncomingHttpHeaders
  body: Buffer
  socket: Socket
}

export interface WireReply {
  status: number
  headers: Record<string, string>
  body?: Buffer
}
