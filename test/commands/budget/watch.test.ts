// budget watch: what it shows, and that it changes nothing unless it was told to.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {project} from '../../../src/customers/budget-watch.js'
import {billDate} from '../../../src/cycle.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'

const home = emptyHome({PARTNERCTL_SANDBOX_CLOCK: '2026-11-20T03:00:00Z'})

interface Row {
  customer_id: string
  indirect_partner_id?: string
  account_name: string
  budget_amount: number
  used_percent: number
  action?: string
  status?: string
  raise_to?: number
}

const watch = (line = '') => cliJson<Row[]>(`budget watch --profile sandbox --all ${line}`)

function policy(text: string): string {
  const path = join(home, `policy-${text.length}.yaml`)
  writeFileSync(path, text)
  return path
}

describe('budget watch', () => {
  it('counts list prices, says so, and projects from list prices of records', async () => {
    const [top] = (await watch()).filter(row => row.used_percent > 0 && !row.indirect_partner_id)
    expect(top).toMatchObject({basis: 'list'})
    const shown = await cli('budget watch --profile sandbox --all')
    expect(shown.stderr).toContain('at list prices, not what customers or you pay')
    const one = await cli(`budget show ${top!.account_name} --profile sandbox`)
    expect(one.stdout).toMatch(/^counts\s+list prices, not what the customer or you pay$/m)
    expect(await cliJson(`budget show ${top!.account_name} --profile sandbox`)).toMatchObject({basis: 'list'})
    const yesterday = billDate(new Date(Date.now() - 86_400_000))
    const records = (heading: string, cells: string) => {
      const path = join(home, 'recent.csv')
      const more = `${top!.customer_id},${top!.account_name},${yesterday.slice(0, 7)},${yesterday},5,3,vm,USD`
      writeFileSync(
        path,
        `id,customer_id,account_name,bill_cycle,bill_date,bill_type,charge_mode,cloud_service_type,currency,amount${heading}\nr1,${more},1${cells}\n`,
      )
      return `--records ${path}`
    }
    type Projected = Row & {used_amount: number; projected_amount: number}
    const projected = (await watch(records(',official_amount', ',700'))) as Projected[]
    const now = projected.find(row => row.customer_id === top!.customer_id)!
    // 700 in seven days.
    const expected = project(Decimal.parse(String(now.used_amount)), new Date(), Decimal.of(100))
    expect(now.projected_amount).toBeCloseTo(Number(expected.text), 2)
    const without = await cli(`budget watch --profile sandbox ${records('', '')}`)
    expect([without.exit, without.stderr]).toEqual([2, expect.stringContaining('1 record of')])
  })

  it('orders by what is used, and shows by default only what is high or heading there', async () => {
    const all = await watch()
    expect(all.length).toBeGreaterThan(3)
    expect(all.map(row => row.used_percent)).toEqual(all.map(row => row.used_percent).sort((a, b) => b - a))
    const high = await cliJson<(Row & {projected_percent: number; threshold?: number})[]>(
      'budget watch --profile sandbox --at 50',
    )
    expect(high.every(row => row.threshold === 50 || row.projected_percent > 100)).toBe(true)
    expect(high.length).toBeLessThan(all.length)
  })

  it('covers the customers of resellers, and raises their budgets at the reseller', async () => {
    const theirs = (await watch()).filter(row => row.indirect_partner_id)
    expect(theirs.length).toBeGreaterThan(0)
    const {customer_id, used_percent} = theirs[0]!
    const path = policy(`steps: [{at: ${Math.max(1, Math.floor(used_percent))}, do: raise, by: 7}]`)
    const rows = await watch(`--policy ${path} --yes`)
    expect(rows.find(row => row.customer_id === customer_id)).toMatchObject({
      status: used_percent >= 1 ? 'raised' : undefined,
    })
  })

  it('only proposes what a policy wants; --yes does it, once', async () => {
    const [top] = (await watch()).filter(row => row.used_percent > 1)
    const path = policy(`steps: [{at: ${Math.floor(top!.used_percent)}, do: raise, by: 200}]`)
    const row = (rows: Row[]) => rows.find(one => one.customer_id === top!.customer_id)!
    expect(row(await watch(`--policy ${path}`))).toMatchObject({action: 'raise', status: 'proposed'})
    expect(row(await watch(`--policy ${path} --yes --dry-run`))).toMatchObject({status: 'proposed'})
    expect(row(await watch()).budget_amount).toBe(top!.budget_amount)
    const raised = row(await watch(`--policy ${path} --yes`))
    expect(raised).toMatchObject({action: 'raise', status: 'raised'})
    expect(row(await watch()).budget_amount).toBe(raised.raise_to)
    expect(row(await watch(`--policy ${path} --yes`)).status).toBeUndefined()
  })

  it('auto: true stands for --yes', async () => {
    const [top] = (await watch()).filter(row => row.used_percent > 1)
    const path = policy(`auto: true\nsteps: [{at: ${Math.floor(top!.used_percent)}, do: freeze}]`)
    const rows = await watch(`--policy ${path}`)
    expect(rows.find(one => one.customer_id === top!.customer_id)).toMatchObject({action: 'freeze', status: 'frozen'})
    const again = await watch(`--policy ${path}`)
    expect(again.find(one => one.customer_id === top!.customer_id)).toMatchObject({action: 'warn', status: 'warned'})
  })

  it.each([
    ['steps: []', 'has no steps'],
    ['steps: [{at: 80, do: delete}]', '"do" is warn, raise or freeze'],
    ['steps: [{at: 80, do: raise}]', 'a raise needs "by"'],
    ['auto: perhaps\nsteps: [{at: 80, do: warn}]', '"auto"'],
  ])('refuses the policy %s', async (text, message) => {
    const ran = await cli(`budget watch --profile sandbox --policy ${policy(text)}`)
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain(message)
  })
})

describe('the projection', () => {
  // The 16th in Beijing: fifteen whole days have passed, sixteen are left of October.
  const now = new Date('2026-10-15T17:00:00Z')

  it('carries the month on', () => {
    expect(project(Decimal.of(150), now).text).toBe('310')
    expect(project(Decimal.of(150), now, Decimal.of(1)).text).toBe('166')
  })
})
