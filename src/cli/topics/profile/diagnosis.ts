// What can be wrong with a set-up, looked at one thing after the other.
import {lookup} from 'node:dns/promises'
import {Api} from '../../../api/client.js'
import type {Session} from '../../../api/session.js'
import {Transport} from '../../../api/transport.js'
import {commandLine} from '../../../command-line.js'
import {concernsOnePart, type Failure, RunEnd} from '../../../failure.js'
import {configPath, readConfiguration} from '../../../profiles/profile.js'
import {currentRun} from '../../run.js'

export interface Finding {
  check: string
  result: 'ok' | 'problem' | 'note'
  detail: string
  /** What to do about a problem. */
  mend?: string
}

const good = (check: string, detail: string): Finding => ({check, result: 'ok', detail})
const bad = (check: string, detail: string, mend: string): Finding => ({check, result: 'problem', detail, mend})

/** The machine and the configuration: nothing is sent. */
export function examineMachine(): Finding[] {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const enough = major > 20 || (major === 20 && minor >= 17)
  const found = [
    enough
      ? good('Node', process.version)
      : bad('Node', `${process.version} is too old`, 'Install Node 20.17 or newer'),
  ]
  try {
    const {profiles} = readConfiguration()
    found.push(good('configuration', `${configPath()}, ${Object.keys(profiles).length} profiles`))
  } catch (error) {
    const {message, next} = error as Failure
    found.push(bad('configuration', message, next?.[0] ?? 'Mend the file'))
  }
  const {env} = process
  const proxy = env.HTTPS_PROXY || env.https_proxy
  if (proxy) found.push({check: 'proxy', result: 'note', detail: `https goes through ${withoutSecret(proxy)}`})
  return found
}

function withoutSecret(address: string): string {
  try {
    return new URL(address).host
  } catch {
    return 'an address that cannot be read'
  }
}

/** How far a clock may be off before signatures are refused, milliseconds. */
const SKEW = 5 * 60_000

/** The way to the API: names, connections, certificates, clock, keys, permission. */
export async function examineConnection(session: Session): Promise<Finding[]> {
  const found: Finding[] = []
  const origins = new Map<string, string[]>()
  for (const [service, origin] of Object.entries(session.endpoints)) {
    origins.set(origin, [...(origins.get(origin) ?? []), service])
  }
  let reached = false
  for (const [origin, services] of origins) {
    const answered = await examineOrigin(origin, services.join(', '), found)
    if (services.includes('bss')) reached = answered
  }
  try {
    await session.credentials()
    found.push(good('keys', 'there are keys'))
    if (reached) found.push(...(await examineKeys(session)))
  } catch (error) {
    if (!concernsOnePart(error)) throw error
    found.push(bad('keys', error.message, error.next[0] ?? 'partnerctl profile add'))
  }
  return found
}

async function examineOrigin(origin: string, services: string, found: Finding[]): Promise<boolean> {
  const {hostname, host} = new URL(origin)
  const check = `${host} (${services})`
  const proxied = process.env.HTTPS_PROXY || process.env.https_proxy
  if (!proxied) {
    try {
      await lookup(hostname.replace(/^\[|\]$/g, ''))
    } catch {
      found.push(
        bad(check, 'the name cannot be resolved', 'Check the network, the DNS server, and partnerctl profile show'),
      )
      return false
    }
  }
  const transport = new Transport()
  try {
    const {headers} = await transport.send({
      method: 'GET',
      url: new URL(origin),
      headers: {},
      body: Buffer.alloc(0),
      fresh: true,
      signal: currentRun().signal,
    })
    found.push(good(check, 'answers'))
    const skew = Date.parse(String(headers.date ?? '')) - Date.now()
    if (Math.abs(skew) > SKEW) {
      const minutes = Math.round(Math.abs(skew) / 60_000)
      found.push(
        bad(
          'clock',
          `${minutes} min ${skew > 0 ? 'slow' : 'fast'} against ${host}`,
          'Set it right, with NTP: signatures carry the time',
        ),
      )
    }
    return true
  } catch (error) {
    if (error instanceof RunEnd) throw error
    found.push(
      bad(check, (error as Error).message, 'Check the network, the proxy, --ca-file, and partnerctl profile show'),
    )
    return false
  } finally {
    transport.close()
  }
}

async function examineKeys(session: Session): Promise<Finding[]> {
  const api = new Api(async () => session, {retry: {attempts: 1}, signal: currentRun().signal})
  try {
    const {count} = await api.call('ListSubCustomers', {limit: 1, offset: 0})
    return [await examineAccount(api), good('permission', `accepted; ${count ?? 0} customers can be listed`)]
  } catch (error) {
    if (!concernsOnePart(error)) throw error
    return [bad('permission', error.message, error.next[0] ?? 'partnerctl profile check')]
  } finally {
    api.close()
  }
}

/** The account id: what stands in paths, such as that of invoices. */
async function examineAccount(api: Api): Promise<Finding> {
  const {profile, domainId} = await api.session
  const check = 'account'
  if (domainId) return good(check, domainId)
  const mend = (id: string) => commandLine`profile add ${profile} --domain-id ${id} --yes`
  try {
    const id = await api.account()
    const detail = `the profile does not say it; the platform says ${id}, which is used`
    return {check, result: 'note', detail, mend: mend(id)}
  } catch (error) {
    if (!concernsOnePart(error)) throw error
    return bad(check, `missing, and it could not be looked up: ${error.message}`, mend('ID'))
  }
}
