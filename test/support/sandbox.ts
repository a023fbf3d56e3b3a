// A sandbox of its own for a test file, and a profile that speaks to it.
import {changeConfiguration} from '../../src/profiles/profile.js'
import {type Sandbox, type SandboxOptions, startSandbox} from '../../src/sandbox/index.js'
import {afterFile, isSecret} from './traces.js'

export interface TestSandbox extends Sandbox {
  /** A request to the sandbox's administration: `admin('GET', '/ledger?cycle=2026-10')`. */
  admin<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
}

/**
 * Starts a sandbox in memory, at a clock that tests can count on, and makes it the profile `test`. Call `emptyHome()`
 * before.
 */
export async function testSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({validateResponses: true, ...options})
  afterFile(() => sandbox.close())
  const {endpoints, partner, site} = sandbox.info
  isSecret(partner.secret_access_key)
  await changeConfiguration(configuration => {
    configuration.profiles.test = {
      site,
      access_key_id: partner.access_key_id,
      secret_access_key: partner.secret_access_key,
      domain_id: partner.domain_id,
      xaccount_type: partner.xaccount_type,
      endpoints: {bss: endpoints.bss, osm: endpoints.osm, iam: endpoints.iam},
      bucket: {name: `obs-${partner.account_name}`, endpoint: endpoints.bss},
      requests_per_second: 10_000,
    }
    configuration.current = 'test'
  })
  const admin = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${endpoints.admin}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {...sandbox, close: () => sandbox.close(), admin}
}
