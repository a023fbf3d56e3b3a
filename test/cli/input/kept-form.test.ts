// What was answered is kept until the command has come to its end, and offered again: nothing typed is lost.
import {existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {shellWords} from '../../../src/command-line.js'
import {cliJson} from '../../support/cli.js'
import {TicketDesk} from '../../support/tickets.js'
import {answering, CLEAR, CTRL_C, ENTER} from './answering.js'

type Steps = [awaited: string, keys: string][]

let desk: TicketDesk
let forms: string
let customer: string
beforeAll(async () => {
  // A text is typed here.
  delete process.env.EDITOR
  delete process.env.VISUAL
  desk = await TicketDesk.open({scenario: 'tiny'})
  forms = join(desk.home, 'data', 'forms')
  ;[{account_name: customer}] = await cliJson<[{account_name: string}]>('customer list --limit 1')
})

beforeEach(async () => {
  await desk.sandbox.admin('DELETE', '/faults')
  rmSync(forms, {recursive: true, force: true})
})

const kept = () => (existsSync(forms) ? readdirSync(forms).map(name => readFileSync(join(forms, name), 'utf8')) : [])

/** The line that is printed to go on, as it is typed. */
const printed = (text: string): string[] => shellWords(/partnerctl (.* --recover.*)/.exec(text)![1]!).words

const question = [
  'ticket',
  'create',
  '--product',
  'billing',
  '--problem',
  'bt-charge-billing',
  '--free-text',
  '--severity',
  '5',
]
const asked: Steps = [
  ['For whom', ENTER],
  ['Order number', `CS1${ENTER}`],
]
const refusal = {effect: 'error', status: 400, code: 'SVCSTG.0001', message: 'no'}
const described: Steps = [...asked, ['What is it about', `Why so much?${ENTER}`]]

describe.each<[end: string, steps: Steps, fault: object | undefined, exit: number]>([
  ['Ctrl-C', [...asked, ['What is it about', CTRL_C]], undefined, 130],
  ['a refusal', described, refusal, 5],
  ['a lost reply', described, {effect: 'reply-lost'}, 9],
])('after %s', (_, steps, fault, exit) => {
  it('the printed line goes on with what was answered, and nothing is left after the end', async () => {
    if (fault) await desk.sandbox.admin('POST', '/faults', {operation: 'CreateCases', ...fault})
    const first = await answering(question, steps)
    expect([first.exit, first.stderr]).toEqual([exit, expect.stringContaining('--recover')])
    expect(kept()).toEqual([expect.stringContaining('"CS1"')])
    for (const path of [forms, ...readdirSync(forms).map(name => join(forms, name))])
      expect(statSync(path).mode & 0o077).toBe(0)

    await desk.sandbox.admin('DELETE', '/faults')
    const rest: Steps = fault ? [['Why so much?', ENTER]] : [['What is it about', `Why so much?${ENTER}`]]
    const again = await answering(printed(first.stderr), [['For whom', ENTER], ['CS1', ENTER], ...rest])
    expect([again.exit, again.stderr]).toEqual([0, expect.stringContaining('Created TS')])
    expect(kept()).toEqual([])
  })
})

describe('answers of an earlier run', () => {
  const start = () => answering(question, [...asked, ['What is it about', CTRL_C]])

  it('are offered without --recover, may be changed, and are for the same command and account only', async () => {
    await start()
    const other = await answering(['price', 'quote', '--customer', customer], [['? Cloud service', CTRL_C]])
    expect(other.stderr).not.toContain('use them?')
    const ran = await answering(question, [
      ['use them?', ENTER],
      ['For whom', ENTER],
      ['CS1', `2${ENTER}`],
      ['What is it about', CTRL_C],
    ])
    expect(ran.exit).toBe(130)
    expect(kept()).toEqual([expect.stringContaining('"CS12"')])
  })

  it('are not used where somebody says no', async () => {
    await start()
    const ran = await answering(question, [
      ['use them?', `n${ENTER}`],
      ['For whom', ENTER],
      ['Order number', ENTER],
      ['What is it about', `Why?${ENTER}`],
    ])
    expect([ran.exit, ran.stderr, kept()]).toEqual([0, expect.not.stringContaining('CS1'), []])
  })

  it('are gone after a day, and when they cannot be read', async () => {
    await start()
    const [name] = readdirSync(forms)
    const path = join(forms, name!)
    const day = new Date(Date.now() - 25 * 3_600_000)
    const damaged = 'What is kept of ticket create cannot be read'
    for (const [text, told] of [
      [kept()[0]!.replace(/"at":"[^"]+"/, `"at":"${day.toISOString()}"`), 'No answers of ticket create are kept'],
      ['nonsense', damaged],
      ['{"answers":1}', damaged],
    ] as const) {
      writeFileSync(path, text)
      const ran = await answering([...question, '--recover'], [['For whom', CTRL_C]])
      expect(ran.stderr).toContain(told)
    }
    writeFileSync(join(forms, 'other.json'), '{}')
    for (const one of ['other.json', name!]) utimesSync(join(forms, one), day, day)
    await start()
    expect(readdirSync(forms)).toEqual([name])
  })

  it('are asked for in vain where nobody can be asked', async () => {
    const ran = await answering([...question, '--recover', '--no-input'], [])
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('nobody can be asked')])
  })
})

it('a rehearsal says how to go on without it', async () => {
  const ran = await answering([...question, '--dry-run'], described)
  expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('Dry run')])
  expect(printed(ran.stderr)).not.toContain('--dry-run')
})

it('secrets, codes and passwords are not kept, nor is the number of a certificate', async () => {
  await desk.sandbox.admin('POST', '/faults', {operation: 'CreateCases', ...refusal})
  const texts: Steps = [...asked, ['What is it about', `the password is hunter22${ENTER}`]]
  const ran = await answering([...question, '--plain-secret'], texts)
  expect([ran.exit, ran.stderr]).toEqual([5, expect.stringContaining('Your answers are kept')])
  await answering(
    ['realname', 'submit', customer, '--type', 'individual', '--certificate', 'passport'],
    [
      ['Name on', `A. Moreno${ENTER}`],
      ['Number of', `P7654321${ENTER}`],
      ['data page', CTRL_C],
    ],
  )
  await answering(
    ['customer', 'create', '--country', 'PE', '--name', 'quiet-harbour', '--platform-user', 'shop-1'],
    [
      ['E-mail', `shop@example.com${ENTER}`],
      ['Code', `778899${ENTER}`],
      ['Create it?', `n${ENTER}`],
    ],
  )
  expect(kept().join()).toContain('shop@example.com')
  expect(kept().join()).not.toMatch(/hunter22|P7654321|778899/)
})

it('an answer that is not wanted any more can be taken out of the line', async () => {
  const words = ['customer', 'create', '--country', 'PE', '--name', 'quiet-bay', '--recover']
  const asked = (user: string): Steps => [
    ['Its id', user],
    ['E-mail', ENTER],
    ['Create it?', `n${ENTER}`],
  ]
  await answering(words, asked(`shop-1${ENTER}`))
  const {stderr} = await answering(words, asked(`${CLEAR}\u007f${ENTER}`))
  expect(stderr).toContain('shop-1')
  expect(stderr.slice(stderr.indexOf('account name'))).not.toContain('shop-1')
})
