// The partner's OBS bucket, by the S3 protocol, in the style that has the bucket in the path. Start reading here.
//
//   GET  /obs-{account}?prefix=…        names of what lies in it
//   GET, HEAD /obs-{account}/{key}      an object, or a range of it
//   PUT  /obs-{account}/{key}           keeps an object; pictures of certificates lie below download/
//
// customerBill/ and customerUsage/ hold what Huawei delivers (delivered.ts): these are made when somebody asks for
// them.
import {createHash} from 'node:crypto'
import type {Emulator} from '../emulator.js'
import {kind} from '../state/store.js'
import type {WireReply, WireRequest} from '../wire/exchange.js'
import type {Partner} from '../world/model.js'
import {DeliveredFiles} from './delivered.js'
import {refuseAws} from './signature.js'

export const bucketOf = (partner: Partner): string => `obs-${partner.accountName}`

interface StoredObject {
  /** Base64. */
  content: string
  type: string
}

export const objectKind = kind<StoredObject>('bucket-object')

/** What one PUT may hold here. */
const LARGEST = 16 * 1024 * 1024

/** A refusal as OBS writes it. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const missing = () => new Refusal(404, 'NoSuchKey', 'The specified key does not exist.')

export class BucketService {
  readonly #delivered: DeliveredFiles

  constructor(private readonly sandbox: Emulator) {
    this.#delivered = new DeliveredFiles(sandbox)
  }

  respond = async (request: WireRequest): Promise<WireReply> => {
    try {
      return await this.#answer(request)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const {status, code, message} = error
      const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
      return reply(status, {'content-type': 'application/xml'}, request.method === 'HEAD' ? '' : body)
    }
  }

  async #answer(request: WireRequest): Promise<WireReply> {
    const [, name = '', ...rest] = request.path.split('/').map(decodeURIComponent)
    const partner = this.sandbox.world.partners.find(one => bucketOf(one) === name)
    if (!partner) throw new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist.')
    const {keyring} = this.sandbox.auth
    const secretOf = (access: string) => {
      const found = keyring.partner(access)
      return found?.partner.id === partner.id ? found.user.secretKey : undefined
    }
    const refused = refuseAws(request, secretOf, [Date.now(), this.sandbox.clock.now()])
    if (refused) throw new Refusal(403, refused.code, refused.message)
    const key = rest.join('/')
    const {store} = this.sandbox
    if (request.method === 'PUT' && key) {
      if (request.body.length > LARGEST)
        throw new Refusal(400, 'EntityTooLarge', 'The object is too large for the sandbox.')
      const type = String(request.headers['content-type'] ?? 'application/octet-stream')
      store.write(() => store.put(objectKind, partner.id, key, {content: request.body.toString('base64'), type}))
      return reply(200, {etag: etagOf(request.body)})
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
    }
    return key ? this.#object(request, partner, key) : this.#listing(request, partner)
  }

  #listing({query}: WireRequest, partner: Partner): WireReply {
    const prefix = new URLSearchParams(query).get('prefix') ?? ''
    const stored = this.sandbox.store.list(objectKind, partner.id).map(({id}) => id)
    const keys = [...stored, ...this.#delivered.keys()].filter(key => key.startsWith(prefix)).sort()
    const contents = keys.slice(0, 1000).map(key => `<Contents><Key>${escaped(key)}</Key></Contents>`)
    const body = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucketOf(partner)}</Name><Prefix>${escaped(prefix)}</Prefix><MaxKeys>1000</MaxKeys><IsTruncated>${keys.length > 1000}</IsTruncated>${contents.join('')}</ListBucketResult>`
    return reply(200, {'content-type': 'application/xml'}, body)
  }

  async #object({method, headers}: WireRequest, partner: Partner, key: string): Promise<WireReply> {
    const stored = this.sandbox.store.get(objectKind, partner.id, key)
    const content = stored ? Buffer.from(stored.content, 'base64') : await this.#delivered.read(partner, key)
    if (!content) throw missing()
    const etag = etagOf(content)
    if (headers['if-match'] !== undefined && headers['if-match'] !== etag) {
      throw new Refusal(412, 'PreconditionFailed', 'At least one of the preconditions you specified did not hold.')
    }
    const about = {etag, 'content-type': stored?.type ?? 'application/x-gzip', 'accept-ranges': 'bytes'}
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(String(headers.range ?? '')) ?? []
    if (from === undefined) {
      if (method === 'HEAD') return reply(200, {...about, 'content-length': String(content.length)})
      return reply(200, about, content)
    }
    const first = Number(from)
    const last = to ? Math.min(Number(to), content.length - 1) : content.length - 1
    if (first > last) throw new Refusal(416, 'InvalidRange', 'The requested range cannot be satisfied.')
    const range = {...about, 'content-range': `bytes ${first}-${last}/${content.length}`}
    return reply(206, range, content.subarray(first, last + 1))
  }
}

const reply = (status: number, headers: Record<string, string>, body: string | Buffer = ''): WireReply => ({
  status,
  headers: {'x-sandbox': 'true', ...headers},
  ...(body.length > 0 ? {body: Buffer.from(body)} : {}),
})

const etagOf = (content: Buffer) => `"${createHash('md5').update(content).digest('hex')}"`

const escaped = (text: string) => text.replace(/[<>&]/g, sign => ({'<': '&lt;', '>': '&gt;', '&': '&amp;'})[sign]!)
