import {setTimeout as sleep} from 'node:timers/promises'
import {Flags} from '@oclif/core'
import {clean, isTerminal} from '../../cli/output/terminal.js'
import type {View} from '../../cli/output/view.js'
import {currentRun} from '../../cli/run.js'
import {runningFlag, SandboxCommand} from '../../cli/topics/sandbox/command.js'
import {counted} from '../../counted.js'

interface RequestRow {
  seq: number
  at: string
  method: string
  path: string
  operation?: string
  tenant?: string
  status?: number
  error_code?: string
  request_id: string
  /** Why it was refused. */
  reason?: string
  fault?: string
  effect?: string
  milliseconds?: number
}

const faultOf = ({fault, effect}: RequestRow): string => (fault ? `${fault} ${effect}` : '')

/** A request on one line: when, what, what came of it, and why. */
function lineOf(row: RequestRow): string {
  const {seq, at, method, operation, path, status, error_code, milliseconds, reason} = row
  const answer = status === undefined ? 'no answer' : [status, error_code].filter(Boolean).join(' ')
  const why = reason ?? (row.fault ? `fault ${row.fault}: ${row.effect}` : undefined)
  return `#${seq} ${at.slice(11, 19)} ${method} ${operation ?? path} -> ${answer}${milliseconds === undefined ? '' : ` ${milliseconds} ms`}${why ? ` (${why})` : ''}`
}

/** Milliseconds between two looks. */
const INTERVAL = 500

const view: View<RequestRow> = {
  empty: 'No requests',
  columns: [
    {name: 'seq', label: '#', align: 'right'},
    {name: 'at', label: 'AT (UTC)', text: row => row.at.slice(11, 19)},
    {name: 'method'},
    {name: 'operation', text: row => row.operation ?? row.path},
    {name: 'status', align: 'right'},
    {name: 'error_code', label: 'CODE'},
    {name: 'fault', text: faultOf},
    {name: 'reason', kind: 'text'},
    {name: 'milliseconds', label: 'MS', align: 'right'},
    {name: 'path', extra: true},
    {name: 'query', extra: true},
    {name: 'tenant', extra: true},
    {name: 'identity', extra: true},
    {name: 'request_id', extra: true},
    {name: 'request_body', extra: true},
    {name: 'response_body', extra: true},
  ],
}

export default class SandboxRequests extends SandboxCommand<RequestRow[] | string> {
  static override summary = 'Show what a running sandbox was asked, newest last; secrets are masked'
  static override description = 'The journal is kept in memory by the process of sandbox start.'
  static override examples = [
    '<%= config.bin %> sandbox requests --operation CreateSubCustomer',
    '<%= config.bin %> sandbox requests --status 429 -o json',
    '<%= config.bin %> sandbox requests --follow',
    '<%= config.bin %> sandbox requests --curl 12',
  ]
  static override flags = {
    server: runningFlag,
    operation: Flags.string({summary: 'requests of this operation'}),
    tenant: Flags.string({summary: 'requests of this account (id)'}),
    status: Flags.integer({summary: 'requests with this HTTP status'}),
    code: Flags.string({summary: 'requests with this error code'}),
    limit: Flags.integer({summary: 'rows at most', default: 50, min: 1}),
    curl: Flags.integer({summary: 'print this request as a curl command'}),
    follow: Flags.boolean({
      summary: 'a line for each request as it comes, with the fault it met and why it was refused, until Ctrl-C',
      exclusive: ['curl', 'clear'],
    }),
    clear: Flags.boolean({summary: 'forget all requests'}),
  }

  async run(): Promise<RequestRow[] | string> {
    const {flags} = await this.parse(SandboxRequests)
    if (flags.curl !== undefined) {
      const command = await this.admin<string>('GET', `/requests/${flags.curl}/curl`)
      await currentRun().write(isTerminal(process.stdout) ? clean(command, {lines: true}) : command)
      return command
    }
    if (flags.clear) {
      await this.admin('DELETE', '/requests')
      this.done('Forgotten')
      return []
    }
    const query = new URLSearchParams()
    const filters = {operation: flags.operation, tenant: flags.tenant, status: flags.status, error_code: flags.code}
    for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, String(value))
    if (flags.follow) return this.follow(query, flags.server, flags.output !== 'table')
    query.set('limit', String(flags.limit))
    const {requests} = await this.admin<{requests: RequestRow[]}>('GET', `/requests?${query}`)
    return this.present(requests, view)
  }

  /** Tells every request once it is answered, each once, in their order; a sandbox that went away ends it. */
  private async follow(query: URLSearchParams, server: string, json: boolean): Promise<RequestRow[]> {
    const look = async () => (await this.admin<{requests: RequestRow[]}>('GET', `/requests?${query}`)).requests
    query.set('after', String((await look()).at(-1)?.seq ?? 0))
    this.done(`Following ${server}; Ctrl-C ends it`)
    const told = {requests: 0, refused: 0}
    try {
      while (!currentRun().signal.aborted) {
        for (const row of await look()) {
          // One that is still being answered is told by the next look, with its answer.
          if (row.milliseconds === undefined) break
          await currentRun().write(`${json ? JSON.stringify(row) : clean(lineOf(row))}\n`)
          query.set('after', String(row.seq))
          told.requests++
          if (row.reason !== undefined || row.fault) told.refused++
        }
        await sleep(INTERVAL, undefined, {signal: currentRun().signal}).catch(() => {})
      }
    } finally {
      this.done(`Followed ${server}: ${counted(told.requests, 'request')}, ${told.refused} refused or met by a fault`)
    }
    return []
  }
}
