import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

let home: string
let server: string
let sandbox: TestSandbox
beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox()
  server = new URL(sandbox.info.endpoints.admin).origin
})

const create = (name: string) => `customer create --name ${name} --country PE --platform-user ${name}`

describe('the state of the built-in profile', () => {
  it('is kept, put back, exported and imported', async () => {
    const names = async () =>
      (await cliJson<{account_name: string}[]>('customer list --all -p sandbox')).map(row => row.account_name)
    expect((await cli('sandbox snapshot save before')).exit).toBe(0)
    const made = await cli(`${create('kept-customer')} -p sandbox --wait`)
    expect([made.exit, made.stderr]).toEqual([
      0,
      expect.stringMatching(/^sandbox: the world intl, small, seed 1, in \S+; nothing here is real$/m),
    ])
    expect(await names()).toContain('kept-customer')
    const file = join(home, 'state.json')
    expect((await cli(['sandbox', 'export', file])).exit).toBe(0)
    expect((await cli('sandbox snapshot restore before')).exit).toBe(0)
    expect(await names()).not.toContain('kept-customer')
    expect((await cli(['sandbox', 'import', file, '--yes'])).exit).toBe(0)
    expect(await names()).toContain('kept-customer')
    expect(await cliJson('sandbox snapshot list')).toMatchObject([{name: 'before'}])
    expect((await cli('sandbox snapshot restore nothing')).exit).toBe(3)
    expect((await cli('sandbox reset --yes')).exit).toBe(0)
    expect(await names()).not.toContain('kept-customer')
  })

  it('asks before it is thrown away', async () => {
    expect(await cli('sandbox reset')).toMatchObject({exit: 2, stderr: expect.stringContaining('Add --yes')})
  })
})

describe('a running sandbox', () => {
  it('loses a reply on demand: the program says that it does not know', async () => {
    const add = await cli(
      `sandbox fault add reply-lost --operation UpdateSubCustomerBudget --count 1 --server ${server}`,
    )
    expect([add.exit, add.stderr]).toEqual([0, `sandbox: the world intl, small, seed 1, at ${server}\n`])
    const [customer] = await cliJson<{customer_id: string}[]>('customer list --limit 1')
    const set = await cli(`budget set ${customer!.customer_id} 4321`)
    expect([set.exit, set.stderr]).toEqual([
      9,
      expect.stringContaining('Find out before you repeat it: partnerctl budget show '),
    ])
    expect((await cli(`budget show ${customer!.customer_id} -o csv --columns budget_amount`)).stdout).toContain('4321')
    expect(await cliJson(`sandbox fault list --server ${server}`)).toMatchObject([{effect: 'reply-lost', hits: 1}])
    const sent = `sandbox requests --operation UpdateSubCustomerBudget --server ${server}`
    expect(await cliJson<unknown[]>(sent)).toHaveLength(1)
    expect((await cli(`sandbox fault remove --server ${server}`)).exit).toBe(0)
    expect(await cliJson(`sandbox fault list --server ${server}`)).toEqual([])
  })

  it('shows a request as a curl command, without secrets', async () => {
    const [first] = await cliJson<{seq: number}[]>(`sandbox requests --limit 1 --server ${server}`)
    const {stdout} = await cli(`sandbox requests --curl ${first!.seq} --server ${server}`)
    expect(stdout).toMatch(/^curl /)
    expect(stdout).not.toMatch(/Signature=[0-9a-f]{64}/)
  })

  it('has a clock that can be advanced, and settings', async () => {
    const before = await cliJson<{now: string}>(`sandbox clock --server ${server}`)
    const after = await cliJson<{now: string}>(`sandbox clock --advance 3d --server ${server}`)
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3 * 86_400_000)
    // Reads go on: they are signed with the server's time once the clock turns out to differ.
    expect((await cli('customer list --limit 1')).exit).toBe(0)
    const settings = await cliJson<{name: string; value: unknown}[]>(
      `sandbox settings reviewDelay=5 --server ${server}`,
    )
    expect(settings).toContainEqual({name: 'reviewDelay', value: 5})
  })

  it('refuses what makes no sense as bad input', async () => {
    for (const line of [
      `sandbox fault add no-such-effect --server ${server}`,
      `sandbox fault add none --delay soon --server ${server}`,
      `sandbox clock --advance tomorrow --server ${server}`,
      'sandbox fault list --server nonsense',
    ]) {
      expect([line, (await cli(line)).exit]).toEqual([line, 2])
    }
    expect((await cli('sandbox fault list --server http://127.0.0.1:1')).exit).toBe(6)
  })
})

describe('a fault', () => {
  const faults = (words: string) => cli(`sandbox fault ${words} --server ${server}`)

  it('that is a code is shown with it and its status', async () => {
    for (const words of ['add CBC.99000013 --operation CreatePartnerCoupons', 'list'])
      expect((await faults(words)).stdout).toMatch(/effect\s+error CBC\.99000013 200|\terror CBC\.99000013 200\t/)
    expect(await faults('remove f9 --all')).toMatchObject({exit: 2})
    expect(await faults('remove --all')).toMatchObject({exit: 0, stderr: expect.stringContaining('1 taken away')})
  })

  it.each([
    [
      'add throttled --operation ListSubCustomer',
      'there is no operation ListSubCustomer; did you mean ListSubCustomers?',
    ],
    ['add CBC.9900001', 'the documents have no error code CBC.9900001; did you mean CBC.9900'],
    ['add throtled', 'there is no effect throtled; did you mean throttled?'],
    ['add constructor', 'there is no effect constructor\n'],
    ['add throttled --operation constructor', 'there is no operation constructor\n'],
  ])('that there is not is bad input: %s', async (words, message) => {
    expect(await faults(words)).toMatchObject({exit: 2, stderr: expect.stringContaining(message)})
  })
})

describe('sandbox start', () => {
  it('prints what the calls of docs/sandbox.md need, also without -o json', async () => {
    const {stdout} = await cli('sandbox start --port 0 --memory --max-time 300ms')
    const told = (name: string) => new RegExp(`^${name} +(\\S+)`, 'm').exec(stdout)?.[1]
    expect(told('domain name')).toBe('meridian-cloud')
    expect(told('user name')).toBe('meridian-cloud')
    expect(told('password')).toBe(sandbox.info.partner.password)
    expect(told('secret key')).toBe(sandbox.info.partner.secret_access_key)
  })

  it('refuses a port that is in use, and says what to do', async () => {
    const {port} = new URL(server)
    expect(await cli(`sandbox start --port ${port} --memory`)).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(new RegExp(`port ${port} is in use[\\s\\S]*--port 0`)),
    })
  })
})
