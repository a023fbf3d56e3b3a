import {Flags} from '@oclif/core'
import {currentRun} from '../../../cli/run.js'
import {adminRequest} from '../../../cli/topics/sandbox/admin.js'
import {SsoCommand, sandboxIdpFolder, ssoFlags} from '../../../cli/topics/sso/command.js'
import {listCustomers} from '../../../customers/find.js'
import {usage} from '../../../failure.js'
import type {SandboxPlace} from '../../../profiles/connect.js'
import {SANDBOX} from '../../../profiles/profile.js'
import {userOf} from '../../../sso/customer-user.js'

export default class SsoIdpStart extends SsoCommand<void> {
  static override summary = 'Serve a small identity provider for the sandbox: a login page with its customers'
  static override description =
    `Plays your sales platform: a login link leads to its page, a click on a customer leads on into the sandbox's console. It makes its \
key when it is first started, registers itself with the running sandbox, and runs until Ctrl-C. It asks for no \
passwords, so it serves the sandbox on this machine and nothing else.`
  static override examples = ['<%= config.bin %> sso idp start --profile sandbox']
  static override flags = {
    ...ssoFlags,
    port: Flags.integer({summary: 'port; 0 takes a free one', default: 8481, min: 0, max: 65535}),
  }

  protected override get sandboxPlace(): SandboxPlace {
    return 'running'
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(SsoIdpStart)
    if (this.profileName !== SANDBOX) {
      throw usage(
        'this provider lets everybody in: it serves the sandbox only',
        'Add --profile sandbox',
        'partnerctl sso respond    issues single responses with a key of yours',
      )
    }
    const settings = this.ssoSettings(flags)
    const session = await this.api.session
    const {readIdpFolder, writeIdpFolder} = await import('../../../sso/idp-folder.js')
    const {readMetadata} = await import('../../../sso/metadata.js')
    const {startIdp} = await import('../../../sso/idp.js')
    const folder = sandboxIdpFolder()
    const idp =
      readIdpFolder(folder) ??
      (await writeIdpFolder(folder, {
        commonName: 'partnerctl local provider',
        keyBits: 2048,
        days: 1095,
        now: Date.now(),
      }))
    const server = await startIdp(
      {host: '127.0.0.1', port: flags.port},
      {
        settings,
        idp,
        sp: () => readMetadata(settings.get('sp_metadata'), this.network),
        common: {account_id: session.xaccountType, partner_id: session.domainId},
        customers: part => this.customers(part),
        signedIn: user => this.note(`${user.user_id} signed in`),
      },
    )
    try {
      await adminRequest(this.connection, 'PUT', '/sso', {metadata: server.metadata})
      const ready = {url: server.origin, metadata: `${server.origin}/metadata`, platform: session.xaccountType}
      process.stdout.write(
        flags.output === 'table'
          ? `identity provider  ${ready.url}\nmetadata           ${ready.metadata}\nregistered for     ${ready.platform}\n`
          : `${JSON.stringify(ready)}\n`,
      )
      this.done('Ctrl-C ends it. Next:', 'partnerctl sso link --profile sandbox --open')
      await new Promise(resolve => currentRun().signal.addEventListener('abort', resolve, {once: true}))
    } finally {
      await server.close()
    }
  }

  /** Customers by a part of their name or their id on the platform. */
  private async customers(part: string) {
    const all = await listCustomers(this.api, {}).toArray()
    const needle = part.toLowerCase()
    const found = all.filter(one =>
      [one.account_name, one.customer, one.xaccount_id].some(text => text?.toLowerCase().includes(needle)),
    )
    const session = await this.api.session
    const users = found.flatMap(one => {
      const user = userOf(one, session)
      return user ? [{...user, label: one.customer || one.account_name || user.user_id}] : []
    })
    const exact = users.filter(one => one.user_id === part)
    return {users: exact.length > 0 ? exact : users.slice(0, 50), total: users.length}
  }
}
