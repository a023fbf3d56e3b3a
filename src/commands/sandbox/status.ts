import type {View} from '../../cli/output/view.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'
import {sandboxSettings} from '../../profiles/connect.js'

interface Status {
  version: string
  site: string
  scenario: string
  seed: number
  clock: string
  /** Folder of the state; absent for a running sandbox, which knows it alone. */
  data?: string
}

const view: View<Status> = {
  columns: [
    ...['version', 'site', 'scenario', 'seed', 'clock'].map(name => ({name})),
    {name: 'data', text: ({data}) => data ?? 'where the running sandbox keeps it'},
  ],
}

export default class SandboxStatus extends SandboxCommand<Status> {
  static override summary = 'Show which world the sandbox plays, its clock, and where its state lies'
  static override examples = ['<%= config.bin %> sandbox status']
  static override flags = {server: serverFlag}

  async run(): Promise<Status> {
    const {flags} = await this.parse(SandboxStatus)
    const status = await this.admin<Status>('GET', '/health')
    return this.present(flags.server ? status : {...status, data: sandboxSettings().data}, view)
  }
}
