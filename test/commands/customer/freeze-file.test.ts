import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'

const home = emptyHome({PARTNERCTL_PROFILE: 'sandbox'})

interface Listed {
  customer_id: string
  account_name: string
  is_frozen: number
}

const state = async (id: string) =>
  (await cliJson<Listed[]>(['customer', 'list', '--all', '--filter', `customer_id=${id}`]))[0]!.is_frozen

describe('customer freeze --file', () => {
  it('freezes who is not frozen yet, ten in a request, and says so for each row; unfreeze takes it back', async () => {
    const all = await cliJson<Listed[]>('customer list --all --filter association_type=3')
    const free = all.filter(one => one.is_frozen === 0).slice(0, 12)
    const frozen = all.find(one => one.is_frozen === 1)!
    const rows = [...free.map(one => one.account_name), frozen.customer_id, 'nobody-at-all']
    const path = join(home, 'overdue.csv')
    writeFileSync(path, `Customer\n${rows.join('\n')}\n`)
    const ran = await cli(['customer', 'freeze', '--file', path, '--reason', 'Overdue', '--yes', '-o', 'json'])
    expect(ran.exit).toBe(7)
    expect(JSON.parse(ran.stdout).counts).toEqual({frozen: 12, unchanged: 1, invalid: 1})
    expect(await state(free[11]!.customer_id)).toBe(1)
    expect(readFileSync(join(home, 'overdue.result.csv'), 'utf8')).toContain(`${free[0]!.account_name},frozen,`)
    const requests = await cliJson<{operation: string; targets: string[]}[]>('audit list')
    const sent = requests.filter(one => one.operation === 'FreezeSubCustomers').map(one => one.targets.length)
    expect(sent.sort()).toEqual([10, 2])
    const back = await cli(['customer', 'unfreeze', '--file', path, '--reason', 'Paid', '--yes', '-o', 'json'])
    expect(JSON.parse(back.stdout).counts).toEqual({unfrozen: 13, invalid: 1})
  })

  it('asks for the number of customers before resources are frozen', async () => {
    const [one] = await cliJson<Listed[]>('customer list --all --filter is_frozen=0 --filter association_type=3')
    const path = join(home, 'hard.csv')
    writeFileSync(path, `customer,reason,type\n${one!.customer_id},Fraud,account_and_resource\n`)
    const without = await cli(['customer', 'freeze', '--file', path, '--yes'])
    expect([without.exit, without.stderr]).toEqual([2, expect.stringContaining('--confirm 1')])
    expect((await cli(['customer', 'freeze', '--file', path, '--confirm', '1'])).exit).toBe(0)
  })

  it('leaves both rows out that name one customer, by id and by name', async () => {
    const [one] = await cliJson<Listed[]>('customer list --limit 1')
    const path = join(home, 'twice.csv')
    writeFileSync(path, `customer,reason\n${one!.customer_id},a\n${one!.account_name},b\n`)
    const {exit, stderr} = await cli(['customer', 'freeze', '--file', path, '--yes'])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('row 3 is the same customer')])
    expect(stderr).toContain('row 2 is the same customer')
  })

  it('takes names or a file, and says when a reason is missing', async () => {
    const path = join(home, 'few.csv')
    writeFileSync(path, 'customer\nx\n')
    expect((await cli(['customer', 'freeze', 'x', '--file', path, '--reason', 'r'])).exit).toBe(2)
    expect((await cli(['customer', 'freeze', '--reason', 'r'])).exit).toBe(2)
    const {exit, stderr} = await cli(['customer', 'freeze', '--file', path, '--yes'])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('column reason is missing')])
  })

  it('rehearses with --dry-run and sends nothing', async () => {
    const [one] = await cliJson<Listed[]>('customer list --all --filter is_frozen=0 --filter association_type=3')
    const path = join(home, 'dry.csv')
    writeFileSync(path, `customer,reason\n${one!.customer_id},Overdue\n`)
    expect((await cli(['customer', 'freeze', '--file', path, '--dry-run'])).exit).toBe(0)
    expect(await state(one!.customer_id)).toBe(0)
  })
})
