// Signing keys and certificates of an identity provider. node:crypto makes and uses the keys; the certificate around
// them is put together by node-forge, because node cannot issue one.
import {createPublicKey, generateKeyPair, randomBytes, X509Certificate} from 'node:crypto'
import {promisify} from 'node:util'
import forge from 'node-forge'
import {usage} from '../failure.js'
import {lookUp} from '../look-up.js'

/** A new RSA key as PEM (PKCS #8). */
export async function makeKey(bits: number): Promise<string> {
  const {privateKey} = await promisify(generateKeyPair)('rsa', {
    modulusLength: bits,
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    publicKeyEncoding: {type: 'spki', format: 'pem'},
  })
  return privateKey
}

/** A self-signed certificate for a key, signed with SHA-256. */
export function makeCertificate(key: string, commonName: string, from: Date, days: number): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(
    createPublicKey(key).export({type: 'spki', format: 'pem'}).toString(),
  ) as forge.pki.rsa.PublicKey
  // Positive and never empty, as RFC 5280 wants it.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = from
  certificate.validity.notAfter = new Date(from.getTime() + days * 86_400_000)
  const name = [
    {name: 'commonName', value: commonName, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class},
  ]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    {name: 'basicConstraints', cA: false, critical: true},
    {name: 'keyUsage', digitalSignature: true, critical: true},
    {name: 'subjectKeyIdentifier'},
  ])
  certificate.sign(forge.pki.privateKeyFromPem(key) as forge.pki.rsa.PrivateKey, forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n')
}

export interface CertificateFacts {
  subject: string
  issuer: string
  self_signed: boolean
  not_before: string
  not_after: string
  key_type: string
  key_bits?: number
  /** Object identifier of the algorithm that the issuer signed with, or its name where it is a known one. */
  signed_with: string
  sha256: string
  pem: string
}

const algorithms: Record<string, string> = {
  '1.2.840.113549.1.1.4': 'MD5 with RSA',
  '1.2.840.113549.1.1.5': 'SHA-1 with RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.113549.1.1.11': 'SHA-256 with RSA',
  '1.2.840.113549.1.1.12': 'SHA-384 with RSA',
  '1.2.840.113549.1.1.13': 'SHA-512 with RSA',
  '1.2.840.10045.4.3.2': 'SHA-256 with ECDSA',
  '1.2.840.10045.4.3.3': 'SHA-384 with ECDSA',
}

/** Reads a certificate: PEM, or the Base64 that stands in metadata. Throws a usage Failure for anything else. */
export function readCertificate(text: string): CertificateFacts {
  const body = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
  let certificate: X509Certificate
  let signedWith: string
  try {
    if (!/^[A-Za-z0-9+/]+=*$/.test(body)) throw new Error('not Base64')
    const der = Buffer.from(body, 'base64')
    certificate = new X509Certificate(der)
    const [, algorithm] = forge.asn1.fromDer(der.toString('binary')).value as forge.asn1.Asn1[]
    const [identifier] = algorithm!.value as forge.asn1.Asn1[]
    signedWith = forge.asn1.derToOid(identifier!.value as string)
  } catch (cause) {
    throw usage(`there is no readable X.509 certificate (${(cause as Error).message})`)
  }
  const {publicKey} = certificate
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    self_signed: certificate.subject === certificate.issuer && certificate.verify(publicKey),
    not_before: new Date(certificate.validFrom).toISOString(),
    not_after: new Date(certificate.validTo).toISOString(),
    key_type: publicKey.asymmetricKeyType ?? 'unknown',
    key_bits: publicKey.asymmetricKeyDetails?.modulusLength,
    signed_with: lookUp(algorithms, signedWith) ?? signedWith,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    pem: certificate.toString(),
  }
}

/** The Base64 inside a PEM, as metadata and signatures carry it. */
export const certificateBody = (pem: string) => pem.replace(/-----(BEGIN|END) CERTIFICATE-----|\s+/g, '')

/** Whether a private key and a certificate belong together. */
export const belongTogether = (key: string, certificate: string) =>
  new X509Certificate(certificate).publicKey.equals(createPublicKey(key))
