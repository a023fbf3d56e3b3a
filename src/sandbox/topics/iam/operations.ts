// Tokens, temporary keys, accounts and projects: how a partner becomes one of its customers.
import type {components} from '../../../api/contract/iam.types.js'
import type {Caller} from '../../auth/caller.js'
import {customerOperator} from '../../auth/keys.js'
import type {Ticket} from '../../auth/seal.js'
import type {Call, Input, Topic} from '../../call.js'
import {isAssociated} from '../../customers.js'
import {DAY_MS} from '../../state/calendar.js'
import {hexOf, mix} from '../../state/random.js'
import {ApiFault} from '../../wire/api-fault.js'
import {catalogue} from '../../world/catalogue.js'
import type {Customer, Operator, Partner} from '../../world/model.js'

type Schemas = components['schemas']

/** Refusals of IAM have the form {"error":{code,message,title}}; the code there is the status. */
const refuse = (status: number, message: string) => new ApiFault(status, String(status), message)
const notAuthorized = () => refuse(403, 'You are not authorized to perform the requested action.')
const authenticate = () => refuse(401, 'The username or password is wrong.')

const ROLES = [{id: '0', name: 'te_admin'}]

export const iam = {
  KeystoneCreateToken(call) {
    const {identity} = call.input.auth
    return 'password' in identity ? passwordToken(call) : agencyToken(call)
  },

  CreateTemporaryAccessKey(call) {
    const {identity} = call.input.auth
    if ('assume_role' in identity) {
      const role = identity.assume_role as Role & {duration_seconds?: number}
      const {partner, user, customer} = assume(call, call.caller, role, () => notAuthorized())
      return credential(call, {domain: customer.id, partner: partner.id, user: user.id}, role.duration_seconds)
    }
    // The header's token wins over the body's; without either, the signature says who it is.
    const {token} = identity as TokenKey
    const given = call.headers['x-auth-token'] ? undefined : token?.id
    const caller = given === undefined ? call.caller : fromToken(call, given)
    return credential(call, ticketOf(call, caller), token?.duration_seconds)
  },

  KeystoneListAuthDomains(call) {
    const {domainId, domainName} = call.caller
    const description = call.world.partner(domainId)?.companyName ?? call.customers.get(domainId)?.name ?? ''
    const self = (id: string) => `${call.origin}/v3/domains/${id}`
    return {
      domains: [{enabled: true, id: domainId, name: domainName, description, links: {self: self(domainId)}}],
      links: {self: `${call.origin}/v3/auth/domains`},
    }
  },

  KeystoneListProjects(call) {
    const {input} = call
    const all = projectsOf(call, call.caller.domainId).filter(
      p =>
        (!input.name || p.name === input.name) &&
        (!input.domain_id || p.domain_id === input.domain_id) &&
        (!input.parent_id || p.parent_id === input.parent_id) &&
        (input.enabled === undefined || p.enabled === input.enabled),
    )
    if ((input.page === undefined) !== (input.per_page === undefined))
      throw refuse(400, 'page and per_page belong together.')
    const from = input.page === undefined ? 0 : (input.page - 1) * input.per_page!
    const projects = all.slice(from, input.per_page === undefined ? undefined : from + input.per_page)
    const page = (number: number) =>
      input.per_page !== undefined && number >= 1 && (number - 1) * input.per_page < all.length
        ? `${call.origin}/v3/projects?page=${number}&per_page=${input.per_page}`
        : null
    const at = input.page ?? 1
    return {projects, links: {self: `${call.origin}/v3/projects`, previous: page(at - 1), next: page(at + 1)}}
  },
} satisfies Topic

type TokenKey = Schemas['TokenAuthIdentity']
type TokenCall = Call<Input<'KeystoneCreateToken'>>
type Auth = Input<'KeystoneCreateToken'>['auth']
type PasswordAuth = Schemas['PwdAuth']
type AgencyAuth = Schemas['AgencyTokenAuth']

/** Text of a moment the way IAM writes it. */
const iamTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 23)}000Z`

/** Passwords of the sandbox are good for ever; in the messy world they say that they end next month. */
const expiryOf = (call: TokenCall): string =>
  call.world.scenario === 'messy' ? iamTime(call.now - (call.now % DAY_MS) + 30 * DAY_MS) : ''

function passwordToken(call: TokenCall) {
  const auth = call.input.auth as PasswordAuth
  const {name, password, domain} = auth.identity.password.user
  const found = login(call, domain.name, name)
  if (!found || found.user.password !== password) throw authenticate()
  const project = scopeOf(call, auth.scope, found.domain)
  const token = issue(
    call,
    {domain: found.domain.id, user: found.user.id, ...(found.partner ? {partner: found.partner.id} : {})},
    project,
  )
  return {
    token: {
      ...token,
      methods: ['password'],
      user: {id: found.user.id, name: found.user.name, password_expires_at: expiryOf(call), domain: found.domain},
    },
  }
}

function agencyToken(call: TokenCall) {
  const auth = call.input.auth as AgencyAuth
  const role = auth.identity.assume_role as Role
  const caller = call.caller as Caller | undefined
  if (!caller) throw refuse(401, 'The request you have made requires authentication.')
  const {partner, user, customer} = assume(call, caller, role, () => refuse(404, 'Could not find agency.'))
  const domain = {id: customer.id, name: customer.accountName}
  const project = scopeOf(call, auth.scope, domain)
  const token = issue(call, {domain: customer.id, partner: partner.id, user: user.id}, project)
  const by = {
    id: user.id,
    name: user.name,
    password_expires_at: expiryOf(call),
    domain: {id: partner.id, name: partner.accountName},
  }
  return {
    token: {
      ...token,
      methods: ['assume_role'],
      user: {
        id: hexOf(mix(customer.seed, 0xa9), 32),
        name: `${customer.accountName}/${role.agency_name}`,
        domain,
      },
      assumed_by: {user: by},
    },
  }
}

interface Role {
  agency_name: string
  domain_id?: string
  domain_name?: string
}

/** The customer that an agency leads to. The agency at a customer is named after the platform that created it. */
function assume(
  call: Call<unknown>,
  caller: Caller,
  role: Role,
  absent: () => ApiFault,
): {partner: Partner; user: Operator; customer: Customer} {
  if (caller.kind !== 'partner') throw notAuthorized()
  const {partner, user} = caller
  const customer =
    role.domain_id === undefined ? byName(call, partner, role.domain_name!) : call.customers.get(role.domain_id)
  const owner = customer && call.world.partner(customer.partnerId)
  const mine = owner?.id === partner.id || owner?.distributorId === partner.id
  if (!customer || !mine || !isAssociated(customer, call.now)) throw absent()
  if (role.domain_name !== undefined && role.domain_name !== customer.accountName) throw absent()
  if (role.agency_name !== customer.xaccountType && role.agency_name !== partner.xaccountType) throw absent()
  return {partner, user, customer}
}

const byName = (call: Call<unknown>, partner: Partner, name: string): Customer | undefined =>
  call.customers.paidBy(partner, call.now).find(c => c.accountName === name)

interface Domain {
  id: string
  name: string
}

/** The account and user of a name and an account name. */
function login(
  call: Call<unknown>,
  account: string,
  name: string,
): {domain: Domain; user: Operator; partner?: Partner} | undefined {
  for (const partner of call.world.partners) {
    const user = partner.accountName === account ? partner.operators.find(o => o.name === name) : undefined
    if (user) return {domain: {id: partner.id, name: partner.accountName}, user, partner}
  }
  for (const partner of call.world.partners) {
    const customer = partner.distributorId ? undefined : byName(call, partner, account)
    const user = customer && customerOperator(call.world, customer)
    if (customer && user?.name === name) return {domain: {id: customer.id, name: customer.accountName}, user}
  }
  return undefined
}

interface Project extends Domain {
  domain: Domain
}

/** The project of a scope, or undefined for the account itself. Throws 401 for a scope that is not the account's. */
function scopeOf(call: Call<unknown>, scope: Auth['scope'], domain: Domain): Project | undefined {
  const wanted = scope as {domain?: Partial<Domain>; project?: Partial<Domain>}
  const {project} = wanted
  if (project) {
    const found = projectsOf(call, domain.id).find(
      p => (project.id === undefined || p.id === project.id) && (project.name === undefined || p.name === project.name),
    )
    if (!found) throw refuse(401, 'The project of the scope was not found.')
    return {id: found.id, name: found.name, domain}
  }
  const {id, name} = wanted.domain ?? {}
  if ((id !== undefined && id !== domain.id) || (name !== undefined && name !== domain.name)) {
    throw refuse(401, 'The domain of the scope is not the account of the user.')
  }
  return undefined
}

function issue(call: Call<unknown>, who: Pick<Ticket, 'domain' | 'partner' | 'user'>, project: Project | undefined) {
  const expires = call.now + DAY_MS
  const ticket: Ticket = {use: 't', ...who, ...(project ? {project: project.id} : {}), issued: call.now, expires}
  call.header('X-Subject-Token', call.auth.sealer.seal(ticket))
  const domain = call.world.partner(who.domain)?.accountName ?? call.customers.get(who.domain)!.accountName
  return {
    expires_at: iamTime(expires),
    issued_at: iamTime(call.now),
    roles: ROLES,
    catalog: catalogOf(call),
    ...(project ? {project} : {domain: {id: who.domain, name: domain}}),
  }
}

/** Where the services of the account are. */
const catalogOf = (call: Call<unknown>) =>
  ['bss', 'osm', 'iam'].map((name, i) => ({
    type: name,
    id: hexOf(mix(0xca7, i), 32),
    name,
    endpoints: [{url: call.origin, region: '*', region_id: '*', interface: 'public', id: hexOf(mix(0xca7, i, 1), 32)}],
  }))

function ticketOf(call: Call<unknown>, caller: Caller): Pick<Ticket, 'domain' | 'partner' | 'user'> {
  const user = call.auth.operatorOf(caller)
  if (caller.kind === 'partner') return {domain: caller.domainId, partner: caller.domainId, user: user.id}
  const by = caller.assumedBy
  return by
    ? {domain: caller.domainId, partner: by.partner.id, user: by.user.id}
    : {domain: caller.domainId, user: user.id}
}

function fromToken(call: Call<unknown>, text: string): Caller {
  const ticket = call.auth.sealer.open(text)
  const caller = ticket?.use === 't' && ticket.expires > call.now ? call.auth.callerOf(ticket, call.now) : undefined
  if (!caller) throw refuse(401, 'The token in the request body is invalid or has expired.')
  return caller
}

const DEFAULT_SECONDS = 900

function credential(call: Call<unknown>, who: Pick<Ticket, 'domain' | 'partner' | 'user'>, seconds = DEFAULT_SECONDS) {
  const expires = call.now + seconds * 1000
  const securitytoken = call.auth.sealer.seal({use: 'k', ...who, issued: call.now, expires})
  const {access, secret} = call.auth.sealer.keysOf(securitytoken)
  return {credential: {access, secret, securitytoken, expires_at: iamTime(expires)}}
}

/** One project for each region of the site, and the global one. */
export function projectsOf(call: Call<unknown>, domainId: string) {
  const regions = catalogue()
    .regions.filter(r => r.site === call.site)
    .map(r => r.id)
  const seed = parseInt(domainId.slice(1, 8), 16)
  return ['MOS', ...regions].map((name, i) => {
    const id = hexOf(mix(seed, 0x9c, i), 32)
    return {
      id,
      name,
      domain_id: domainId,
      parent_id: domainId,
      is_domain: false,
      description: name === 'MOS' ? 'Object storage' : '',
      enabled: true,
      links: {self: `${call.origin}/v3/projects/${id}`, previous: null, next: null},
    }
  })
}
