import {argument} from '../../../cli/flags.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'

export default class SandboxSnapshotRestore extends SandboxCommand<Record<string, unknown>> {
  static override summary = "Put the sandbox's state back to what was kept under a name"
  static override examples = ['<%= config.bin %> sandbox snapshot restore before-rehearsal']
  static override args = {name: argument('name: letters, digits, dots and dashes')}
  static override flags = {server: serverFlag}

  async run(): Promise<Record<string, unknown>> {
    const {args} = await this.parse(SandboxSnapshotRestore)
    const result = await this.admin<Record<string, unknown>>('POST', `/snapshots/${encodeURIComponent(args.name)}`)
    this.done(`Put back to ${args.name}`)
    return result
  }
}
