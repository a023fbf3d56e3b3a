// Every command that changes something, with everything that can break once the platform has done it: an output that
// takes nothing, a reader that has gone, a result file that cannot be, the end of the process, signals. Whoever takes
// the words literally does nothing twice. (told.test.ts does the same with processes, for some of them.)
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it, vi} from 'vitest'
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {auditPath} from '../../src/cli/audit.js'
import type * as Main from '../../src/cli/main.js'
import {cli, emptyHome, type Ran} from '../support/cli.js'
import {wordsOf} from '../support/operations.js'
import {type Promises, promisingPlatform} from './promises.js'
import {built} from './support/world.js'

const {operations} = operationTable()

/** A line of each command, and where the sample of the platform is not in the state that it needs. */
const lines: Record<Site, (string | [line: string, answers: Record<string, object>])[]> = {
  intl: [
    [
      'budget apply ROWS(customer,budget/text,77/) --yes',
      {
        ShowSubCustomerBudget: {budget_type: 'MONTHLY'},
        ListSubCustomerBudget: {budget_infos: [{customer_id: 'text', budget_amount: 10, budget_type: 'MONTHLY'}]},
      },
    ],
    'budget set text 1000',
    [
      'budget watch --policy FILE(steps: [{at: 1, do: raise, by: 10}]) --yes',
      {
        ListSubCustomerBudget: {budget_infos: [{customer_id: 'text', budget_amount: 10, used_amount: 9}]},
        ListIndirectPartners: {count: 0, indirect_partners: []},
      },
    ],
    [
      'budget watch --policy FILE(steps: [{at: 1, do: freeze}]) --yes',
      {
        ListSubCustomers: {customer_infos: [{customer_id: 'text', account_name: 'text', is_frozen: 0}]},
        ListSubCustomerBudget: {budget_infos: [{customer_id: 'text', budget_amount: 10, used_amount: 9}]},
        ListIndirectPartners: {count: 0, indirect_partners: []},
      },
    ],
    'customer create --name andes-retail --country PE --platform-user 1',
    'customer freeze text --reason late --yes',
    'customer import ROWS(xaccount_id,account_name,country/1,andes-retail,PE/) --yes',
    'customer send-code --email shop@example.com',
    'customer unfreeze text --reason paid',
    'order cancel text --customer text --yes',
    'order pay text --customer text --confirm text',
    'project grant text --yes',
    'realname import ROWS(customer,kind,name,number,certificate,files/text,individual,A,1,passport,a.jpg|b.jpg/) --yes',
    'realname submit text --type individual --certificate passport --name A --number 1 --picture obs:a.jpg --picture obs:b.jpg --yes',
    'subscription auto-renew on text --customer text --period monthly',
    'subscription auto-renew off text --customer text',
    [
      'subscription renew text --customer text --confirm text',
      {ListRenewRateOnPeriod: {renew_inquiry_results: [{resource_id: 'text', amount: '12.5'}]}},
    ],
    'subscription renewal-policy --customer text --days-before 3',
    'subscription to-pay-per-use text --customer text --yes',
    'subscription unsubscribe text --customer text --confirm text',
    [
      'ticket agreement sign --type authorization --yes',
      {ShowLatestPublishedAgreement: {case_agreement: {id: '12', content: 'text'}}},
    ],
    'ticket attach remove text --yes',
    'ticket authorize revoke text --yes',
    ['ticket authorize grant text --no-logins --yes', {ShowAuthorizationDetail: {status: 0}}],
    ['ticket authorize reject text --yes', {ShowAuthorizationDetail: {status: 0}}],
    ['ticket cancel text --yes', {ShowCaseStatus: {status: 0}}],
    ['ticket close text --yes', {ShowCaseStatus: {status: 1}}],
    'ticket contact send-code a@example.com',
    'ticket contact set text --remind-time 09:00-18:00',
    'ticket contact verify a@example.com --code 123456',
    [
      'ticket create --product text --problem text --free-text -d What?',
      {ListExtendsParams: {extends_params: [], common_params: []}},
    ],
    ['ticket delete text --yes', {ShowCaseStatus: {status: 3}}],
    'ticket label add text text',
    'ticket label create new',
    'ticket label delete text --yes',
    'ticket label remove text text',
    'ticket label update text --name live',
    'ticket link add text other',
    'ticket link remove text other',
    'ticket param set text text=test',
    'ticket privilege grant export',
    'ticket privilege revoke export --yes',
    ['ticket reply text Please', {ShowCaseStatus: {status: 1}}],
    'ticket recall text text',
    ['ticket rate text --score 5', {ShowCaseStatus: {status: 3}}],
    'ticket show text --mark-read',
    ['ticket urge text', {ShowCaseStatus: {status: 1}}],
  ],
  eu: [],
  cn: [
    'account reclaim text 1 --confirm text',
    'account grant text 1 --confirm text',
    'coupon issue text --quota text --value 1 --confirm text',
    'coupon reclaim text --confirm text',
    'reseller grant text 1 --confirm text',
    'reseller reclaim text 1 --confirm text',
    'reseller quota grant text --quota text --value 1 --confirm text',
    'reseller quota reclaim text --confirm text',
    'subscription to-pay-per-use text --customer text --now --yes',
  ],
}

/** What is said of an answer that says something of its own: the exit code, and words of stdout and stderr. */
interface Said {
  line: string
  answers: Record<string, object>
  exit: number
  words: RegExp[]
  /** Words that must not be. */
  never?: RegExp
  /** The writes of which the answers are lost: all from this one on. */
  lostFrom?: number
  /** Keys are wrong from this write on. */
  wrongFrom?: number
  /** How many writes are sent. */
  sent?: number
}

const renewal = (answer: object) => ({
  ListRenewRateOnPeriod: {renew_inquiry_results: [{resource_id: 'text', amount: '12.5'}]},
  RenewalResources: answer,
})
const customer = {customer_id: 'text', account_name: 'text'}
const twoCustomers = {
  customer_infos: ['A', 'B'].map(one => ({customer_id: one, account_name: `name-${one}`})),
  count: 2,
}
const open = {error_code: 'CBC.0999', error_msg: 'other error'}
const find = (line: string) => new RegExp(`Find out before you repeat it: partnerctl ${line}`)

const renew = 'subscription renew text --customer text --confirm text'
const unsubscribe = 'subscription unsubscribe text --customer text --confirm text'
const issue = 'coupon issue text --quota text --value 1 --confirm text'
const grant = 'reseller quota grant text --quota text --value 1 --confirm text'

const verify =
  'realname submit text --type individual --certificate passport --name A --number 1 --picture obs:a.jpg --picture obs:b.jpg --yes'
const reviewOf = (review: object) => ({
  CreatePersonalRealnameAuth: {is_review: 1},
  ShowRealnameAuthenticationReviewResult: {review_result: undefined, opinion: undefined, ...review},
})
const cancel = 'ticket cancel TS1 TS2 TS3 --yes'
const watch = 'budget watch --policy FILE(steps: [{at: 1, do: raise, by: 10}]) --yes'
const watched = {
  ListSubCustomers: twoCustomers,
  ListSubCustomerBudget: {
    budget_infos: ['A', 'B'].map(customer_id => ({
      customer_id,
      budget_amount: 10,
      used_amount: 9,
      budget_type: 'MONTHLY',
    })),
  },
  ListIndirectPartners: {count: 0, indirect_partners: []},
}

const said: Record<Site, Said[]> = {
  intl: [
    {
      line: `${renew} --pay`,
      answers: renewal({
        order_ids: ['CS1'],
        fail_resource_infos: [{resource_id: 'text', error_code: 'CBC.30050006', error_msg: 'not paid'}],
      }),
      exit: 9,
      words: [/CS1/, find('order show CS1'), /unknown/],
    },
    {
      line: renew,
      answers: renewal({order_ids: ['CS1'], fail_resource_infos: [{resource_id: 'other', error_code: 'CBC.0100'}]}),
      exit: 9,
      words: [/CS1/, find('order show CS1')],
    },
    ...[[null], [''], [{}]].map(order_ids => ({
      line: renew,
      answers: renewal({order_ids, fail_resource_infos: []}),
      exit: 9,
      words: [find('order list --type renewal')],
      never: /Now pay/,
    })),
    {
      line: unsubscribe,
      answers: {CancelResourcesSubscription: {order_ids: ['o7'], fail_resource_infos: [{resource_id: 'other'}]}},
      exit: 9,
      words: [/o7/, find('order show o7')],
    },
    {
      line: unsubscribe,
      answers: {CancelResourcesSubscription: {order_ids: [null], fail_resource_infos: [null]}},
      exit: 9,
      words: [find('order list --type unsubscription')],
    },
    {
      line: 'customer freeze name-A name-B --reason late --yes',
      answers: {ListSubCustomers: twoCustomers, FreezeSubCustomers: {error_details: [{id: 'A', ...open}]}},
      exit: 9,
      words: [/B\tname-B\tfrozen/, /A\tname-A\tunknown/, find('customer show A')],
    },
    ...[[null], ['x']].map(error_details => ({
      line: 'customer freeze text --reason late --yes',
      answers: {FreezeSubCustomers: {error_details}},
      exit: 9,
      words: [find('customer show text')],
    })),
    ...[{is_review: undefined}, {is_review: null}, {is_review: 'weird'}].map(answer => ({
      line: verify,
      answers: {CreatePersonalRealnameAuth: answer},
      exit: 0,
      words: [/text: submitted/],
      never: /: verified/,
    })),
    {
      line: verify,
      answers: {CreatePersonalRealnameAuth: {error_details: [{id: 'text', error_code: 'CBC.0100'}]}},
      exit: 9,
      words: [find('realname status text')],
      never: /verified/,
    },
    {line: verify, answers: {CreatePersonalRealnameAuth: {is_review: 0}}, exit: 0, words: [/text: verified/]},
    ...[{opinion: 'x'}, {review_result: null}, {review_result: 'weird'}, {review_result: 5}].flatMap(review => [
      {
        line: `${verify} --wait --timeout 1`,
        answers: reviewOf(review),
        exit: 8,
        words: [/under review/, /realname status/],
        never: /: verified|verified\t/,
      },
      {
        line: 'realname status text --wait --timeout 1',
        answers: reviewOf(review),
        exit: 8,
        words: [/does not say how it ended/],
      },
    ]),
    {
      line: 'realname status text --wait',
      answers: {...reviewOf({}), ListSubCustomers: {customer_infos: [{...customer, verified_status: '-1'}]}},
      exit: 8,
      words: [/no review is going on/],
    },
    {
      line: 'realname status text --wait',
      answers: {...reviewOf({}), ListSubCustomers: {customer_infos: [{...customer, verified_status: '2'}]}},
      exit: 0,
      words: [],
    },
    {line: 'realname status text --wait', answers: reviewOf({review_result: 2}), exit: 0, words: [/approved/]},
    {line: 'realname status text --wait', answers: reviewOf({review_result: '1'}), exit: 5, words: [/rejected/]},
    {line: cancel, answers: {ShowCaseStatus: {status: 0}}, wrongFrom: 1, sent: 1, exit: 4, words: []},
    {
      line: cancel,
      answers: {ShowCaseStatus: {status: 0}},
      wrongFrom: 2,
      sent: 2,
      exit: 7,
      words: [/TS2\tfailed/, /TS3\tnot sent/],
    },
    {
      line: cancel,
      answers: {ShowCaseStatus: {status: 0}},
      lostFrom: 2,
      sent: 2,
      exit: 9,
      words: [/TS1\tcanceled|TS1\tcancelled/, find('ticket history TS2')],
    },
    {line: watch, answers: watched, wrongFrom: 1, sent: 1, exit: 4, words: [/A.*failed/, /B.*not sent/]},
    {line: watch, answers: watched, wrongFrom: 2, sent: 2, exit: 7, words: [/A.*raised/, /B.*failed/]},
    {line: watch, answers: watched, lostFrom: 1, sent: 1, exit: 9, words: [find('budget show A'), /B.*not sent/]},
    {
      line: watch.replace('raise, by: 10', 'freeze'),
      answers: watched,
      lostFrom: 1,
      sent: 1,
      exit: 9,
      words: [find('customer show A'), /B.*not sent/],
    },
    {
      line: 'subscription auto-renew off R1 R2 --customer text',
      answers: {},
      wrongFrom: 1,
      sent: 1,
      exit: 4,
      words: [],
    },
    ...[
      {access: null, secret: null},
      {access: 'a\nb', secret: 's', securitytoken: 't'},
      {access: 'a', secret: 's', securitytoken: ''},
      {},
    ].map((credential, index) => ({
      line: `order cancel text --customer text --yes`,
      answers: {CreateTemporaryAccessKey: {credential}, ListSubCustomers: {customer_infos: [{...customer, index}]}},
      sent: 0,
      exit: 1,
      words: [/CreateTemporaryAccessKey: the answer has no (access|secret|securitytoken)/],
    })),
    {
      line: 'customer create --name andes-retail --country PE --platform-user 1',
      answers: {CreateSubCustomer: {domain_name: null}},
      exit: 0,
      words: [/Created andes-retail/, /budget set andes-retail --unfreeze/],
    },
    {
      line: 'customer create --country PE --platform-user 1',
      answers: {CreateSubCustomer: {domain_id: 'd7', domain_name: ''}},
      exit: 0,
      words: [/Created d7/, /budget set d7 --unfreeze/],
    },
    {
      line: unsubscribe,
      answers: {ListPayPerUseCustomerResources: {data: [{resource_id: 'other'}]}},
      exit: 1,
      sent: 0,
      words: [/asked for resource_id text, the platform answered with other/],
    },
    {
      line: unsubscribe,
      answers: {ListPayPerUseCustomerResources: {data: [], total_count: 0}},
      exit: 3,
      sent: 0,
      words: [/no yearly\/monthly resource "text"/],
    },
    {
      line: 'order pay text --customer text --confirm text',
      answers: {
        ShowCustomerOrderDetails: {order_info: {order_id: 'text', customer_id: 'text', amount_after_discount: null}},
      },
      exit: 1,
      sent: 0,
      words: [/does not say what order text costs/],
    },
    {
      line: 'customer check --name andes-retail',
      answers: {CheckUserIdentity: {check_result: 'weird'}},
      exit: 1,
      words: [/does not say whether andes-retail is free/],
      never: /taken/,
    },
    {
      line: 'customer check --name andes-retail',
      answers: {CheckUserIdentity: {check_result: 'used_by_user'}},
      exit: 5,
      words: [/taken: andes-retail/],
    },
  ],
  eu: [],
  cn: [
    {
      line: 'coupon reclaim text --confirm text',
      answers: {ListIssuedPartnerCoupons: {user_coupons: [{coupon_id: 'text', balance: null}]}},
      exit: 1,
      sent: 0,
      words: [/does not say what is left on coupon text/],
    },
    {
      line: issue,
      answers: {
        CreatePartnerCoupons: {coupon_infos: [{id: 'text', coupon_id: 'c7'}], error_details: [{id: null, ...open}]},
      },
      exit: 9,
      words: [/c7/, find('coupon issued')],
    },
    ...[[{}], [{id: 'text'}], [{id: 'text', coupon_id: null}]].map(coupon_infos => ({
      line: issue,
      answers: {CreatePartnerCoupons: {coupon_infos}},
      exit: 9,
      words: [find('coupon issued')],
      never: /Issued/,
    })),
    {
      line: grant,
      answers: {
        UpdateCouponQuotas: {simple_quota_infos: [{id: 'text', quota_id: 'q7'}], error_details: [{id: null, ...open}]},
      },
      exit: 9,
      words: [/q7/, find('reseller quota history')],
    },
    {
      line: issue,
      answers: {CreatePartnerCoupons: {coupon_infos: [{coupon_id: 'c7'}]}},
      exit: 0,
      words: [/issued/, /c7/],
    },
    {
      line: grant,
      answers: {UpdateCouponQuotas: {simple_quota_infos: [{quota_id: 'q7'}]}},
      exit: 0,
      words: [/granted/, /q7/],
    },
    ...[[{}], [{id: 'text', quota_id: null}]].map(simple_quota_infos => ({
      line: grant,
      answers: {UpdateCouponQuotas: {simple_quota_infos}},
      exit: 9,
      words: [find('reseller quota history')],
    })),
    {
      line: 'subscription to-pay-per-use text --customer text --now --yes',
      answers: {
        UpdatePeriodToOnDemandInstantly: {
          to_ondemand_service_results: [{resource_id: 'text', result: 'FAIL', error_code: 'CBC.0999'}],
        },
      },
      exit: 9,
      words: [find('subscription list --id text')],
    },
  ],
}

const lineOf = (entry: string | [string, object]) => (typeof entry === 'string' ? entry : entry[0])

/** Commands that say that they send something that changes something. */
async function writing(): Promise<string[]> {
  const folder = join(import.meta.dirname, '../../dist/commands')
  const found: string[] = []
  for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
    if (!file.endsWith('.js')) continue
    const {default: command} = await import(join(folder, file))
    if ((command.operations ?? []).some((id: string) => operations[id]!.effect === 'write'))
      found.push(file.replace(/\.js$/, '').replaceAll('/', ' '))
  }
  return found.sort()
}

let main: typeof Main
let commands: string[]
beforeAll(async () => {
  commands = await writing()
  main = await built('cli/main.js')
})

it('has a line for each command that changes something', () => {
  const typed = Object.values(lines).flat().map(lineOf)
  expect(commands.filter(name => !typed.some(line => line.startsWith(`${name} `)))).toEqual([])
})

const isJob = (line: string) => / (apply|import) /.test(line)
const DAY = 86_400_000
const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'})

describe.each(['intl', 'cn'] as const)('on the site %s', site => {
  let home: string
  let platform: Promises
  beforeAll(async () => {
    home = emptyHome()
    platform = await promisingPlatform(site)
  })

  let files = 0
  /** A file of rows is another one each time: what was done with it counts. */
  const words = (line: string) => {
    const text = line.replace(/\b(ROWS|FILE)\((.*)\)(?= --yes)/, (_, kind: string, content: string) => {
      const path = join(home, kind === 'ROWS' ? `rows-${++files}.csv` : 'policy.yaml')
      writeFileSync(path, `${kind === 'ROWS' ? content.replaceAll('/', '\n') : `${content}\nauto: true`}\n`)
      return path
    })
    return wordsOf(text)
  }
  const audited = () => {
    try {
      return readFileSync(auditPath(), 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line))
    } catch {
      return []
    }
  }

  /** Runs a line, and sees to it that it is sent once. */
  async function once(entry: string | [string, Record<string, object>], run: (words: string[]) => Promise<Ran>) {
    platform.with = typeof entry === 'string' ? {} : entry[1]
    platform.writes()
    const ran = await run(words(lineOf(entry)))
    const sent = platform.writes()
    expect(sent.length, `${lineOf(entry)}\n${ran.stderr}`).toBe(1)
    // Whoever does what the words say changes nothing more; a file of rows is gone on with.
    if (!isJob(lineOf(entry))) expect(ran.stderr).not.toMatch(/run (the|this) (same )?command again|try (it )?again/i)
    return {...ran, operation: sent[0]!}
  }

  it.each(said[site].map(one => [`${one.line} with ${JSON.stringify(one.answers)}`, one] as const))(
    'tells of %s',
    async (_, {line, answers, exit, words: telling, never, lostFrom = 99, wrongFrom = 99, sent}) => {
      platform.with = answers
      platform.writes()
      let writes = 0
      platform.onWrite = () => (++writes >= lostFrom ? 'lost' : writes >= wrongFrom ? 'wrong keys' : undefined)
      const ran = await cli(words(line)).finally(() => {
        platform.onWrite = () => {}
      })
      if (sent !== undefined) expect(platform.writes()).toHaveLength(sent)
      // The scope travels by itself.
      const all = `${ran.stdout}\n${ran.stderr}`.replaceAll(' --customer text', '')
      expect(ran.exit, all).toBe(exit)
      for (const one of telling) expect(all).toMatch(one)
      if (never) expect(all).not.toMatch(never)
      expect(all).not.toMatch(/unexpectedly/)
    },
  )

  it.each(lines[site].filter(entry => !isJob(lineOf(entry))).map(entry => [lineOf(entry), entry] as const))(
    'says how to find out what became of %s',
    async (_, entry) => {
      platform.onWrite = () => 'lost'
      try {
        const {exit, stderr} = await once(entry, line => cli(line))
        expect(exit, stderr).toBe(9)
        expect(stderr).toMatch(/Find out before you repeat it: \S/)
        expect(stderr).not.toMatch(/Find out before you repeat it: partnerctl audit/)
      } finally {
        platform.onWrite = () => {}
      }
    },
  )

  it('says what is waited for, and how long at most, when the time of --max-time is up before the answer', async () => {
    const {setTimeout} = globalThis
    let timeIsUp = () => {}
    vi.stubGlobal('setTimeout', (run: () => void, wait?: number, ...rest: []) => {
      if (wait === DAY) timeIsUp = run
      return setTimeout(run, wait, ...rest)
    })
    platform.onWrite = () => timeIsUp()
    const entry = lines[site].find(one => typeof one === 'string' && !isJob(one))!
    try {
      const {exit, stderr, operation} = await once(entry, line => cli([...line, '--max-time', '1d']))
      expect(exit, stderr).toBe(9)
      expect(stderr).toMatch(new RegExp(`--max-time 1d is up: waits for the answer to ${operation}.* 30 s at most`))
    } finally {
      vi.unstubAllGlobals()
      platform.onWrite = () => {}
    }
  })

  describe.each(lines[site].map(entry => [lineOf(entry), entry] as const))('%s', (_, entry) => {
    it('is done, and is not to be repeated, when stdout takes nothing', async () => {
      const {exit, stderr, operation} = await once(entry, line => cli(line, full))
      expect(exit, stderr).toBe(13)
      expect(stderr).toMatch(/do not repeat it/i)
      expect(stderr).toContain(operation)
      expect(stderr).toContain(`request-of-${operation}`)
    })

    it('is done, and is not to be repeated, when its result file cannot be', async () => {
      const {exit, stderr, operation} = await once(entry, line =>
        cli([...line, '--output-file', '/dev/full', '-o', 'json']),
      )
      expect(exit, stderr).toBe(13)
      const {error} = JSON.parse(stderr.split('\n').find(one => one.startsWith('{"error"'))!)
      expect(error).toMatchObject({outcome: 'unreported', details: {writes: [{operation, outcome: 'done'}]}})
      // What it says to do next only looks.
      for (const {argv} of error.next.filter((one: {argv?: string[]}) => one.argv))
        expect(commands).not.toContain(argv.slice(0, 2).join(' '))
    })

    it('is done, and is not to be repeated, when its result is not what was asked of it', async () => {
      for (const asked of [
        ['--columns', 'nosuch'],
        ['-o', 'json', '--query', 'length(`1`)'],
      ]) {
        const {exit, stderr} = await once(entry, line => cli([...line, ...asked]))
        expect([asked[0], exit, stderr]).toEqual([asked[0], 13, expect.stringMatching(/do not repeat it/i)])
      }
    })

    it('is not sent with a query that is none', async () => {
      platform.with = typeof entry === 'string' ? {} : entry[1]
      platform.writes()
      const {exit, stderr} = await cli([...words(lineOf(entry)), '-o', 'json', '--query', 'a['])
      expect([exit, platform.writes()], stderr).toEqual([2, []])
    })

    it('is done when its reader has gone', async () => {
      const gone = Object.assign(new Error('EPIPE'), {code: 'EPIPE'})
      const {exit, stderr} = await once(entry, line =>
        cli(line, () => {
          main.onStdoutError(gone)
          return gone
        }),
      )
      expect(exit, stderr).toBe(0)
    })

    it('is in the log before it leaves, and its end before anything is said: a kill loses neither', async () => {
      const before = audited().length
      const seen: string[] = []
      const last = () => audited().slice(before).at(-1)
      platform.onWrite = operation => seen.push(`${last()?.event} ${last()?.operation === operation}`)
      const said: string[] = []
      try {
        await once(entry, line =>
          cli(line, () => {
            if (said.length === 0) said.push(`${last()?.event} ${last()?.outcome}`)
            return undefined
          }),
        )
      } finally {
        platform.onWrite = () => {}
      }
      expect([seen, said]).toEqual([['intent true'], ['outcome done']])
    })

    it('ends with 9 when a signal comes before its answer, and says at a second one that it was sent', async () => {
      let second: number | undefined
      platform.onWrite = () => {
        const signalled = main.signals([], code => {
          second = code
        })
        signalled('terminated')
        signalled('terminated')
      }
      try {
        const {exit, stderr, operation} = await once(entry, line => cli(line))
        expect([exit, second], stderr).toEqual([isJob(lineOf(entry)) ? 143 : 9, 143])
        expect(stderr).toContain('sent, outcome unknown')
        expect(stderr).toContain(operation)
      } finally {
        platform.onWrite = () => {}
      }
    })
  })
})
