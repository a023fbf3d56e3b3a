// The partner's OBS bucket: where pictures of certificates are left for Huawei, and where Huawei leaves bill files. OBS
// speaks the S3 protocol.
import {readFileSync} from 'node:fs'
import {extname} from 'node:path'
import {Failure} from '../failure.js'
import {lookUp} from '../look-up.js'
import {NoAnswer, type Transport, type WireResponse} from './transport.js'

export interface BucketAccess {
  name: string
  /** Origin of OBS in the bucket's region, e.g. `https://obs.ap-southeast-1.myhuaweicloud.com`. */
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  securityToken?: string
}

const types: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.pdf': 'application/pdf',
}

const ATTEMPTS = 3

/** Bytes that are asked for at once: what is lost when a connection breaks. */
const PORTION = 8 * 1024 * 1024

/** An object of a bucket. */
export interface StoredObject {
  key: string
  size: number
  /** Changes with the content. */
  etag: string
}

export class Bucket {
  constructor(
    readonly access: BucketAccess,
    readonly transport: Transport,
  ) {}

  /**
   * Puts a local file into the bucket; a file of the same name is replaced. Putting it twice does no harm, so it is
   * tried again.
   */
  async putFile(key: string, file: string): Promise<void> {
    const type = lookUp(types, extname(file).toLowerCase()) ?? 'application/octet-stream'
    await this.#send('PUT', key, {'content-type': type}, readFileSync(file))
  }

  /** Size and tag of an object. Throws `not-found`. */
  async head(key: string): Promise<StoredObject> {
    const {headers} = await this.#send('HEAD', key)
    return {key, size: Number(headers['content-length']), etag: String(headers.etag ?? '')}
  }

  /** The keys that begin with something, in their order; the first thousand. */
  async list(prefix: string): Promise<string[]> {
    const {body} = await this.#send('GET', '', {}, undefined, {prefix, 'max-keys': '1000'})
    return [...body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => unescaped(key!)).sort()
  }

  /**
   * The bytes of an object, in portions, each asked for again when it does not arrive. Throws when the object changes
   * meanwhile.
   */
  async *read({key, size, etag}: StoredObject): AsyncGenerator<Buffer> {
    for (let from = 0; from < size; from += PORTION) {
      const to = Math.min(size, from + PORTION)
      const headers = {range: `bytes=${from}-${to - 1}`, ...(etag ? {'if-match': etag} : {})}
      const {body} = await this.#send('GET', key, headers, undefined, {}, to - from)
      yield body
    }
  }

  async #send(
    method: 'GET' | 'HEAD' | 'PUT',
    key: string,
    headers: Record<string, string> = {},
    body: Buffer = Buffer.alloc(0),
    query: Record<string, string> = {},
    length?: number,
  ): Promise<WireResponse> {
    const {name, endpoint, accessKeyId, secretAccessKey, securityToken} = this.access
    const {AwsV4Signer} = await import('aws4fetch')
    const where = objectUrl(endpoint, name, key)
    for (const [parameter, value] of Object.entries(query)) where.searchParams.set(parameter, value)
    const signer = new AwsV4Signer({
      method,
      url: where.href,
      headers,
      ...(method === 'PUT' ? {body: new Uint8Array(body)} : {}),
      accessKeyId,
      secretAccessKey,
      sessionToken: securityToken,
      service: 's3',
      region: regionOf(endpoint),
    })
    const {url, headers: signed} = await signer.sign()
    const all: Record<string, string> = {}
    signed.forEach((value, header) => {
      all[header] = value
    })
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.transport.send({method, url, headers: all, body})
        const isWhole = length === undefined || response.body.length === length
        if (response.status < 300 && isWhole) return response
        if (response.status < 300 && attempt === ATTEMPTS)
          throw new Failure('unavailable', `bucket ${name}: ${key} arrives with another length than it has`)
        if (response.status >= 300 && (response.status < 500 || attempt === ATTEMPTS))
          throw refusal(name, key, response.status, response.body.toString('utf8'))
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        if (attempt === ATTEMPTS) {
          throw new Failure('unavailable', `bucket ${name}: ${url.host}: ${error.message}`, {cause: error})
        }
      }
    }
  }
}

const entities: Record<string, string> = {lt: '<', gt: '>', quot: '"', apos: "'", amp: '&'}
const unescaped = (text: string) =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => lookUp(entities, name)!)

/** A bucket is part of the host name; on this machine, where names do not resolve, of the path. */
function objectUrl(endpoint: string, bucket: string, key: string): URL {
  const url = new URL(endpoint)
  const path = key.split('/').map(encodeURIComponent).join('/')
  if (/^(localhost|127\.|\[::1\])/.test(url.hostname)) url.pathname = `/${bucket}/${path}`
  else {
    url.hostname = `${bucket}.${url.hostname}`
    url.pathname = `/${path}`
  }
  return url
}

const regionOf = (endpoint: string): string => /obs\.([a-z0-9-]+)\./.exec(endpoint)?.[1] ?? 'ap-southeast-1'

function refusal(bucket: string, key: string, status: number, body: string): Failure {
  const [, code] = /<Code>([^<]*)</.exec(body) ?? []
  const [, message] = /<Message>([^<]*)</.exec(body) ?? []
  return new Failure(
    status === 403 ? 'denied' : status === 404 ? 'not-found' : 'refused',
    status === 404 && !code
      ? `bucket ${bucket} has no ${key}`
      : `bucket ${bucket}: ${key}: ${status === 412 ? 'it has changed meanwhile' : (message ?? 'refused')} (${code ?? status})`,
    {
      status,
      next: ['Check the bucket, its endpoint and its keys: partnerctl profile show'],
    },
  )
}
