import {argument} from '../../cli/flags.js'
import {jsonText} from '../../cli/output/output.js'
import {currentRun} from '../../cli/run.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'
import {commandLine} from '../../command-line.js'
import {writeFileAtomic} from '../../files.js'
import {checkPlace} from '../../place.js'

export default class SandboxExport extends SandboxCommand<{file: string}> {
  static override summary = "Write the sandbox's state to a JSON file"
  static override examples = ['<%= config.bin %> sandbox export state.json']
  static override args = {file: argument('file; - for stdout')}
  static override flags = {server: serverFlag}
  static override outputs = ['file']

  async run(): Promise<{file: string}> {
    const {args} = await this.parse(SandboxExport)
    if (args.file !== '-') checkPlace(args.file, 'json')
    const state = await this.admin<unknown>('GET', '/state')
    if (args.file === '-') await currentRun().write(`${jsonText(state, 1)}\n`)
    else writeFileAtomic(args.file, `${JSON.stringify(state, null, 1)}\n`)
    this.done(`State written to ${args.file}`, commandLine`sandbox import ${args.file}`)
    return {file: args.file}
  }
}
