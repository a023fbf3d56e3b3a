// The sandbox as the login host and console of Huawei Cloud: /authui/saml/… and /console. Start reading here.
//
//   GET  /authui/saml/login                   the partner's link; leads to its identity provider (login.ts)
//   POST /authui/saml/SAMLAssertionConsumer   the response comes back and is checked (consume.ts)
//   GET, POST /authui/saml/bind               a first login binds an account, and the partner is told (bind.ts)
//   GET  /authui/saml/metadata.xml            the sandbox's own metadata (metadata.ts)
//   GET  /console                             who is signed in, as which customer, where to
import {randomBytes} from 'node:crypto'
import type {Emulator} from '../emulator.js'
import type {WireReply, WireRequest} from '../wire/exchange.js'
import type {Customer, Partner} from '../world/model.js'
import {bind, boundCustomer, type Notification, notify} from './bind.js'
import {type Consumed, consume} from './consume.js'
import {SamlFault} from './fault.js'
import {signingKey} from './keys.js'
import {authnRequest, type Login, Logins, redirectUrl} from './login.js'
import {identityProvider, ownMetadata} from './metadata.js'
import {facts, type Markup, markup, page, redirect} from './page.js'
import {readConfiguration, settingOf} from './settings.js'

/** Somebody who has come through single sign-on. */
interface Visitor extends Consumed {
  partner: Partner
  customer?: Customer
  /** Set when this login bound the account. */
  bound?: {notification: Notification | undefined}
}

const COOKIE = 'sandbox_console'
const MAX_VISITORS = 1000

const consoleHosts = {
  intl: ['console-intl.huaweicloud.com', 'account-intl.huaweicloud.com'],
  eu: ['console.eu.huaweicloud.com', 'account.eu.huaweicloud.com'],
  cn: ['console.huaweicloud.com', 'account.huaweicloud.com'],
}

export class SamlPages {
  readonly #logins = new Logins()
  readonly #visitors = new Map<string, Visitor>()
  /** Real time: the parties of a login have no other clock. */
  readonly #now: () => number

  constructor(
    private readonly sandbox: Emulator,
    now: () => number = Date.now,
  ) {
    this.#now = now
  }

  respond = async (request: WireRequest): Promise<WireReply> => {
    try {
      switch (`${request.method} ${request.path.replace(/\/$/, '')}`) {
        case 'GET /authui/saml/login':
          return await this.#login(new URLSearchParams(request.query))
        case 'POST /authui/saml/SAMLAssertionConsumer':
          return this.#consume(formOf(request))
        case 'GET /authui/saml/bind':
          return this.#bindPage(this.#visitor(request))
        case 'POST /authui/saml/bind':
          return await this.#bind(this.#visitor(request), formOf(request))
        case 'GET /authui/saml/metadata.xml': {
          const unsigned = new URLSearchParams(request.query).get('unsigned') === 'true'
          const xml = ownMetadata(this.sandbox.origin, await signingKey(this.sandbox.store), unsigned)
          const headers = {'content-type': 'application/samlmetadata+xml; charset=utf-8', 'x-sandbox': 'true'}
          return {status: 200, headers, body: Buffer.from(xml)}
        }
        case 'GET /console':
          return this.#console(this.#visitor(request))
        case 'POST /console/sign-out':
          this.#visitors.delete(cookieOf(request))
          return page('Signed out', markup`<h1>Signed out</h1><p>The console knows nobody now.</p>`)
        default:
          return page('Not found', markup`<h1>Not found</h1>`, {status: 404})
      }
    } catch (error) {
      if (error instanceof SamlFault) return refusal(error)
      throw error
    }
  }

  #partner(id: string): Partner {
    return this.sandbox.world.partner(id)!
  }

  #settled(partnerId: string) {
    const configuration = readConfiguration(this.sandbox.store, partnerId)
    return {configuration, idp: identityProvider(configuration)}
  }

  async #login(query: URLSearchParams): Promise<WireReply> {
    for (const name of ['xAccountType', 'isFirstLogin', 'service']) {
      if (query.getAll(name).length > 1) throw new SamlFault('link', `${name} stands more than once in the link`)
    }
    const platform = query.get('xAccountType')
    if (!platform) throw new SamlFault('link', 'xAccountType is missing')
    const partner = this.sandbox.world.partners.find(one => one.xaccountType === platform)
    if (!partner) throw new SamlFault('platform', `no platform is called ${platform}`)
    const first = query.get('isFirstLogin') ?? ''
    if (!['', 'true', 'false'].includes(first))
      throw new SamlFault('link', `isFirstLogin is "${first}"; write true or false`)
    const service = query.get('service') ?? ''
    if (!service && first !== 'true')
      throw new SamlFault('service', 'service is missing: where should the customer go?')
    if (service && !(URL.canParse(service) && /^https?:$/.test(new URL(service).protocol))) {
      throw new SamlFault('service', `"${service}" is not an address`, 'Encode it once, with encodeURIComponent')
    }
    const {configuration, idp} = this.#settled(partner.id)
    const login = this.#logins.begin({
      partnerId: partner.id,
      platform,
      firstLogin: first === 'true',
      service,
      at: this.#now(),
    })
    const xml = authnRequest(login, idp, this.sandbox.origin)
    const reading = settingOf(configuration, 'redirect_signature') as 'encoded'
    const key = await signingKey(this.sandbox.store)
    return redirect(redirectUrl(xml, login.relayState, idp.ssoUrl, key, reading), {}, 302)
  }

  #consume(form: URLSearchParams): WireReply {
    const consumed = consume(form, {
      logins: this.#logins,
      origin: this.sandbox.origin,
      now: this.#now(),
      partner: id => this.#settled(id),
    })
    const partner = this.#partner(consumed.login.partnerId)
    const customer = boundCustomer(this.sandbox.customers, partner, consumed.userId, this.sandbox.clock.now())
    if (!customer && !consumed.login.firstLogin) {
      throw new SamlFault(
        'user',
        `${consumed.userId} has no account bound to it`,
        'A first login needs isFirstLogin=true; or create the customer with this xaccount_id through the API',
        403,
      )
    }
    const session = randomBytes(24).toString('hex')
    for (const old of this.#visitors.keys()) {
      if (this.#visitors.size < MAX_VISITORS) break
      this.#visitors.delete(old)
    }
    this.#visitors.set(session, {...consumed, partner, customer})
    const cookie = `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`
    return redirect(customer ? '/console' : '/authui/saml/bind', {'set-cookie': cookie})
  }

  #visitor(request: WireRequest): Visitor {
    const visitor = this.#visitors.get(cookieOf(request))
    if (!visitor) throw new SamlFault('session', 'nobody is signed in', 'Open the login link', 401)
    return visitor
  }

  #bindPage({customer, userId, partner, login}: Visitor, fault?: SamlFault): WireReply {
    if (customer) return redirect('/console')
    const form = (existing: boolean, label: string, button: string) => markup`<form class="row" method="post">
<input type="hidden" name="existing" value="${String(existing)}">
<input name="account" required minlength="5" maxlength="32" placeholder="${label}" aria-label="${label}"><button>${button}</button></form>`
    const body = markup`<h1>Bind an account</h1>
<p>You come from the platform ${login.platform} of ${partner.companyName}, as <code>${userId}</code>, for the first time. An account has to be bound to you.</p>
${fault && markup`<p class="refused">${fault.message}</p>`}
<h2>I have no Huawei Cloud account</h2>${form(false, 'Account name', 'Create and bind')}
<h2>I have a Huawei Cloud account</h2>${form(true, 'Name of the account', 'Bind')}`
    return page('Bind an account', body, fault ? {status: 400, headers: {'x-sandbox-check': fault.check}} : {})
  }

  async #bind(visitor: Visitor, form: URLSearchParams): Promise<WireReply> {
    if (visitor.customer) return redirect('/console')
    const {customers, store, clock} = this.sandbox
    const {partner, login, userId, attributes} = visitor
    const now = clock.now()
    try {
      visitor.customer = bind(
        {customers, store, partner, now},
        {
          login,
          userId,
          email: attributes.email ?? '',
          accountName: form.get('account')?.trim() ?? '',
          existing: form.get('existing') === 'true',
        },
      )
    } catch (error) {
      if (error instanceof SamlFault && error.check === 'binding') return this.#bindPage(visitor, error)
      throw error
    }
    visitor.bound = {notification: await notify(store, partner, visitor.customer, now)}
    return redirect('/console')
  }

  #console(visitor: Visitor): WireReply {
    const {customer, userId, login, partner, attributes, bound} = visitor
    if (!customer) return redirect('/authui/saml/bind')
    const body = markup`<h1>Console</h1>
<p>Signed in through ${partner.companyName}. On the real site the browser would now be at the address below.</p>
${facts([
  [
    'On to',
    login.service ? markup`<code>${login.service}</code>${this.#strange(login)}` : 'nowhere: the link had no service',
  ],
  ['Customer', customer.name || customer.accountName],
  ['Account', customer.accountName],
  ['Account id', markup`<code>${customer.id}</code>`],
  ['User on the platform', markup`<code>${userId}</code>`],
  ['Platform', login.platform],
  ['Frozen', customer.frozen ? 'yes: nothing can be bought' : undefined],
  ['Binding', bound ? describeNotification(bound.notification) : this.#known(login)],
])}
<h2>What the response carried</h2>
${facts([...Object.entries(attributes), ['InResponseTo', login.id]])}
<p><form method="post" action="/console/sign-out"><button>Sign out</button></form></p>`
    return page(`Console of ${customer.accountName}`, body)
  }

  #strange({service}: Login): Markup | undefined {
    const {host} = new URL(service)
    if (consoleHosts[this.sandbox.options.site].includes(host) || service.startsWith(`${this.sandbox.origin}/`))
      return undefined
    return markup`<br><span class="refused">${host} is not a console of this site</span>`
  }

  #known({firstLogin}: Login): string {
    return firstLogin ? 'there was one already: the link need not say isFirstLogin=true' : 'there was one already'
  }
}

function describeNotification(sent: Notification | undefined): Markup {
  if (!sent) return markup`made now; no notification was sent, for no address is registered`
  const {url, accepted, status, error, attempts} = sent
  const outcome = accepted ? `accepted (${status})` : `not accepted: ${status ?? error}`
  return markup`made now; notification to <code>${url}</code> ${outcome}${attempts > 1 && `, after ${attempts} attempts`}`
}

const refusal = (fault: SamlFault): WireReply =>
  page(
    'Login refused',
    markup`<h1>Login refused</h1>${facts([
      ['Check', markup`<code>${fault.check}</code>`],
      ['Found', markup`<span class="refused">${fault.message}</span>`],
      ['What to do', fault.mend],
    ])}`,
    {status: fault.status, headers: {'x-sandbox-check': fault.check}},
  )

function formOf(request: WireRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new SamlFault('form', `the content type is ${type || 'missing'}, not application/x-www-form-urlencoded`)
  }
  return new URLSearchParams(request.body.toString('utf8'))
}

function cookieOf(request: WireRequest): string {
  const {cookie = ''} = request.headers
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]+)`).exec(cookie)?.[1] ?? ''
}
