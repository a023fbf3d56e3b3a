// Detached signatures: of a request in an address (HTTP-Redirect binding), and of a bind notification.
import {createVerify, X509Certificate} from 'node:crypto'
import {signatureUri} from './signature.js'

/**
 * Node's name of a signature algorithm; undefined for one that is not accepted. Pages print the address in capitals,
 * too.
 */
export function hashOf(algorithm: string): string | undefined {
  const wanted = algorithm.toLowerCase()
  if (wanted === signatureUri['rsa-sha256'].toLowerCase()) return 'RSA-SHA256'
  if (wanted === signatureUri['rsa-sha512'].toLowerCase()) return 'RSA-SHA512'
  return undefined
}

/** The first certificate (PEM) whose key made this signature (Base64), or undefined. */
export function signerOf(
  data: string,
  {algorithm, value}: {algorithm: string; value: string},
  certificates: string[],
): string | undefined {
  const hash = hashOf(algorithm)
  if (!hash) return undefined
  return certificates.find(certificate =>
    createVerify(hash).update(data).verify(new X509Certificate(certificate).publicKey, value, 'base64'),
  )
}

/** What the signature of a redirect covers, in the two readings that are possible; `encoded` is SAML's. */
export function redirectSigned(raw: Map<string, string>, reading: 'encoded' | 'decoded'): string {
  const names = [raw.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse', 'RelayState', 'SigAlg']
  return names
    .filter(name => raw.has(name))
    .map(
      name =>
        `${name}=${reading === 'encoded' ? raw.get(name) : decodeURIComponent(raw.get(name)!.replaceAll('+', ' '))}`,
    )
    .join('&')
}
