// The way to the server as this machine's environment describes it: proxies, certificate authorities, time limits.
import {existsSync, readFileSync} from 'node:fs'
import {BlockList, isIP} from 'node:net'
import tls from 'node:tls'
import {isLoopback} from '../address.js'
import {RunEnd, usage} from '../failure.js'
import {LONGEST_TIMER} from './throttle.js'

export interface TimeLimits {
  /** Until the connection stands, proxy and TLS included, milliseconds. */
  connect: number
  /** From the last byte sent to the first byte received. */
  response: number
  /** Between two pieces of the answer. */
  idle: number
  /** The whole exchange. */
  total: number
  /** For a write: from the end of the run that sent it. */
  ending: number
}

export const defaultTimeLimits: TimeLimits = {
  connect: 10_000,
  response: 60_000,
  idle: 30_000,
  total: 300_000,
  ending: RunEnd.PATIENCE,
}

export interface Network {
  limits: TimeLimits
  /** The proxy for an address; undefined for a direct connection. */
  proxyFor(url: URL): URL | undefined
  /** PEM certificates that are trusted besides the built-in ones. */
  extraAuthorities?: string
}

/**
 * How long one of a host's addresses is tried before the next: Node gives each a quarter of a second, which is less
 * than a far connection needs, and without a route for IPv6 none would be left.
 */
export const dialling = (connect: number): object => ({
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: Math.max(10, connect / 4),
})

export const directNetwork: Network = {limits: defaultTimeLimits, proxyFor: () => undefined}

/**
 * Reads `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` (small letters win, as with curl), `PARTNERCTL_TIME_LIMITS`, and the
 * file of
 * `--ca-file`. Throws a `usage` Failure for what cannot be understood.
 */
export function networkOf(env: NodeJS.ProcessEnv, caFile = env.PARTNERCTL_CA_FILE): Network {
  const proxy = parseProxy(env.https_proxy || env.HTTPS_PROXY || env.all_proxy || env.ALL_PROXY)
  const isExempt = proxy ? exemptions(env.no_proxy ?? env.NO_PROXY ?? '') : () => true
  return {
    limits: parseLimits(env.PARTNERCTL_TIME_LIMITS),
    proxyFor: url => (proxy && url.protocol === 'https:' && !isExempt(url) ? proxy : undefined),
    extraAuthorities: caFile ? readAuthorities(caFile) : undefined,
  }
}

function parseProxy(text: string | undefined): URL | undefined {
  if (!text) return undefined
  let url: URL | undefined
  try {
    const [, scheme = 'http://', user = '', place = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(?:(.*)@)?(.*)$/is.exec(text)!
    url = new URL(`${scheme}${user && `${escaped(user)}@`}${place}`)
  } catch {
    // Told below. The text itself may hold a password.
  }
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) {
    throw usage(
      'HTTPS_PROXY is not the address of an HTTP proxy',
      'Write it like http://user:password@proxy.example.com:3128',
    )
  }
  return url
}

/** User and password as they can stand in an address: `dom\user` or a `#` would end the host; `%40` stays a sign. */
const escaped = (user: string) =>
  user.replace(/%(?![0-9a-f]{2})|[^\w.~!$&'()*+,;=:%-]+/gi, signs => encodeURIComponent(signs))

/**
 * Which addresses `NO_PROXY` exempts: names with all below them, `name:port`, addresses, ranges, `*`. This machine
 * always is.
 */
function exemptions(text: string): (url: URL) => boolean {
  const entries = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(entry => entry.toLowerCase())
  const ranges = new BlockList()
  for (const entry of entries) {
    const [, address, bits] = /^(.+)\/(\d+)$/.exec(entry) ?? []
    const kind = isIP(address ?? '')
    if (kind) ranges.addSubnet(address!, Number(bits), kind === 6 ? 'ipv6' : 'ipv4')
  }
  return url => {
    const host = url.hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()
    const port = url.port || '443'
    if (isLoopback(url)) return true
    const kind = isIP(host)
    if (kind && ranges.check(host, kind === 6 ? 'ipv6' : 'ipv4')) return true
    return entries.some(entry => {
      if (entry === '*') return true
      const [, name, wanted] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(isIP(entry) ? `[${entry}]` : entry)!
      if (wanted && wanted !== port) return false
      // `10.*`, and `10.` as others write it: addresses that begin so.
      if (/\*|^[\d.]+\.$/.test(name!)) return startsLike(name!).test(host)
      const plain = name!.replace(/^\[|\]$|\.$/g, '')
      return plain !== '' && (host === plain || host.endsWith(`.${plain}`))
    })
  }
}

const startsLike = (entry: string) => {
  const parts = entry.replace(/\.$/, '.*').split('*')
  return new RegExp(`^${parts.map(part => part.replace(/[.[\]\\^$+?(){}|]/g, '\\$&')).join('.*')}$`)
}

function parseLimits(text: string | undefined): TimeLimits {
  const limits = {...defaultTimeLimits}
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const match = /^\s*(connect|response|idle|total)=(\d+(?:\.\d+)?)\s*$/.exec(part)
    const time = Number(match?.[2]) * 1000
    if (!match || !(time > 0 && time <= LONGEST_TIMER)) {
      throw usage(
        `PARTNERCTL_TIME_LIMITS: "${part}" is not a limit`,
        'Write seconds, at most 24 days of them: connect=10,response=60,idle=30,total=300',
      )
    }
    limits[match[1] as keyof TimeLimits] = time
  }
  return limits
}

function readAuthorities(path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw usage(`the CA file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw usage(`the CA file ${path} holds no certificate`, 'It must be PEM text: -----BEGIN CERTIFICATE-----')
  }
  return text
}

/** Where systems keep the authorities they trust. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * The authorities that the operating system trusts, as PEM; `SSL_CERT_FILE` names another bundle. Empty where none is
 * found.
 */
export function systemAuthorities(env: NodeJS.ProcessEnv = process.env): string[] {
  const own = env.SSL_CERT_FILE ? [env.SSL_CERT_FILE] : []
  const found = [...own, ...bundles].find(path => existsSync(path))
  const {getCACertificates} = tls as {getCACertificates?: (kind: 'system') => string[]}
  const listed = !env.SSL_CERT_FILE && getCACertificates ? getCACertificates('system') : []
  return listed.length > 0 || !found ? listed : [readFileSync(found, 'utf8')]
}

/** Node's own authorities and those of `NODE_EXTRA_CA_CERTS`: what is trusted when nothing else is said. */
export function builtInAuthorities(env: NodeJS.ProcessEnv = process.env): string[] {
  const extra = env.NODE_EXTRA_CA_CERTS && existsSync(env.NODE_EXTRA_CA_CERTS) ? env.NODE_EXTRA_CA_CERTS : undefined
  return [...tls.rootCertificates, ...(extra ? [readFileSync(extra, 'utf8')] : [])]
}
