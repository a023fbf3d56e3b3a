// What the commands of single sign-on share: the settings that are in force, and the sandbox as the other side.
import {join} from 'node:path'
import {Flags} from '@oclif/core'
import {Failure} from '../../../failure.js'
import {lookUp} from '../../../look-up.js'
import {sandboxSettings, sandboxUrl} from '../../../profiles/connect.js'
import {dataFolder} from '../../../profiles/paths.js'
import {chooseProfile, readConfiguration, SANDBOX} from '../../../profiles/profile.js'
import type {Finding} from '../../../sso/findings.js'
import {defaultOf, parseSettings, SsoSettings} from '../../../sso/settings.js'
import {PartnerCommand} from '../../command.js'

export const ssoFlags = {
  set: Flags.string({
    summary: 'one setting of single sign-on for this command, name=value (see sso settings)',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup: 'SSO',
  }),
}

/** For commands that work without a profile, too. */
export const siteFlag = {
  site: Flags.option({
    summary: "intl, eu or cn; the profile's site when absent",
    options: ['intl', 'eu', 'cn'] as const,
    helpGroup: 'SSO',
  })(),
}

/** Key, certificate and metadata of an identity provider. */
export const idpFolderFlag = {
  idp: Flags.string({
    summary: "folder of the identity provider's key; the sandbox's own when absent",
    helpGroup: 'SSO',
  }),
}

/** Where the sandbox's identity provider keeps its key. */
export const sandboxIdpFolder = () => join(dataFolder(), 'sso', 'sandbox-idp')

type SsoFlags = {set?: string[]; site?: 'intl' | 'eu' | 'cn'}

export abstract class SsoCommand<Result = unknown> extends PartnerCommand<Result> {
  /** Name of the profile, if there is one to be used. */
  protected get profileName(): string | undefined {
    try {
      return chooseProfile(readConfiguration(), this.common.profile)
    } catch (error) {
      if (error instanceof Failure && error.outcome === 'denied') return undefined
      throw error
    }
  }

  /** The settings in force: `--set`, over those of the profile, over the site's defaults. */
  protected ssoSettings({set = [], site}: SsoFlags): SsoSettings {
    const name = this.profileName
    const given = parseSettings(set)
    if (name === SANDBOX) {
      const own = site ?? sandboxSettings().site
      return new SsoSettings(own, {...sandboxAddresses(sandboxUrl(), own), ...given})
    }
    const profile = name === undefined ? undefined : lookUp(readConfiguration().profiles, name)
    return new SsoSettings(site ?? profile?.site ?? 'intl', {...profile?.sso, ...given})
  }

  /** Checks passed or not: what did not pass ends the command with exit 5. */
  protected judge(findings: Finding[], what: string): void {
    const failed = findings.filter(one => one.result === 'failed')
    if (failed.length === 0) return
    const names = [...new Set(failed.map(one => one.check))].join(', ')
    throw new Failure('refused', `${what} did not pass: ${names}`, {
      next: failed.flatMap(one => (one.mend ? [`${one.check}: ${one.mend}`] : [])),
    })
  }
}

/** The sandbox has everything on one origin, and its console is one that a link may lead to. */
function sandboxAddresses(origin: string, site: 'intl' | 'eu' | 'cn'): Record<string, string> {
  return {
    login_url: `${origin}/authui/saml/login`,
    sp_metadata: `${origin}/authui/saml/metadata.xml`,
    sp_entity_id: `${origin}/`,
    acs_url: `${origin}/authui/saml/SAMLAssertionConsumer`,
    console_hosts: `${defaultOf('console_hosts', site)},${new URL(origin).host}`,
  }
}

const marks: Record<Finding['result'], string> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
  unchecked: 'unchecked',
}

/** Findings as lines, with what to do below each that needs it. */
export function findingLines(findings: Finding[]): string[] {
  const width = Math.max(0, ...findings.map(one => one.check.length))
  return findings.flatMap(({check, result, message, mend}) => [
    `${marks[result].padEnd(9)}  ${check.padEnd(width)}  ${message}`,
    ...(mend && result !== 'ok' ? [`${' '.repeat(9)}  ${' '.repeat(width)}  -> ${mend}`] : []),
  ])
}
