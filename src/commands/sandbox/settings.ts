import {argumentList} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'
import {usage} from '../../failure.js'

interface Setting {
  name: string
  value: string | number
}

const view: View<Setting> = {columns: [{name: 'name'}, {name: 'value'}]}

export default class SandboxSettings extends SandboxCommand<Setting[]> {
  static override summary = 'Show or change how the sandbox lives: delays, outcomes of reviews, rate limits'
  static override examples = [
    '<%= config.bin %> sandbox settings',
    '<%= config.bin %> sandbox settings reviewDelay=5 reviewOutcome=rejected',
  ]
  static override args = {settings: {...argumentList('name=value'), required: false}}
  static override flags = {server: serverFlag}

  async run(): Promise<Setting[]> {
    const {args} = await this.parse(SandboxSettings)
    const typed = (args.settings ?? []).map((text: string) => {
      const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? []
      if (!name) throw usage(`"${text}" is not a setting`, 'Write name=value')
      return [name, /^-?\d+(\.\d+)?$/.test(value!) ? Number(value) : value] as const
    })
    if (typed.length > 0) await this.admin('PUT', '/settings', Object.fromEntries(typed))
    const settings = await this.admin<Record<string, string | number>>('GET', '/settings')
    return this.present(
      Object.entries(settings).map(([name, value]) => ({name, value})),
      view,
    )
  }
}
