import {Flags} from '@oclif/core'
import {clean, isTerminal} from '../../cli/output/terminal.js'
import type {View} from '../../cli/output/view.js'
import {currentRun} from '../../cli/run.js'
import {SANDBOX_PORT, SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'

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
  fault?: string
  milliseconds?: number
}

const view: View<RequestRow> = {
  empty: 'No requests',
  columns: [
    {name: 'seq', label: '#', align: 'right'},
    {name: 'at', label: 'AT (UTC)', text: row => row.at.slice(11, 19)},
    {name: 'method'},
    {name: 'operation', text: row => row.operation ?? row.path},
    {name: 'status', align: 'right'},
    {name: 'error_code', label: 'CODE'},
    {name: 'fault'},
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
  static override description =
    `The journal is kept in memory by the process of sandbox start (http://127.0.0.1:${SANDBOX_PORT} unless --server says otherwise).`
  static override examples = [
    '<%= config.bin %> sandbox requests --operation CreateSubCustomer',
    '<%= config.bin %> sandbox requests --status 429 -o json',
    '<%= config.bin %> sandbox requests --curl 12',
  ]
  static override flags = {
    server: serverFlag,
    operation: Flags.string({summary: 'requests of this operation'}),
    tenant: Flags.string({summary: 'requests of this account (id)'}),
    status: Flags.integer({summary: 'requests with this HTTP status'}),
    code: Flags.string({summary: 'requests with this error code'}),
    limit: Flags.integer({summary: 'rows at most', default: 50, min: 1}),
    curl: Flags.integer({summary: 'print this request as a curl command'}),
    clear: Flags.boolean({summary: 'forget all requests'}),
  }

  async run(): Promise<RequestRow[] | string> {
    const {flags} = await this.parse(SandboxRequests)
    ;(this.common as {server?: string}).server ??= `http://127.0.0.1:${SANDBOX_PORT}`
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
    const query = new URLSearchParams({limit: String(flags.limit)})
    const filters = {operation: flags.operation, tenant: flags.tenant, status: flags.status, error_code: flags.code}
    for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, String(value))
    const {requests} = await this.admin<{requests: RequestRow[]}>('GET', `/requests?${query}`)
    return this.present(requests, view)
  }
}
