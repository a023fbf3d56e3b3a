import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

interface Listed {
  customer_id: string
  account_name: string
  verified_status: string
}

let home: string
let sandbox: TestSandbox
let open: [Listed, Listed, Listed]
beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox({clock: '2026-11-18T04:00:00Z'})
  open = (await cliJson<Listed[]>(
    'customer list --all --filter association_type=3 --filter verified_status=-1',
  )) as typeof open
  expect(open.length).toBeGreaterThanOrEqual(3)
})

const file = (name: string, ...rows: string[]) => {
  const path = join(home, name)
  writeFileSync(path, `customer,kind,name,number,certificate,files\n${rows.join('\n')}\n`)
  return path
}
const person = (customer: string) => `${customer},individual,A. Moreno,P123456,passport,a.jpg|b.jpg`
const requests = async () =>
  (await sandbox.admin<{count: number}>('GET', '/requests?operation=CreatePersonalRealnameAuth')).count

describe('realname import', () => {
  it('checks every row and sends nothing with --validate', async () => {
    const path = file('check.csv', person(open[0].customer_id), person(open[0].account_name), person('nobody-at-all'))
    const {exit, stderr} = await cli(['realname', 'import', path, '--validate'])
    expect([exit, await requests()]).toEqual([2, 0])
    expect(stderr).toContain('row 3 is the same customer')
    expect(stderr).toContain('there is no customer "nobody-at-all"')
  })

  it('requests each verification once, and keeps names and numbers out of the result', async () => {
    const path = file('one.csv', person(open[0].account_name))
    const ran = await cli(['realname', 'import', path, '--yes', '-o', 'json'])
    expect([ran.exit, JSON.parse(ran.stdout).counts]).toEqual([0, {requested: 1}])
    const result = readFileSync(join(home, 'one.result.csv'), 'utf8')
    expect(result).toContain(`${open[0].account_name},requested,${open[0].customer_id}`)
    expect(result).not.toMatch(/Moreno|P123456/)
    const again = await cli(['realname', 'import', path, '--yes', '-o', 'json'])
    expect([again.exit, JSON.parse(again.stdout).counts, await requests()]).toEqual([0, {unchanged: 1}, 1])
  })

  it('looks up a row whose reply was lost, and does not count an attempt twice', async () => {
    await sandbox.admin('POST', '/faults', {operation: 'CreatePersonalRealnameAuth', effect: 'reply-lost', count: 1})
    const path = file('lost.csv', person(open[1].account_name))
    const ran = await cli(['realname', 'import', path, '--yes', '-o', 'json'])
    expect([ran.exit, JSON.parse(ran.stdout).counts, await requests()]).toEqual([0, {requested: 1}, 2])
  })

  it('leaves a row unknown when nothing shows whether it arrived, and never sends it again by itself', async () => {
    await sandbox.admin('POST', '/faults', {operation: 'CreatePersonalRealnameAuth', effect: 'reset-before', count: 1})
    const path = file('unknown.csv', person(open[2].account_name))
    const ran = await cli(['realname', 'import', path, '--yes', '-o', 'json'])
    expect([ran.exit, JSON.parse(ran.stdout).counts]).toEqual([9, {unknown: 1}])
    const before = await requests()
    expect((await cli(['realname', 'import', path, '--yes'])).exit).toBe(9)
    // Asked twice in vain: what it is will not be known.
    for (const _ of ['the last time', 'and once more']) {
      const last = await cli(['realname', 'import', path, '--yes', '-o', 'json'])
      expect([last.exit, JSON.parse(last.stdout).counts]).toEqual([7, {unclear: 1}])
      expect(last.stderr).toContain('--restart sends them again')
    }
    expect(await requests()).toBe(before)
  })
})
