// What a driver of an SDK is to do: the story of every operation, written down while our own client lives it.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {operationOf, operationTable, type Schema, type Service, type Site} from '../../src/api/contract/contract.js'
import type {SandboxOptions} from '../../src/sandbox/index.js'
import {readMultipart, type UploadedFile} from '../../src/sandbox/wire/multipart.js'
import {Router} from '../../src/sandbox/wire/router.js'
import {Client, type Send} from '../sandbox/client.js'
import {open, type Running} from '../sandbox/harness.js'
import {requests, stage} from '../sandbox/story.js'
import {desk} from '../sandbox/story-tickets.js'
import {tokens} from '../sandbox/story-tokens.js'
import {temporaryFolder} from '../support/traces.js'

/** A request of the story, or of the administration between them. */
export interface Step {
  send: Send
  /** What our own client was answered. */
  status: number
  code?: string
  /** What a driver needs to send it; absent for what only our own client sends. */
  call?: {
    site: Site
    service: Service
    operation: string
    name: string
    access: string
    secret: string
    domain: string
    input: Record<string, unknown>
    /** The same as it goes over the wire, for an SDK without models. */
    wire: Pick<Send, 'method' | 'path' | 'query' | 'headers' | 'body'>
  }
}

/** Signed within minutes of the clock, and always at the same moment when it is replayed. */
export const startAt = (clock: string, site: Site, more: SandboxOptions = {}): Promise<Running> =>
  open({site, scenario: 'messy', clock, ...more})

export async function freeze(run: Running, clock: string): Promise<void> {
  await run.anybody.admin('PUT', 'clock', {now: clock, frozen: true})
}

/** Lives the story in a world of its own and returns its steps. Not every SDK has the service of tickets. */
export async function planOf(site: Site, clock: string, tickets: boolean): Promise<Step[]> {
  const run = await startAt(clock, site)
  await freeze(run, clock)
  const steps: Step[] = []
  const domains = new Map<string, string>()
  const router = new Router(site)
  const {send} = Client.prototype
  Client.prototype.send = async function (this: Client, options: Send) {
    const answer = await send.call(this, options)
    const isAdmin = options.path.startsWith('/sandbox/')
    // Keys are asked for by the account that they are of.
    if (isAdmin && answer.json?.access_key_id) domains.set(answer.json.access_key_id, answer.json.domain_id)
    if (isAdmin && (options.method ?? 'GET') === 'GET') return answer
    const {status, json} = answer
    const keys = options.token === undefined ? this.keys : undefined
    const call = keys && !keys.token && !isAdmin ? callOf(site, router, options, keys) : undefined
    const domain = domains.get(keys?.access ?? '') ?? run.info.partner.domain_id
    steps.push({
      send: {...options, ...(keys ? {keys} : {})},
      status,
      ...(json?.error_code ? {code: json.error_code} : {}),
      ...(call ? {call: {...call, domain}} : {}),
    })
    return answer
  }
  try {
    const s = await stage(run)
    for (const [id, request] of Object.entries(requests)) {
      const {sites, method, path: route} = operationTable().operations[id]!
      if (!sites.includes(site)) continue
      const {as = run.partner, path = {}, query, body} = await request(s)
      await as.send({
        method,
        path: route.replace(/\{(\w+)\}/g, (_, name) => path[name]!),
        ...(query ? {query} : {}),
        ...(body === undefined ? {} : {body}),
      })
    }
    if (tickets) await desk(s)
    await tokens(s)
  } finally {
    Client.prototype.send = send
    await run.close()
  }
  return steps
}

/** The request as an SDK's model has it: parameters and the body by name, numbers as numbers. */
function callOf(site: Site, router: Router, options: Send, keys: {access: string; secret: string}) {
  const route = router.find(options.method ?? 'GET', options.path)
  if (!route) return undefined
  const {id, operation, path} = route
  const api = operationOf(operation.service, id)!
  const given: Record<string, unknown> = {...options.query, ...path}
  for (const [name, value] of Object.entries(options.headers ?? {})) given[name] = value
  const content = options.raw === undefined ? options.body : formOf(options)
  const input: Record<string, unknown> = content === undefined ? {} : {body: content}
  for (const parameter of api.parameters ?? []) {
    const value = given[parameter.name] ?? given[parameter.name.toLowerCase()]
    if (value !== undefined) input[parameter.name] = typed(parameter.schema, value)
  }
  const {method = 'GET', path: target, query, headers, body} = options
  const wire = {method, path: target, query, headers, body}
  return {site, service: operation.service, operation: id, name: nameOf(id, options.body), ...keys, input, wire}
}

/** A form with the path of a file in the place of what is in it: an SDK uploads what it finds there. */
function formOf({headers, raw}: Send): Record<string, string> {
  const form = readMultipart(headers!['content-type']!, Buffer.from(raw!))
  const {bytes, filename} = form.file as UploadedFile
  const path = join(temporaryFolder(), `${filename} ü.log`)
  writeFileSync(path, bytes)
  return {...(form as Record<string, string>), file: path}
}

function typed(schema: Schema, value: unknown): unknown {
  const type = [schema.type].flat()[0]
  if (type === 'array') return [value].flat().map(one => typed(schema.items ?? {}, one))
  if (type === 'integer' || type === 'number') return Number(value)
  return type === 'boolean' ? value === 'true' || value === true : value
}

/** IAM's calls have a name for each kind of identity. */
// biome-ignore lint/suspicious/noExplicitAny: the body of four operations
function nameOf(id: string, body: any): string {
  const method = body?.auth?.identity?.methods?.[0]
  if (id === 'KeystoneCreateToken')
    return method === 'password' ? 'KeystoneCreateUserTokenByPassword' : 'KeystoneCreateAgencyToken'
  if (id === 'CreateTemporaryAccessKey') return `CreateTemporaryAccessKeyBy${method === 'token' ? 'Token' : 'Agency'}`
  const service = operationTable().operations[id]!.service
  return (operationOf(service, id) as {'x-official-operation-id'?: string})['x-official-operation-id'] ?? id
}
