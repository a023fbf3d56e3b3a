// Who is calling, and may they? Signatures, tokens, temporary keys; then the identity that the contract asks for.
import type {Operation} from '../../api/contract/contract.js'
import {type Customers, isAssociated} from '../customers.js'
import {hashText} from '../state/random.js'
import {ApiFault} from '../wire/api-fault.js'
import type {World} from '../world/model.js'
import type {Caller} from './caller.js'
import {customerOperator, Keyring} from './keys.js'
import {Sealer, type Ticket} from './seal.js'
import {parseAuthorization, parseSdkDate, refuseSignature, type SignedRequest} from './signature.js'

/** Requests may be signed this much before or after the server's time. */
export const CLOCK_SKEW_MS = 15 * 60_000

export class Authenticator {
  readonly sealer: Sealer
  readonly keyring: Keyring

  constructor(
    private readonly world: World,
    private readonly customers: Customers,
  ) {
    this.sealer = new Sealer(`${world.hash}/${hashText(`seal/${world.hash}`)}`)
    this.keyring = new Keyring(world, customers)
  }

  /**
   * The caller of a request; undefined when it carries no credentials at all. `times` are the moments that count as now
   * for a signature: the machine's and the sandbox's, which clients cannot know. Throws the gateway's 401.
   */
  caller(request: SignedRequest, operation: Operation, now: number, times: number[]): Caller | undefined {
    const token = request.headers['x-auth-token']
    const authorization = request.headers.authorization
    let caller: Caller | undefined
    if (typeof token === 'string' && token !== '') caller = this.#byToken(token, operation, now)
    else if (typeof authorization === 'string') caller = this.#bySignature(request, authorization, now, times)
    if (!caller) return undefined
    const domain = request.headers['x-domain-id']
    if (typeof domain === 'string' && domain !== '' && domain !== caller.domainId) {
      throw new ApiFault(403, 'CBC.0151', 'Access denied: X-Domain-Id is not the account of the credentials.')
    }
    return caller
  }

  /** Who a token or temporary key acts for; undefined when that is gone. */
  callerOf(ticket: Ticket, now: number): Caller | undefined {
    const partner = ticket.partner === undefined ? undefined : this.world.partner(ticket.partner)
    const user = partner?.operators.find(o => o.id === ticket.user)
    if (partner && user && partner.id === ticket.domain)
      return {kind: 'partner', domainId: partner.id, domainName: partner.accountName, partner, user}
    const customer = this.customers.get(ticket.domain)
    if (!customer) return undefined
    if (ticket.partner !== undefined && (!partner || !user || !isAssociated(customer, now))) return undefined
    return {
      kind: 'customer',
      domainId: customer.id,
      domainName: customer.accountName,
      customer,
      ...(partner && user ? {assumedBy: {partner, user}} : {}),
    }
  }

  #byToken(token: string, operation: Operation, now: number): Caller {
    const ticket = this.sealer.open(token)
    const caller = ticket?.use === 't' && ticket.expires > now ? this.callerOf(ticket, now) : undefined
    if (caller) return caller
    const reason = {'x-sandbox-auth': ticket ? 'token expired' : 'token unknown'}
    if (operation.service === 'iam')
      throw new ApiFault(401, '401', 'The request you have made requires authentication.', {}, reason)
    if (operation.service === 'osm') throw new ApiFault(401, 'OSM.0002', 'Authentication failed.', {}, reason)
    throw new ApiFault(401, 'CBC.0154', 'The token is illegal or has expired.', {}, reason)
  }

  #bySignature(request: SignedRequest, text: string, now: number, times: number[]): Caller {
    const auth = parseAuthorization(text)
    if (!auth) throw refused('authorization header is not SDK-HMAC-SHA256')
    const date = parseSdkDate(String(request.headers['x-sdk-date'] ?? ''))
    if (date === undefined) throw refused('x-sdk-date is missing or malformed')
    if (!times.some(time => Math.abs(time - date) <= CLOCK_SKEW_MS))
      throw refused('signature expired: x-sdk-date is more than 15 minutes off')
    const found = this.#key(auth.access, request.headers['x-security-token'], now)
    if (!found) throw refused('AK not found')
    const reason = refuseSignature(request, auth, found.secret)
    if (reason) throw refused(reason)
    return found.caller
  }

  #key(
    access: string,
    securityToken: string | string[] | undefined,
    now: number,
  ): {secret: string; caller: Caller} | undefined {
    if (typeof securityToken === 'string') {
      const ticket = this.sealer.open(securityToken)
      if (ticket?.use !== 'k') return undefined
      const keys = this.sealer.keysOf(securityToken)
      if (keys.access !== access) return undefined
      if (ticket.expires <= now) throw refused('the temporary key has expired')
      const caller = this.callerOf(ticket, now)
      return caller && {secret: keys.secret, caller}
    }
    const partner = this.keyring.partner(access)
    if (partner) {
      const {id, accountName} = partner.partner
      return {
        secret: partner.user.secretKey,
        caller: {kind: 'partner', domainId: id, domainName: accountName, ...partner},
      }
    }
    const own = this.keyring.customer(access)
    if (!own) return undefined
    const {id, accountName} = own.customer
    return {
      secret: own.user.secretKey,
      caller: {kind: 'customer', domainId: id, domainName: accountName, customer: own.customer},
    }
  }

  /** The administrator of a customer's own account. */
  operatorOf(caller: Caller) {
    return caller.kind === 'partner' ? caller.user : customerOperator(this.world, caller.customer)
  }
}

/** The gateway's answer to a signature that does not hold. */
function refused(reason: string): ApiFault {
  return new ApiFault(
    401,
    'APIGW.0301',
    `Incorrect IAM authentication information: ${reason}`,
    {},
    {'x-sandbox-auth': reason},
  )
}

/** The gateway's answer to a request without credentials. */
export const notAuthenticated = (): ApiFault => refused('x-auth-token not found')
