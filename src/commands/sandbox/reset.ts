import {writeFlags} from '../../cli/flags.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'

export default class SandboxReset extends SandboxCommand<{reset: true}> {
  static override summary = 'Put the sandbox back to how it began: everything made in it is forgotten'
  static override examples = ['<%= config.bin %> sandbox reset --yes']
  static override flags = {server: serverFlag, yes: writeFlags.yes}

  async run(): Promise<{reset: true}> {
    await this.parse(SandboxReset)
    await this.confirm('Forget everything that was made in the sandbox?')
    await this.admin('POST', '/reset')
    this.done('The sandbox is as it began')
    return {reset: true}
  }
}
