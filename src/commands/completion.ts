import {Args} from '@oclif/core'
import {PartnerCommand} from '../cli/command.js'
import {installing, type Shell, scripts, shells} from '../cli/completion/scripts.js'
import {currentRun} from '../cli/run.js'

export default class Completion extends PartnerCommand<void> {
  static override summary = 'Print the script with which a shell completes commands, flags and values'
  static override description = `One line where your shell starts switches it on:
${shells.map(shell => installing[shell]).join('\n')}

Names of customers and resellers are those that earlier commands of the same profile have shown; nothing is asked over the network.`
  static override examples = ['<%= config.bin %> completion bash', '<%= config.bin %> completion zsh']
  static override args = {
    shell: Args.string({ignoreStdin: true, required: true, description: 'your shell', options: [...shells]}),
  }

  async run(): Promise<void> {
    const {args} = await this.parse(Completion)
    const shell = args.shell as Shell
    await currentRun().write(scripts[shell])
    currentRun().resultIsWhole()
    if (process.stdout.isTTY) this.done('To have it in every shell:', installing[shell])
  }
}
