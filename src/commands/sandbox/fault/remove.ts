import {optionalArgument} from '../../../cli/flags.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'

export default class SandboxFaultRemove extends SandboxCommand<{removed: number}> {
  static override summary = 'Take faults away: one, or all of them'
  static override examples = ['<%= config.bin %> sandbox fault remove']
  static override args = {id: optionalArgument('id of the fault; all when absent')}
  static override flags = {server: serverFlag}

  async run(): Promise<{removed: number}> {
    const {args} = await this.parse(SandboxFaultRemove)
    const path = args.id ? `/faults/${encodeURIComponent(args.id)}` : '/faults'
    const result = await this.admin<{removed: number}>('DELETE', path)
    this.done(`${result.removed} taken away`)
    return result
  }
}
