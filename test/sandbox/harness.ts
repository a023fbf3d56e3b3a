// Starts sandboxes for tests: answers are checked against the contract, and nothing may fail inside unseen.
import {afterEach, expect} from 'vitest'
import {type SandboxOptions, startSandbox} from '../../src/sandbox/index.js'
import {Client} from './client.js'

type SandboxInfo = Awaited<ReturnType<typeof startSandbox>>['info']

export interface Running {
  info: SandboxInfo
  /** Signs as the distributor's administrator. */
  partner: Client
  /** Without credentials. */
  anybody: Client
  close(): Promise<void>
}

const running: {close(): Promise<void>}[] = []
let failures: unknown[] = []

/** A clock in the middle of a month whose predecessor is final. */
export const NOW = '2026-11-18T04:00:00Z'

/** Opens a sandbox that is closed after the test. */
export async function open(options: SandboxOptions = {}): Promise<Running> {
  const sandbox = await startSandbox({
    clock: NOW,
    validateResponses: true,
    onInternalError: error => failures.push(error),
    ...options,
  })
  const {info} = sandbox
  const partner = new Client(info.endpoints.bss, {
    access: info.partner.access_key_id,
    secret: info.partner.secret_access_key,
  })
  const anybody = new Client(info.endpoints.bss)
  const close = async () => {
    partner.close()
    anybody.close()
    await sandbox.close()
  }
  running.push({close})
  return {info, partner, anybody, close}
}

afterEach(async () => {
  for (const {close} of running.splice(0)) await close()
  const seen = failures
  failures = []
  expect(seen).toEqual([])
})

/** All customers of the partner, or of one of its resellers. */
export async function customersOf({partner}: Running, indirectPartnerId?: string): Promise<CustomerRow[]> {
  const all: CustomerRow[] = []
  for (;;) {
    const body = {
      offset: all.length,
      limit: 100,
      ...(indirectPartnerId ? {indirect_partner_id: indirectPartnerId} : {}),
    }
    const page = await partner.post('/v2/partners/sub-customers/query', body)
    expect(page.status).toBe(200)
    all.push(...page.json.customer_infos)
    if (all.length >= page.json.count) return all
  }
}

export interface CustomerRow {
  customer_id: string
  account_name: string
  customer: string | null
  association_type: string
  is_frozen: number
  associated_on: string
  label: string | null
}

export const resale = (rows: CustomerRow[]): CustomerRow[] => rows.filter(c => c.association_type !== '1')

/** Keys of an account, from the admin API. */
export async function keysOf(run: Running, customerId: string): Promise<Client> {
  const {json} = await run.anybody.admin('GET', `accounts?customer_id=${customerId}`)
  return new Client(run.info.endpoints.bss, {access: json.access_key_id, secret: json.secret_access_key})
}

/** A partner or operator of the world by user name. */
export async function userClient(run: Running, userName: string): Promise<Client> {
  const {json} = await run.anybody.admin('GET', 'accounts')
  for (const partner of json.partners) {
    for (const user of partner.users) {
      if (user.user_name === userName) {
        return new Client(run.info.endpoints.bss, {access: user.access_key_id, secret: user.secret_access_key})
      }
    }
  }
  throw new Error(`no user ${userName}`)
}
