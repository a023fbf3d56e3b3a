// Whole commands over answers of which every member is odd at once: null, absent, of another type, empty, unknown.
// Something is shown, or an error that says what is wrong; nothing fails unexpectedly, and no `null` or `NaN` is
// printed.
import {beforeAll, describe, expect, it} from 'vitest'
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {type Shape, shapeOf} from '../../src/api/contract/decode.js'
import {type AlteredSandbox, alteredSandbox, changed} from '../support/altered.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'
import {lineFor, lines, regions} from '../support/command-lines.js'
import {allOdd, sampleOf, variants} from '../support/odd.js'
import {wordsOf} from '../support/operations.js'
import {filled, type Names, worldNames} from '../support/sandbox-world.js'

const {operations} = operationTable()

/** Reads of tickets: the operation, and a line that sends it. */
const ticketLines: Record<string, string> = {
  ListCases: 'ticket list',
  ShowCaseDetail: 'ticket show TICKET',
  ListMessages: 'ticket messages TICKET',
  ListCaseOperateLogs: 'ticket history TICKET',
  ListRelation: 'ticket show TICKET',
  ListCaseLabels: 'ticket show TICKET',
  ShowCaseExtendsParam: 'ticket param show TICKET',
  ListAuthorizations: 'ticket authorize list',
  ListLabels: 'ticket label list',
  ShowCaseStatus: 'ticket status TICKET',
  ListCaseQuotas: 'ticket quota --product cat-ecs --problem bt-down-ecs',
  ListCaseCategories: 'ticket config categories',
  ListProblemTypes: 'ticket config problems cat-ecs',
  ListRegions: 'ticket config regions',
  ListSeverities: 'ticket config severities --product cat-ecs --problem bt-down-ecs',
  ListCaseTemplates: 'ticket config templates bt-down-ecs',
  ListExtendsParams: 'ticket config parameters bt-down-ecs',
  ListSatisfactionDimensions: 'ticket config ratings',
  ShowAccessoryLimits: 'ticket config limits',
  ListCaseLimits: 'ticket config limits',
  ShowLoginType: 'ticket config account',
  ShowPartnersServiceInfo: 'ticket config account --customer CUSTOMER',
  ListPrivileges: 'ticket privilege list',
  ShowCustomerPrivilegePolicy: 'ticket privilege list',
  ShowLatestPublishedAgreement: 'ticket agreement show',
  ShowSignedLatestPublishedAgreement: 'ticket agreement show',
  ListAgencies: 'ticket authorize agencies',
  ListHasVerifiedContacts: 'ticket contact list',
}

/** Reads that are part of other commands. */
const others: [operation: string, line: string][] = [
  ['ListSubCustomers', 'customer show CUSTOMER'],
  ['ShowSubCustomerBudget', 'customer show CUSTOMER'],
  ['ListCustomerOrders', 'customer show CUSTOMER'],
  ['ListCases', 'customer show CUSTOMER'],
  ['ListSubCustomerCoupons', 'customer show CUSTOMER'],
  ['ShowCustomerMonthlySum', 'customer show CUSTOMER'],
  ['ShowCustomerOrderDetails', 'order pay ORDER --customer CUSTOMER --confirm no'],
  ['ListRenewRateOnPeriod', 'subscription renew RESOURCE --customer CUSTOMER --confirm no'],
  ['ListPayPerUseCustomerResources', 'subscription unsubscribe RESOURCE --customer CUSTOMER --confirm no'],
  ['ListSubCustomerBudget', 'budget watch'],
  ['ShowLatestPublishedAgreement', 'ticket agreement sign --dry-run --yes'],
  ['ListIssuedPartnerCoupons', 'coupon reclaim COUPON --confirm no'],
  ['ListPartnerBalances', 'reseller grant RESELLER 1 --confirm no'],
  ['ListCustomersBalancesDetail', 'account reclaim CUSTOMER 1 --confirm no'],
]

const isRead = (id: string) => operations[id]!.effect === 'read' && shapeOf(id) !== undefined
const reads = (site: Site): [string, string][] =>
  [
    ...Object.keys(lines).map((id): [string, string] => [id, lineFor(id, site)]),
    ...Object.entries(ticketLines),
    ...others,
  ].filter(([id]) => isRead(id) && operations[id]!.sites.includes(site))

/** Writes whose answer hands something back or names rows, but for those that end the life of what the others need. */
const writes = (site: Site): [string, string][] =>
  Object.keys(lines)
    .map((id): [string, string] => [id, lineFor(id, site)])
    .filter(([id]) => !isRead(id) && shapeOf(id) !== undefined && operations[id]!.sites.includes(site))

/** What nobody should read. */
const NONSENSE = /\b(undefined|NaN|null)\b|\[object/

const sites = ['intl', 'eu', 'cn'] as const

/**
 * All ways to be odd on the first site that has an operation; on the others, where the answer has the same shape, two
 * that take turns from line to line.
 */
function waysOn(site: Site, id: string, turn: number): [string, (shape: Shape) => unknown][] {
  const all = Object.entries(variants)
  if (operations[id]!.sites.includes(sites[0]) && site !== sites[0])
    return [0, 1].map(i => all[(turn + i * 3) % all.length]!)
  return all
}

describe.each(sites)('site %s', site => {
  let sandbox: AlteredSandbox
  let names: Names
  beforeAll(async () => {
    emptyHome()
    sandbox = await alteredSandbox({site, validateResponses: false})
    names = {...(await worldNames(site, 'test')), REGION: regions[site]}
    const [ticket] = await cliJson<Record<string, string>[]>('ticket list --limit 1')
    names.TICKET = ticket!.incident_id!
  }, 120_000)

  it.each(reads(site).map((one, turn) => [...one, turn] as const))('%s: %s', async (id, line, turn) => {
    const shape = shapeOf(id)!
    const {paging} = operations[id]!
    const words = wordsOf(filled(line, names))
    for (const [name, odd] of waysOn(site, id, turn)) {
      sandbox.changes = {[id]: changed(data => allOdd(shape, data, odd, [paging?.total, paging?.next]))}
      const ran = await cli([...words, '--no-input'])
      const told = `${name}\n${ran.stdout}\n${ran.stderr}`
      expect(ran.stderr, told).not.toContain('unexpectedly')
      expect(`${ran.stdout}\n${ran.stderr}`, told).not.toMatch(NONSENSE)
    }
  })

  it.each(writes(site).map((one, turn) => [...one, turn] as const))('%s: %s', async (id, line, turn) => {
    const shape = shapeOf(id)!
    const words = wordsOf(filled(line, names))
    for (const [name, odd] of waysOn(site, id, turn)) {
      const body = JSON.stringify(allOdd(shape, sampleOf(shape), odd, []))
      sandbox.changes = {[id]: () => ({status: 200, body})}
      const ran = await cli([...words, '--no-input'])
      const told = `${name}: ${body}\n${ran.stdout}\n${ran.stderr}`
      expect(ran.stderr, told).not.toContain('unexpectedly')
      expect(`${ran.stdout}\n${ran.stderr}`, told).not.toMatch(NONSENSE)
    }
  })
})
