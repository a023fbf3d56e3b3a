// Requests in the form in which the official signers of Python, Go, Java, Node, PHP and .NET sign and send them, with
// values of our own (signers.json): `signed` is what each writes into its canonical request, the rest is on the wire.
import {createHash, createHmac} from 'node:crypto'
import {request} from 'node:http'
import {beforeAll, describe, expect, it} from 'vitest'
import {open, type Running} from '../harness.js'
import signers from './signers.json' with {type: 'json'}

interface Replayed {
  sdk: string
  what: string
  method: string
  /** Path and query on the wire. */
  target: string
  /** Headers on the wire, a character for each byte. */
  headers: Record<string, string>
  signed: {path: string; query: string; headers: Record<string, string>}
  body: string
}

interface Answered {
  status: number
  reason: string | undefined
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Signs as the signer does, and sends what it sends, or what `tamper` makes of it. */
async function replay({info}: Running, one: Replayed, tamper: (sent: Replayed) => void = () => {}): Promise<Answered> {
  const {host, hostname, port} = new URL(info.endpoints.bss)
  const filled = (text: string) => text.replace('$HOST', host).replace('$DOMAIN', info.partner.domain_id)
  const names = Object.keys(one.signed.headers).sort()
  const canonical = [
    one.method,
    one.signed.path,
    one.signed.query,
    ...names.map(name => `${name}:${filled(one.signed.headers[name]!)}`),
    '',
    names.join(';'),
    sha256(one.body),
  ].join('\n')
  const text = `SDK-HMAC-SHA256\n${one.signed.headers['x-sdk-date']}\n${sha256(canonical)}`
  const signature = createHmac('sha256', info.partner.secret_access_key).update(text).digest('hex')
  const authorization = `SDK-HMAC-SHA256 Access=${info.partner.access_key_id}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  const sent: Replayed = structuredClone(one)
  tamper(sent)
  const headers: Record<string, string | number> = {authorization, 'content-length': Buffer.byteLength(sent.body)}
  for (const [name, value] of Object.entries(sent.headers)) headers[name] = filled(value)
  return new Promise((resolve, reject) => {
    const call = request({hostname, port, method: sent.method, path: sent.target, headers}, response => {
      response
        .resume()
        .on('end', () =>
          resolve({status: response.statusCode!, reason: response.headers['x-sandbox-auth'] as string | undefined}),
        )
    })
    call.on('error', reject).end(Buffer.from(sent.body))
  })
}

const replayed = signers as unknown as Replayed[]
const named = replayed.map(one => [`${one.sdk}: ${one.what}`, one] as const)

describe('the official signers', () => {
  let run: Running
  const opened = async () => (run = await open({loose: true}))
  beforeAll(() => expect(new Set(replayed.map(({sdk}) => sdk)).size).toBe(6))

  it.each(named)('%s', async (_, one) => {
    await opened()
    const {status, reason} = await replay(run, one)
    expect(reason).toBeUndefined()
    if (!one.target.includes('%2F')) expect(status).toBe(200)
    else expect(status).not.toBe(401)
  })

  it.each(named)('%s: refused when it was changed after it was signed', async (_, one) => {
    await opened()
    const changes: Record<string, (sent: Replayed) => unknown> = {
      // Another operation.
      ...(one.target.includes('customers/query')
        ? {path: sent => (sent.target = sent.target.replace('sub-customers', 'indirect-partners'))}
        : {}),
      body: sent => (sent.body += ' '),
      query: sent => (sent.target += `${sent.target.includes('?') ? '&' : '?'}more=1`),
      ...(one.target.includes('%2F') ? {id: sent => (sent.target = sent.target.replace('a%2F', 'z%2F'))} : {}),
      date: sent => (sent.headers['x-sdk-date'] = '20261118T040501Z'),
      'old date': sent => (sent.headers['x-sdk-date'] = '20260101T000000Z'),
      ...(one.signed.headers.host ? {host: sent => (sent.headers.host = 'evil.example')} : {}),
      ...(one.headers['x-request-name'] ? {header: sent => (sent.headers['x-request-name'] = 'Jose')} : {}),
      ...(one.signed.query ? {value: sent => (sent.target = sent.target.replace('2026-10', '2026-09'))} : {}),
    }
    for (const [what, change] of Object.entries(changes)) {
      const {status} = await replay(run, one, change)
      expect([what, status], one.what).toEqual([what, 401])
    }
  })

  it('refuses a signature that lists a header that did not come, and one without the date', async () => {
    await opened()
    const [one] = replayed
    expect((await replay(run, one!, sent => delete sent.headers['x-domain-id'])).status).toBe(401)
    const {'x-sdk-date': _, ...rest} = one!.signed.headers
    const bare = {...one!, signed: {...one!.signed, headers: rest}}
    expect(await replay(run, bare)).toEqual({status: 401, reason: 'header x-sdk-date is not signed'})
  })
})
