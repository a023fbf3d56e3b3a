import {Flags} from '@oclif/core'
import {auditLines} from '../../cli/audit.js'
import {PartnerCommand} from '../../cli/command.js'
import {listFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {usage} from '../../failure.js'

interface Entry {
  time: string
  user: string
  host: string
  profile: string
  command: string
  operation: string
  /** As whom it was done, when that is a customer. */
  customer?: string
  targets: string[]
  /** `open`: the program ended before it knew. */
  outcome: 'done' | 'refused' | 'failed' | 'unknown' | 'open'
  status?: number
  code?: string
  request_id?: string
  id: string
}

const view: View<Entry> = {
  empty: 'Nothing was changed with this program yet',
  columns: [
    {name: 'time', label: 'TIME (UTC)', text: row => row.time.slice(0, 19).replace('T', ' ')},
    {name: 'user'},
    {name: 'profile'},
    {name: 'command'},
    {name: 'targets', label: 'ON', kind: 'text', text: row => row.targets.join(' ')},
    {name: 'outcome'},
    {name: 'code'},
    {name: 'request_id', label: 'REQUEST ID'},
    {name: 'operation', extra: true},
    {name: 'customer', extra: true},
    {name: 'status', extra: true},
    {name: 'host', extra: true},
    {name: 'id', extra: true},
  ],
  spare: ['user', 'profile', 'request_id', 'code'],
}

export default class AuditList extends PartnerCommand<Entry[]> {
  static override summary = 'List what was changed from this machine: who, what, outcome, request id'
  static override description =
    'Newest first. Times are UTC. The log holds ids, but no secrets and nothing personal of customers.'
  static override examples = [
    '<%= config.bin %> audit list',
    '<%= config.bin %> audit list --all --since 2026-11-01 --filter outcome!=done -o csv',
  ]
  static override flags = {
    ...listFlags,
    since: Flags.string({summary: 'from this day or time on, UTC: 2026-11-01, 2026-11-01T12:00:00Z'}),
    on: Flags.string({summary: 'changes that name this id: a customer, an order, a ticket'}),
  }

  async run(): Promise<Entry[]> {
    const {flags} = await this.parse(AuditList)
    const since = flags.since ? parseTime(flags.since) : ''
    const entries = new Map<string, Entry>()
    for (const {line} of auditLines()) {
      if (line?.event === 'intent') {
        const {time, user, host, profile, command, operation, customer, targets = [], id} = line
        entries.set(id, {time, user, host, profile, command, operation, customer, targets, outcome: 'open', id})
      } else if (line?.event === 'outcome') {
        const entry = entries.get(line.id)
        const {outcome, status, code, requestId} = line
        if (entry) Object.assign(entry, {outcome, status, code, request_id: requestId})
      }
    }
    const wanted = [...entries.values()]
      .reverse()
      .filter(
        ({time, customer, targets}) =>
          time >= since && (!flags.on || customer === flags.on || targets.includes(flags.on)),
      )
    const shown = wanted.slice(0, this.rowLimit)
    await this.present(shown, view)
    if (shown.length < wanted.length) this.note(`Showing ${shown.length} of ${wanted.length}; --all for the rest`)
    return shown
  }
}

function parseTime(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw usage(`"${text}" is not a time`, 'Write it like 2026-11-01 or 2026-11-01T12:00:00Z')
  return new Date(time).toISOString()
}
