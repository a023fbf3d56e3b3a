import {Flags} from '@oclif/core'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {adminRequest} from '../../cli/topics/sandbox/admin.js'
import {SsoCommand} from '../../cli/topics/sso/command.js'
import {usage} from '../../failure.js'
import type {SandboxPlace} from '../../profiles/connect.js'
import {SANDBOX} from '../../profiles/profile.js'

interface Registered {
  partner: string
  platform: string
  registered: boolean
  notification_url: string | null
  settings: Record<string, string>
}

const view: View<Registered> = {
  columns: [
    {name: 'platform'},
    {name: 'registered', text: row => (row.registered ? 'yes' : 'no')},
    {name: 'notification_url'},
    {
      name: 'settings',
      text: row =>
        Object.entries(row.settings)
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
    },
    {name: 'partner', extra: true},
  ],
}

export default class SsoRegister extends SsoCommand<Registered> {
  static override summary = 'Give the sandbox your identity provider and your notification address'
  static override description =
    `What Partner Center calls access configuration (Support > Open APIs > Configure), for the sandbox. On the real site it is done \
there, by hand. Without arguments it shows what is configured. --set changes how the sandbox behaves where Huawei's pages \
leave it open.
Source: devg-bpconsole/access_00011.html`
  static override examples = [
    '<%= config.bin %> sso register --profile sandbox',
    '<%= config.bin %> sso register idp/idp-metadata.xml --notification-url http://127.0.0.1:8482/bind --profile sandbox',
  ]
  static override args = {metadata: optionalArgument("file or address of your identity provider's metadata")}
  static override flags = {
    'notification-url': Flags.string({summary: 'where bind notifications are posted'}),
    partner: Flags.string({summary: 'account id of the partner; the first one of the sandbox when absent'}),
    set: Flags.string({summary: 'one setting of the sandbox, name=value', multiple: true, multipleNonGreedy: true}),
  }

  protected override get sandboxPlace(): SandboxPlace {
    return 'running if there is one'
  }

  async run(): Promise<Registered> {
    const {args, flags} = await this.parse(SsoRegister)
    if (this.profileName !== SANDBOX) {
      throw usage(
        'on the real site this is done in Partner Center: Support > Open APIs > Configure',
        'partnerctl sso metadata check FILE    before you upload it',
        'add --profile sandbox to configure the sandbox',
      )
    }
    const {readDocument} = await import('../../sso/metadata.js')
    const change = {
      partner: flags.partner,
      metadata: args.metadata && (await readDocument(args.metadata, this.network)).toString('utf8'),
      notification_url: flags['notification-url'],
      settings: flags.set && Object.fromEntries(flags.set.map(pair => pair.split(/=(.*)/s, 2))),
    }
    const nothing = !change.metadata && !change.notification_url && !change.settings
    const path = `/sso${nothing && flags.partner ? `?partner=${encodeURIComponent(flags.partner)}` : ''}`
    const result = (await adminRequest(
      this.connection,
      nothing ? 'GET' : 'PUT',
      path,
      nothing ? undefined : change,
    )) as Registered
    return this.present(result, view)
  }
}
