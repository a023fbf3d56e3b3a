import {PartnerCommand} from '../../cli/command.js'
import {writeFlags} from '../../cli/flags.js'
import {adminRequest} from '../../cli/sandbox-admin.js'

export default class SandboxReset extends PartnerCommand<{reset: true}> {
  static override summary = 'Put the sandbox back to how it began: everything made in it is forgotten'
  static override examples = ['<%= config.bin %> sandbox reset --yes']
  static override flags = {yes: writeFlags.yes}

  async run(): Promise<{reset: true}> {
    await this.parse(SandboxReset)
    this.common.profile = 'sandbox'
    await this.confirm('Forget everything that was made in the sandbox?')
    await adminRequest(this.connection, 'POST', '/reset')
    this.done('The sandbox is as it began')
    return {reset: true}
  }
}
