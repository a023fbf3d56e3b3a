import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'

const home = emptyHome({PARTNERCTL_PROFILE: 'sandbox'})
let files = 0

function file(text: string): string {
  const path = join(home, `customers-${++files}.csv`)
  writeFileSync(path, text)
  return path
}

const heading = 'Note;XAccount ID;Account name;Country'

describe('customer import', () => {
  it('shows the plan, creates each row once, and tells what became of it', async () => {
    const path = file(`${heading}\nhi;007;import-one;pe\n;008;import-two;PE\n;;import-three;PE\n`)
    const first = await cli(['customer', 'import', path, '--yes'])
    expect(first.exit).toBe(7)
    expect(first.stderr).toContain(`3 rows: create 2, 1 invalid`)
    expect(first.stderr).toContain('carried into the result, not used: Note')
    expect(first.stderr).toContain('row 4: invalid: xaccount_id is empty')
    const result = readFileSync(path.replace('.csv', '.result.csv'), 'utf8').split('\r\n')
    expect(result[0]).toMatch(/^row,key,status,id,code,message,request_id,xaccount_id,account_name,.*,Note$/)
    expect(result[1]).toMatch(/^2,007,created,[0-9a-f]{32},,,,007,import-one,pe,.*,hi$/)
    expect(result[3]).toMatch(/^4,,invalid,,,xaccount_id is empty,/)
    // At once again: the association is still being made, and still there is one of each.
    const again = await cli(['customer', 'import', path, '--yes', '-o', 'json'])
    expect(JSON.parse(again.stdout).counts).toEqual({pending: 2, invalid: 1})
    await cli('sandbox reset --yes')
  })

  it('checks everything and sends nothing with --validate', async () => {
    const [known] = await cliJson<{account_name: string; xaccount_id: string}[]>('customer list --limit 1')
    const path = file(
      `xaccount_id,account_name,country\n${known!.xaccount_id},whatever-1,PE\nnew-1,${known!.account_name},PE\nnew-2,free-name,PE\nnew-3,free-name-3,\n`,
    )
    const {exit, stderr} = await cli(['customer', 'import', path, '--validate'])
    expect(exit).toBe(2)
    expect(stderr).toContain('create 1, 1 existed, 2 invalid')
    expect(stderr).toContain(`row 3: invalid: account_name ${known!.account_name} belongs to another customer of yours`)
    expect(stderr).toContain('row 5: invalid: country is empty')
    expect(await cliJson('customer list --name free-name')).toEqual([])
  })

  it('asks before it sends: without a terminal --yes must be given', async () => {
    const {exit, stderr} = await cli(['customer', 'import', file('xaccount_id,country\nx-1,PE\n')])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('Create 1 customer?')])
  })

  it('prints a template that it reads itself', async () => {
    const {stdout} = await cli('customer import --template')
    const {exit, stderr} = await cli([
      'customer',
      'import',
      file(stdout.replace('#shop-1001', 'shop-1001')),
      '--validate',
    ])
    expect([exit, stderr]).toEqual([0, expect.stringContaining('1 rows: create 1')])
  })

  it('needs a file and a place for the result', async () => {
    expect((await cli('customer import')).exit).toBe(2)
    const path = file('xaccount_id,country\nx-1,PE\n')
    const {exit, stderr} = await cli(['customer', 'import', path, '--yes', '--result-file', '/nowhere/at/all.csv'])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('cannot be written')])
  })
})
