// What the partner has configured for single sign-on, and how the sandbox behaves where Huawei's pages leave it open.
import {kind, type Store} from '../state/store.js'

interface Choice {
  summary: string
  default: string
  values?: readonly string[]
}

/** Names are the same as those of `partnerctl sso settings` where they mean the same. */
export const samlSettings = {
  attribute_user_id: {summary: "attribute with the customer's id on the platform", default: 'xUserId'},
  required_attributes: {summary: 'attributes that must be there as well, separated by commas', default: ''},
  redirect_signature: {
    summary: 'what the signature of a request covers',
    default: 'encoded',
    values: ['encoded', 'decoded'],
  },
  sso_binding: {
    summary: "binding of the identity provider's service that is used",
    default: 'redirect',
    values: ['redirect', 'post'],
  },
  bind_signature: {
    summary: 'what the signature of a notification covers',
    default: 'base64',
    values: ['base64', 'json'],
  },
  bind_action: {summary: 'bindAction of a binding', default: '1'},
  bind_attempts: {summary: 'how often a notification is sent until it is accepted', default: '1'},
  allowed_skew_seconds: {summary: 'how far the clocks may differ', default: '180'},
  max_valid_seconds: {summary: 'longest validity of a response; 0 for any', default: '0'},
  min_key_bits: {summary: 'shortest signing key that is accepted', default: '2048'},
} satisfies Record<string, Choice>

export type SamlSetting = keyof typeof samlSettings

export interface SamlConfiguration {
  /** The identity provider's metadata, as it was given. */
  metadata?: string
  /** Where bind notifications are sent. */
  notificationUrl?: string
  settings: Partial<Record<SamlSetting, string>>
}

const configurationKind = kind<SamlConfiguration>('sso')

export const readConfiguration = (store: Store, partnerId: string): SamlConfiguration =>
  store.get(configurationKind, partnerId, 'sso') ?? {settings: {}}

export function settingOf({settings}: SamlConfiguration, name: SamlSetting): string {
  return settings[name] ?? samlSettings[name].default
}

export const numberOf = (configuration: SamlConfiguration, name: SamlSetting) => Number(settingOf(configuration, name))

/** Changes what is given and leaves the rest. Throws a RangeError for a name or value that is none. */
export function changeConfiguration(store: Store, partnerId: string, change: Partial<SamlConfiguration>): void {
  for (const [name, value] of Object.entries(change.settings ?? {})) {
    if (!Object.hasOwn(samlSettings, name)) throw new RangeError(`no such setting: ${name}`)
    const {values, default: usual} = samlSettings[name as SamlSetting] as Choice
    if (typeof value !== 'string') throw new RangeError(`${name}: not a text`)
    if (values && !values.includes(value)) throw new RangeError(`${name}: not one of ${values.join(', ')}`)
    if (/^\d+$/.test(usual) && !/^\d{1,9}$/.test(value)) throw new RangeError(`${name}: not a whole number`)
  }
  store.write(() => {
    const before = readConfiguration(store, partnerId)
    const settings = {...before.settings, ...change.settings}
    store.put(configurationKind, partnerId, 'sso', {...before, ...change, settings})
  })
}
