// The AuthnRequest that Huawei's login page sends a browser with. Source: devg-bpconsole/appendix_00002.html.
import {usage} from '../failure.js'
import type {Findings} from './findings.js'
import type {Message} from './message.js'
import {bindings, type Metadata} from './metadata.js'
import {hashOf, redirectSigned, signerOf} from './redirect.js'
import type {SsoSettings} from './settings.js'
import {attribute, childOf, is, ns, parseXml, plainTextOf} from './xml.js'

export interface AuthnRequest {
  id: string
  issuer: string
  /** Where the response is to be posted. */
  acs_url: string
  /** What says so, where the request names no address; and the number that it gives in its place. */
  acs_url_from?: 'metadata' | 'settings'
  acs_index?: string
  /** Where the request was sent. */
  destination?: string
  issued_at?: string
  protocol_binding?: string
  name_id_format?: string
  force_authn: boolean
  is_passive: boolean
}

interface Known {
  settings: SsoSettings
  /** Metadata of who asks. */
  sp?: Metadata
}

/**
 * Takes a request apart; an address that it does not name is the one that is known of who asks. Throws a usage Failure
 * when what a response needs is missing.
 */
export function parseRequest(xml: string, known: Known): AuthnRequest {
  const root = parseXml(xml, 'the request').documentElement
  if (!is(root, ns.samlp, 'AuthnRequest')) throw usage(`${root.nodeName} is not an AuthnRequest`)
  const id = attribute(root, 'ID')
  const issuer = plainTextOf(childOf(root, ns.saml, 'Issuer'))
  if (!id || !issuer) throw usage(`the request has no ${id ? 'Issuer' : 'ID'}`)
  return {
    id,
    issuer,
    ...answerTo(root, known),
    destination: attribute(root, 'Destination'),
    issued_at: attribute(root, 'IssueInstant'),
    protocol_binding: attribute(root, 'ProtocolBinding'),
    name_id_format: attribute(childOf(root, ns.samlp, 'NameIDPolicy'), 'Format'),
    force_authn: isTrue(attribute(root, 'ForceAuthn')),
    is_passive: isTrue(attribute(root, 'IsPassive')),
  }
}

/** `true` and `1` are the same in XML. */
const isTrue = (value: string | undefined) => value?.trim() === 'true' || value?.trim() === '1'

type AnswerTo = Pick<AuthnRequest, 'acs_url' | 'acs_url_from' | 'acs_index'>

/** Where the response goes: an address, or the one of the metadata, by its number or as usual (SAML profiles). */
function answerTo(root: Element, {settings, sp}: Known): AnswerTo {
  const said = attribute(root, 'AssertionConsumerServiceURL')
  if (said) return {acs_url: said}
  const acs_index = attribute(root, 'AssertionConsumerServiceIndex')
  const acs = sp?.acs ?? []
  const usual = acs.find(one => one.isDefault) ?? acs[0]
  const location = (acs_index === undefined ? usual : acs.find(one => one.index === acs_index))?.location
  if (location) return {acs_url: location, acs_url_from: 'metadata', acs_index}
  return {acs_url: settings.get('acs_url'), acs_url_from: 'settings', acs_index}
}

/** Checks a request as an identity provider should: who sent it, for whom, when. */
export function checkRequest(
  message: Message,
  request: AuthnRequest,
  {settings, sp, now}: {settings: SsoSettings; sp?: Metadata; now: number},
  findings: Findings,
): void {
  checkRedirectSignature(message, settings, sp, findings)
  const issuer = sp?.entity_id ?? settings.get('sp_entity_id')
  if (request.issuer === issuer) findings.ok('issuer', request.issuer)
  else findings.fail('issuer', `${request.issuer}, expected ${issuer}`, 'Is the profile on the right site?')
  const places = sp ? sp.acs.map(one => one.location) : [settings.get('acs_url')]
  if (request.acs_url_from) {
    const {acs_index, acs_url_from} = request
    const named = acs_index === undefined ? 'no address is named' : `only number ${acs_index} is named`
    const source = acs_url_from === 'metadata' ? 'the metadata of who asks' : "the site's address"
    findings.warn('answer to', `${named}: ${request.acs_url} counts, by ${source}`, 'Compare it with their metadata')
  } else if (places.includes(request.acs_url)) findings.ok('answer to', request.acs_url)
  else {
    findings.fail(
      'answer to',
      `${request.acs_url}, expected ${places.join(' or ')}`,
      'Post a response to no other place',
    )
  }
  if (request.protocol_binding && request.protocol_binding !== bindings.post) {
    findings.warn('binding', `the response is wanted by ${request.protocol_binding}`)
  }
  if (message.address && request.destination) {
    if (request.destination === message.address) findings.ok('destination', request.destination)
    else
      findings.warn(
        'destination',
        `meant for ${request.destination}, sent to ${message.address}`,
        'Does the metadata at Huawei have the right Location?',
      )
  }
  const age = now - Date.parse(request.issued_at ?? '')
  if (Number.isNaN(age)) findings.warn('time', 'there is no IssueInstant')
  else if (Math.abs(age) > (settings.number('allowed_skew_seconds') + settings.number('valid_seconds')) * 1000) {
    findings.warn('time', `issued ${describeAge(age)}`, 'Old, or one of the clocks is wrong')
  } else findings.ok('time', `issued ${describeAge(age)}`)
}

function checkRedirectSignature(
  message: Message,
  settings: SsoSettings,
  sp: Metadata | undefined,
  findings: Findings,
): void {
  const {signature, raw} = message
  if (!signature || !raw) {
    findings[sp ? 'warn' : 'skip'](
      'signature',
      'there is none beside the request',
      'Decode the whole address, with SigAlg and Signature',
    )
    return
  }
  if (!hashOf(signature.algorithm)) {
    findings.fail('signature', `made with ${signature.algorithm}`, 'RSA-SHA256 is expected')
    return
  }
  if (!sp) {
    findings.skip('signature', 'not checked: no metadata of the sender', `--metadata ${settings.get('sp_metadata')}`)
    return
  }
  const certificates = sp.certificates.map(one => one.pem)
  const wanted = settings.get('redirect_signature') as 'encoded' | 'decoded'
  const other = wanted === 'encoded' ? 'decoded' : 'encoded'
  if (signerOf(redirectSigned(raw, wanted), signature, certificates)) findings.ok('signature', 'made by the sender')
  else if (signerOf(redirectSigned(raw, other), signature, certificates)) {
    findings.fail('signature', `it covers the ${other} query`, `--set redirect_signature=${other}`)
  } else
    findings.fail(
      'signature',
      'not made by the sender, or the address was changed',
      'Is the metadata the one of this site, and current?',
    )
}

/** `12 s ago`, `in 3 min`. */
export function describeAge(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const text =
    seconds < 120
      ? `${seconds} s`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} min`
        : seconds < 172_800
          ? `${Math.round(seconds / 3600)} h`
          : `${Math.round(seconds / 86_400)} days`
  return ms >= 0 ? `${text} ago` : `in ${text}`
}
