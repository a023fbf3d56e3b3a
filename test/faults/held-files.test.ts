// Whole commands on file systems that refuse what Linux allows: a file that another program holds open, as Windows does
// it, and one without second names and modes, as exFAT is. What refuses is loaded before the program.
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {pathToFileURL} from 'node:url'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Ended, World} from './support/world.js'

interface Rule {
  call: 'rename' | 'link' | 'open' | 'unlink' | 'rm' | 'chmod' | 'fchmod'
  code: string
  /** A pattern of the path. */
  path: string
  times?: number
}

const library = pathToFileURL(resolve(import.meta.dirname, '../support/refusing-fs.mjs')).href

let world: World
let customers: string[]
beforeAll(async () => {
  world = await World.start({scenario: 'tiny', flags: ['--clock', '2026-11-10T03:00:00Z']})
  const all = await world.json<{customer_id: string}[]>(['customer', 'list', '--all', '--filter', 'budget_amount>0'])
  customers = all.map(one => one.customer_id)
})
beforeEach(() => world.calm())

/** Runs the program where files are refused. */
const refused = (args: string[], ...rules: Rule[]): Promise<Ended> =>
  world.run(args, {NODE_OPTIONS: `--import=${library}`, REFUSES: JSON.stringify(rules)})

const budgets = async () => (await world.requests('UpdateSubCustomerBudget')).length
const sheet = (name: string, amount: number) =>
  world.file(name, `customer,budget\n${customers.map(id => `${id},${amount}`).join('\n')}\n`)

/** Windows, while another program has a file open that it lets nobody change. */
const held = (path: string): Rule[] => [
  {call: 'rename', code: 'EPERM', path},
  {call: 'open', code: 'EBUSY', path},
]

describe('a result that is open in another program', () => {
  it('is found out before anything is sent', async () => {
    const file = sheet('open.csv', 71)
    world.file('open.result.csv', 'row,key,status,id,code,message,request_id\n')
    const {exit, stderr} = await refused(['budget', 'apply', file, '--yes'], ...held('open\\.result\\.csv$'))
    expect([exit, await budgets()], stderr).toEqual([2, 0])
    expect(stderr).toContain('open.result.csv cannot be replaced (EBUSY)')
  })

  it.each([
    ['EPERM', 72],
    ['EACCES', 73],
    ['EBUSY', 74],
  ])('only after the rows were sent is kept under another name (%s)', async (code, amount) => {
    const file = sheet(`late-${code}.csv`, amount)
    world.file(`late-${code}.result.csv`, 'row,key,status,id,code,message,request_id\n')
    const {exit, stderr} = await refused(['budget', 'apply', file, '--yes'], {
      call: 'rename',
      code,
      path: `late-${code}\\.result\\.csv$`,
    })
    // Where a file is mounted by itself, its content can be replaced.
    const kept = /the result is in (\S+\.csv)/.exec(stderr)?.[1]
    expect([exit, await budgets()], stderr).toEqual([code === 'EBUSY' ? 0 : 13, customers.length])
    const result = readFileSync(kept ?? join(world.folder, 'work', `late-${code}.result.csv`), 'utf8')
    expect(result.match(/,changed,/g)).toHaveLength(customers.length)
    // What they say to do next does nothing twice.
    const again = await world.run(['budget', 'apply', file, '--yes'])
    expect([again.exit, await budgets()], again.stderr).toEqual([0, customers.length])
  })

  it('of an export costs one more run, in which nothing is read again', async () => {
    const args = ['bill', 'export', '--cycle', '2026-10', '--out', 'bills.csv']
    expect((await world.run(args)).exit).toBe(0)
    const before = world.read('bills.csv')
    const {exit, stderr} = await refused(args, {call: 'rename', code: 'EACCES', path: '(^|/)bills\\.csv$'})
    expect(exit, stderr).toBe(1)
    expect(stderr).toContain('run the same command again')
    expect(world.read('bills.csv')).toBe(before)
    await world.calm()
    const again = await world.run(args)
    expect(again.exit, again.stderr).toBe(0)
    expect(await world.requests('ListCustomerselfResourceRecords')).toEqual([])
    expect(world.files().filter(name => /\.part|bills\.csv\./.test(name))).toEqual(['bills.csv.manifest.json'])
  })

  it('for a moment is waited for: four that write one configuration lose nothing', async () => {
    const secret = world.file('secret', 'CANARY-held\n')
    const names = ['one', 'two', 'three', 'four']
    const writers = await Promise.all(
      names.map((name, index) =>
        refused(
          [
            'profile',
            'add',
            name,
            '--site',
            'intl',
            '--access-key-id',
            `KEY${index}`,
            '--secret-file',
            secret,
            '--no-input',
          ],
          {call: 'rename', code: ['EPERM', 'EACCES', 'EBUSY', 'EPERM'][index]!, path: 'config\\.json', times: 4},
          // A lock that was just given back stands there for a moment, and is looked at by others.
          {call: 'open', code: 'EPERM', path: '\\.lock$', times: 3},
          {call: 'rm', code: 'EBUSY', path: '\\.lock$', times: 2},
        ),
      ),
    )
    expect(
      writers.map(({exit}) => exit),
      writers.map(({stderr}) => stderr).join('\n'),
    ).toEqual([0, 0, 0, 0])
    const listed = await world.json<{name: string}[]>(['profile', 'list'])
    expect(listed.map(({name}) => name)).toEqual(expect.arrayContaining(['acme', ...names]))
  })

  it('as what an earlier run has left behind decides nothing', async () => {
    const left = world.file('out.csv.000000-999999999.0badcafe.part', 'left behind')
    const rule = {code: 'EBUSY', path: '\\.part$'} as const
    const args = ['customer', 'list', '-o', 'csv', '--output-file', 'out.csv']
    const {exit, stderr} = await refused(args, {...rule, call: 'rm'}, {...rule, call: 'unlink'})
    expect(exit, stderr).toBe(0)
    expect([existsSync(left), world.read('out.csv').split('\n').length > 2]).toEqual([true, true])
  })
})

describe('files of an earlier export that cannot be taken away', () => {
  it('do not undo one that is whole', async () => {
    const args = ['bill', 'export', '--cycle', '2026-10', '--format', 'parquet', '--out', 'table/']
    expect((await world.run(args)).exit).toBe(0)
    const rules = ['rm', 'unlink'].map(call => ({call, code: 'EBUSY', path: '.'}) as Rule)
    const {exit, stderr} = await refused(args, ...rules)
    expect(exit, stderr).toBe(0)
    // The next one finds its way around what is left.
    const again = await world.run(args)
    expect(again.exit, again.stderr).toBe(0)
  })
})

describe('a file system without second names and modes', () => {
  const exFat: Rule[] = [
    {call: 'link', code: 'EPERM', path: '.'},
    {call: 'chmod', code: 'EPERM', path: '.'},
  ]

  it.each([
    ['budget', 'set', 'CUSTOMER', '75'],
    ['budget', 'apply', 'SHEET', '--yes'],
    ['bill', 'export', '--cycle', '2026-10', '--out', 'exfat.csv'],
    ['bill', 'export', '--cycle', '2026-10', '--format', 'parquet', '--out', 'exfat/'],
    ['customer', 'list', '-o', 'csv', '--output-file', 'customers.csv'],
    ['ticket', 'watch', '--once'],
    ['audit', 'verify'],
  ])('is as good as another: %s %s', async (...words) => {
    const args = words.map(word =>
      word === 'CUSTOMER' ? customers[0]! : word === 'SHEET' ? sheet('exfat-rows.csv', 76) : word,
    )
    // What is replaced is another thing than what is new.
    for (const _ of ['new', 'replaced'].slice(0, args.includes('--out') ? 2 : 1)) {
      const {exit, stderr} = await refused(args, ...exFat)
      expect(exit, stderr).toBe(0)
    }
    expect(readdirSync(join(world.folder, 'work')).filter(name => name.endsWith('.part'))).not.toContain('exfat')
  })
})
