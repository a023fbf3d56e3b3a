// Authorizations: engineers ask for access, and confidential information goes to them this way and no other.
import {mustBeAbout} from '../api/asked.js'
import type {Api} from '../api/client.js'
import {schemaOf} from '../api/contract/contract.js'
import type {Output} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure, usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import type {Scope} from './act.js'

export type AuthorizationDetail = Output<'ShowAuthorizationDetail'>
export type Place = NonNullable<AuthorizationDetail['incident_auth_detail_list']>[number]

/** The login of one host, as the API takes it. */
export interface Login {
  auth_detail_id: number
  port?: number
  account: string
  password: string
}

export const PENDING = 0
export const GRANTED = 1

const statusWord = (status: number | undefined): string => {
  const schema = schemaOf('osm', 'IncidentOrderAuthV2')!.properties!.status!
  return lookUp(schema['x-enum-labels'], String(status)) ?? String(status)
}

/** The authorization, when it has the status that an action needs. Throws a Failure otherwise. */
async function inStatus(
  api: Api,
  authorization_id: string,
  wanted: number,
  what: string,
  {as, group: group_id}: Scope,
) {
  const detail = await api.call('ShowAuthorizationDetail', {authorization_id, group_id}, {as})
  mustBeAbout('authorization_id', authorization_id, detail.id)
  if (detail.status === wanted || detail.status === undefined) return detail
  throw new Failure(
    'refused',
    `${authorization_id} is ${statusWord(detail.status)}; only one that is ${statusWord(wanted)} can be ${what}`,
    {
      next: [commandLine`ticket authorize show ${authorization_id}`],
    },
  )
}

export const mustBePending = (api: Api, id: string, scope: Scope) => inStatus(api, id, PENDING, 'decided on', scope)
export const mustBeGranted = (api: Api, id: string, scope: Scope) => inStatus(api, id, GRANTED, 'ended', scope)

/** Places whose login is asked for: hosts, not consoles. */
export const hostsOf = (detail: AuthorizationDetail): Place[] =>
  (detail.incident_auth_detail_list ?? []).filter(place => place.type === 1)

/**
 * Logins from a text, one a line: host or detail id, account, password, and a port where it is another than asked for.
 * Everything between the second comma and a last field that is a port belongs to the password. Messages never repeat a
 * line.
 */
export function parseLogins(text: string, hosts: Place[]): Login[] {
  const logins: Login[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const where = `line ${index + 1}`
    const [name = '', account = '', ...rest] = line.split(',')
    const place = hosts.find(one => [String(one.id), one.instance_id, one.instance_name].includes(name.trim()))
    if (!place)
      throw usage(
        `${where}: not a host of this authorization`,
        ...hosts.map(one => `${one.id}  ${one.instance_id ?? ''}`),
      )
    const hasPort = rest.length > 1 && /^\d{1,5}$/.test(rest.at(-1)!.trim())
    const password = (hasPort ? rest.slice(0, -1) : rest).join(',')
    if (account.trim() === '' || password === '') throw usage(`${where}: account and password are needed`)
    const port = hasPort ? Number(rest.at(-1)) : place.port
    logins.push({auth_detail_id: place.id!, account: account.trim(), password, port: port || undefined})
  }
  return logins
}
