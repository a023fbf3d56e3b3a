// What single sign-on rests on, as data: what Huawei's pages say, and what they leave open. Everything can be set, for
// a profile (`sso settings`) or for one command (`--set`), so that a fact which turns out otherwise costs no release.
import type {Site} from '../api/contract/contract.js'
import {usage} from '../failure.js'

interface Setting {
  summary: string
  default: string | Record<Site, string>
  /** The only values it can have. */
  values?: readonly string[]
  /** `number`, or `list` of texts separated by commas. */
  type?: 'number' | 'list'
  /** Sites on which a page of Huawei's was seen to say so; everywhere when `true`. */
  confirmed: true | false | Site[]
  /** Page, or where the value comes from when no page says it. */
  source: string
}

/** Three times the same path on the login host of a site. */
const onLoginHost = (path: string): Record<Site, string> => ({
  cn: `https://auth.huaweicloud.com${path}`,
  intl: `https://auth-intl.huaweicloud.com${path}`,
  eu: `https://auth.eu.huaweicloud.com${path}`,
})

const define = <Name extends string>(settings: Record<Name, Setting>) => settings

const loginPage = 'api-bpconsole/jac_00001.html'
const accessPage = 'devg-bpconsole/access_00011.html'
const samplePage = 'devg-bpconsole/appendix_00002.html'
const saml = 'SAML 2.0; no page seen'

/** A certificate that ends within this many days is worth a warning: replacing it takes an appointment. */
export const WARN_DAYS = 60

export const settingTable = define({
  login_url: {
    summary: 'where a login link points to',
    default: onLoginHost('/authui/saml/login'),
    confirmed: true,
    source: loginPage,
  },
  sp_metadata: {
    summary: "Huawei's SAML metadata, signed, with the certificate its messages are checked with",
    default: onLoginHost('/authui/saml/metadata.xml'),
    confirmed: ['cn'],
    source: 'devg-bpconsole/en-us_topic_0078452994.html',
  },
  sp_entity_id: {
    summary: "Huawei's entity id: issuer of requests, audience of responses",
    default: onLoginHost('/'),
    confirmed: ['cn'],
    source: samplePage,
  },
  acs_url: {
    summary: 'where a response is posted to; a request names it',
    default: onLoginHost('/authui/saml/SAMLAssertionConsumer'),
    confirmed: ['cn'],
    source: samplePage,
  },
  console_hosts: {
    summary: 'hosts that a login link may lead to',
    default: {
      cn: 'console.huaweicloud.com,account.huaweicloud.com',
      intl: 'console-intl.huaweicloud.com,account-intl.huaweicloud.com',
      eu: 'console.eu.huaweicloud.com,account.eu.huaweicloud.com',
    },
    type: 'list',
    confirmed: false,
    source: `${loginPage} shows the console host; the account host comes from public pages`,
  },
  redirect_signature: {
    summary: 'what the signature of a redirected request covers: the query as it is sent, or its decoded values',
    default: 'encoded',
    values: ['encoded', 'decoded'],
    confirmed: false,
    source: saml,
  },
  attribute_user_id: {
    summary: "assertion attribute with the customer's id on your platform, the API's xaccount_id",
    default: 'xUserId',
    confirmed: false,
    source: `${accessPage} confirms the name in bind notifications`,
  },
  attribute_account_id: {
    summary: 'assertion attribute with the platform id (xAccountType); empty sends none',
    default: 'xAccountId',
    confirmed: false,
    source: loginPage,
  },
  attribute_partner_id: {
    summary: "assertion attribute with the partner's account id; empty sends none",
    default: 'bpId',
    confirmed: false,
    source: loginPage,
  },
  attribute_email: {
    summary: 'assertion attribute with the e-mail address; empty sends none',
    default: 'email',
    confirmed: false,
    source: loginPage,
  },
  attribute_name: {
    summary: 'assertion attribute with the name; empty sends none',
    default: 'name',
    confirmed: false,
    source: loginPage,
  },
  attribute_mobile: {
    summary: 'assertion attribute with the mobile number; empty sends none',
    default: 'mobile',
    confirmed: false,
    source: loginPage,
  },
  name_id_format: {
    summary: "format of the NameID; empty takes the request's",
    default: '',
    confirmed: false,
    source: `${samplePage}: the request asks for transient`,
  },
  name_id: {
    summary: 'what the NameID holds: a random value, or the user id',
    default: 'random',
    values: ['random', 'user'],
    confirmed: false,
    source: saml,
  },
  valid_seconds: {
    summary: 'how long a response is good for',
    default: '300',
    type: 'number',
    confirmed: false,
    source: saml,
  },
  allowed_skew_seconds: {
    summary: 'how far two clocks may differ',
    default: '180',
    type: 'number',
    confirmed: false,
    source: saml,
  },
  signature_algorithm: {
    summary: 'how responses are signed',
    default: 'rsa-sha256',
    values: ['rsa-sha256', 'rsa-sha512'],
    confirmed: false,
    source: `${loginPage} says RSA-SHA256 for requests`,
  },
  digest_algorithm: {
    summary: 'digest in the signature of responses',
    default: 'sha256',
    values: ['sha256', 'sha512'],
    confirmed: false,
    source: saml,
  },
  canonicalization: {
    summary: 'canonical form in the signature of responses',
    default: 'exclusive',
    values: ['exclusive', 'inclusive'],
    confirmed: false,
    source: saml,
  },
  min_key_bits: {
    summary: 'shortest signing key that is called good',
    default: '2048',
    type: 'number',
    confirmed: false,
    source: 'advice for another federation feature; the sample metadata has 1024',
  },
  sso_binding: {
    summary: "binding of the identity provider's SingleSignOnService",
    default: 'redirect',
    values: ['redirect', 'post'],
    confirmed: false,
    source: `${loginPage} says that the browser is redirected`,
  },
  bind_signature: {
    summary: 'what the signature of a bind notification covers: bindRequest as sent (Base64), or the JSON inside',
    default: 'base64',
    values: ['base64', 'json'],
    confirmed: false,
    source: accessPage,
  },
  bind_action: {
    summary: 'bindAction of a binding; other numbers are shown as they are',
    default: '1',
    type: 'number',
    confirmed: false,
    source: `${accessPage} shows 1`,
  },
  bind_answer_status: {
    summary: 'HTTP status that answers a bind notification which was accepted',
    default: '200',
    type: 'number',
    confirmed: false,
    source: 'no page seen',
  },
  bind_answer_body: {
    summary: 'body of that answer',
    default: '',
    confirmed: false,
    source: 'no page seen',
  },
})

export type SettingName = keyof typeof settingTable
export const settingNames = Object.keys(settingTable) as SettingName[]

/** Settings that are in force: those given, over those of the profile, over the defaults of the site. */
export class SsoSettings {
  constructor(
    readonly site: Site,
    private readonly own: Readonly<Record<string, string>> = {},
  ) {}

  get(name: SettingName): string {
    return this.own[name] ?? defaultOf(name, this.site)
  }

  number(name: SettingName): number {
    return Number(this.get(name))
  }

  list(name: SettingName): string[] {
    return this.get(name)
      .split(',')
      .map(part => part.trim())
      .filter(Boolean)
  }

  /** Path of a service's console that was set with `console.NAME`. */
  console(service: string): string | undefined {
    return this.own[`console.${service}`]
  }

  /** Whether the value differs from the default. */
  isSet(name: SettingName): boolean {
    return this.own[name] !== undefined
  }

  with(more: Readonly<Record<string, string>>): SsoSettings {
    return new SsoSettings(this.site, {...this.own, ...more})
  }
}

export const defaultOf = (name: SettingName, site: Site): string => {
  const value = settingTable[name].default as Setting['default']
  return typeof value === 'string' ? value : value[site]
}

/** Whether a page of Huawei's says what the default of a setting is. */
export function isConfirmed(name: SettingName, site: Site): boolean {
  const {confirmed} = settingTable[name] as Setting
  return typeof confirmed === 'boolean' ? confirmed : confirmed.includes(site)
}

/** Reads `name=value` pairs. Throws a usage Failure for what is no setting, or no value of it. */
export function parseSettings(pairs: readonly string[]): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw usage(`"${pair}" is not a setting`, 'Write name=value', 'partnerctl sso settings    lists them')
    const name = pair.slice(0, at)
    settings[name] = checkSetting(name, pair.slice(at + 1))
  }
  return settings
}

function checkSetting(name: string, value: string): string {
  if (/^console\.[a-z0-9-]+$/.test(name)) {
    if (!value.startsWith('/')) throw usage(`${name}: "${value}" is not a path`, 'Write it like /ecm/?region={region}')
    return value
  }
  if (!Object.hasOwn(settingTable, name)) {
    throw usage(`there is no setting "${name}"`, `Settings: ${settingNames.join(', ')}, console.SERVICE`)
  }
  const {values, type} = settingTable[name as SettingName] as Setting
  if (values && !values.includes(value)) {
    throw usage(`${name}: "${value}" is not one of ${values.join(', ')}`)
  }
  if (type === 'number' && !/^\d{1,9}$/.test(value)) throw usage(`${name}: "${value}" is not a whole number`)
  return value
}
