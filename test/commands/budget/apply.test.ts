import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type Cell, xlsx} from '../../support/xlsx.js'

const home = emptyHome({PARTNERCTL_PROFILE: 'sandbox'})

interface Listed {
  customer_id: string
  account_name: string
  budget_amount?: number
  is_frozen: number
}

describe('budget apply', () => {
  it('changes what is not as wanted, by id or name, from a spreadsheet', async () => {
    const customers = await cliJson<Listed[]>('customer list --all --filter budget_amount>0')
    const [a, b, c, d] = customers as [Listed, Listed, Listed, Listed]
    const rows: Cell[][] = [
      ['Budget', 'Customer', 'Clerk'],
      [{number: '4321.5'}, a.customer_id, 'Eva'],
      ['99.99', b.account_name, ''],
      [{number: String(c.budget_amount)}, c.customer_id, ''],
      ['1,000', d.customer_id, ''],
      ['10', 'nobody-at-all', ''],
    ]
    const path = join(home, 'budgets.xlsx')
    writeFileSync(path, xlsx({Sheet1: rows}))
    const ran = await cli(['budget', 'apply', path, '--yes', '-o', 'json'])
    expect(ran.exit).toBe(7)
    expect(JSON.parse(ran.stdout)).toMatchObject({rows: 5, counts: {changed: 2, unchanged: 1, invalid: 2}})
    expect(ran.stderr).toContain(`${b.account_name}: `)
    const shown = await cliJson<{budget_amount: number}>(['budget', 'show', a.customer_id])
    expect(shown.budget_amount).toBe(4321.5)
    const result = readFileSync(join(home, 'budgets.result.csv'), 'utf8')
    expect(result).toMatch(new RegExp(`2,${a.customer_id},changed,${a.customer_id},,was ${a.budget_amount}`))
    expect(result).toContain('is not an amount: Write digits with a dot')
    // Again: nothing is left to do for the good rows.
    const again = await cli(['budget', 'apply', path, '--yes', '-o', 'json'])
    expect(JSON.parse(again.stdout).counts).toEqual({unchanged: 3, invalid: 2})
  })

  it('leaves both rows out that name one customer, by id and by name', async () => {
    const [a] = await cliJson<Listed[]>('customer list --limit 1')
    const path = join(home, 'twice.csv')
    writeFileSync(path, `customer,budget\n${a!.customer_id},1\n${a!.account_name},2\n`)
    const {exit, stderr} = await cli(['budget', 'apply', path, '--yes'])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('row 3 is the same customer')])
  })

  it('unfreezes where the row says so, and sees when that is still to be done', async () => {
    const frozen = await cliJson<Listed[]>('customer list --all --filter is_frozen=1 --filter budget_amount>0')
    const customer = frozen[0]!
    const path = join(home, 'unfreeze.csv')
    writeFileSync(path, `customer,budget,unfreeze\n${customer.customer_id},${customer.budget_amount},yes\n`)
    expect((await cli(['budget', 'apply', path, '--yes'])).exit).toBe(0)
    const after = await cliJson<Listed[]>([
      'customer',
      'list',
      '--all',
      '--filter',
      `customer_id=${customer.customer_id}`,
    ])
    expect(after[0]!.is_frozen).toBe(0)
    expect((await cliJson<{counts: object}>(['budget', 'apply', path, '--yes'])).counts).toEqual({unchanged: 1})
  })
})
