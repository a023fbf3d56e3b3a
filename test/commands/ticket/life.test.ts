import {readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson} from '../../support/cli.js'
import {answers, STEP, TicketDesk} from '../../support/tickets.js'

let desk: TicketDesk
let customer: string
beforeAll(async () => {
  desk = await TicketDesk.open()
  const rows = await cliJson<{customer_id: string; association_type: string}[]>('customer list --all')
  // One whose support plan knows severities.
  for (const row of rows.filter(one => one.association_type !== '1')) {
    const severities = await cliJson<unknown[]>([
      ...'ticket config severities --product cat-ecs --problem bt-down-ecs --customer'.split(' '),
      row.customer_id,
    ])
    if (severities.length === 3) customer = row.customer_id
  }
})

interface Whole {
  ticket: {
    status: number
    message_list: {type: number; content: string; message_id: string; accessory_list: {accessory_id: string}[]}[]
    judgement: string
    incident_satisfaction: object[]
  }
  authorizations: {id: string; status: number}[]
  log: {operate_type: number}[]
}

describe('the whole life of a ticket', () => {
  it('is lived as a customer, from a template to its deletion', async () => {
    const as = ['--customer', customer]
    const log = desk.file('trace.log', 'kernel: out of memory\n')
    const id = await desk.fault(
      ...as,
      '--attach',
      log,
      '--severity',
      'production system exception',
      '--cc',
      'boss@example.com',
      '--accept-agreement',
    )
    const show = () => cliJson<Whole>(['ticket', 'show', id, ...as])
    const first = await show()
    expect(first.ticket).toMatchObject({status: 0, customer_id: customer, severity_name: 'Production system exception'})
    expect(first.ticket.message_list[0]!.content).toContain('Symptom: SSH times out')
    expect(first.ticket.message_list[0]!.accessory_list).toHaveLength(1)
    // It is the customer's: the partner has no such ticket of its own.
    expect((await cli(['ticket', 'show', id])).exit).toBe(3)

    await desk.steps(1)
    const urged = await cli(['ticket', 'urge', id, ...as, '--note', 'please'])
    expect([urged.exit, urged.stderr]).toEqual([0, expect.stringContaining(`${id} was urged`)])
    const tooOften = await cli(['ticket', 'urge', id, ...as])
    expect([tooOften.exit, tooOften.stderr]).toEqual([5, expect.stringMatching(/OSM\.01010004[\s\S]*Wait a while/)])
    await desk.steps(1)
    // Support asks; a reply with a password in it is not sent.
    expect((await show()).ticket.status).toBe(17)
    const secret = await cli(['ticket', 'reply', id, 'The password is hunter22', ...as])
    expect([secret.exit, secret.stderr]).toEqual([2, expect.stringContaining('ticket authorize')])
    expect((await show()).ticket.message_list).toHaveLength(2)
    const sent = await cliJson<{message_id: string; status: number}>([
      'ticket',
      'reply',
      id,
      '07:40 UTC, see the log',
      '--attach',
      log,
      ...as,
    ])
    expect(sent.status).toBe(1)
    await desk.steps(1)

    // Confidential information goes into the authorization, from a file, and is told to nobody else.
    const asked = await show()
    expect(asked.ticket.status).toBe(17)
    const [authorization] = asked.authorizations
    expect(authorization!.status).toBe(0)
    const detail = await cliJson<{incident_auth_detail_list: {id: number; type: number}[]}>([
      'ticket',
      'authorize',
      'show',
      authorization!.id,
      ...as,
    ])
    const host = detail.incident_auth_detail_list.find(one => one.type === 1)!
    const logins = desk.file('logins.csv', `${host.id},root,Tr0ub4dor,&3,2222\n`)
    const unsigned = await cli([
      'ticket',
      'authorize',
      'grant',
      authorization!.id,
      '--logins-file',
      logins,
      '--yes',
      ...as,
    ])
    expect([unsigned.exit, unsigned.stderr]).toEqual([5, expect.stringContaining('--accept-agreement')])
    const dry = await cli([
      'ticket',
      'authorize',
      'grant',
      authorization!.id,
      '--logins-file',
      logins,
      '--dry-run',
      ...as,
    ])
    expect(dry.stdout).toContain('"password": "***"')
    const grant = await cli([
      'ticket',
      'authorize',
      'grant',
      authorization!.id,
      '--logins-file',
      logins,
      '--valid-for',
      '4h',
      '--accept-agreement',
      '--yes',
      '--debug',
      ...as,
    ])
    expect([grant.exit, grant.stderr]).toEqual([0, expect.stringContaining('Granted until')])
    for (const {stdout, stderr} of [unsigned, dry, grant]) expect(stdout + stderr).not.toContain('Tr0ub4dor')
    expect(readFileSync(join(desk.home, 'data/audit.jsonl'), 'utf8')).not.toContain('Tr0ub4dor')
    expect(await cliJson(['ticket', 'authorize', 'show', authorization!.id, ...as])).toMatchObject({
      status: 1,
      incident_auth_detail_list: expect.arrayContaining([expect.objectContaining({account: 'root', port: 2222})]),
    })
    await desk.steps(1)

    const solved = await show()
    expect(solved.ticket.status).toBe(2)
    expect(solved.ticket.message_list.at(-1)!.content).toContain('With your permission')
    const closed = await cli([
      'ticket',
      'close',
      id,
      '--score',
      'timeliness=4',
      '--score',
      'result=5',
      '--comment',
      'well done',
      '--yes',
      ...as,
    ])
    expect(closed.exit).toBe(0)
    const ended = await show()
    expect(ended.ticket).toMatchObject({
      status: 3,
      judgement: 'well done',
      incident_satisfaction: [
        {satisfaction_id: 1, satisfaction_value: 4},
        {satisfaction_id: 3, satisfaction_value: 5},
      ],
    })
    expect(ended.authorizations[0]!.status).toBe(4)
    expect(ended.log.map(one => one.operate_type)).toEqual([5, 3, 73, 85, 2, 0])
    expect((await cli(['ticket', 'delete', id, '--yes', ...as])).exit).toBe(0)
    expect((await cli(['ticket', 'show', id, ...as])).exit).toBe(3)
    expect(
      (await cliJson<{incident_id: string}[]>(['ticket', 'list', '--all', ...as])).map(one => one.incident_id),
    ).not.toContain(id)
  })

  it('is looked at on a screen that leads on', async () => {
    const id = await desk.fault()
    await desk.steps(3)
    const {stdout} = await cli(['ticket', 'show', id])
    expect(stdout).toContain(`ticket     ${id}  waiting for your feedback`)
    expect(stdout).toContain('  - the system log of that time (see how to collect it\n')
    expect(stdout).toContain('(https://support.huaweicloud.com/intl/en-us/ecs_faq/index.html)')
    expect(stdout).not.toMatch(/<\/?(br|ul|li|p|b)>/)
    expect(stdout).toContain(`  partnerctl ticket close ${id}\n`)
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .filter(line => !line.includes('https://'))
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(80)
  })
})

describe('what a status forbids', () => {
  const allowed: Record<string, number[]> = {
    urge: [0, 1],
    cancel: [0],
    close: [1, 2, 17],
    delete: [3, 4, 12],
    reply: [0, 1, 2, 5, 17],
    rate: [2, 3],
  }
  const words: Record<string, string[]> = {
    urge: [],
    cancel: ['--yes'],
    close: ['--yes'],
    delete: ['--yes'],
    reply: ['a text'],
    rate: ['--score', '5'],
  }

  /** A ticket in each status that the site has. */
  async function everyStatus(d: TicketDesk): Promise<Record<number, string>> {
    const cn = d.sandbox.info.site === 'cn'
    const silent = () => d.question('[sandbox: silent]')
    const found: Record<number, string> = {
      17: await d.fault(),
      12: await d.question('[sandbox: invalid]'),
      2: await d.question(),
    }
    if (cn) found[5] = await d.question('[sandbox: suspend]')
    await d.steps(2)
    found[1] = await d.question()
    await d.steps(1)
    found[0] = await silent()
    found[4] = await silent()
    await cli(['ticket', 'cancel', found[4], '--yes'])
    found[3] = await d.question()
    await d.steps(1)
    await cli(['ticket', 'close', found[3], '--yes'])
    // What has moved on by now is replaced by what has not.
    found[1] = await d.question()
    await d.steps(1)
    if (cn) {
      found[5] = await d.question('[sandbox: suspend]')
      await d.steps(2)
      found[1] = await d.question('again')
      await d.steps(1)
      found[13] = await silent()
      await cli(['ticket', 'cancel', found[13], '--yes'])
      await cli(['ticket', 'delete', found[13], '--yes'])
    }
    return found
  }

  it.each(['intl', 'cn'] as const)(
    'is refused in words before anything is sent, on the site %s',
    async site => {
      const d = await TicketDesk.open({scenario: 'empty', site})
      const tickets = await everyStatus(d)
      for (const [code, id] of Object.entries(tickets)) {
        const status = Number(code)
        expect({id, status: await d.status(id)}).toEqual({id, status})
        for (const [action, statuses] of Object.entries(allowed)) {
          if (statuses.includes(status)) continue
          await d.sandbox.admin('DELETE', '/requests')
          const {exit, stderr} = await cli(['ticket', action, id, ...words[action]!])
          expect({action, status, exit}).toEqual({action, status, exit: 5})
          expect(stderr).toMatch(
            new RegExp(`Error: ${id} is .* and cannot be \\w+( to)?: that is possible while a ticket is`),
          )
          const writes = (await d.requests()).filter(one => one.method !== 'GET')
          expect(writes).toEqual([])
        }
      }
    },
    60_000,
  )
})

describe('many tickets at once', () => {
  it('have one result each, and the exit code says so', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const open = [await d.question('[sandbox: silent] a'), await d.question('[sandbox: silent] b')]
    const answered = await d.question()
    await d.steps(2)
    const {exit, stdout} = await cli(['ticket', 'cancel', open[0]!, answered, open[1]!, '--yes', '-o', 'json'])
    expect(exit).toBe(7)
    expect(JSON.parse(stdout)).toMatchObject([
      {id: open[0], status: 'done'},
      {id: answered, status: 'failed', error_msg: expect.stringContaining('is to be confirmed by you')},
      {id: open[1], status: 'done'},
    ])
    expect((await cli(['ticket', 'delete', ...open, '--yes'])).exit).toBe(0)
    expect((await cliJson<unknown[]>('ticket list --all')).length).toBe(1)
  })

  it('come from a file: what cannot be is said before, each is done once, and a lost reply is looked up', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const open = [await d.question('[sandbox: silent] a'), await d.question('[sandbox: silent] b')]
    const answered = await d.question()
    await d.steps(2)
    const file = d.file('ids.csv', `incident_id,note,clerk\n${open[0]},x,Eva\n"${answered}",y,\n${open[1]},z,\nTS1,,\n`)
    const actions = async () => (await d.sandbox.admin<{count: number}>('GET', '/requests?operation=UpdateCases')).count
    const checked = await cli(['ticket', 'cancel', '--file', file, '--validate'])
    expect([checked.exit, await actions()]).toEqual([2, 0])
    expect(checked.stderr).toContain('cancel 2, 2 invalid')
    expect(checked.stderr).toContain('is to be confirmed by you')
    expect(checked.stderr).toContain('there is no ticket "TS1"')
    await d.sandbox.admin('POST', '/faults', {operation: 'UpdateCases', effect: 'reply-lost', count: 1})
    const ran = await cli(['ticket', 'cancel', '--file', file, '--yes', '-o', 'json'])
    expect([ran.exit, JSON.parse(ran.stdout).counts, await actions()]).toEqual([7, {canceled: 2, invalid: 2}, 2])
    expect(readFileSync(file.replace('.csv', '.result.csv'), 'utf8')).toMatch(
      new RegExp(`^2,${open[0]},canceled,.*Eva`, 'm'),
    )
    const again = await cli(['ticket', 'cancel', '--file', file, '--yes', '-o', 'json'])
    expect([JSON.parse(again.stdout).counts, await actions()]).toEqual([{unchanged: 2, invalid: 2}, 2])
    expect((await cli('ticket cancel --template')).stdout).toContain('ticket,note')
    expect((await cli(['ticket', 'cancel', open[0]!, '--file', file])).exit).toBe(2)
  })

  it('that were urged into the void stay unknown, and are not urged again by themselves', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const file = d.file('urge.csv', `ticket\n${await d.question('[sandbox: silent] a')}\n`)
    await d.sandbox.admin('POST', '/faults', {operation: 'UpdateCases', effect: 'reply-lost', count: 1})
    for (const exit of [9, 9, 7, 7]) expect((await cli(['ticket', 'urge', '--file', file])).exit).toBe(exit)
    expect((await d.sandbox.admin<{count: number}>('GET', '/requests?operation=UpdateCases')).count).toBe(1)
  })
})

describe('files', () => {
  it('of hostile names stay in their folder and do no harm to the terminal', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const id = await d.question('[sandbox: hostile talk]')
    await d.steps(16)
    const screen = await cli(['ticket', 'show', id])
    const list = await cli(['ticket', 'attach', 'list', id])
    const messages = await cli(['ticket', 'messages', id, '--all'])
    for (const {exit, stdout} of [screen, list, messages]) {
      expect(exit).toBe(0)
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      expect(stdout).not.toContain('<script')
    }
    const whole = await cliJson<Whole>(['ticket', 'show', id])
    expect(JSON.stringify(whole)).toContain('\\u001b[2J')
    const folder = join(d.home, 'files')
    const saved = await cliJson<{file: string}[]>(['ticket', 'attach', 'download', id, '--out', folder])
    expect(saved.length).toBeGreaterThan(10)
    const there = readdirSync(folder)
    expect(there).toHaveLength(saved.length)
    expect(
      readdirSync(d.home)
        .filter(name => name !== 'cache')
        .sort(),
    ).toEqual(['config', 'data', 'files'])
    for (const name of there) {
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\:*?"<>|.-][^\p{Cc}\p{Cf}/\\:*?"<>|]{0,160}$/u)
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
    // Again: nothing is replaced.
    await cli(['ticket', 'attach', 'download', id, '--out', folder])
    expect(readdirSync(folder)).toHaveLength(2 * saved.length)
  })

  it('that the API would not take are named before anything is sent', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    await d.sandbox.admin('DELETE', '/requests')
    const big = d.file('big.log', Buffer.alloc(4 * 1024 * 1024 + 1))
    const program = d.file('tool.exe', 'MZ')
    const ran = await cli([
      'ticket',
      'create',
      '--product',
      'billing',
      '--problem',
      'refund',
      '-d',
      'x',
      '--free-text',
      '--attach',
      big,
      '--attach',
      program,
      '--attach',
      '/nowhere.txt',
    ])
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toMatch(/big\.log: 4\.0 MB; at most 4 MB/)
    expect(ran.stderr).toContain('.exe files are not taken')
    expect(ran.stderr).toContain('/nowhere.txt: there is no such file')
    expect((await d.requests()).filter(one => one.method !== 'GET')).toEqual([])
  })

  it('are not left behind when the ticket is refused', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const log = d.file('a.log', 'x')
    const ran = await cli([
      'ticket',
      'create',
      '--product',
      'billing',
      '--problem',
      'refund',
      '-d',
      'x',
      '--free-text',
      '--attach',
      log,
      '--code',
      '000000',
      '--email',
      'new@example.com',
    ])
    expect(ran.exit).toBe(5)
    const operations = (await d.requests()).map(one => one.operation)
    expect(operations.filter(one => /Accessor/.test(one))).toEqual([
      'ShowAccessoryLimits',
      'UploadAccessory',
      'DeleteAccessories',
    ])
  })

  it('can go as Base64 inside JSON', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const id = await d.question('x', '--attach', d.file('a.txt', 'inside'), '--base64')
    const [saved] = await cliJson<{file: string}[]>(['ticket', 'attach', 'download', id, '--out', join(d.home, 'out')])
    expect(readFileSync(saved!.file, 'utf8')).toBe('inside')
  })
})

describe('ticket create', () => {
  it('wants the template answered, and names what is not', async () => {
    await TicketDesk.open({scenario: 'empty'})
    const fault = [
      'ticket',
      'create',
      '--product',
      'ECS',
      '--problem',
      'bt-down-ecs',
      '--region',
      'AP-Singapore',
      '--param',
      'resource_id=i-1',
    ]
    const half = await cli([...fault, ...answers.slice(0, 4)])
    expect([half.exit, half.stderr]).toEqual([
      2,
      expect.stringContaining('does not answer: Symptom; Business impact; Changes before it began'),
    ])
    const text =
      'Resource ID: i-1\nStart time (with time zone): now\nSymptom: down\nBusiness impact:\nChanges before it began: none'
    const empty = await cli([...fault, '-d', text])
    expect(empty.stderr).toContain('does not answer: Business impact\n')
    const wrong = await cli([...fault, '--answer', 'colour=red'])
    expect(wrong.stderr).toMatch(/"colour" is no question of the template[\s\S]*Questions: Resource ID; Start time/)
    const nothing = await cli(fault)
    expect([nothing.exit, nothing.stderr]).toEqual([2, expect.stringContaining('--description is missing')])
    expect((await cliJson<unknown[]>('ticket list')).length).toBe(0)
  })

  it('takes a file, whose values are text as they stand', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const yaml = d.file(
      'ticket.yaml',
      'product: ecs\nproblem: Cannot be used\nregion: ap-southeast-3\nparameters:\n  resource_id: 00123\nanswers:\n  Resource: 00123\n  Start: 07:40 UTC\n  Symptom: |\n    Two\n    lines\n  Business: none\n  Changes: no\ncc: [a@example.com]\n',
    )
    const created = await cliJson<{incident_id: string}>(['ticket', 'create', '--file', yaml])
    const whole = await cliJson<{ticket: {simple_description: string; ext_info: object}; parameters: object}>([
      'ticket',
      'show',
      created.incident_id,
    ])
    expect(whole.ticket.simple_description).toContain('Symptom: Two\nlines\nBusiness impact: none')
    expect(whole).toMatchObject({parameters: {resource_id: '00123'}, ticket: {ext_info: {cc_email: 'a@example.com'}}})
    const json = d.file('ticket.json', JSON.stringify({product: 'ECS', nonsense: 1}))
    expect((await cli(['ticket', 'create', '--file', json])).stderr).toContain('there is no field "nonsense"')
    const flag = await cli(['ticket', 'create', '--file', yaml, '--region', 'mars'])
    expect(flag.stderr).toContain('there is no region "mars"')
  })

  it('says what an agreement, a contact or the support plan asks for', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    await cli('customer create --name fresh-one --country PE --platform-user f1').then(ran => expect(ran.exit).toBe(0))
    await d.steps(1)
    const question = [
      'ticket',
      'create',
      '--product',
      'billing',
      '--problem',
      'refund',
      '--free-text',
      '-d',
      'x',
      '--customer',
      'fresh-one',
    ]
    const unsigned = await cli(question)
    expect([unsigned.exit, unsigned.stderr]).toEqual([
      5,
      expect.stringMatching(/is not signed yet[\s\S]*--accept-agreement/),
    ])
    expect((await cli([...question, '--accept-agreement'])).exit).toBe(0)
    const contact = await cli([...question, '--email', 'new@example.com'])
    expect([contact.exit, contact.stderr]).toEqual([
      5,
      expect.stringContaining('ticket contact send-code --customer fresh-one new@example.com'),
    ])
    expect((await cli(['ticket', 'contact', 'send-code', 'new@example.com', '--customer', 'fresh-one'])).exit).toBe(0)
    const {ticket_codes} = await d.sandbox.admin<{ticket_codes: {code: string}[]}>('GET', '/verification-codes')
    const verify = ['ticket', 'contact', 'verify', 'new@example.com', '--customer', 'fresh-one', '--code']
    expect((await cli([...verify, ticket_codes[0]!.code === '111111' ? '111112' : '111111'])).exit).toBe(5)
    expect((await cli([...verify, ticket_codes[0]!.code])).exit).toBe(0)
    expect((await cli([...question, '--email', 'new@example.com'])).exit).toBe(0)
    const plan = await cli(['ticket', 'create', '--product', 'ECS', '--problem', 'down', '--severity', 'nonsense'])
    expect(plan.exit).toBe(2)
  })

  it('sends nothing in a rehearsal', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const log = d.file('a.log', 'x')
    await d.sandbox.admin('DELETE', '/requests')
    const ran = await cli([
      'ticket',
      'create',
      '--product',
      'billing',
      '--problem',
      'refund',
      '-d',
      'x',
      '--free-text',
      '--attach',
      log,
      '--dry-run',
    ])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('"source_id": "83aeb0f2834c4df49826c781d32a963e"')
    expect((await d.requests()).filter(one => one.method !== 'GET')).toEqual([])
  })
})

describe('the life in a minute', () => {
  it('runs by itself at a pace', async () => {
    const d = await TicketDesk.open({scenario: 'empty', pace: STEP * 10})
    await d.sandbox.admin('PUT', '/clock', {frozen: false})
    const id = await d.question()
    const {exit, stdout} = await cli([
      'ticket',
      'watch',
      id,
      '--wait-for',
      'answered',
      '--interval',
      '0.1',
      '--history',
      '-o',
      'json',
    ])
    expect(exit).toBe(0)
    const events = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(events[0]).toMatchObject({event: 'opened'})
    expect(events.at(-1).status).toBe(2)
  })
})
