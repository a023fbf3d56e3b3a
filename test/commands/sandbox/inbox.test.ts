// What somebody sees who builds a sign-up flow against a running sandbox, and never reads its source.
import {beforeAll, expect, it} from 'vitest'
import {isReceiver} from '../../../src/cli/topics/sandbox/receiver.js'
import {Client} from '../../sandbox/client.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

let server: string
let sandbox: TestSandbox
let app: Client
beforeAll(async () => {
  emptyHome({PARTNERCTL_SANDBOX_SCENARIO: 'tiny'})
  sandbox = await testSandbox({scenario: 'tiny'})
  server = new URL(sandbox.info.endpoints.admin).origin
  const {access_key_id: access, secret_access_key: secret} = sandbox.info.partner
  app = new Client(sandbox.info.endpoints.bss, {access, secret})
})

interface Letter {
  at: string
  to: string
  about: string
  code?: string
  text: string
}

const email = 'owner@new.example'
const inbox = () => cliJson<Letter[]>(`sandbox inbox --to ${email} --server ${server}`)

it('shows the code that was sent, the association and the review as they come', async () => {
  expect(await inbox()).toEqual([])
  await app.post('/v2/bases/verificationcode/send', {receiver_type: 2, email})
  const [sent] = await inbox()
  expect(sent).toMatchObject({to: email, about: 'code', code: expect.stringMatching(/^\d{6}$/)})
  const {xaccount_type} = sandbox.info.partner
  const created = await app.post('/v2/partners/sub-customers', {
    xaccount_id: 'signup-1',
    xaccount_type,
    domain_area: 'MX',
    domain_name: 'sign-up',
    email,
    verification_code: sent!.code,
  })
  expect(created.status).toBe(200)
  await sandbox.admin('POST', '/clock/advance', {hours: 1})
  expect(await inbox()).toMatchObject([
    {about: 'code', text: expect.stringContaining('used, or too old')},
    {about: 'association', text: 'sign-up is associated with Meridian Cloud Distribution'},
  ])
  const review = {
    customer_id: created.json.domain_id,
    identify_type: 0,
    verified_type: 3,
    verified_file_url: ['a.jpg', 'b.jpg'],
    name: 'Person',
    verified_number: 'SBX-REJECT',
    xaccount_type,
  }
  expect((await app.post('/v2/customers/realname-auths/individual', review)).status).toBe(200)
  expect((await inbox()).at(-1)).toMatchObject({about: 'verification', text: expect.stringContaining('under review')})
  await sandbox.admin('POST', '/clock/advance', {days: 3})
  expect((await inbox()).at(-1)!.text).toContain('was refused: The certificate')
})

it.each([
  'Owner@New.Example',
  ' owner@new.example ',
  'mailto:owner@new.example',
  'The owner <owner@new.example>',
  'sign-up',
])('takes the receiver as it is written: %s', async to => {
  const letters = await cliJson<Letter[]>(['sandbox', 'inbox', '--to', to, '--server', server])
  expect(letters[0]).toMatchObject({to: email})
})

it('says so when nothing was sent to one, and how much was sent to others', async () => {
  const {stderr} = await cli(`sandbox inbox --to stranger@new.example --server ${server}`)
  expect(stderr).toMatch(/^Nothing was sent to stranger@new\.example; to others: \d+ messages?$/m)
})

it.each([
  ['+86 138-0000-0000', '0086-13800000000', true],
  ['0086-13800000000', '+86-13800000000', true],
  ['tel:+8613800000000', '13800000000', true],
  ['138 0000 0000', '0086-13800000000', true],
  ['+852 13800000000', '0086-13800000000', false],
  ['00000000', '0086-13800000000', false],
  ['3800000000', '0086-13800000000', false],
])('a number is the same in every form: %s, %s', (typed, receiver, same) => {
  expect(isReceiver(typed, receiver)).toBe(same)
})

it('shows answers of engineers to those who asked to be told', async () => {
  const asked = await app.post('/v2/servicerequest/cases', {
    source_id: '83aeb0f2834c4df49826c781d32a963e',
    business_type_id: 'bt-charge-billing',
    simple_description: 'Why?',
    extension_map: {cc_email: 'boss@new.example'},
  })
  await sandbox.admin('POST', '/clock/advance', {days: 1})
  const letters = await cliJson<Letter[]>(`sandbox inbox --to boss@new.example --server ${server}`)
  expect(letters[0]).toMatchObject({about: 'ticket', text: expect.stringContaining(asked.json.incident_id)})
})

it('follows requests, the faults that they meet and why they are refused, each once', async () => {
  await app.post('/v2/partners/sub-customers/query', {})
  const lines: string[] = []
  let done = false
  const following = cli(`sandbox requests --follow --server ${server}`, text => {
    lines.push(...text.trimEnd().split('\n'))
    // As when the reader of a pipe goes.
    return done && text.includes('/v2/over') ? Object.assign(new Error('gone'), {code: 'EPIPE'}) : undefined
  })
  // It tells what comes after its first look: it is asked until it tells something.
  while (lines.length === 0) {
    await app.get('/v2/begun')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await app.post('/v2/partners/sub-customers/query', {limit: '10'})
  await app.get('/v2/nowhere')
  await sandbox.admin('POST', '/faults', {operation: 'ListSubCustomers', effect: 'throttled', count: 1})
  await app.post('/v2/partners/sub-customers/query', {})
  await app.post('/v2/partners/sub-customers/query', {})
  done = true
  await app.get('/v2/over')
  const {stderr} = await following
  expect(stderr).toContain(`Following ${server}; Ctrl-C ends it`)
  expect(stderr).toMatch(new RegExp(`Followed ${server}: \\d+ requests, \\d+ refused or met by a fault`))
  const told = lines.map(line => line.replace(/^#\d+ \S+ /, '').replace(/ [\d.]+ ms/, ''))
  expect(told.filter(line => !/begun|over/.test(line))).toEqual([
    'POST ListSubCustomers -> 400 CBC.0100 (body/limit: must be integer)',
    'GET /v2/nowhere -> 404 APIGW.0101 (The API does not exist or has not been published in the environment)',
    'POST ListSubCustomers -> 429 APIGW.0308 (fault f1: throttled)',
    'POST ListSubCustomers -> 200',
  ])
})

it.each([
  ['customer send-code --email line@new.example', 'line@new.example'],
  ['ticket contact send-code +65-91230001', '+65-91230001'],
])('%s says where the code went, in a line that shows it', async (line, receiver) => {
  const {exit, stderr} = await cli(`${line} -p sandbox`)
  const proposed = `sandbox inbox --to ${receiver}`
  expect([exit, stderr]).toEqual([0, expect.stringContaining(`  partnerctl ${proposed}    shows the code\n`)])
  expect((await cliJson<Letter[]>(proposed)).map(({code}) => code)).toEqual([expect.stringMatching(/^\d{6}$/)])
})
