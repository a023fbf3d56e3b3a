// The SAMLResponse that an identity provider returns: taken apart and judged as the receiver would.
// Sources: api-bpconsole/jac_00001.html for what is known, SAML 2.0 core and profiles for the rest.

import {lookUp} from '../look-up.js'
import type {Findings} from './findings.js'
import type {Metadata} from './metadata.js'
import {describeAge} from './request.js'
import type {SsoSettings} from './settings.js'
import {verifySigned} from './signature.js'
import {attribute, childOf, childrenOf, elements, is, ns, parseXml, plainTextOf, within} from './xml.js'

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'

export interface ResponseFacts {
  id?: string
  issuer?: string
  destination?: string
  in_response_to?: string
  status?: string
  issued_at?: string
  recipient?: string
  audience: string[]
  name_id?: string
  name_id_format?: string
  not_before?: string
  not_on_or_after?: string
  attributes: Record<string, string[]>
  /** Whether what follows the status was read from the bytes that the signature covers. */
  verified: boolean
}

interface Expectation {
  settings: SsoSettings
  idp?: Metadata
  /** ID of the request, where it is known. */
  requestId?: string
  now: number
}

/** Reads a response and adds what is right and wrong about it to `findings`. */
export function checkResponse(xml: string, expected: Expectation, findings: Findings): ResponseFacts {
  const root = parseXml(xml, 'the response').documentElement
  const facts: ResponseFacts = {
    id: attribute(root, 'ID'),
    issuer: plainTextOf(childOf(root, ns.saml, 'Issuer')),
    destination: attribute(root, 'Destination'),
    in_response_to: attribute(root, 'InResponseTo'),
    issued_at: attribute(root, 'IssueInstant'),
    status: attribute(statusCode(root), 'Value'),
    audience: [],
    attributes: {},
    verified: false,
  }
  if (facts.status === SUCCESS) findings.ok('status', 'success')
  else
    findings.fail(
      'status',
      `${facts.status ?? 'no status'}`,
      'The identity provider refused, or the message is damaged',
    )
  const assertion = findAssertion(root, findings)
  if (!assertion) return facts
  const signed = checkSignature(xml, root, assertion, expected, findings)
  facts.verified = signed !== undefined
  // What cannot be trusted is still shown: it is being debugged. `verified` tells the difference.
  readAssertion(signed ?? assertion, facts, expected, findings)
  return facts
}

const statusCode = (root: Element) => {
  const status = childOf(root, ns.samlp, 'Status')
  return status && childOf(status, ns.samlp, 'StatusCode')
}

function findAssertion(root: Element, findings: Findings): Element | undefined {
  const all = within(root, ns.saml, 'Assertion')
  const own = childrenOf(root, ns.saml, 'Assertion')
  if (within(root, ns.saml, 'EncryptedAssertion').length > 0) {
    findings.fail('assertion', 'it is encrypted', 'Huawei gives no key to encrypt with: send it signed only')
    return undefined
  }
  if (all.length === 0) {
    findings.fail('assertion', 'there is none', 'A response carries one Assertion')
    return undefined
  }
  if (all.length > 1 || own.length !== 1) {
    findings.fail(
      'assertion',
      all.length > 1 ? `there are ${all.length}; it is not clear which one counts` : 'it stands in the wrong place',
      'A response carries one Assertion, directly below Response',
    )
    return own[0]
  }
  findings.ok('assertion', 'one, in its place')
  return own[0]
}

function checkSignature(
  xml: string,
  root: Element,
  assertion: Element,
  {idp, settings}: Expectation,
  findings: Findings,
): Element | undefined {
  if (childrenOf(assertion, ns.ds, 'Signature').length === 0 && childrenOf(root, ns.ds, 'Signature').length > 0) {
    findings.fail('signature', 'only the Response is signed', 'Sign the Assertion: that is what Huawei checks')
    return undefined
  }
  if (!idp) {
    findings.skip(
      'signature',
      'not checked: no metadata of the identity provider',
      '--metadata FILE with what was given to Huawei',
    )
    return undefined
  }
  const good = idp.certificates.filter(one => one.key_type === 'rsa').map(one => one.pem)
  const verified = verifySigned(xml, assertion, good)
  if (!verified.valid) {
    findings.fail('signature', verified.reason, verified.mend)
    return undefined
  }
  findings.ok('signature', `${verified.algorithm}, by a key of the metadata`)
  const short = idp.certificates.find(one => one.pem === verified.certificate)
  if (short?.key_bits && short.key_bits < settings.number('min_key_bits')) {
    findings.warn('key', `RSA with ${short.key_bits} bits`, `Use ${settings.get('min_key_bits')} bits or more`)
  }
  return verified.element
}

function readAssertion(assertion: Element, facts: ResponseFacts, expected: Expectation, findings: Findings): void {
  const {settings, idp} = expected
  const issuer = plainTextOf(childOf(assertion, ns.saml, 'Issuer'))
  if (!issuer) findings.fail('issuer', 'the Assertion has no Issuer', 'Set it to your entityID')
  else if (idp && issuer !== idp.entity_id) {
    findings.fail(
      'issuer',
      `${issuer}, but the metadata say ${idp.entity_id}`,
      'Issuer and entityID must be the same text',
    )
  } else if (facts.issuer && facts.issuer !== issuer) {
    findings.fail('issuer', `Response and Assertion name different issuers: ${facts.issuer}, ${issuer}`)
  } else findings.ok('issuer', issuer)
  readSubject(assertion, facts, expected, findings)
  readConditions(assertion, facts, expected, findings)
  if (childrenOf(assertion, ns.saml, 'AuthnStatement').length > 0) findings.ok('sign-on', 'AuthnStatement is there')
  else findings.warn('sign-on', 'there is no AuthnStatement', "Huawei's sample has one")
  readAttributes(assertion, facts, settings, findings)
}

function readSubject(assertion: Element, facts: ResponseFacts, expected: Expectation, findings: Findings): void {
  const subject = childOf(assertion, ns.saml, 'Subject')
  const nameId = subject && childOf(subject, ns.saml, 'NameID')
  facts.name_id = plainTextOf(nameId)
  facts.name_id_format = attribute(nameId, 'Format')
  if (!facts.name_id) findings.warn('name id', 'there is no NameID, or it holds more than text')
  const data = (subject ? childrenOf(subject, ns.saml, 'SubjectConfirmation') : [])
    .filter(one => attribute(one, 'Method') === BEARER)
    .map(one => childOf(one, ns.saml, 'SubjectConfirmationData'))[0]
  facts.recipient = attribute(data, 'Recipient')
  const place = expected.settings.get('acs_url')
  for (const [check, value] of [
    ['destination', facts.destination],
    ['recipient', facts.recipient],
  ] as const) {
    if (value === place) findings.ok(check, value)
    else
      findings.fail(
        check,
        `${value ?? 'missing'}, expected ${place}`,
        'Take AssertionConsumerServiceURL from the request',
      )
  }
  checkInResponseTo(attribute(data, 'InResponseTo'), facts, expected, findings)
  const until = attribute(data, 'NotOnOrAfter')
  if (!until) findings.fail('confirmation', 'SubjectConfirmationData has no NotOnOrAfter', 'Set it a few minutes ahead')
  else judgeTime('confirmation', undefined, until, expected, findings)
}

function checkInResponseTo(
  confirmed: string | undefined,
  facts: ResponseFacts,
  {requestId}: Expectation,
  findings: Findings,
): void {
  const answered = confirmed ?? facts.in_response_to
  if (!answered) findings.fail('in response to', 'it answers no request', 'Set InResponseTo to the ID of the request')
  else if (facts.in_response_to && confirmed && facts.in_response_to !== confirmed) {
    findings.fail(
      'in response to',
      `Response and Assertion answer different requests: ${facts.in_response_to}, ${confirmed}`,
    )
  } else if (requestId && answered !== requestId) {
    findings.fail('in response to', `${answered}, but the request was ${requestId}`)
  } else if (!confirmed) {
    findings.warn(
      'in response to',
      'only the Response says which request it answers',
      'Set it in SubjectConfirmationData, too: that part is signed',
    )
  } else
    findings[requestId ? 'ok' : 'skip']('in response to', answered + (requestId ? '' : ' (the request is not at hand)'))
}

function readConditions(assertion: Element, facts: ResponseFacts, expected: Expectation, findings: Findings): void {
  const conditions = childOf(assertion, ns.saml, 'Conditions')
  facts.not_before = attribute(conditions, 'NotBefore')
  facts.not_on_or_after = attribute(conditions, 'NotOnOrAfter')
  if (!facts.not_on_or_after)
    findings.fail('time', 'Conditions have no NotOnOrAfter', 'Set NotBefore and NotOnOrAfter around now')
  else judgeTime('time', facts.not_before, facts.not_on_or_after, expected, findings)
  facts.audience = (conditions ? childrenOf(conditions, ns.saml, 'AudienceRestriction') : [])
    .flatMap(one => childrenOf(one, ns.saml, 'Audience'))
    .map(one => plainTextOf(one) ?? '')
  const wanted = expected.settings.get('sp_entity_id')
  if (facts.audience.includes(wanted)) findings.ok('audience', wanted)
  else {
    const slash = facts.audience.some(one => one.replace(/\/$/, '') === wanted.replace(/\/$/, ''))
    findings.fail(
      'audience',
      `${facts.audience.join(', ') || 'missing'}, expected ${wanted}`,
      slash ? 'The slash at the end counts' : 'Take Issuer from the request',
    )
  }
}

/** Judges a span of time and says by how much it is missed. */
function judgeTime(
  check: string,
  from: string | undefined,
  until: string,
  {settings, now}: Expectation,
  findings: Findings,
): void {
  const skew = settings.number('allowed_skew_seconds') * 1000
  const start = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from)
  const end = Date.parse(until)
  if (Number.isNaN(start) || Number.isNaN(end))
    findings.fail(check, `unreadable time: ${from ?? ''} ${until}`, 'Write 2026-10-03T08:00:00Z')
  else if (start >= end) findings.fail(check, `it begins at ${from} and ends at ${until}`)
  else if (start > now + skew) {
    findings.fail(
      check,
      `not valid before ${from}, ${describeAge(now - start)}`,
      "The identity provider's clock is ahead: set it by NTP",
    )
  } else if (end <= now - skew) {
    findings.fail(
      check,
      `ended at ${until}, ${describeAge(now - end)}`,
      'Send it at once; if it was new, a clock is wrong',
    )
  } else if (start > now || end <= now) {
    findings.warn(check, `only within the allowed difference of clocks (${skew / 1000} s)`, 'Set the clock by NTP')
  } else findings.ok(check, `until ${until}`)
}

function readAttributes(assertion: Element, facts: ResponseFacts, settings: SsoSettings, findings: Findings): void {
  for (const statement of childrenOf(assertion, ns.saml, 'AttributeStatement')) {
    for (const one of elements(statement)) {
      const name = is(one, ns.saml, 'Attribute') ? attribute(one, 'Name') : undefined
      if (name === undefined) continue
      const values = childrenOf(one, ns.saml, 'AttributeValue').map(value => plainTextOf(value))
      if (values.includes(undefined))
        findings.fail('attributes', `${name} holds a comment or an element`, 'Write plain text')
      const had = Object.hasOwn(facts.attributes, name) ? lookUp(facts.attributes, name)! : []
      Object.defineProperty(facts.attributes, name, {
        value: [...had, ...values.map(value => value ?? '')],
        enumerable: true,
        configurable: true,
      })
    }
  }
  const wanted = settings.get('attribute_user_id')
  const values = Object.hasOwn(facts.attributes, wanted) ? lookUp(facts.attributes, wanted)! : []
  const names = Object.keys(facts.attributes)
  const close = names.find(name => name.toLowerCase() === wanted.toLowerCase())
  if (values.length === 1 && values[0]) findings.ok('user', `${wanted} ${values[0]}`)
  else if (values.length > 1) findings.fail('user', `${wanted} has ${values.length} values`, 'Send one')
  else if (close) findings.fail('user', `the attribute is called ${close}, not ${wanted}`, 'Capital letters count')
  else {
    findings.fail(
      'user',
      `the attribute ${wanted} is missing${names.length ? `; there are ${names.join(', ')}` : ''}`,
      "Send the customer's id on your platform, the API's xaccount_id",
    )
  }
}
