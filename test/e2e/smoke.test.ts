import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {ended, Packed} from './packed.js'

let program: Packed
beforeAll(() => {
  program = Packed.install()
})

const sandbox = ['--profile', 'sandbox']

/** Rows of a simple CSV by heading; enough for columns without quotes. */
const rowsOf = (csv: string) => {
  const [heading, ...lines] = csv.trimEnd().split('\r\n')
  const names = heading!.split(',')
  return lines.map(line => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])))
}

describe('the packed program in an empty home', () => {
  it('says how to start when it is called bare', async () => {
    const {exit, stdout} = await program.run([])
    expect(exit).toBe(0)
    expect(stdout).toContain('partnerctl bill export --cycle last-month -p sandbox')
  })

  it('exports last month to a CSV file whose sum is the printed one', async () => {
    const {exit, stdout, stderr} = await program.run([
      'bill',
      'export',
      '--cycle',
      'last-month',
      ...sandbox,
      '-o',
      'json',
    ])
    expect(stderr).toContain('nothing here is real')
    expect(exit).toBe(0)
    const result = JSON.parse(stdout)
    expect(result.records).toBeGreaterThan(1000)
    const csv = readFileSync(join(program.work, result.path), 'utf8')
    expect(csv.startsWith('bill_cycle,currency,xreseller_id,')).toBe(true)
    expect(readdirSync(program.work).filter(file => file.endsWith('.part'))).toEqual([])
  })

  it('reads what is written in Chinese: the program as it is built has every pattern of its sources', async () => {
    const headings = '客户ID,账期,计费模式,客户消费金额（美元）,结算金额（美元）'
    const row = '0a1b2c3d4e5f60718293a4b5c6d7e8f9,2026-10,按需,10.006,8.5051'
    writeFileSync(join(program.work, 'bill-zh.csv'), `${headings}\n${row}\n`)
    const file = 'bill export --source bill-file --from bill-zh.csv --cycle 2026-10 --out zh.csv -o json'
    const {exit, stdout} = await program.run([...file.split(' '), ...sandbox])
    expect([exit, JSON.parse(stdout)]).toMatchObject([0, {records: 1, amounts: [{currency: 'USD'}]}])
  })

  it('remembers a customer from one run to the next, and makes it once', async () => {
    const create = [
      'customer',
      'create',
      '--name',
      'e2e-customer',
      '--country',
      'PE',
      '--platform-user',
      'e2e-1',
      ...sandbox,
      '-o',
      'json',
    ]
    const first = await program.run([...create, '--wait'])
    expect([first.exit, JSON.parse(first.stdout)]).toMatchObject([0, {status: 'created', associated: true}])
    const second = await program.run(create)
    expect(JSON.parse(second.stdout)).toMatchObject({
      status: 'existed',
      customer_id: JSON.parse(first.stdout).customer_id,
    })
    const list = await program.run(['customer', 'list', '--name', 'e2e-customer', ...sandbox, '-o', 'json'])
    expect(JSON.parse(list.stdout)).toHaveLength(1)
  })

  it('sets and shows a budget with the digits that were typed', async () => {
    const [customer] = JSON.parse(
      (await program.run(['customer', 'list', '--limit', '1', ...sandbox, '-o', 'json'])).stdout,
    )
    const set = await program.run(['budget', 'set', customer.customer_id, '1234.5', ...sandbox])
    expect(set.exit).toBe(0)
    const shown = await program.run([
      'budget',
      'show',
      customer.customer_id,
      ...sandbox,
      '-o',
      'csv',
      '--columns',
      'budget_amount',
    ])
    expect(rowsOf(shown.stdout)[0]!.budget_amount).toMatch(/^1234\.50?$/)
  })

  it('leaves the stdin of a loop alone', async () => {
    const {stdout} = await program.shell(
      "printf 'a\\nb\\nc\\n' | while read line; do partnerctl customer show nobody-$line -p sandbox 2>&1 | grep -o 'nobody-.'; done",
    )
    expect(stdout).toBe('nobody-a\nnobody-b\nnobody-c\n')
  })
})

describe('bad input', () => {
  const cases: [string, string[], number, RegExp][] = [
    ['no profile', ['customer', 'list'], 4, /there is no profile yet/],
    ['an unknown profile', ['customer', 'list', '-p', 'nobody'], 2, /there is no profile "nobody"/],
    ['an unknown command', ['customer', 'lst'], 2, /there is no command "customer lst"/],
    ['an unknown flag', ['customer', 'list', '--nope'], 2, /there is no flag --nope/],
    ['a cycle that is none', ['bill', 'export', '--cycle', '2026-13', ...sandbox], 2, /"2026-13" is not a bill cycle/],
    ['a cycle in the future', ['bill', 'export', '--cycle', '2999-01', ...sandbox], 2, /lies in the future/],
    [
      'a cycle that the platform keeps no more',
      ['bill', 'export', '--cycle', '2010-01', ...sandbox],
      5,
      /Parameter error: cycle/,
    ],
    [
      'an unknown customer',
      ['customer', 'show', 'nobody-at-all', ...sandbox],
      3,
      /there is no customer "nobody-at-all"/,
    ],
    ['three decimals', ['budget', 'set', 'x', '1.005', ...sandbox], 2, /more than two decimals/],
    ['zero', ['budget', 'set', 'x', '0', ...sandbox], 2, /must be above zero/],
    [
      'a negative amount',
      ['budget', 'set', 'x', '--', '-5', ...sandbox],
      2,
      /must be above zero|there is no flag|too many/,
    ],
    ['an unknown column', ['customer', 'list', '--columns', 'nope', ...sandbox], 2, /there is no column "nope"/],
    ['an unknown bill column', ['bill', 'export', '--columns', 'nope', ...sandbox], 2, /there is no column "nope"/],
  ]
  for (const [what, args, exit, message] of cases) {
    it(`${what}: exit ${exit}, one clear sentence, no stack`, async () => {
      const ran = await program.run(args)
      expect(ran.stderr).toMatch(message)
      expect(ran.stderr).not.toMatch(/\n\s+at /)
      expect([ran.exit, ran.stdout]).toEqual([exit, ''])
    })
  }

  it('is told as one JSON line with -o json', async () => {
    const {exit, stderr} = await program.run(['customer', 'list', '-o', 'json'])
    expect(exit).toBe(4)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(stderr).error).toMatchObject({outcome: 'denied', exit: 4, message: 'there is no profile yet'})
  })

  it('a full disk is named', async () => {
    const {stdout, stderr} = await program.shell('partnerctl bill export --out - -p sandbox > /dev/full; echo $?')
    expect(stderr).toContain('Error: the disk is full')
    expect(stdout).toBe('1\n')
  })

  it('a device is not replaced by a file', async () => {
    const {exit, stderr} = await program.run(['bill', 'export', '--out', '/dev/full', ...sandbox])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('/dev/full is a device or a pipe')])
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })

  it('a closed pipe is no error', async () => {
    const {stderr, stdout} = await program.shell(
      'set -o pipefail; partnerctl bill export --out - -p sandbox | head -1; echo $?',
    )
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0')
    expect(stderr).not.toContain('EPIPE')
  })

  it('a configuration that others may read is refused', async () => {
    const home = join(program.folder, 'home')
    const add = ['profile', 'add', 'acme', '--site', 'intl', '--access-key-id', 'AK', '--secret-file', '-']
    expect((await program.run(add, {}, 'SK\n')).exit).toBe(0)
    const file = join(home, '.config/partnerctl/config.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    await program.shell(`chmod 644 ${file}`)
    const loose = await program.run(['profile', 'list'])
    expect([loose.exit, loose.stderr]).toEqual([2, expect.stringContaining('chmod 600')])
    await program.shell(`chmod 600 ${file}`)
    writeFileSync(file, '{"version":1,"prof')
    const damaged = await program.run(['profile', 'list'])
    expect([damaged.exit, damaged.stderr]).toEqual([2, expect.stringContaining('is not readable')])
    writeFileSync(file, text)
  })
})

describe('Ctrl-C', () => {
  it('during an export leaves nothing under the final name and exits 130', async () => {
    const child = program.start(['bill', 'export', '--out', 'interrupted.csv', ...sandbox], {
      PARTNERCTL_SANDBOX_SCENARIO: 'large',
    })
    const end = ended(child)
    const journal = join(program.work, 'interrupted.csv.part/journal.jsonl')
    for (let tries = 0; tries < 200 && !existsSync(journal); tries++) {
      await new Promise(wait => setTimeout(wait, 50))
    }
    child.kill('SIGINT')
    expect((await end).exit).toBe(130)
    // What was done so far stays beside it, for the same command to go on with.
    expect(readdirSync(program.work).filter(file => file.startsWith('interrupted'))).toEqual(['interrupted.csv.part'])
  })
})
