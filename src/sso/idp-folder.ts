// The folder of an identity provider: its key, its certificate, and the metadata made from them.
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {commandLine} from '../command-line.js'
import {usage} from '../failure.js'
import {makePrivateFolder, readPrivateFile, writeFileAtomic} from '../files.js'
import {belongTogether, makeCertificate, makeKey, readCertificate} from './keys.js'

export interface IdpFolder {
  key: string
  certificate: string
}

const names = {key: 'idp-key.pem', certificate: 'idp-certificate.pem', metadata: 'idp-metadata.xml'} as const

export const idpFile = (folder: string, part: keyof typeof names) => join(folder, names[part])

/** Reads key and certificate. Undefined when there is no key; a key without its certificate is an error. */
export function readIdpFolder(folder: string): IdpFolder | undefined {
  const key = readPrivateFile(idpFile(folder, 'key'))
  if (key === undefined) return undefined
  const path = idpFile(folder, 'certificate')
  if (!existsSync(path)) {
    throw usage(`${folder} has a key but no certificate`, commandLine`sso metadata create --renew --out ${folder}`)
  }
  const certificate = readFileSync(path, 'utf8')
  readCertificate(certificate)
  if (!belongTogether(key, certificate)) throw usage(`the key and the certificate in ${folder} do not belong together`)
  return {key, certificate}
}

export interface CertificateRequest {
  commonName: string
  keyBits: number
  days: number
  now: number
}

/**
 * Makes a key and a certificate, or with `renew` a new certificate for the key that is there. The key is written first:
 * after a crash
 * `renew` finishes the work, and no key is ever overwritten.
 */
export async function writeIdpFolder(
  folder: string,
  {commonName, keyBits, days, now}: CertificateRequest,
  renew = false,
): Promise<IdpFolder> {
  makePrivateFolder(folder)
  const path = idpFile(folder, 'key')
  const existing = readPrivateFile(path)
  if (existing !== undefined && !renew) {
    throw usage(`${path} exists`, '--renew makes a new certificate for it', '--out names another folder')
  }
  if (existing === undefined && renew) throw usage(`there is no key in ${folder}`, 'Leave --renew out to make one')
  const key = existing ?? (await makeKey(keyBits))
  if (existing === undefined) writeFileAtomic(path, key)
  // A little in the past: the receiver's clock may be behind.
  const certificate = makeCertificate(key, commonName, new Date(now - 3_600_000), days)
  writeFileAtomic(idpFile(folder, 'certificate'), certificate, 0o644)
  return {key, certificate}
}

export const writeIdpMetadata = (folder: string, xml: string) =>
  writeFileAtomic(idpFile(folder, 'metadata'), xml, 0o644)
