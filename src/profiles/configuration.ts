// What a profile is, as the configuration file has it.
import type {Service, Site} from '../api/contract/contract.js'

export interface Profile {
  site: Site
  /** Account id of the partner. */
  domain_id?: string
  /** Platform id given by Huawei when the access configuration was done. */
  xaccount_type?: string
  /** Language of names in answers. */
  language?: 'en_us' | 'zh_cn'
  /** Other origins than the site's own. */
  endpoints?: Partial<Record<Service, string>>
  /** Rate limit per operation; the API allows 10. */
  requests_per_second?: number
  access_key_id?: string
  /** The secret is in the operating system's keychain. */
  keychain?: boolean
  /** Only with the file as the secret's store. */
  secret_access_key?: string
  security_token?: string
  /** A program that prints keys as JSON, and its arguments. */
  credential_process?: string
  /** The OBS bucket of the access configuration. Its keys are another account's: those of the profile that it names. */
  bucket?: {name: string; endpoint: string; profile?: string}
  /** Settings of single sign-on that differ from the site's (`sso settings`). */
  sso?: Record<string, string>
}

export interface Configuration {
  version: 1
  /** Used where none is named. */
  current?: string
  profiles: Record<string, Profile>
}
