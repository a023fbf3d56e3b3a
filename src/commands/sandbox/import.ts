import {readFileSync} from 'node:fs'
import {argument, writeFlags} from '../../cli/flags.js'
import {readStandardInput} from '../../cli/input/stdin.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'
import {usage} from '../../failure.js'

export default class SandboxImport extends SandboxCommand<{imported: true}> {
  static override summary = "Replace the sandbox's state by one that was exported"
  static override examples = ['<%= config.bin %> sandbox import state.json --yes']
  static override args = {file: argument('file; - for stdin')}
  static override flags = {server: serverFlag, yes: writeFlags.yes}

  async run(): Promise<{imported: true}> {
    const {args} = await this.parse(SandboxImport)
    let state: unknown
    try {
      state = JSON.parse(args.file === '-' ? await readStandardInput() : readFileSync(args.file, 'utf8'))
    } catch (error) {
      throw usage(`${args.file} cannot be read as a state: ${(error as Error).message}`)
    }
    await this.confirm("Replace the sandbox's state?")
    await this.admin('PUT', '/state', state)
    this.done('State imported')
    return {imported: true}
  }
}
