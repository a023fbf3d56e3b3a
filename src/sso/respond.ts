// Makes the SAMLResponse that answers a request. Source: api-bpconsole/jac_00001.html; what it leaves open are
// settings.
import {randomBytes} from 'node:crypto'
import type {AuthnRequest} from './request.js'
import type {SsoSettings} from './settings.js'
import {signElement} from './signature.js'
import {xmlBuilder} from './xml.js'

/** Whom a response is about; fields without a value are not sent. */
export interface SsoUser {
  /** Id on the partner's platform, the API's xaccount_id. */
  user_id: string
  account_id?: string
  partner_id?: string
  email?: string
  name?: string
  mobile?: string
}

export interface ResponseOptions {
  request: Pick<AuthnRequest, 'id' | 'issuer' | 'acs_url' | 'name_id_format'>
  /** entityID of the identity provider. */
  issuer: string
  user: SsoUser
  /** Attributes besides those of the user. */
  attributes?: Record<string, string>
  key: string
  certificate: string
  settings: SsoSettings
  /** Milliseconds since the epoch. */
  now: number
}

const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
const BASIC = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic'

export const newId = () => `_${randomBytes(18).toString('hex')}`

/** The attributes of a user under the names that the settings give them. */
export function userAttributes(user: SsoUser, settings: SsoSettings): [name: string, value: string][] {
  const fields = ['user_id', 'account_id', 'partner_id', 'email', 'name', 'mobile'] as const
  return fields.flatMap(field => {
    const name = settings.get(`attribute_${field}`)
    const value = user[field]
    return name && value ? [[name, value] as [string, string]] : []
  })
}

/** A signed response as XML. Valid from `now`, for as long as the settings say. */
export function makeResponse(options: ResponseOptions): string {
  const {request, issuer, user, settings, now} = options
  const {make, write} = xmlBuilder()
  const instant = (ms: number) => new Date(ms).toISOString()
  const issued = instant(now)
  const until = instant(now + settings.number('valid_seconds') * 1000)
  const assertionId = newId()
  const attributes = [...userAttributes(user, settings), ...Object.entries(options.attributes ?? {})]
  const nameId = settings.get('name_id') === 'user' ? user.user_id : newId()
  const assertion = make(
    'saml:Assertion',
    {ID: assertionId, Version: '2.0', IssueInstant: issued},
    make('saml:Issuer', {}, issuer),
    make(
      'saml:Subject',
      {},
      make(
        'saml:NameID',
        {
          Format: settings.get('name_id_format') || request.name_id_format || TRANSIENT,
          SPNameQualifier: request.issuer,
        },
        nameId,
      ),
      make(
        'saml:SubjectConfirmation',
        {Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer'},
        make('saml:SubjectConfirmationData', {
          InResponseTo: request.id,
          NotOnOrAfter: until,
          Recipient: request.acs_url,
        }),
      ),
    ),
    make(
      'saml:Conditions',
      {NotBefore: issued, NotOnOrAfter: until},
      make('saml:AudienceRestriction', {}, make('saml:Audience', {}, request.issuer)),
    ),
    make(
      'saml:AuthnStatement',
      {AuthnInstant: issued, SessionIndex: newId()},
      make(
        'saml:AuthnContext',
        {},
        make('saml:AuthnContextClassRef', {}, 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'),
      ),
    ),
    make(
      'saml:AttributeStatement',
      {},
      ...attributes.map(([name, value]) =>
        make('saml:Attribute', {Name: name, NameFormat: BASIC}, make('saml:AttributeValue', {}, value)),
      ),
    ),
  )
  const response = make(
    'samlp:Response',
    {ID: newId(), Version: '2.0', IssueInstant: issued, Destination: request.acs_url, InResponseTo: request.id},
    make('saml:Issuer', {}, issuer),
    make('samlp:Status', {}, make('samlp:StatusCode', {Value: 'urn:oasis:names:tc:SAML:2.0:status:Success'})),
    assertion,
  )
  return signElement(write(response), assertionId, options)
}
