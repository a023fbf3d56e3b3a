// Login links: the address that takes a customer from the partner's platform through single sign-on to a console.
// Source: api-bpconsole/jac_00001.html, and bpconsole_apifaq_00003.html for a first login.
import {isLoopback} from '../address.js'
import {usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import type {SsoSettings} from './settings.js'

/**
 * Paths of the consoles of common services; `{region}` is filled in. They are what the addresses of the consoles look
 * like in public pages, not part of the single sign-on documentation: `--set console.NAME=/path` corrects or adds one.
 */
export const consoles: Record<string, {name: string; path: string}> = {
  bms: {name: 'Bare Metal Server', path: '/ecm/?region={region}#/bms/manager/bmsInfo/vmList'},
  cce: {name: 'Cloud Container Engine', path: '/cce2.0/?region={region}'},
  cci: {name: 'Cloud Container Instance', path: '/cci/?region={region}'},
  cdn: {name: 'Content Delivery Network', path: '/cdn/?region={region}'},
  ces: {name: 'Cloud Eye', path: '/ces/?region={region}'},
  dns: {name: 'Domain Name Service', path: '/dns/?region={region}'},
  ecs: {name: 'Elastic Cloud Server', path: '/ecm/?region={region}#/ecs/manager/vmList'},
  eip: {name: 'Elastic IP', path: '/vpc/?region={region}#/eips'},
  elb: {name: 'Elastic Load Balance', path: '/vpc/?region={region}#/elb/list'},
  eps: {name: 'Enterprise Project Management', path: '/eps/?region={region}#/projects/list'},
  evs: {name: 'Elastic Volume Service', path: '/ecm/?region={region}#/evs/manager/volumelist'},
  functiongraph: {name: 'FunctionGraph', path: '/functiongraph/?region={region}#/serverless/dashboard'},
  home: {name: 'Console home', path: '/console/?region={region}#/home'},
  iam: {name: 'Identity and Access Management', path: '/iam/'},
  modelarts: {name: 'ModelArts', path: '/modelarts/?region={region}'},
  obs: {name: 'Object Storage Service', path: '/console/?region={region}#/obs'},
  rds: {name: 'Relational Database Service', path: '/rds/?region={region}'},
  vpc: {name: 'Virtual Private Cloud', path: '/vpc/?region={region}'},
}

/** Shortcuts that can be typed, those of the settings not included. */
export const consoleNames = Object.keys(consoles).sort()

/** The console of a service as an address on the site's console host. */
export function consoleUrl(settings: SsoSettings, service: string, region: string | undefined): string {
  const path = settings.console(service) ?? lookUp(consoles, service)?.path
  if (!path) {
    throw usage(
      `there is no shortcut "${service}"`,
      `Shortcuts: ${consoleNames.join(', ')}`,
      `or give the address itself, or --set console.${service}=/path`,
    )
  }
  if (region !== undefined && !/^[a-z]{2,}(-[a-z0-9]+)+$/.test(region)) {
    throw usage(`"${region}" is not a region`, 'Regions look like ap-southeast-3')
  }
  const filled = region ? path.replaceAll('{region}', region) : path.replace(/\?region=\{region\}/, '')
  return `https://${settings.list('console_hosts')[0]}${filled}`
}

/**
 * Checks where a link leads to. Anything but a console of the site is refused, unless `any`. Returns the address as
 * given.
 */
export function checkTarget(settings: SsoSettings, target: string, any = false): string {
  let url: URL
  try {
    url = new URL(target)
  } catch {
    throw usage(`"${target}" is not an address`, 'Write it like https://console-intl.huaweicloud.com/iam/')
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)) && !any)
    throw usage(`${target}: a console is reached over https`)
  if (url.username || url.password) throw usage(`${target}: a user name in the address hides where it leads`)
  const hosts = settings.list('console_hosts')
  if (!any && !hosts.includes(url.host)) {
    throw usage(
      `${url.host} is not a console of this site: a customer who has just signed in would be taken there`,
      `Consoles: ${hosts.join(', ')}`,
      '--allow-any-target makes the link all the same',
    )
  }
  return target
}

export interface LinkRequest {
  platform: string
  /** True while the customer has no bound account yet. */
  firstLogin: boolean
  target: string
}

/** The link. It holds no secret: whoever opens it has to sign in at the partner's platform. */
export function loginLink(settings: SsoSettings, {platform, firstLogin, target}: LinkRequest): string {
  const parameters = [
    ['xAccountType', platform],
    ['isFirstLogin', String(firstLogin)],
    ['service', target],
  ] as const
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${settings.get('login_url')}?${query}`
}
