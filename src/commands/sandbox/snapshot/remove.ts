import {argument} from '../../../cli/flags.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'

export default class SandboxSnapshotRemove extends SandboxCommand<Record<string, unknown>> {
  static override summary = 'Forget a kept state'
  static override examples = ['<%= config.bin %> sandbox snapshot remove before-rehearsal']
  static override args = {name: argument('name: letters, digits, dots and dashes')}
  static override flags = {server: serverFlag}

  async run(): Promise<Record<string, unknown>> {
    const {args} = await this.parse(SandboxSnapshotRemove)
    const result = await this.admin<Record<string, unknown>>('DELETE', `/snapshots/${encodeURIComponent(args.name)}`)
    this.done(`Forgot ${args.name}`)
    return result
  }
}
