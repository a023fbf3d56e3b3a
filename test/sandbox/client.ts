// A small client of the partner API for tests. It shares no code with the program or the sandbox: what both got wrong
// would show here.
import {createHash, createHmac} from 'node:crypto'
import {Agent, request} from 'node:http'

export interface Keys {
  access: string
  secret: string
  /** Of temporary keys. */
  token?: string
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  json: any
}

export interface Send {
  method?: string
  path: string
  query?: Record<string, string | string[]>
  body?: unknown
  raw?: string | Buffer
  headers?: Record<string, string>
  keys?: Keys
  token?: string
  /** Changes the request after it was signed. */
  tamper?: (headers: Record<string, string>) => void
  date?: Date
}

const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export class Client {
  readonly #agent = new Agent({keepAlive: true})

  constructor(
    readonly origin: string,
    readonly keys?: Keys,
  ) {}

  get(path: string, query: Send['query'] = {}, more: Partial<Send> = {}): Promise<Answer> {
    return this.send({method: 'GET', path, query, ...more})
  }

  post(path: string, body: unknown, more: Partial<Send> = {}): Promise<Answer> {
    return this.send({method: 'POST', path, body, ...more})
  }

  async send(options: Send): Promise<Answer> {
    const {method = 'GET', path, query = {}, token, date = new Date()} = options
    const keys = options.keys ?? (token === undefined ? this.keys : undefined)
    const url = new URL(this.origin)
    const body = options.raw ?? (options.body === undefined ? '' : JSON.stringify(options.body))
    const headers: Record<string, string> = {host: url.host, 'content-type': 'application/json', ...options.headers}
    if (token) headers['x-auth-token'] = token
    const pairs = Object.entries(query).flatMap(([k, v]) => [v].flat().map(one => [k, one] as const))
    const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
    const sorted = [...pairs].sort((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]))
    const search = pairs.map(([k, v]) => `${percent(k)}=${percent(v)}`)
    if (keys) {
      headers['x-sdk-date'] = date.toISOString().replace(/[-:]|\.\d+/g, '')
      if (keys.token) headers['x-security-token'] = keys.token
      const names = Object.keys(headers).sort()
      const canonical = [
        method,
        `${path.replace(/\/$/, '')}/`,
        sorted.map(([k, v]) => `${percent(k)}=${percent(v)}`).join('&'),
        ...names.map(n => `${n}:${headers[n]!.trim()}`),
        '',
        names.join(';'),
        headers['x-sdk-content-sha256'] ?? sha(body),
      ].join('\n')
      const text = `SDK-HMAC-SHA256\n${headers['x-sdk-date']}\n${sha(canonical)}`
      const signature = createHmac('sha256', keys.secret).update(text).digest('hex')
      headers.authorization = `SDK-HMAC-SHA256 Access=${keys.access}, SignedHeaders=${names.join(';')}, Signature=${signature}`
    }
    // Not by itself for DELETE.
    if (body !== '') headers['content-length'] = String(Buffer.byteLength(body))
    options.tamper?.(headers)
    const target = search.length ? `${path}?${search.join('&')}` : path
    return new Promise((resolve, reject) => {
      const call = request(
        {host: url.hostname, port: url.port, method, path: target, headers, agent: this.#agent},
        response => {
          const chunks: Buffer[] = []
          response.on('data', chunk => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            let json: unknown
            try {
              json = text === '' ? undefined : JSON.parse(text)
            } catch {
              json = undefined
            }
            resolve({status: response.statusCode!, headers: response.headers, text, json})
          })
        },
      )
      call.on('error', reject)
      call.end(body === '' ? undefined : body)
    })
  }

  /** A temporary key of a customer, taken through its agency. */
  async asCustomer(customerId: string, agency: string): Promise<Client> {
    const answer = await this.post('/v3.0/OS-CREDENTIAL/securitytokens', {
      auth: {
        identity: {
          methods: ['assume_role'],
          assume_role: {domain_id: customerId, agency_name: agency, duration_seconds: 3600},
        },
      },
    })
    if (answer.status !== 201) throw new Error(`no temporary key: ${answer.status} ${answer.text}`)
    const {access, secret, securitytoken} = answer.json.credential
    return new Client(this.origin, {access, secret, token: securitytoken})
  }

  admin(method: string, path: string, body?: unknown): Promise<Answer> {
    return new Client(this.origin).send({method, path: `/sandbox/${path}`, ...(body === undefined ? {} : {body})})
  }

  close(): void {
    this.#agent.destroy()
  }
}
