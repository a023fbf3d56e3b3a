// The key that the sandbox signs with as Huawei does: made when it is first needed, kept in the state.
import {createPublicKey, generateKeyPairSync, randomBytes} from 'node:crypto'
import type {pki} from 'node-forge'
import {kind, type Store} from '../state/store.js'

export interface SigningKey {
  /** PEM. */
  key: string
  certificate: string
}

const keyKind = kind<SigningKey>('sso-key')
const YEARS = 10

/** The sandbox's key and self-signed certificate. */
export async function signingKey(store: Store): Promise<SigningKey> {
  const stored = store.get(keyKind, '', 'sp')
  if (stored) return stored
  const made = await makeKey()
  // Another process may have been faster: there is one key.
  return store.write(() => {
    const first = store.get(keyKind, '', 'sp')
    if (!first) store.put(keyKind, '', 'sp', made)
    return first ?? made
  })
}

async function makeKey(): Promise<SigningKey> {
  const {default: forge} = await import('node-forge')
  const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048})
  const key = privateKey.export({type: 'pkcs8', format: 'pem'}).toString()
  const certificate = forge.pki.createCertificate()
  const spki = createPublicKey(privateKey).export({type: 'spki', format: 'pem'}).toString()
  certificate.publicKey = forge.pki.publicKeyFromPem(spki) as pki.rsa.PublicKey
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`
  const now = Date.now()
  certificate.validity.notBefore = new Date(now - 86_400_000)
  certificate.validity.notAfter = new Date(now + YEARS * 365 * 86_400_000)
  const name = [{name: 'commonName', value: 'partnerctl sandbox (not Huawei Cloud)'}]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.sign(forge.pki.privateKeyFromPem(key) as pki.rsa.PrivateKey, forge.md.sha256.create())
  return {key, certificate: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n')}
}
