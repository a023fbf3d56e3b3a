import {Flags} from '@oclif/core'
import {optionalArgument} from '../../../cli/flags.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'
import {usage} from '../../../failure.js'

export default class SandboxFaultRemove extends SandboxCommand<{removed: number}> {
  static override summary = 'Take faults away: one, or all of them'
  static override examples = ['<%= config.bin %> sandbox fault remove']
  static override args = {id: optionalArgument('id of the fault; all when absent')}
  static override flags = {server: serverFlag, all: Flags.boolean({summary: 'all of them, as without an id'})}

  async run(): Promise<{removed: number}> {
    const {args, flags} = await this.parse(SandboxFaultRemove)
    if (args.id && flags.all) throw usage('one fault or all of them', 'Leave out the id, or --all')
    const path = args.id ? `/faults/${encodeURIComponent(args.id)}` : '/faults'
    const result = await this.admin<{removed: number}>('DELETE', path)
    this.done(`${result.removed} taken away`)
    return result
  }
}
