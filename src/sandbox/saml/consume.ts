// The end of a login: a posted response, checked from the form down to the user it names. Each check has a name, and
// the first that fails is told. Values are taken from the signed bytes only.
import {SamlFault} from './fault.js'
import type {Login, Logins} from './login.js'
import {type IdentityProvider, serviceProvider} from './metadata.js'
import {numberOf, type SamlConfiguration, settingOf} from './settings.js'
import {attr, everywhere, named, readXml, SAML, SAMLP, signedElement, textOf} from './xml.js'

export interface ConsumeOptions {
  logins: Logins
  origin: string
  /** Real time: the identity provider has no other clock. */
  now: number
  /** Configuration and identity provider of the partner whose login it is. */
  partner(id: string): {configuration: SamlConfiguration; idp: IdentityProvider}
}

export interface Consumed {
  login: Login
  /** The customer's id on the partner's platform. */
  userId: string
  attributes: Record<string, string>
}

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const MAX_RESPONSE = 512 * 1024

/**
 * Accepts a response, or throws the SamlFault that says why not. The login counts as answered from the moment its
 * response is accepted.
 */
export function consume(form: URLSearchParams, options: ConsumeOptions): Consumed {
  const xml = readForm(form)
  const root = readXml(xml)
  const assertion = onlyAssertion(root)
  const login = findLogin(root, assertion, options.logins)
  const {configuration, idp} = options.partner(login.partnerId)
  const signed = signedElement(xml, assertion, idp.certificates)
  // From here on, only `signed` is believed.
  const issuer = textOf(named(signed, SAML, 'Issuer')[0])
  if (issuer !== idp.entityId) throw new SamlFault('issuer', `${issuer ?? 'none'}, registered is ${idp.entityId}`)
  const {acsUrl, entityId} = serviceProvider(options.origin)
  if (attr(root, 'Destination') !== acsUrl) {
    throw new SamlFault('destination', `${attr(root, 'Destination') || 'none'}, expected ${acsUrl}`)
  }
  checkSubject(signed, login, acsUrl, configuration, options.now)
  checkConditions(signed, entityId, configuration, options.now)
  if (form.get('RelayState') !== login.relayState) {
    throw new SamlFault('relay-state', 'it is not the one that was sent', 'Return RelayState unchanged')
  }
  const attributes = readAttributes(signed)
  const userId = checkUser(attributes, configuration)
  login.answered = true
  return {login, userId, attributes}
}

function readForm(form: URLSearchParams): string {
  const all = form.getAll('SAMLResponse')
  if (all.length !== 1) throw new SamlFault('form', `SAMLResponse stands ${all.length} times in the form`)
  const text = all[0]!.replace(/[\r\n\t]/g, '')
  if (text.length > MAX_RESPONSE) throw new SamlFault('form', 'SAMLResponse is too large', undefined, 413)
  if (text.includes(' ')) {
    throw new SamlFault('form', 'blanks stand where + stood', 'Percent-encode the Base64 in the form')
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new SamlFault('form', 'SAMLResponse is not Base64')
  const bytes = Buffer.from(text, 'base64')
  let xml: string
  try {
    xml = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    throw new SamlFault('form', 'the Base64 holds no UTF-8 text', 'A posted response is not compressed')
  }
  return xml
}

/** The one assertion, in its place. More than one, or one somewhere else, is how forged ones are smuggled in. */
function onlyAssertion(root: Element): Element {
  if (root.namespaceURI !== SAMLP || root.localName !== 'Response') throw new SamlFault('xml', 'this is no Response')
  const code = attr(named(named(root, SAMLP, 'Status')[0], SAMLP, 'StatusCode')[0], 'Value')
  if (code !== SUCCESS) throw new SamlFault('status', code || 'there is no status')
  if (everywhere(root, SAML, 'EncryptedAssertion').length > 0) {
    throw new SamlFault('assertion', 'encrypted assertions are not accepted')
  }
  const all = everywhere(root, SAML, 'Assertion')
  const own = named(root, SAML, 'Assertion')
  if (all.length !== 1 || own.length !== 1) {
    throw new SamlFault('assertion', `there must be one below Response; found ${all.length}, ${own.length} in place`)
  }
  return own[0]!
}

/**
 * Which login is answered. Unsigned at this point: it only says whose keys to check with, and is compared again later.
 */
function findLogin(root: Element, assertion: Element, logins: Logins): Login {
  const [data] = everywhere(assertion, SAML, 'SubjectConfirmationData')
  const id = attr(data, 'InResponseTo') || attr(root, 'InResponseTo')
  if (!id)
    throw new SamlFault(
      'in-response-to',
      'the response answers no request',
      'Set InResponseTo to the ID of the request',
    )
  const login = logins.find(id)
  if (!login) throw new SamlFault('in-response-to', `no login waits for ${id}`, 'Begin again with the login link')
  if (login.answered) throw new SamlFault('replay', `the request ${id} has been answered already`)
  return login
}

function checkSubject(
  signed: Element,
  login: Login,
  acsUrl: string,
  configuration: SamlConfiguration,
  now: number,
): void {
  const subject = named(signed, SAML, 'Subject')[0]
  const confirmations = named(subject, SAML, 'SubjectConfirmation').filter(one => attr(one, 'Method') === BEARER)
  const data = named(confirmations[0], SAML, 'SubjectConfirmationData')[0]
  if (!data) throw new SamlFault('subject', 'there is no bearer SubjectConfirmationData')
  if (!textOf(named(subject, SAML, 'NameID')[0])) throw new SamlFault('subject', 'NameID is missing or not plain text')
  const recipient = attr(data, 'Recipient')
  if (recipient !== acsUrl) throw new SamlFault('recipient', `${recipient || 'none'}, expected ${acsUrl}`)
  if (attr(data, 'InResponseTo') !== login.id) {
    throw new SamlFault('in-response-to', 'the signed part answers another request, or none')
  }
  checkEnd('SubjectConfirmationData', attr(data, 'NotOnOrAfter'), configuration, now)
}

function checkConditions(signed: Element, entityId: string, configuration: SamlConfiguration, now: number): void {
  const conditions = named(signed, SAML, 'Conditions')[0]
  const skew = numberOf(configuration, 'allowed_skew_seconds') * 1000
  const until = checkEnd('Conditions', attr(conditions, 'NotOnOrAfter'), configuration, now)
  const notBefore = attr(conditions, 'NotBefore')
  if (notBefore) {
    const from = Date.parse(notBefore)
    if (Number.isNaN(from)) throw new SamlFault('time', `NotBefore "${notBefore}" is no time`)
    if (from > now + skew)
      throw new SamlFault('time', `not valid before ${notBefore}`, 'The clock of the identity provider is ahead')
    const longest = numberOf(configuration, 'max_valid_seconds') * 1000
    if (longest && until - from > longest) throw new SamlFault('time', `valid for longer than ${longest / 1000} s`)
  }
  const audiences = named(conditions, SAML, 'AudienceRestriction')
    .flatMap(one => named(one, SAML, 'Audience'))
    .map(textOf)
  if (!audiences.includes(entityId)) {
    throw new SamlFault('audience', `${audiences.join(', ') || 'none'}, expected ${entityId}`)
  }
}

function checkEnd(where: string, text: string, configuration: SamlConfiguration, now: number): number {
  const until = Date.parse(text)
  if (Number.isNaN(until)) throw new SamlFault('time', `${where} has no NotOnOrAfter`)
  if (until <= now - numberOf(configuration, 'allowed_skew_seconds') * 1000) {
    throw new SamlFault(
      'time',
      `${where} ended at ${text}`,
      'Post the response at once; if it was new, a clock is wrong',
    )
  }
  return until
}

function readAttributes(signed: Element): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null)
  for (const one of named(signed, SAML, 'AttributeStatement').flatMap(statement =>
    named(statement, SAML, 'Attribute'),
  )) {
    const name = attr(one, 'Name')
    const values = named(one, SAML, 'AttributeValue').map(textOf)
    if (Object.hasOwn(attributes, name) || values.length !== 1 || values[0] === undefined) {
      throw new SamlFault(
        'attributes',
        `${name || 'an attribute without a name'} must be there once, with one plain value`,
      )
    }
    attributes[name] = values[0]
  }
  return attributes
}

function checkUser(attributes: Record<string, string>, configuration: SamlConfiguration): string {
  const name = settingOf(configuration, 'attribute_user_id')
  const userId = attributes[name]
  if (!userId) {
    const others = Object.keys(attributes).join(', ') || 'no attributes at all'
    throw new SamlFault('user', `the attribute ${name} is missing; there are ${others}`)
  }
  if (userId.length > 64) throw new SamlFault('user', `${name} is longer than 64 characters`)
  for (const wanted of settingOf(configuration, 'required_attributes').split(',').filter(Boolean)) {
    if (!attributes[wanted.trim()]) throw new SamlFault('attributes', `the attribute ${wanted.trim()} is missing`)
  }
  return userId
}
