import {Flags} from '@oclif/core'
import {resellerFlag} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import {qrCode} from '../../cli/output/qr.js'
import {clean} from '../../cli/output/terminal.js'
import type {View} from '../../cli/output/view.js'
import {openInBrowser} from '../../cli/topics/sso/browser-and-clipboard.js'
import {SsoCommand, ssoFlags} from '../../cli/topics/sso/command.js'
import {usage} from '../../failure.js'
import {type SandboxPlace, sandboxUrl} from '../../profiles/connect.js'
import {SANDBOX} from '../../profiles/profile.js'
import {checkTarget, consoleNames, consoleUrl, loginLink} from '../../sso/link.js'

interface Link {
  link: string
  platform: string
  first_login: boolean
  target: string
  customer_id?: string
  account_name?: string
  /** Who the customer has to be on the partner's platform. */
  xaccount_id?: string
  bound?: boolean
}

const fields = ['link', 'platform', 'first_login', 'target', 'customer_id', 'account_name', 'xaccount_id', 'bound']

export default class SsoLink extends SsoCommand<Link> {
  static override summary = 'Make the single sign-on link that takes a customer to a console'
  static override description =
    `Whoever opens it signs in at your platform and lands in the console; the link itself names no customer and \
holds no secret. With --customer it says who has to sign in, and whether an account is bound to that user already.
Sources: api-bpconsole/jac_00001.html, bpconsole_apifaq_00003.html`
  static override examples = [
    '<%= config.bin %> sso link --profile sandbox',
    '<%= config.bin %> sso link --profile sandbox --service ecs --region ap-southeast-3 --qr',
    '<%= config.bin %> sso link https://console-intl.huaweicloud.com/iam/ --platform ACME --first-login',
  ]
  static override args = {target: optionalArgument('address of a console page; --service is the shorter way')}
  static override flags = {
    ...resellerFlag,
    ...ssoFlags,
    service: Flags.string({char: 's', summary: `console to open: ${consoleNames.join(', ')}`}),
    region: Flags.string({char: 'r', summary: 'region that the console shows, e.g. ap-southeast-3'}),
    customer: Flags.string({char: 'C', summary: 'whom the link is for (account name or id): fills in --first-login'}),
    'first-login': Flags.boolean({summary: 'the customer has no bound account yet', allowNo: true}),
    platform: Flags.string({summary: "platform id, xAccountType; the profile's when absent"}),
    open: Flags.boolean({summary: 'open it in the browser'}),
    qr: Flags.boolean({summary: 'show it as a QR code, too'}),
    'allow-any-target': Flags.boolean({summary: "lead to any address, not only to the site's consoles"}),
  }

  protected override get sandboxPlace(): SandboxPlace {
    return 'running if there is one'
  }

  async run(): Promise<Link> {
    const {args, flags} = await this.parse(SsoLink)
    const settings = this.ssoSettings(flags)
    if (args.target && flags.service) throw usage('give an address or --service, not both')
    const target = args.target ?? consoleUrl(settings, flags.service ?? 'home', flags.region)
    checkTarget(settings, target, flags['allow-any-target'])
    const customer = flags.customer ? await this.findCustomer(flags.customer) : undefined
    const bound = customer && Boolean(customer.associated_on)
    if (bound && flags['first-login']) {
      this.note(`Warning: ${customer.account_name} is bound already; --first-login is for customers without an account`)
    }
    const platform = flags.platform ?? (this.profileName ? (await this.api.session).xaccountType : undefined)
    if (!platform)
      throw usage(
        'the platform id is missing',
        '--platform ID, or a profile that knows it',
        'partnerctl profile add NAME --platform ID',
      )
    const firstLogin = flags['first-login'] ?? (bound === undefined ? false : !bound)
    const link = loginLink(settings, {platform, firstLogin, target})
    if (flags.open) await openInBrowser(link)
    const result: Link = {
      link,
      platform,
      first_login: firstLogin,
      target,
      ...(customer && {
        customer_id: customer.customer_id,
        account_name: customer.account_name,
        xaccount_id: customer.xaccount_id,
        bound,
      }),
    }
    await this.present(result, view(flags.qr))
    if (this.profileName === SANDBOX && !(await this.connection).admin?.startsWith(sandboxUrl())) {
      this.done('Nothing listens there yet:', 'partnerctl sandbox start', 'partnerctl sso idp start --profile sandbox')
    }
    if (customer) {
      const who = customer.xaccount_id ? `as ${customer.xaccount_id} on your platform` : 'on your platform'
      this.done(
        `${customer.account_name} signs in ${who}; ${bound ? 'the account is bound' : 'no account is bound yet'}`,
      )
    }
    return result
  }
}

/** For people the link alone, so that it can be piped; the QR code below it when asked for. */
const view = (qr: boolean): View<Link> => ({
  columns: fields.map(name => ({name})),
  async screen({link}) {
    if (!qr) return `${clean(link)}\n`
    return `${clean(link)}\n\n${await qrCode(link)}\n`
  },
})
