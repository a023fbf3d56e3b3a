// From an operation and its input to what goes on the wire.
import {randomBytes} from 'node:crypto'
import {usage} from '../failure.js'
import type {Operation} from './contract/contract.js'
import {inputFields} from './contract/fields.js'
import {stringifyJson} from './json.js'
import {canonicalQuery, encode} from './sign.js'

export interface PlainRequest {
  method: string
  /** Percent-encoded. */
  path: string
  query: [string, string][]
  headers: Record<string, string>
  body: Buffer
}

export interface FilePart {
  filename: string
  content: Buffer
}

/** Splits the input into path, query, headers and body, as the contract says. Undefined values are left out. */
export function buildRequest(operation: Operation, input: Record<string, unknown>): PlainRequest {
  const query: [string, string][] = []
  const headers: Record<string, string> = {}
  const body: Record<string, unknown> = {}
  let path = operation.path
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue
    switch (operation.params[name]) {
      case 'path':
        path = path.replace(`{${name}}`, encode(String(value)))
        break
      case 'query':
        for (const one of [value].flat()) query.push([name, String(one)])
        break
      case 'header':
        headers[name.toLowerCase()] = String(value)
        break
      default:
        body[name] = value
    }
  }
  const missing = /\{(\w+)\}/.exec(path)
  if (missing) throw usage(`${missing[1]} is needed`)
  headers['content-type'] = 'application/json'
  let bytes: Buffer = Buffer.alloc(0)
  if (operation.body === 'multipart') {
    const multipart = buildMultipart(body)
    headers['content-type'] = multipart.type
    headers['x-sdk-content-sha256'] = 'UNSIGNED-PAYLOAD'
    bytes = multipart.body
  } else if (operation.body === 'json') bytes = Buffer.from(stringifyJson(body))
  return {method: operation.method, path, query, headers, body: bytes}
}

function buildMultipart(fields: Record<string, unknown>): {type: string; body: Buffer} {
  // Made by chance, so that no file can hold it.
  const boundary = `partnerctl-${randomBytes(18).toString('hex')}`
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(fields)) {
    const file = value as FilePart
    const isFile = Buffer.isBuffer(file?.content)
    const disposition = isFile ? `; filename="${file.filename.replace(/["\r\n]/g, '_')}"` : ''
    const type = isFile ? '\r\nContent-Type: application/octet-stream' : ''
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${disposition}${type}\r\n\r\n`),
      isFile ? file.content : Buffer.from(String(value)),
      Buffer.from('\r\n'),
    )
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return {type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts)}
}

export function urlOf(endpoint: string, request: PlainRequest): URL {
  const query = canonicalQuery(request.query)
  return new URL(`${endpoint.replace(/\/$/, '')}${request.path}${query ? `?${query}` : ''}`)
}

/** Ids in a request: whom or what it is about, for the audit log. */
export function targetsOf({path, query, body, headers}: PlainRequest): string[] {
  const found: [string, unknown][] = [...query]
  if (headers['content-type'] === 'application/json' && body.length > 0) {
    found.push(...Object.entries(JSON.parse(body.toString('utf8')) as object))
  }
  const ids = found.flatMap(([name, value]) => (/_ids?$/.test(name) && name !== 'domain_id' ? [value].flat() : []))
  const inPath = path.split('/').filter(part => /^(?=.*\d)[\w-]{16,}$/.test(part))
  return [...new Set([...inPath, ...ids.filter(id => typeof id === 'string' || typeof id === 'number').map(String)])]
}

/** Servers read other signs in headers each in its own way, so no signature would fit. The value may be a secret. */
export function refuseOddHeaders(headers: Record<string, string>): void {
  const odd = Object.keys(headers).find(name => /[^\t\x20-\x7e]/.test(headers[name]!))
  if (odd) throw usage(`the header ${odd} can only hold plain ASCII signs; its value has others`)
}

/** The language as this operation spells it: `en_US` here, `en_us` or `en-us` there. */
export function languageOf(id: string, language: string): string {
  const plain = (text: string) => text.toLowerCase().replace('-', '_')
  const schema = inputFields(id).get('X-Language')?.schema
  const spellings = schema?.enum?.map(String) ?? Object.keys(schema?.['x-known-values'] ?? {})
  return spellings.find(one => plain(one) === plain(language)) ?? language
}
