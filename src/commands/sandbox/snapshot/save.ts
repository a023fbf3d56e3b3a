import {argument} from '../../../cli/flags.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'

export default class SandboxSnapshotSave extends SandboxCommand<Record<string, unknown>> {
  static override summary = "Keep the sandbox's state under a name"
  static override examples = ['<%= config.bin %> sandbox snapshot save before-rehearsal']
  static override args = {name: argument('name: letters, digits, dots and dashes')}
  static override flags = {server: serverFlag}

  async run(): Promise<Record<string, unknown>> {
    const {args} = await this.parse(SandboxSnapshotSave)
    const result = await this.admin<Record<string, unknown>>('PUT', `/snapshots/${encodeURIComponent(args.name)}`)
    this.done(`Kept as ${args.name}`)
    return result
  }
}
