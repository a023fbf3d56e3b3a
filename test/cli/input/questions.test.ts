// Questions: a wrong answer is asked for again at once, with the reason that its flag gives; what is known is offered;
// Enter is never lost.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson} from '../../support/cli.js'
import {TicketDesk} from '../../support/tickets.js'
import {answering, CLEAR, CTRL_C, ENTER} from './answering.js'

type Steps = [awaited: string, keys: string][]

let desk: TicketDesk
let customer: string
let ticket: string
let order: {order_id: string; customer_id: string}
let resource: string
let picture: string
beforeAll(async () => {
  // A text is typed here.
  delete process.env.EDITOR
  delete process.env.VISUAL
  desk = await TicketDesk.open({scenario: 'tiny'})
  ;[{account_name: customer}] = await cliJson<[{account_name: string}]>(
    'customer list --all --filter association_type=3 --filter verified_status=-1',
  )
  ticket = await desk.fault()
  await desk.steps(1)
  ;[order] = await cliJson<[typeof order]>('order list --limit 1')
  ;[{resource_id: resource}] = await cliJson<[{resource_id: string}]>([
    ...['subscription', 'list', '--customer', customer, '--sort', '-expire_time', '--limit', '1'],
  ])
  picture = join(desk.home, 'scan.jpg')
  writeFileSync(picture, Buffer.from('ffd8ffe000104a464946', 'hex'))
})

const wrong = (question: string, text: string, why: string, right: string): Steps => [
  [question, `${text}${ENTER}`],
  [why, `${CLEAR}${right}${ENTER}`],
]

describe('an answer is read as its flag is, and asked for again', () => {
  it.each<[line: string, steps: () => Steps, exit: number, shown: RegExp]>([
    [
      'budget set CUSTOMER',
      () => [
        ['Amount', `17,000${ENTER}`],
        ['no thousands separators', `${CLEAR}-1${ENTER}`],
        ['above zero', `${CLEAR}1.234${ENTER}`],
        ['has more than two decimals', `${CLEAR}17000${ENTER}`],
      ],
      0,
      /17,000\.00/,
    ],
    [
      'ticket contact check',
      () => wrong('Contact', 'nobody', 'is not a phone number', 'ops@example.com'),
      0,
      /ops@example.com/,
    ],
    [
      'ticket contact check',
      () => wrong('Contact', '+86 1x', 'is not a phone number', '+86 13800000000'),
      0,
      /13800000000/,
    ],
    ['product resources', () => wrong('Service', 'nonsense', 'no cloud service', 'ecs'), 0, /hws.resource/],
    [
      'price quote --customer CUSTOMER --resource-type hws.resource.type.vm --spec s6.large.2.linux --region la-north-2',
      () => wrong('Cloud service', 'nonsense', 'no cloud service', 'ecs'),
      0,
      /USD/,
    ],
    [
      'price quote --customer CUSTOMER --service ecs --resource-type hws.resource.type.vm',
      () => [
        ...wrong('Region', 'nowhere-1', 'nowhere-1 offers none', 'la-north-2'),
        ['Specification', `s6.large.2.linux${ENTER}`],
      ],
      0,
      /USD/,
    ],
    [
      'profile add --site intl --credential-process keys',
      () => [
        ...wrong('Name of the profile', 'sandbox', 'is built in', `new${Date.now()}`),
        ...wrong('Partner account id', '12', 'not 32 hex digits', ''),
        ['Platform id', ENTER],
      ],
      0,
      /Profile new/,
    ],
    [
      'customer create --country PE',
      () => [
        ...wrong('Account name', 'a', 'at least 5 characters', 'quiet-harbour'),
        ['Its id on your platform', `shop-1${ENTER}`],
        ...wrong('E-mail address', 'nonsense', 'is not an e-mail address', ''),
        ['Create it?', `n${ENTER}`],
      ],
      130,
      /account name +quiet-harbour/,
    ],
    [
      'realname submit CUSTOMER --type individual --certificate passport --number P1234567 --dry-run',
      () => [
        ...wrong('Name on the certificate', '', 'needed', 'A. Moreno'),
        ...wrong('of the data page', join(desk.home, 'none.jpg'), 'no such file', picture),
        ['of the holder', `${picture}${ENTER}`],
      ],
      0,
      /Dry run/,
    ],
    ['customer freeze CUSTOMER --yes', () => wrong('Reason', 'x'.repeat(300), 'characters', 'Overdue'), 0, /Frozen/],
    [
      'ticket create --product ECS --problem bt-down-ecs --severity 1 --region ap-southeast-3 --param resource_id=i-1 --param environment=test',
      () => [
        ['For whom', ENTER],
        ['Description', ENTER],
        ['Resource ID', `i-1${ENTER}`],
        ...wrong('Start time', 'the password is hunter22', 'tell a password', '07:40 UTC'),
        ...wrong('Symptom', '', 'is needed', 'SSH times out'),
        ['Business impact', `none${ENTER}`],
        ['Changes', `none${ENTER}`],
      ],
      0,
      /Created TS/,
    ],
  ])('%s', async (line, steps, exit, shown) => {
    const words = line.split(' ').map(word => (word === 'CUSTOMER' ? customer : word))
    const ran = await answering(words, steps())
    expect([ran.exit, `${ran.stdout}${ran.stderr}`]).toEqual([exit, expect.stringMatching(shown)])
  })
})

it.each([
  ['customer send-code --email bad', 'is not an e-mail address'],
  ['ticket contact check a@b', 'is not an e-mail address'],
  ['sandbox fault add nosuch', 'Effects: throttled'],
  ['sandbox snapshot restore nosuch', 'there is none'],
  ['explain nosuch', 'CBC.0154'],
  ['order discounts x', 'order list'],
])('%s is refused with what helps, and nothing is sent', async (line, help) => {
  const {exit, stderr} = await cli(line)
  expect([line, exit, stderr]).toEqual([line, /^explain|snapshot/.test(line) ? 3 : 2, expect.stringContaining(help)])
  expect(stderr).not.toContain('--sort')
})

describe('an argument that is missing is chosen from what there is', () => {
  it.each<[line: string, steps: () => Steps, shown: () => string]>([
    ['budget show', () => [['Customer', `${customer}${ENTER}`]], () => customer],
    ['order show', () => [['Order', `${order.order_id}${ENTER}`]], () => order.order_id],
    ['ticket status', () => [['Ticket', `${ticket}${ENTER}`]], () => ticket],
    ['ticket urge', () => [['Tickets', `${ticket}${ENTER}`]], () => ticket],
    [
      'price renewal --period 1month',
      () => [
        ['Customer', `${customer}${ENTER}`],
        ['Resources', `${resource}${ENTER}`],
      ],
      () => resource,
    ],
  ])('%s', async (line, steps, shown) => {
    const ran = await answering(line.split(' '), steps())
    expect([ran.exit, `${ran.stdout}${ran.stderr}`]).toEqual([0, expect.stringContaining(shown())])
  })

  it.each([
    ['coupon show', 'coupon list', 'coupon_id', 'Coupon'],
    ['order pay --dry-run', 'order list --status pending-payment', 'order_id', 'Order'],
  ])('%s offers what %s has, and takes it', async (line, list, key, question) => {
    const rows = await cliJson<Record<string, string>[]>(list)
    const id = rows[0]?.[key]
    if (!id) throw new Error(`nothing in ${list}`)
    const ran = await answering(line.split(' '), [[question, `${id.slice(0, -1)}${ENTER}`]])
    expect([ran.exit, `${ran.stdout}${ran.stderr}`]).toEqual([0, expect.stringContaining(id)])
  })

  it.each([
    ['ticket urge', 'Tickets', 'ticket list --status completed', 'incident_id'],
    ['order cancel', 'Order', 'order list --status completed', 'order_id'],
  ])('%s offers nothing that it cannot act on', async (line, question, list, key) => {
    const [row] = await cliJson<Record<string, string>[]>(`${list} --limit 1`)
    if (!row) throw new Error(`nothing in ${list}`)
    // A part of an id finds what is offered; else it is taken as it is, and refused.
    const ran = await answering(line.split(' '), [[question, `${row[key]!.slice(0, -1)}${ENTER}`]])
    expect(ran.exit).not.toBe(0)
    expect(ran.stderr).not.toContain(row[key])
  })

  it('what is not among it is taken as it is typed', async () => {
    const ran = await answering(['ticket', 'show'], [['Ticket', `TS999${ENTER}`]])
    expect([ran.exit, ran.stderr]).toEqual([3, expect.stringMatching(/Error: .*does not exist/)])
  })

  it('is typed where nothing can be listed', async () => {
    await desk.sandbox.admin('POST', '/faults', {operation: 'ListCustomerOrders', effect: 'CBC.0151', count: 1})
    const ran = await answering(['order', 'show'], [['? Order', `${order.order_id}${ENTER}`]])
    expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('known order cannot be read')])
  })
})

it('a ticket is created for whom one says, as the printed lines know', async () => {
  const ran = await answering(
    [
      ...'ticket create --product billing --problem bt-charge-billing --free-text --severity 5 --accept-agreement'.split(
        ' ',
      ),
    ],
    [
      ['For whom', `${customer}${ENTER}`],
      ['Order number', ENTER],
      ['What is it about', ENTER],
      ['is needed', `Why so much?${ENTER}`],
    ],
  )
  expect([ran.exit, ran.stderr]).toEqual([0, expect.stringMatching(/ticket show --customer [0-9a-f]{32} TS/)])
})

it('asks nothing where nobody can answer', async () => {
  const words = ['ticket', 'create', '--no-input']
  expect([(await answering(words, [])).exit, (await cli(words)).exit]).toEqual([2, 2])
})

it('what is said of the connection stands before the first question', async () => {
  const {stderr} = await answering(
    ['ticket', 'contact', 'check', '--profile', 'sandbox'],
    wrong('Contact', 'nobody', 'is not a phone number', 'ops@example.com'),
  )
  const [notice, question] = [stderr.indexOf('nothing here is real'), stderr.indexOf('Contact')]
  expect([notice >= 0 && notice < question, stderr.split('nothing here is real').length]).toEqual([true, 2])
})

it.each(['place cities', 'reseller grant', 'customer new-tags'])(
  '%s of another site is refused before anything is asked for',
  async line => {
    const {exit, stderr} = await answering(line.split(' '), [])
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/is only on the .*China/)])
    expect(stderr).not.toContain('? ')
  },
)

it('Ctrl-C at the first question leaves nothing', async () => {
  const ran = await answering(['ticket', 'create'], [['For whom', CTRL_C]])
  expect([ran.exit, ran.stderr]).toEqual([130, expect.not.stringContaining('--recover')])
})
