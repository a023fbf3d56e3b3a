import {Flags} from '@oclif/core'
import {clean} from '../../cli/output/terminal.js'
import {currentRun} from '../../cli/run.js'
import {adminRequest} from '../../cli/topics/sandbox/admin.js'
import {SsoCommand, ssoFlags} from '../../cli/topics/sso/command.js'
import {usage} from '../../failure.js'
import {appendLine} from '../../files.js'
import type {SandboxPlace} from '../../profiles/connect.js'
import {SANDBOX} from '../../profiles/profile.js'
import type {Received} from '../../sso/bind-listener.js'

export default class SsoBindListener extends SsoCommand<Received[]> {
  static override summary = 'Receive bind notifications, check who sent them, and keep them'
  static override description =
    `Huawei posts one when a customer of your platform gets its account bound at a first login. The signature is checked with Huawei's \
metadata; a notification that fails is answered 403 and marked. Each is one line on stdout (JSON with -o json) and, with \
--out, one line in a file, on disk before the answer goes out. With --profile sandbox it registers its address there.
Source: devg-bpconsole/access_00011.html`
  static override examples = [
    '<%= config.bin %> sso bind-listener --profile sandbox --out bindings.jsonl',
    '<%= config.bin %> sso bind-listener --port 8482 --name bind.shop.example.com --metadata huawei-metadata.xml',
  ]
  static override flags = {
    ...ssoFlags,
    port: Flags.integer({summary: 'port; 0 takes a free one', default: 8482, min: 0, max: 65535}),
    host: Flags.string({summary: 'address to listen on', default: '127.0.0.1'}),
    path: Flags.string({summary: 'path of the notifications', default: '/bind'}),
    name: Flags.string({
      summary: 'name by which a proxy in front asks for it, host[:port]',
      multiple: true,
      multipleNonGreedy: true,
    }),
    metadata: Flags.string({summary: "file or address of Huawei's metadata; the site's when absent"}),
    out: Flags.string({summary: 'file to which each notification is added as a line of JSON'}),
    once: Flags.boolean({summary: 'end after the first one that was accepted'}),
  }

  protected override get sandboxPlace(): SandboxPlace {
    return 'running'
  }

  async run(): Promise<Received[]> {
    const {flags} = await this.parse(SsoBindListener)
    if (!flags.path.startsWith('/')) throw usage(`--path: ${flags.path} does not begin with /`)
    const settings = this.ssoSettings(flags)
    const {readMetadata} = await import('../../sso/metadata.js')
    const {startBindListener} = await import('../../sso/bind-listener.js')
    // Read once, and before anything arrives: a wrong address is said now.
    const sp = await readMetadata(flags.metadata ?? settings.get('sp_metadata'), this.network)
    const all: Received[] = []
    let end = () => {}
    const ended = new Promise<void>(resolve => {
      end = resolve
      currentRun().signal.addEventListener('abort', () => resolve(), {once: true})
    })
    const server = await startBindListener(
      {host: flags.host, port: flags.port, path: flags.path, names: flags.name},
      {
        settings,
        sp: async () => sp,
        take: async received => {
          if (flags.out) appendLine(flags.out, JSON.stringify(received))
          all.push(received)
          this.show(received, flags.output)
          if (flags.once && received.accepted) setImmediate(end)
        },
      },
    )
    try {
      const url = `${server.origin}${flags.path}`
      if (this.profileName === SANDBOX) await adminRequest(this.connection, 'PUT', '/sso', {notification_url: url})
      this.note(`Listening on ${url}; Ctrl-C ends it`)
      await ended
    } finally {
      await server.close()
    }
    return all
  }

  private show(received: Received, format: string): void {
    const {received_at, user_id, domain_name, domain_id, action, accepted, repeated, findings} = received
    const why = findings.filter(one => one.result === 'failed').map(one => `${one.check}: ${one.message}`)
    const state = accepted ? (repeated ? 'repeated' : 'accepted') : `refused (${why.join('; ')})`
    process.stdout.write(
      format === 'table'
        ? `${clean(`${received_at}  ${user_id} -> ${domain_name} (${domain_id}), action ${action}, ${state}`)}\n`
        : `${JSON.stringify(received)}\n`,
    )
  }
}
