// A support desk over HTTP for tests: operations by name, through the independent client.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect} from 'vitest'
import type {Answer, Client, Send} from '../../client.js'
import {NOW, type Running} from '../../harness.js'

const contract = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../src/api/contract/osm.openapi.json'), 'utf8'),
) as {paths: Record<string, Record<string, {operationId: string; parameters?: {name: string; in: string}[]}>>}

interface Place {
  method: string
  path: string
  parameters: Map<string, string>
}

/** Every operation of the contract: where it lives. */
export const operations = new Map<string, Place>(
  Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, {operationId, parameters = []}]): [string, Place] => [
      operationId,
      {method: method.toUpperCase(), path, parameters: new Map(parameters.map(p => [p.name, p.in]))},
    ]),
  ),
)

export const SOURCE = '83aeb0f2834c4df49826c781d32a963e'
/** Operations that were called in a test file, each with its site. */
export const called = new Set<string>()

export class Desk {
  constructor(
    readonly client: Client,
    readonly headers: Record<string, string> = {'x-language': 'en-us', 'x-time-zone': 'GMT+0'},
    readonly site = 'intl',
  ) {}

  /** Sends an operation as it is, whatever the answer. */
  async send(id: string, input: Record<string, unknown> = {}, more: Partial<Send> = {}): Promise<Answer> {
    const {method, path, parameters} = operations.get(id)!
    called.add(`${this.site} ${id}`)
    let target = path
    const query: Record<string, string | string[]> = {}
    const body: Record<string, unknown> = {}
    const headers = {...this.headers, ...more.headers}
    for (const [name, value] of Object.entries(input)) {
      const place = parameters.get(name)
      if (place === 'path') target = target.replace(`{${name}}`, encodeURIComponent(String(value)))
      else if (place === 'query') query[name] = Array.isArray(value) ? value.map(String) : String(value)
      else if (place === 'header') headers[name] = String(value)
      else body[name] = value
    }
    const takesBody = method !== 'GET' && (Object.keys(body).length > 0 || /^(POST|PUT)$/.test(method))
    const bodiless = /CreateCaseLabels|RevokeMessage/.test(id)
    return this.client.send({method, path: target, query, ...(takesBody && !bodiless ? {body} : {}), ...more, headers})
  }

  /** The body of a success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  async do(id: string, input: Record<string, unknown> = {}, more: Partial<Send> = {}): Promise<any> {
    const answer = await this.send(id, input, more)
    if (answer.status !== 200 || answer.json?.error_code) {
      throw new Error(`${id}: ${answer.status} ${answer.text} ${answer.headers['x-sandbox-validation'] ?? ''}`)
    }
    return answer.json
  }

  /** Expects a refusal inside a 200. */
  async refused(code: string, id: string, input: Record<string, unknown> = {}): Promise<void> {
    const {status, json} = await this.send(id, input)
    expect({id, status, code: json?.error_code}).toEqual({id, status: 200, code: `OSM.${code}`})
  }

  upload(name: string, content: string | Buffer, from = 'incident'): Promise<Answer> {
    called.add(`${this.site} UploadAccessory`)
    const boundary = 'b0undary'
    const form = JSON.stringify({fileName: name, accessoryFrom: from, uploadType: 0})
    const head =
      `--${boundary}\r\nContent-Disposition: form-data; name="form_data"\r\n\r\n${form}\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: application/octet-stream\r\n\r\n`
    const raw = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
    const headers = {...this.headers, 'content-type': `multipart/form-data; boundary=${boundary}`}
    return this.client.send({
      method: 'POST',
      path: '/v2/servicerequest/accessorys',
      raw,
      headers: {...headers, 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD'},
    })
  }

  fault(more: Record<string, unknown> = {}): Promise<string> {
    return this.create({
      business_type_id: 'bt-down-ecs',
      simple_description: 'Resource ID: i-1\nSymptom: SSH times out',
      extends_map: {resource_id: 'i-1'},
      ...more,
    })
  }

  question(more: Record<string, unknown> = {}): Promise<string> {
    return this.create({business_type_id: 'bt-charge-billing', simple_description: 'Why was I charged?', ...more})
  }

  async create(body: Record<string, unknown>): Promise<string> {
    return (await this.do('CreateCases', {source_id: SOURCE, ...body})).incident_id
  }

  async status(case_id: string): Promise<number> {
    return (await this.do('ShowCaseStatus', {case_id})).status
  }

  async messages(case_id: string): Promise<{type: number; content: string; message_id: string}[]> {
    return (await this.do('ShowCaseDetail', {case_id})).incident_detail_info.message_list
  }
}

/** A step of the engineer's pace, in seconds on the sandbox's clock. */
export const STEP = 120

export async function advance(run: Running, seconds: number): Promise<void> {
  expect((await run.anybody.admin('POST', 'clock/advance', {seconds})).status).toBe(200)
}

/** Stops the clock at `NOW`, however long the start took. */
export const freeze = (run: Running) => run.anybody.admin('PUT', 'clock', {now: NOW, frozen: true})

export const regionOf = {intl: 'ap-southeast-3', eu: 'eu-west-101', cn: 'cn-south-1'}
