import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {currentCycle, shiftCycle} from '../../../src/cycle.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const cycle = shiftCycle(currentCycle(new Date()), -1)
let home: string
let sandbox: TestSandbox

beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox()
})

describe('bill export', () => {
  it('writes records whose sums are the ledger of each customer, to the last decimal', async () => {
    const out = join(home, 'bills.csv')
    const result = await cliJson<{records: number; amounts: {amount: unknown}[]}>([
      ...[
        'bill',
        'export',
        '--cycle',
        cycle,
        '--out',
        out,
        '--columns',
        'customer_id,amount,xreseller_id,xreseller_account',
      ],
    ])
    const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n').slice(1)
    expect(lines).toHaveLength(result.records)
    const sums = new Map<string, Decimal>()
    const resellers = new Map<string, string>()
    for (const line of lines) {
      const [customer, amount, ...reseller] = line.split(',') as [string, string, string, string]
      resellers.set(customer, reseller.join(' ').trim())
      sums.set(customer, (sums.get(customer) ?? Decimal.zero).plus(Decimal.parse(amount)))
    }
    for (const [customer, sum] of sums) {
      const ledger = await sandbox.admin<{amount: string}>('GET', `/ledger?cycle=${cycle}&customer_id=${customer}`)
      expect([customer, sum.toFixed(8)]).toEqual([customer, ledger.amount])
    }
    expect(sums.size).toBeGreaterThan(30)
    // Of the resellers' customers it says whose they are, by the lists of the partner.
    const listed = await cliJson<{account_name: string; indirect_partner_id: string}[]>(['reseller', 'list', '--all'])
    const told = new Set([...resellers.values()].filter(Boolean))
    expect([...told].sort()).toEqual(listed.map(one => `${one.indirect_partner_id} ${one.account_name}`).sort())
    expect([...resellers.values()]).toContain('')
  })

  it('prints cycle and time zone, records, amounts per service, the file and what comes next', async () => {
    const out = join(home, 'again.csv')
    const {exit, stdout, stderr} = await cli(['bill', 'export', '--cycle', 'last-month', '--out', out])
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`cycle ${cycle} (UTC+8), `)
    expect(stdout).toMatch(/Elastic Cloud Server +[\d,]+ records +USD +[\d,.]+/)
    expect(stdout).toContain(out)
    expect(stdout).toMatch(new RegExp(`Next: partnerctl bill (summary|reconcile .*) --cycle ${cycle}`))
  })
})
