// A local identity provider for the sandbox: whoever looks at its login page may sign in as any customer, without a
// password.
import {randomBytes} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import {Failure} from '../failure.js'
import {type Finding, Findings} from './findings.js'
import type {IdpFolder} from './idp-folder.js'
import {type ListenOptions, type LocalServer, listen} from './local-server.js'
import {readMessage} from './message.js'
import {type Binding, type Metadata, makeIdpMetadata} from './metadata.js'
import {html, readForm, responseForm, sendPage} from './page.js'
import {type AuthnRequest, checkRequest, parseRequest} from './request.js'
import {makeResponse, type SsoUser} from './respond.js'
import type {SsoSettings} from './settings.js'

export interface IdpUser extends SsoUser {
  /** How the login page calls the customer. */
  label: string
}

export interface IdpOptions {
  settings: SsoSettings
  idp: IdpFolder
  /** Huawei's metadata: requests are checked with them, and responses go nowhere else. */
  sp(): Promise<Metadata>
  /** Customers whose name has this part, some dozens at most, and how many there are. */
  customers(part: string): Promise<{users: IdpUser[]; total: number}>
  /** Fields that every user gets. */
  common: Partial<SsoUser>
  /** Told about each sign-in. */
  signedIn?(user: SsoUser, request: AuthnRequest): void
  /** Milliseconds since the epoch. */
  now?(): number
}

interface Pending {
  request: AuthnRequest
  relayState?: string
  until: number
}

const banner = 'Local identity provider of partnerctl, for the sandbox: nothing here is real'
const PENDING_MS = 10 * 60_000
const MAX_PENDING = 1000

/** Starts the provider. Its metadata are made for the address it listens on. */
export async function startIdp(
  listenOptions: ListenOptions,
  options: IdpOptions,
): Promise<LocalServer & {metadata: string}> {
  const provider = new LocalIdp(options)
  const server = await listen(listenOptions, (request, url, response) => provider.answer(request, url, response))
  provider.origin = server.origin
  return {...server, metadata: provider.metadata}
}

class LocalIdp {
  origin = ''
  readonly #pending = new Map<string, Pending>()
  readonly #now: () => number

  constructor(private readonly options: IdpOptions) {
    this.#now = options.now ?? Date.now
  }

  get entityId(): string {
    return `${this.origin}/metadata`
  }

  get metadata(): string {
    const {settings, idp} = this.options
    return makeIdpMetadata({
      entityId: this.entityId,
      ssoUrl: `${this.origin}/sso`,
      certificate: idp.certificate,
      binding: settings.get('sso_binding') as Binding,
      nameIdFormat: settings.get('name_id_format'),
    })
  }

  answer: Parameters<typeof listen>[1] = async (request, url, response) => {
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /metadata':
        response.writeHead(200, {'content-type': 'application/samlmetadata+xml; charset=utf-8'}).end(this.metadata)
        return
      case 'GET /sso':
        return this.#arrive(url.search.slice(1), response)
      case 'POST /sso':
        return this.#arrive((await readForm(request)).text, response)
      case 'GET /sso/login': {
        const handle = url.searchParams.get('login') ?? ''
        return this.#loginPage(handle, url.searchParams.get('q') ?? '', response)
      }
      case 'POST /sso/login':
        return this.#login((await readForm(request)).fields, response)
      case 'GET /':
        return sendPage(response, {
          title: 'Local identity provider',
          banner,
          body: html`<h1>Local identity provider</h1>
<p>It is ready. A login link leads here: <code>partnerctl sso link --profile sandbox --open</code></p>
<p><a href="/metadata">Metadata</a></p>`,
        })
      default:
        response.writeHead(404, {'content-type': 'text/plain'}).end('Not found\n')
    }
  }

  /** A browser comes with a request. */
  async #arrive(query: string, response: ServerResponse): Promise<void> {
    const message = readMessage(`${this.origin}/sso?${query}`)
    const findings = new Findings()
    findings.list.push(...message.findings.list)
    const known = {settings: this.options.settings, sp: await this.options.sp()}
    const request = parseRequest(message.text, known)
    checkRequest(message, request, {...known, now: this.#now()}, findings)
    const signature = findings.list.find(one => one.check === 'signature')
    if (signature?.result === 'warning') signature.result = 'failed'
    if (findings.failed.length > 0) return refusalPage(findings.failed, response)
    const handle = randomBytes(16).toString('hex')
    this.#forget()
    this.#pending.set(handle, {request, relayState: message.relay_state, until: this.#now() + PENDING_MS})
    response.writeHead(303, {location: `/sso/login?login=${handle}`, 'cache-control': 'no-store'}).end()
  }

  #forget(): void {
    const now = this.#now()
    for (const [handle, {until}] of this.#pending) {
      if (until < now || this.#pending.size >= MAX_PENDING) this.#pending.delete(handle)
    }
  }

  #find(handle: string): Pending {
    const pending = this.#pending.get(handle)
    if (!pending || pending.until < this.#now()) {
      throw new Failure('refused', 'This sign-in is too old or unknown. Open the login link again.')
    }
    return pending
  }

  async #loginPage(handle: string, part: string, response: ServerResponse): Promise<void> {
    this.#find(handle)
    const {users, total} = await this.options.customers(part)
    const row = (user: IdpUser) => html`<tr><td>${user.label}<br><span class="dim">${user.user_id}</span></td>
<td><form method="post" action="/sso/login"><input type="hidden" name="login" value="${handle}">
<button name="user" value="${user.user_id}">Sign in</button></form></td></tr>`
    sendPage(response, {
      title: 'Sign in',
      banner,
      body: html`<h1>Sign in as a customer</h1>
<p class="dim">On your own platform, your customers sign in here. In the sandbox you may be any of them.</p>
<form class="row" method="get" action="/sso/login"><input type="hidden" name="login" value="${handle}">
<input name="q" value="${part}" placeholder="Part of a name" aria-label="Part of a name"><button>Find</button></form>
<table>${users.map(row)}</table>
<p class="dim">${users.length < total ? `${users.length} of ${total} customers` : `${total} customers`}</p>
<h2>Someone who has no account at Huawei yet</h2>
<form class="row" method="post" action="/sso/login"><input type="hidden" name="login" value="${handle}">
<input name="user" placeholder="Id on your platform, e.g. shop-1001" required maxlength="64" aria-label="Id on your platform"><button>Sign in</button></form>`,
    })
  }

  async #login(fields: URLSearchParams, response: ServerResponse): Promise<void> {
    const {settings, idp, common, customers} = this.options
    const pending = this.#find(fields.get('login') ?? '')
    const id = fields.get('user')?.trim()
    if (!id) throw new Failure('usage', 'Choose a customer.')
    const {label: _, ...user} = (await customers(id)).users.find(one => one.user_id === id) ?? {label: id, user_id: id}
    const {request, relayState} = pending
    const xml = makeResponse({
      request,
      issuer: this.entityId,
      user: {...common, ...user},
      key: idp.key,
      certificate: idp.certificate,
      settings,
      now: this.#now(),
    })
    this.options.signedIn?.(user, request)
    sendPage(response, {
      title: 'Signed in',
      banner,
      formTarget: request.acs_url,
      submit: true,
      body: html`<h1>Signed in as ${id}</h1>${responseForm(request.acs_url, Buffer.from(xml).toString('base64'), relayState)}`,
    })
  }
}

function refusalPage(failed: Finding[], response: ServerResponse): void {
  sendPage(response, {
    title: 'Request refused',
    banner,
    status: 400,
    body: html`<h1>The request was refused</h1><table class="facts">${failed.map(
      one =>
        html`<tr><th>${one.check}</th><td class="failed">${one.message}<br><span class="dim">${one.mend}</span></td></tr>`,
    )}</table>`,
  })
}
