// Is this identity provider metadata as Huawei wants it? Each finding says what to do about it.
// Source: devg-bpconsole/access_00001.html and access_00011.html.

import {isLoopback} from '../address.js'
import {Failure} from '../failure.js'
import {type Finding, Findings} from './findings.js'
import {type CertificateFacts, readCertificate} from './keys.js'
import {type Binding, bindings, signingCertificates} from './metadata.js'
import {type SsoSettings, WARN_DAYS} from './settings.js'
import {attribute, childOf, childrenOf, is, MAX_XML, ns, parseXml, within} from './xml.js'

const DAY = 86_400_000

export interface MetadataReport {
  entity_id?: string
  certificates: CertificateFacts[]
  findings: Finding[]
  /** `failed`: Huawei will not take it, or sign-on will not work. `expiring`: it works, but not for long. */
  verdict: 'good' | 'expiring' | 'failed'
  /** Days until the certificate ends that is to sign: the first. */
  days_left?: number
}

export function checkMetadata(bytes: Buffer, settings: SsoSettings, now: number, warnDays = WARN_DAYS): MetadataReport {
  const findings = new Findings()
  const report: MetadataReport = {certificates: [], findings: findings.list, verdict: 'good'}
  const root = readRoot(bytes, findings)
  if (root) {
    checkSecrets(root, findings)
    report.entity_id = attribute(root, 'entityID')
    checkEntity(root, findings, now)
    const descriptor = findDescriptor(root, findings)
    if (descriptor) {
      report.certificates = checkCertificates(descriptor, findings, settings, now)
      checkService(descriptor, findings, settings)
      report.days_left = checkEnd(report.certificates, findings, now, warnDays)
    }
  }
  if (findings.failed.length > 0) report.verdict = 'failed'
  else if (report.days_left !== undefined && report.days_left < warnDays) report.verdict = 'expiring'
  return report
}

function readRoot(bytes: Buffer, findings: Findings): Element | undefined {
  if (bytes.length > MAX_XML) {
    findings.fail('size', `${bytes.length} bytes: Huawei takes 2 MB at most`, 'Leave other entities out of the file')
    return undefined
  }
  findings.ok('size', `${bytes.length} bytes`)
  let text: string
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    findings.fail('encoding', 'the file is not UTF-8', 'Save it as UTF-8')
    return undefined
  }
  const declared = /^\uFEFF?<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(text)?.[1]
  if (declared && !/^utf-?8$/i.test(declared)) {
    findings.fail('encoding', `the file says it is ${declared}`, 'Save it as UTF-8 and say so in the first line')
  } else if (bytes[0] === 0xef) {
    findings.warn('encoding', 'the file begins with a byte order mark', 'Save it as UTF-8 without BOM')
  } else findings.ok('encoding', 'UTF-8')
  try {
    const {documentElement} = parseXml(text.replace(/^\uFEFF/, ''), 'the file')
    findings.ok('xml', 'well-formed, without entities')
    return documentElement
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    findings.fail('xml', error.message, error.next[0])
    return undefined
  }
}

const SECRET_NAME = /passw|secret|private.?key|credential|^(user|login)_?(name|id)?$/i

function checkSecrets(root: Element, findings: Findings): void {
  const found = new Set<string>()
  for (const element of within(root, '*', '*')) {
    if (SECRET_NAME.test(element.localName ?? '')) found.add(`element ${element.nodeName}`)
    for (const one of Array.from(element.attributes)) {
      if (SECRET_NAME.test(one.localName)) found.add(`attribute ${one.name} of ${element.nodeName}`)
    }
  }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(root.textContent ?? '')) found.add('a private key')
  if (found.size > 0) {
    findings.fail(
      'secrets',
      `the file holds ${[...found].join(', ')}`,
      'Metadata are public: take it out, and change it where it is used',
    )
  } else findings.ok('secrets', 'no user names, passwords or private keys')
}

function checkEntity(root: Element, findings: Findings, now: number): void {
  if (is(root, ns.md, 'EntitiesDescriptor')) {
    findings.fail(
      'entity',
      'the file describes several entities',
      'Give only the EntityDescriptor of your identity provider',
    )
    return
  }
  if (!is(root, ns.md, 'EntityDescriptor')) {
    findings.fail('entity', `the file begins with ${root.nodeName}`, 'Metadata begin with EntityDescriptor')
    return
  }
  const id = attribute(root, 'entityID')
  if (!id) findings.fail('entity', 'entityID is missing', 'Set it to the address that names your identity provider')
  else if (id.length > 1024) findings.fail('entity', `entityID has ${id.length} characters; 1024 are allowed`)
  else if (!URL.canParse(id)) findings.warn('entity', `entityID "${id}" is no address or URN`, 'Use a URL that you own')
  else findings.ok('entity', id)
  const until = attribute(root, 'validUntil')
  if (until === undefined) return
  const end = Date.parse(until)
  if (!(end > now)) findings.fail('validity', `the metadata were valid until ${until}`, 'Make them again')
  else
    findings.warn(
      'validity',
      `the metadata are valid until ${until}`,
      'Huawei keeps what was uploaded: leave validUntil out, or renew in time',
    )
}

function findDescriptor(root: Element, findings: Findings): Element | undefined {
  const all = childrenOf(root, ns.md, 'IDPSSODescriptor')
  if (all.length === 0) {
    const sp = childOf(root, ns.md, 'SPSSODescriptor')
    findings.fail(
      'role',
      sp ? 'these are the metadata of a service provider' : 'there is no IDPSSODescriptor',
      sp
        ? 'Give those of your identity provider, not those that you got from Huawei'
        : 'Export the metadata of your identity provider',
    )
    return undefined
  }
  if (all.length > 1) findings.fail('role', `there are ${all.length} IDPSSODescriptor elements`, 'Keep one')
  const [descriptor] = all as [Element]
  const protocols = attribute(descriptor, 'protocolSupportEnumeration')?.split(/\s+/) ?? []
  if (!protocols.includes(ns.samlp)) {
    findings.fail('role', 'protocolSupportEnumeration does not name SAML 2.0', `Set it to ${ns.samlp}`)
  } else findings.ok('role', 'identity provider, SAML 2.0')
  return descriptor
}

function checkCertificates(
  descriptor: Element,
  findings: Findings,
  settings: SsoSettings,
  now: number,
): CertificateFacts[] {
  const bodies = signingCertificates(descriptor)
  if (bodies.length === 0) {
    findings.fail(
      'certificate',
      'there is no signing certificate',
      'Add KeyDescriptor use="signing" with X509Data and X509Certificate',
    )
    return []
  }
  const certificates: CertificateFacts[] = []
  for (const body of bodies) {
    try {
      certificates.push(readCertificate(body))
    } catch (error) {
      findings.fail(
        'certificate',
        (error as Error).message,
        'Put the Base64 of the certificate there, without anything else',
      )
    }
  }
  if (certificates.length > 1) {
    findings.warn(
      'certificate',
      `there are ${certificates.length} signing certificates`,
      'It is not known whether Huawei tries them all: sign with the first',
    )
  }
  const wanted = settings.number('min_key_bits')
  for (const {subject, key_type, key_bits = 0, signed_with, not_before} of certificates) {
    if (key_type !== 'rsa')
      findings.fail('key', `${subject}: ${key_type} key`, 'Use an RSA key: Huawei signs and checks with RSA-SHA256')
    else if (key_bits < wanted)
      findings.fail('key', `${subject}: RSA with ${key_bits} bits`, `Use ${wanted} bits or more`)
    else findings.ok('key', `RSA, ${key_bits} bits`)
    if (/SHA-1|MD5/.test(signed_with)) {
      findings.warn('algorithm', `${subject}: signed with ${signed_with}`, 'Make a new certificate with SHA-256')
    } else findings.ok('algorithm', signed_with)
    if (Date.parse(not_before) > now) findings.fail('certificate', `${subject}: not valid before ${not_before}`)
  }
  return certificates
}

/** Says when signing ends, and returns how many days are left. */
function checkEnd(
  certificates: CertificateFacts[],
  findings: Findings,
  now: number,
  warnDays: number,
): number | undefined {
  if (certificates.length === 0) return undefined
  // What is signed with the second may not be believed: it is the first that counts.
  const end = Date.parse(certificates[0]!.not_after)
  const days = Math.floor((end - now) / DAY)
  const day = new Date(end).toISOString().slice(0, 10)
  const mend =
    'partnerctl sso metadata create --renew    then upload the new metadata to Huawei before the old certificate ends'
  if (end <= now) findings.fail('expiry', `the certificate ended on ${day}`, mend)
  else if (days < warnDays) findings.warn('expiry', `the certificate ends in ${days} days, on ${day}`, mend)
  else findings.ok('expiry', `valid until ${day}, ${days} days`)
  return days
}

function checkService(descriptor: Element, findings: Findings, settings: SsoSettings): void {
  const services = childrenOf(descriptor, ns.md, 'SingleSignOnService')
  const wanted = settings.get('sso_binding') as Binding
  const service = services.find(one => attribute(one, 'Binding') === bindings[wanted])
  if (!service) {
    findings.fail(
      'service',
      services.length
        ? `no SingleSignOnService has the binding ${bindings[wanted]}`
        : 'there is no SingleSignOnService',
      `Add one with Binding="${bindings[wanted]}": Huawei sends the browser to its Location`,
    )
    return
  }
  const location = attribute(service, 'Location') ?? ''
  if (!URL.canParse(location)) findings.fail('service', `Location "${location}" is not an address`)
  else if (isLoopback(new URL(location))) {
    findings.warn('service', `${location} is on this machine`, 'Good for the sandbox; customers cannot reach it')
  } else if (new URL(location).protocol !== 'https:') {
    findings.fail('service', `${location} is not reached over https`, 'Passwords are typed there: use https')
  } else findings.ok('service', `${location} (${wanted})`)
}
