import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'
import {type FaultRow, faultView} from '../../../cli/topics/sandbox/fault-view.js'

export default class SandboxFaultList extends SandboxCommand<FaultRow[]> {
  static override summary = 'List the faults that are set, and how often each struck'
  static override examples = ['<%= config.bin %> sandbox fault list']
  static override flags = {server: serverFlag}

  async run(): Promise<FaultRow[]> {
    await this.parse(SandboxFaultList)
    return this.present((await this.admin<{rules: FaultRow[]}>('GET', '/faults')).rules, faultView)
  }
}
