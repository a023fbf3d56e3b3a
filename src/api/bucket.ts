// The partner's OBS bucket: where pictures of certificates are left for Huawei. OBS speaks the S3 protocol.
import {readFileSync} from 'node:fs'
import {extname} from 'node:path'
import {Failure} from '../failure.js'
import {NoAnswer, type Transport} from './transport.js'

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

export class Bucket {
  constructor(
    readonly access: BucketAccess,
    readonly transport: Transport,
  ) {}

  /** Puts a local file into the bucket; a file of the same name is replaced. Putting it twice does no harm, so it is tried again. */
  async putFile(key: string, file: string): Promise<void> {
    const {name, endpoint, accessKeyId, secretAccessKey, securityToken} = this.access
    const {AwsV4Signer} = await import('aws4fetch')
    const body = readFileSync(file)
    const signer = new AwsV4Signer({
      method: 'PUT',
      url: objectUrl(endpoint, name, key).href,
      headers: {'content-type': types[extname(file).toLowerCase()] ?? 'application/octet-stream'},
      body,
      accessKeyId,
      secretAccessKey,
      sessionToken: securityToken,
      service: 's3',
      region: regionOf(endpoint),
    })
    const {url, headers} = await signer.sign()
    const signed: Record<string, string> = {}
    headers.forEach((value, header) => {
      signed[header] = value
    })
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.transport.send({method: 'PUT', url, headers: signed, body})
        if (response.status < 300) return
        if (response.status < 500 || attempt === ATTEMPTS)
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
    `bucket ${bucket}: ${key}: ${message ?? 'refused'} (${code ?? status})`,
    {
      status,
      next: ['Check the bucket, its endpoint and its keys: partnerctl profile show'],
    },
  )
}
