import {Flags} from '@oclif/core'
import {resellerFlag} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {needed} from '../../cli/input/prompts.js'
import {readStandardInput} from '../../cli/input/stdin.js'
import {clean} from '../../cli/output/terminal.js'
import type {View} from '../../cli/output/view.js'
import {
  findingLines,
  idpFolderFlag,
  SsoCommand,
  sandboxIdpFolder,
  siteFlag,
  ssoFlags,
} from '../../cli/topics/sso/command.js'
import {Failure, usage} from '../../failure.js'
import {writeFileAtomic} from '../../files.js'
import {parsePhone, phoneText} from '../../phone.js'
import {checkPlace} from '../../place.js'
import {SANDBOX} from '../../profiles/profile.js'
import {userOf} from '../../sso/customer-user.js'
import type {SsoUser} from '../../sso/respond.js'

interface Issued {
  acs_url: string
  relay_state?: string
  saml_response: string
  xml: string
}

const view: View<Issued> = {
  columns: [{name: 'acs_url'}, {name: 'relay_state'}, {name: 'saml_response'}, {name: 'xml', extra: true}],
  screen: ({saml_response}) => `${saml_response}\n`,
}

export default class SsoRespond extends SsoCommand<Issued> {
  static override summary = 'Answer an AuthnRequest with a signed response, as an identity provider does'
  static override description =
    `For tests of a platform, or as a minimal identity provider. Prints SAMLResponse in Base64; --form writes a page that posts it. \
The key comes from a folder that \`sso metadata create\` made. With --metadata the request's signature is checked first, and
nothing is issued when it does not hold. Names of attributes and whatever else is not confirmed are settings.`
  static override examples = [
    "<%= config.bin %> sso respond 'https://shop.example.com/saml/sso?SAMLRequest=...' --idp idp --platform-user shop-1001",
    '<%= config.bin %> sso respond - --idp idp --platform-user shop-1001 --attribute department=it --form login.html',
  ]
  static override args = {request: argument('the address or SAMLRequest that arrived; - reads stdin')}
  static override flags = {
    ...resellerFlag,
    ...ssoFlags,
    ...siteFlag,
    ...idpFolderFlag,
    'platform-user': Flags.string({summary: "the customer's id on your platform (xaccount_id)"}),
    customer: Flags.string({
      char: 'C',
      summary: 'take the user from this customer (account name or id)',
      exclusive: ['platform-user'],
    }),
    email: Flags.string({summary: 'e-mail address of the user'}),
    name: Flags.string({summary: 'name of the user'}),
    phone: Flags.string({summary: 'phone number of the user, with its country: +86 13800000000'}),
    attribute: Flags.string({summary: 'one more attribute, name=value', multiple: true, multipleNonGreedy: true}),
    'entity-id': Flags.string({summary: 'issuer of the response; entityID of the metadata in the folder when absent'}),
    metadata: Flags.string({summary: "file or address of Huawei's metadata, to check the request with"}),
    form: Flags.string({summary: 'write a page that posts the response'}),
  }

  async run(): Promise<Issued> {
    const {args, flags} = await this.parse(SsoRespond)
    const settings = this.ssoSettings(flags)
    const user = await this.user(flags)
    const {idpFile, readIdpFolder} = await import('../../sso/idp-folder.js')
    const {readMessage} = await import('../../sso/message.js')
    const {readMetadata} = await import('../../sso/metadata.js')
    const {checkRequest, parseRequest} = await import('../../sso/request.js')
    const {Findings} = await import('../../sso/findings.js')
    const {makeResponse} = await import('../../sso/respond.js')
    const folder = flags.idp ?? (this.profileName === SANDBOX ? sandboxIdpFolder() : 'idp')
    const idp = readIdpFolder(folder)
    if (!idp)
      throw usage(`there is no key in ${folder}`, 'partnerctl sso metadata create --sso-url https://... --out FOLDER')
    const message = readMessage(args.request === '-' ? await readStandardInput() : args.request)
    if (message.kind !== 'request') throw usage(`this is a ${message.kind}, not a request`)
    const findings = new Findings()
    const sp = flags.metadata ? await readMetadata(flags.metadata, this.network) : undefined
    const request = parseRequest(message.text, {settings, sp})
    checkRequest(message, request, {settings, sp, now: Date.now()}, findings)
    const failed = findings.failed
    if (failed.length > 0) {
      throw new Failure('refused', `the request is not answered: ${failed.map(one => one.check).join(', ')}`, {
        next: findingLines(failed),
      })
    }
    const xml = makeResponse({
      request,
      issuer: flags['entity-id'] ?? (await readMetadata(idpFile(folder, 'metadata'))).entity_id,
      user,
      attributes: readAttributes(flags.attribute),
      ...idp,
      settings,
      now: Date.now(),
    })
    const issued: Issued = {
      acs_url: request.acs_url,
      relay_state: message.relay_state,
      saml_response: Buffer.from(xml).toString('base64'),
      xml,
    }
    if (flags.form) {
      checkPlace(flags.form, 'markup')
      const {postingPage} = await import('../../sso/page.js')
      writeFileAtomic(flags.form, postingPage(issued.acs_url, issued.saml_response, issued.relay_state))
    }
    await this.present(issued, view)
    this.done(clean(`For ${request.acs_url}, good for ${settings.get('valid_seconds')} seconds`))
    return issued
  }

  private async user(
    flags: {customer?: string; 'platform-user'?: string; phone?: string} & Partial<SsoUser>,
  ): Promise<SsoUser> {
    const {email, name, phone} = flags
    const mobile = phone === undefined ? undefined : phoneText(parsePhone(phone, '--phone'))
    if (!flags.customer) {
      const user_id =
        flags['platform-user'] ??
        (await this.prompts.text('--platform-user', "The customer's id on your platform", {
          read: needed('--platform-user'),
        }))
      return {user_id, email, name, mobile}
    }
    const customer = await this.findCustomer(flags.customer)
    const user = userOf(customer, await this.api.session)
    if (!user) throw usage(`${customer.account_name} has no id on your platform`, 'Give it with --platform-user')
    return {...user, email: email ?? user.email, name: name ?? user.name, mobile: mobile ?? user.mobile}
  }
}

function readAttributes(pairs: string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=')
      if (at < 1) throw usage(`--attribute: "${pair}" is not name=value`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
