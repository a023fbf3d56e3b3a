import {PartnerCommand} from '../../cli/command.js'
import {adminRequest} from '../../cli/sandbox-admin.js'
import type {View} from '../../cli/view.js'
import {sandboxSettings} from '../../profiles/connect.js'

type Status = Record<string, unknown>

const view: View<Status> = {
  columns: ['version', 'scenario', 'seed', 'clock', 'data'].map(name => ({name})),
}

export default class SandboxStatus extends PartnerCommand<Status> {
  static override summary = 'Show which world the sandbox plays, its clock, and where its state lies'
  static override examples = ['<%= config.bin %> sandbox status']

  async run(): Promise<Status> {
    await this.parse(SandboxStatus)
    this.common.profile = 'sandbox'
    const health = (await adminRequest(this.connection, 'GET', '/health')) as Status
    return this.present({...health, data: sandboxSettings().data}, view)
  }
}
