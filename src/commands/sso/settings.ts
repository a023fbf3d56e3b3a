import {Args} from '@oclif/core'
import type {View} from '../../cli/output/view.js'
import {SsoCommand, siteFlag, ssoFlags} from '../../cli/topics/sso/command.js'
import {Failure, usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {ENVIRONMENT} from '../../profiles/environment.js'
import {changeConfiguration, SANDBOX} from '../../profiles/profile.js'
import {isConfirmed, parseSettings, settingNames, settingTable} from '../../sso/settings.js'

interface Row {
  name: string
  value: string
  changed: boolean
  /** Whether a page of Huawei's says what the default is. */
  confirmed: boolean
  summary: string
  values?: string
  source: string
}

const view: View<Row> = {
  columns: [
    {name: 'name', label: 'SETTING'},
    {name: 'value', kind: 'text', text: row => `${row.value}${row.changed ? ' *' : ''}`},
    {name: 'confirmed', text: row => (row.confirmed ? 'yes' : 'no')},
    {name: 'summary', label: 'WHAT IT IS'},
    {name: 'values', extra: true},
    {name: 'changed', extra: true},
    {name: 'source', extra: true},
  ],
  spare: ['summary', 'confirmed'],
}

export default class SsoSettingsCommand extends SsoCommand<Row[]> {
  static override summary = 'Show what single sign-on rests on, and correct it for a profile'
  static override description =
    `Huawei's public pages leave a part of the protocol open. What they leave open is a setting here, marked as not confirmed, \
with the usual choice as its default. Give NAME=VALUE to change one for the profile, NAME= to go back to the default; \
--set NAME=VALUE on the other sso commands changes one for that command only.`
  static override examples = [
    '<%= config.bin %> sso settings --site intl',
    '<%= config.bin %> sso settings attribute_user_id=uid bind_signature=json --profile acme',
  ]
  static override strict = false
  static override args = {change: Args.string({ignoreStdin: true, description: 'NAME=VALUE, any number of them'})}
  static override flags = {...siteFlag, set: ssoFlags.set}

  async run(): Promise<Row[]> {
    const {argv, flags} = await this.parse(SsoSettingsCommand)
    if (argv.length > 0) await this.change(argv as string[])
    const settings = this.ssoSettings(flags)
    const rows = settingNames.map(name => ({
      name,
      value: settings.get(name),
      changed: settings.isSet(name),
      confirmed: isConfirmed(name, settings.site),
      summary: settingTable[name].summary,
      values: (settingTable[name] as {values?: readonly string[]}).values?.join(', '),
      source: settingTable[name].source,
    }))
    return this.present(rows, view)
  }

  private async change(pairs: string[]): Promise<void> {
    const name = this.profileName
    if (name === undefined)
      throw new Failure('denied', 'there is no profile to keep settings in', {next: ['partnerctl profile add']})
    if (name === SANDBOX)
      throw usage('the profile sandbox is built in and keeps no settings', 'Use --set NAME=VALUE on the command')
    const removed = pairs.filter(pair => pair.endsWith('=')).map(pair => pair.slice(0, -1))
    const given = parseSettings(pairs.filter(pair => !pair.endsWith('=')))
    if (name === ENVIRONMENT)
      throw usage(`the profile ${name} is stored nowhere and keeps no settings`, 'Use --set NAME=VALUE on the command')
    await changeConfiguration(configuration => {
      const profile = lookUp(configuration.profiles, name)!
      const own = {...profile.sso, ...given}
      for (const one of removed) delete own[one]
      profile.sso = Object.keys(own).length > 0 ? own : undefined
    })
    this.done(`Profile ${name} keeps ${pairs.length === 1 ? 'the setting' : `${pairs.length} settings`}`)
  }
}
