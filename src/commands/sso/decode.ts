import {Flags} from '@oclif/core'
import {optionalArgument} from '../../cli/flags.js'
import {readStandardInput} from '../../cli/input/stdin.js'
import {clean} from '../../cli/output/terminal.js'
import type {View} from '../../cli/output/view.js'
import {findingLines, SsoCommand, siteFlag, ssoFlags} from '../../cli/topics/sso/command.js'
import {usage} from '../../failure.js'
import type {Decoded} from '../../sso/decode.js'

const names: Record<Decoded['kind'], string> = {
  request: 'AuthnRequest',
  response: 'SAML response',
  notification: 'Bind notification',
  'login-link': 'Login link',
  metadata: 'SAML metadata',
}

const view: View<Decoded> = {
  columns: [
    {name: 'kind'},
    {name: 'packing'},
    {name: 'facts'},
    {name: 'relay_state'},
    {name: 'findings', value: row => findingLines(row.findings).join('\n')},
    {name: 'text', extra: true},
  ],
  screen(decoded) {
    const lines = [names[decoded.kind], '']
    const facts = Object.entries({...decoded.facts, relay_state: decoded.relay_state}).flatMap(([name, value]) =>
      flat(name, value),
    )
    const width = Math.max(...facts.map(([name]) => name.length))
    for (const [name, value] of facts) lines.push(`${name.replaceAll('_', ' ').padEnd(width)}  ${clean(value)}`)
    lines.push('', ...findingLines(decoded.findings).map(line => clean(line)))
    return `${lines.join('\n')}\n`
  },
}

/** A value as lines of name and text; empty ones are left out. */
function flat(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null || value === '') return []
  if (Array.isArray(value)) return value.flatMap(one => flat(name, one))
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, one]) => flat(name === 'attributes' ? key : `${name} ${key}`, one))
  }
  return [[name, String(value)]]
}

export default class SsoDecode extends SsoCommand<Decoded> {
  static override summary = 'Read a single sign-on message and say what is wrong with it'
  static override description =
    `Takes an AuthnRequest, a SAMLResponse, a bind notification, a login link or metadata, in whatever they came: a whole address, \
a form, the source of a page, Base64, XML. With --metadata of the sender the signature is checked: your identity provider's \
for a response, Huawei's for everything else. Exit 5 when a check fails.`
  static override examples = [
    "<%= config.bin %> sso decode 'https://auth-intl.huaweicloud.com/authui/saml/login?xAccountType=ACME&isFirstLogin=false&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2Fiam%2F' --site intl",
    'pbpaste | <%= config.bin %> sso decode - --metadata idp-metadata.xml',
    '<%= config.bin %> sso decode --clipboard --xml',
  ]
  static override args = {message: optionalArgument('the message; - reads stdin')}
  static override flags = {
    ...ssoFlags,
    ...siteFlag,
    clipboard: Flags.boolean({summary: 'take the message from the clipboard'}),
    metadata: Flags.string({summary: 'file or address of the metadata that the signature is checked with'}),
    'request-id': Flags.string({summary: 'ID of the request that a response should answer'}),
    at: Flags.string({summary: 'judge times as of this moment, ISO 8601; now when absent'}),
    xml: Flags.boolean({summary: 'print the message itself, indented, and nothing else'}),
  }

  async run(): Promise<Decoded> {
    const {args, flags} = await this.parse(SsoDecode)
    const input = await this.read(args.message, flags.clipboard)
    const {decodeMessage, readable} = await import('../../sso/decode.js')
    const {readMetadata} = await import('../../sso/metadata.js')
    const now = flags.at ? Date.parse(flags.at) : Date.now()
    if (Number.isNaN(now)) throw usage(`--at: "${flags.at}" is not a time`, 'Write it like 2026-10-03T08:00:00Z')
    const decoded = decodeMessage(input, {
      settings: this.ssoSettings(flags),
      metadata: flags.metadata ? await readMetadata(flags.metadata, this.network) : undefined,
      requestId: flags['request-id'],
      now,
    })
    if (flags.xml) {
      process.stdout.write(clean(readable(decoded), {lines: true}))
      return decoded
    }
    await this.present(decoded, view)
    this.judge(decoded.findings, 'the message')
    return decoded
  }

  private async read(argument: string | undefined, clipboard: boolean): Promise<string> {
    if (clipboard) {
      const {readClipboard} = await import('../../cli/topics/sso/browser-and-clipboard.js')
      return readClipboard()
    }
    if (argument !== undefined && argument !== '-') return argument
    if (argument === undefined && process.stdin.isTTY) {
      throw usage('there is no message', 'Give it as an argument, - for stdin, or --clipboard')
    }
    return readStandardInput()
  }
}
