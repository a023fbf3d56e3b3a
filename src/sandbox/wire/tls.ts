// A certificate for `--tls`: self-signed, for loopback names only, kept beside the state so that clients can trust it.
import {generateKeyPairSync, randomBytes} from 'node:crypto'
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

export interface Certificate {
  key: string
  cert: string
}

const YEAR_MS = 365 * 86_400_000

/** The certificate in a folder, made when there is none or it ends within a month; a fresh one without a folder. */
export async function certificateFor(folder: string | undefined): Promise<Certificate> {
  if (folder === undefined) return makeCertificate()
  const file = join(folder, 'tls.json')
  if (existsSync(file)) {
    const known = JSON.parse(readFileSync(file, 'utf8')) as Certificate & {until: number}
    if (known.until > Date.now() + YEAR_MS / 12) return known
  }
  const made = await makeCertificate()
  mkdirSync(folder, {recursive: true, mode: 0o700})
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, JSON.stringify({...made, until: Date.now() + YEAR_MS}), {mode: 0o600})
  renameSync(temporary, file)
  return made
}

async function makeCertificate(): Promise<Certificate> {
  const {default: forge} = await import('node-forge')
  // Node makes the keys: the library's own JavaScript would take seconds.
  const {privateKey, publicKey} = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
  })
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey)
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + YEAR_MS)
  const name = [{name: 'commonName', value: 'partnerctl sandbox'}]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    {name: 'basicConstraints', cA: true},
    {name: 'keyUsage', keyCertSign: true, digitalSignature: true, keyEncipherment: true},
    {name: 'extKeyUsage', serverAuth: true},
    {
      name: 'subjectAltName',
      altNames: [
        {type: 2, value: 'localhost'},
        {type: 7, ip: '127.0.0.1'},
        {type: 7, ip: '::1'},
      ],
    },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(privateKey), forge.md.sha256.create())
  return {key: privateKey, cert: forge.pki.certificateToPem(certificate)}
}
