// Tokens and temporary keys carry who they are for, sealed with a key of the world: every process can read them, none
// stores them.
import {createHmac, timingSafeEqual} from 'node:crypto'

/** What a token or a temporary key says. Moments in milliseconds on the sandbox's clock. */
export interface Ticket {
  /** `t` a token, `k` a temporary key. */
  use: 't' | 'k'
  /** Account it acts for. */
  domain: string
  /** Partner and user that took it through an agency, or the user of a partner. */
  partner?: string
  user?: string
  /** Project it is limited to. */
  project?: string
  issued: number
  expires: number
}

const PREFIX = 'MIIS'

export class Sealer {
  constructor(private readonly secret: string) {}

  seal(ticket: Ticket): string {
    const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url')
    return `${PREFIX}${payload}.${this.#mac(payload)}`
  }

  /** The sealed content; undefined when it was not sealed here. Whether it has expired is the caller's to check. */
  open(text: string): Ticket | undefined {
    const match = /^MIIS([\w-]+)\.([\w-]{43})$/.exec(text)
    if (!match) return undefined
    const [, payload, mac] = match
    if (!timingSafeEqual(Buffer.from(mac!), Buffer.from(this.#mac(payload!)))) return undefined
    return JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Ticket
  }

  /** Access and secret key that belong to a sealed temporary key. */
  keysOf(sealed: string): {access: string; secret: string} {
    const digest = createHmac('sha512', this.secret).update(`keys:${sealed}`).digest('hex').toUpperCase()
    return {access: `HSTA${digest.slice(0, 16)}`, secret: digest.slice(16, 56).toLowerCase()}
  }

  #mac(payload: string): string {
    return createHmac('sha256', this.secret).update(payload).digest('base64url')
  }
}
