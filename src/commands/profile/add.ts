import {readFileSync} from 'node:fs'
import {Flags} from '@oclif/core'
import {safeOrigin} from '../../address.js'
import {operationTable, type Service, type Site} from '../../api/contract/contract.js'
import {PartnerCommand} from '../../cli/command.js'
import {formFlags, optionalArgument, writeFlags} from '../../cli/flags.js'
import {needed, optional} from '../../cli/input/prompts.js'
import {readStandardInput} from '../../cli/input/stdin.js'
import {type ProfileRow, profileRow, profileView} from '../../cli/topics/profile/view.js'
import {commandLine} from '../../command-line.js'
import {looksLikeId} from '../../customers/find.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import type {Profile} from '../../profiles/configuration.js'
import {ENVIRONMENT} from '../../profiles/environment.js'
import {clearKeychain, keychainAccount, keychainAnswers, keychainName, writeKeychain} from '../../profiles/keychain.js'
import {
  changeConfiguration,
  checkProfileName,
  configPath,
  readConfiguration,
  SANDBOX,
  storedConfiguration,
} from '../../profiles/profile.js'
import {secretSource} from '../../profiles/secrets.js'

const sites: {name: string; value: Site}[] = [
  {name: 'International (bss-intl.myhuaweicloud.com)', value: 'intl'},
  {name: 'Europe (bss.myhuaweicloud.eu)', value: 'eu'},
  {name: 'China (bss.myhuaweicloud.com)', value: 'cn'},
]

const NOT_AN_ID = 'not 32 hex digits; it stands in the console under My Credentials'

export default class ProfileAdd extends PartnerCommand<ProfileRow> {
  static override summary = 'Add a profile, or change one: who you are, on which site, with which key'
  static override description =
    `Asks for what is missing on a terminal. Secrets never stand on the command line: they come from a question, a file,
stdin, or a program that prints them (--credential-process, the AWS shape).`
  static override examples = [
    '<%= config.bin %> profile add',
    '<%= config.bin %> profile add acme --site intl --access-key-id AK --secret-file /run/secrets/sk --domain-id ID --platform ACME',
    '<%= config.bin %> profile add acme --site eu --credential-process "/usr/local/bin/keys acme"',
  ]
  static override args = {name: optionalArgument('name of the profile')}
  static override flags = {
    ...formFlags,
    yes: writeFlags.yes,
    site: Flags.option({summary: 'intl, eu or cn', options: ['intl', 'eu', 'cn'] as const})(),
    'access-key-id': Flags.string({summary: 'access key id (AK)'}),
    'secret-file': Flags.string({summary: 'file with the secret access key (SK); - for stdin'}),
    keychain: Flags.boolean({
      summary: "put the secret into the operating system's keychain, not into the file; --no-keychain: into the file",
      allowNo: true,
    }),
    'credential-process': Flags.string({summary: 'program that prints the keys as JSON'}),
    'domain-id': Flags.string({summary: "the partner's account id"}),
    platform: Flags.string({summary: 'platform id given by Huawei'}),
    language: Flags.option({summary: 'language of names in answers', options: ['en', 'zh'] as const})(),
    'endpoint-bss': Flags.string({summary: 'other origin for customers, bills and orders'}),
    'endpoint-osm': Flags.string({summary: 'other origin for tickets'}),
    'endpoint-iam': Flags.string({summary: 'other origin for tokens and keys'}),
    bucket: Flags.string({summary: 'OBS bucket of the access configuration, for pictures of certificates'}),
    'bucket-endpoint': Flags.string({summary: 'its origin, e.g. https://obs.ap-southeast-1.myhuaweicloud.com'}),
    'bucket-profile': Flags.string({summary: 'profile whose keys open the bucket; this one when absent'}),
    rate: Flags.integer({summary: 'requests per second of every operation, instead of the documented ones', min: 1}),
    use: Flags.boolean({summary: 'use it from now on'}),
  }

  async run(): Promise<ProfileRow> {
    const {args, flags} = await this.parse(ProfileAdd)
    const name =
      args.name === undefined
        ? await this.prompts.text('NAME', 'Name of the profile', {default: 'default', read: freeName})
        : freeName(args.name)
    const old = lookUp(storedConfiguration().profiles, name)
    if (old) await this.confirm(`Profile ${name} exists. Change it?`)
    const profile: Profile = {
      ...old,
      site: flags.site ?? old?.site ?? (await this.prompts.choose('--site', 'Site', sites)),
    }
    const endpoints: Partial<Record<Service, string>> = {...old?.endpoints}
    for (const service of ['bss', 'osm', 'iam'] as const) {
      const url = flags[`endpoint-${service}`]
      if (url) endpoints[service] = checkEndpoint(url)
    }
    if (Object.keys(endpoints).length > 0) profile.endpoints = endpoints
    if (flags['domain-id']) profile.domain_id = accountId(flags['domain-id'])
    if (flags.platform) profile.xaccount_type = flags.platform
    if (flags.language) profile.language = flags.language === 'zh' ? 'zh_cn' : 'en_us'
    if (flags.rate) profile.requests_per_second = flags.rate
    if (flags.bucket) profile.bucket = bucketOf(flags.bucket, flags)
    await this.takeSecrets(name, profile, flags)
    if (!old && this.prompts.mayAsk) {
      const question = 'Partner account id (console, My Credentials; empty: none)'
      profile.domain_id ??= await this.prompts.text('--domain-id', question, {read: optional(accountId)})
      profile.xaccount_type ??=
        (await this.prompts.text('--platform', 'Platform id, xaccountType (empty: none)')) || undefined
    }
    await changeConfiguration(configuration => {
      configuration.profiles[name] = profile
      if (flags.use) configuration.current = name
    })
    if (old?.keychain && !(profile.keychain && profile.access_key_id === old.access_key_id))
      await this.forget(keychainAccount(name, old.access_key_id!))
    const row = profileRow(name, profile, readConfiguration().current)
    await this.present(row, profileView)
    this.done(
      `Profile ${name} ${old ? 'changed' : 'added'} for ${operationTable().endpoints[profile.site].bss}`,
      commandLine`profile check --profile ${name}`,
    )
    return row
  }

  private async takeSecrets(
    name: string,
    profile: Profile,
    flags: {'access-key-id'?: string; 'secret-file'?: string; 'credential-process'?: string; keychain?: boolean},
  ): Promise<void> {
    if (flags['credential-process']) {
      profile.credential_process = flags['credential-process']
      delete profile.access_key_id
      delete profile.secret_access_key
      delete profile.keychain
      return
    }
    const known = profile.secret_access_key || profile.credential_process || profile.keychain
    const moves = flags.keychain || (flags.keychain === false && profile.keychain)
    if (!flags['access-key-id'] && known && !moves) return
    // Where the environment gives the key, none is asked for.
    if (!flags['access-key-id'] && !flags.keychain && secretSource(profile) === 'environment') return
    // With --keychain alone a secret that is in the file already moves.
    const moved = flags.keychain && !flags['access-key-id'] ? profile.secret_access_key : undefined
    if (!moved) {
      const typed = flags['access-key-id'] ?? (moves ? profile.access_key_id : undefined)
      profile.access_key_id =
        typed ??
        (await this.prompts.text('--access-key-id', 'Access key id (AK)', {
          read: needed('--access-key-id'),
          passing: true,
        }))
    }
    const file = flags['secret-file']
    // A secret that is in the keychain stays there. Where it goes is asked before it is.
    const isKept = flags.keychain ?? (profile.keychain || (!file && (await this.wantsKeychain())))
    const secret =
      moved ??
      (file
        ? file === '-'
          ? await readStandardInput()
          : readSecret(file)
        : await this.prompts.secret('--secret-file', 'Secret access key (SK)', needed('The secret access key')))
    if (!secret.trim()) throw usage('the secret access key is empty')
    delete profile.credential_process
    delete profile.secret_access_key
    delete profile.keychain
    if (isKept) {
      await writeKeychain(keychainAccount(name, profile.access_key_id!), secret.trim())
      profile.keychain = true
    } else profile.secret_access_key = secret.trim()
  }

  /** Takes out of the keychain what is not used any more. */
  private async forget(account: string): Promise<void> {
    await clearKeychain(account).catch(error => this.note(`The old secret stays in the keychain: ${error.message}`))
  }

  /** Where a keychain answers, it is offered first. */
  private async wantsKeychain(): Promise<boolean> {
    if (!this.prompts.mayAsk) return false
    if (!(await keychainAnswers())) return false
    return this.prompts.choose('--keychain', 'Where the secret is kept', [
      {name: keychainName(), value: true},
      {name: `${configPath()}, in plain text`, value: false},
    ])
  }
}

/** A name that a profile can have and that is not taken by one of those that are made up. */
function freeName(text: string): string {
  const name = checkProfileName(text)
  if (name === SANDBOX) throw usage('the profile sandbox is built in', 'Choose another name')
  if (name === ENVIRONMENT)
    throw usage(`the profile ${name} is the one that PARTNERCTL_SITE and keys make`, 'Choose another name')
  return name
}

function readSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code
    throw usage(
      `--secret-file ${path} cannot be read (${why})`,
      'Name a file with the secret access key, or - for stdin',
    )
  }
}

function accountId(text: string): string {
  if (!looksLikeId(text)) throw usage(`--domain-id "${text}": ${NOT_AN_ID}`)
  return text
}

function checkEndpoint(text: string): string {
  if (!URL.canParse(text))
    throw usage(`"${text}" is not an address`, 'Write it like https://bss-intl.myhuaweicloud.com')
  const origin = safeOrigin(text)
  if (!origin) throw usage(`${text}: keys are only sent over https, or to this machine`)
  return origin
}

function bucketOf(
  name: string,
  {'bucket-endpoint': endpoint, 'bucket-profile': profile}: {'bucket-endpoint'?: string; 'bucket-profile'?: string},
): Profile['bucket'] {
  if (!/^[a-z0-9][a-z0-9.-]{2,62}$/.test(name)) throw usage(`"${name}" cannot be the name of a bucket`)
  if (!endpoint) throw usage('--bucket-endpoint is missing', 'Such as https://obs.ap-southeast-1.myhuaweicloud.com')
  return {name, endpoint: checkEndpoint(endpoint), profile}
}
