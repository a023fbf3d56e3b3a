// The beginning of a login: from the partner's link to the request that the browser carries to the identity provider.
import {createSign, randomBytes} from 'node:crypto'
import {deflateRawSync} from 'node:zlib'
import type {SigningKey} from './keys.js'
import {type IdentityProvider, POST, serviceProvider} from './metadata.js'
import {type Shape, writeXml} from './xml.js'

/** A login that has begun and waits for its response. */
export interface Login {
  /** ID of the request. */
  id: string
  relayState: string
  partnerId: string
  platform: string
  firstLogin: boolean
  service: string
  /** When it was begun. */
  at: number
  answered: boolean
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'

/** Logins under way. They are few, and forgotten when their time is over. */
export class Logins {
  readonly #byId = new Map<string, Login>()
  static readonly LIFETIME = 15 * 60_000
  static readonly MAX = 10_000

  begin(login: Omit<Login, 'id' | 'relayState' | 'answered'>): Login {
    for (const [id, {at}] of this.#byId) {
      if (at < login.at - Logins.LIFETIME || this.#byId.size >= Logins.MAX) this.#byId.delete(id)
      else break
    }
    // 37 characters, as in the published sample.
    const id = `_${randomBytes(18).toString('hex')}`
    const begun = {...login, id, relayState: randomBytes(16).toString('hex'), answered: false}
    this.#byId.set(id, begun)
    return begun
  }

  find(id: string): Login | undefined {
    return this.#byId.get(id)
  }
}

/** The AuthnRequest of a login, in the shape of the published sample. */
export function authnRequest(login: Login, idp: IdentityProvider, origin: string): string {
  const {entityId, acsUrl} = serviceProvider(origin)
  const shape: Shape = [
    'saml2p:AuthnRequest',
    {
      AssertionConsumerServiceURL: acsUrl,
      Destination: idp.ssoUrl,
      ForceAuthn: 'false',
      ID: login.id,
      IsPassive: 'false',
      IssueInstant: new Date(login.at).toISOString(),
      ProtocolBinding: POST,
      Version: '2.0',
    },
    ['saml2:Issuer', {}, entityId],
    ['saml2p:NameIDPolicy', {AllowCreate: 'true', Format: TRANSIENT, SPNameQualifier: entityId}],
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>${writeXml(shape)}`
}

const sign = (data: string, {key}: SigningKey) => createSign('RSA-SHA256').update(data).sign(key, 'base64')

/** The address that carries a request by redirect: compressed, and signed over the query. */
export function redirectUrl(
  xml: string,
  relayState: string,
  ssoUrl: string,
  key: SigningKey,
  reading: 'encoded' | 'decoded',
): string {
  const parameters = [
    ['SAMLRequest', deflateRawSync(xml).toString('base64')],
    ['RelayState', relayState],
    ['SigAlg', RSA_SHA256],
  ] as const
  const query = (write: (value: string) => string) =>
    parameters.map(([name, value]) => `${name}=${write(value)}`).join('&')
  const signature = sign(query(reading === 'encoded' ? encodeURIComponent : String), key)
  const join = ssoUrl.includes('?') ? '&' : '?'
  return `${ssoUrl}${join}${query(encodeURIComponent)}&Signature=${encodeURIComponent(signature)}`
}

/** The form of a bind notification. */
export function bindForm(json: string, key: SigningKey, covers: 'base64' | 'json'): URLSearchParams {
  const bindRequest = Buffer.from(json).toString('base64')
  return new URLSearchParams({
    bindRequest,
    SigAlg: RSA_SHA256,
    Signature: sign(covers === 'json' ? json : bindRequest, key),
  })
}
