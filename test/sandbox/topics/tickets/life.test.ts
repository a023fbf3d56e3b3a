import {describe, expect, it} from 'vitest'
import {open, type Running} from '../../harness.js'
import {advance, Desk, freeze, regionOf, STEP} from './desk.js'

async function desk(options: Parameters<typeof open>[0] = {}): Promise<{run: Running; desk: Desk}> {
  const run = await open({scenario: 'empty', ...options})
  await freeze(run)
  return {run, desk: new Desk(run.partner)}
}

const region = {region_id: regionOf.intl}

describe('the engineer', () => {
  it('accepts a fault, asks, asks for access, solves, and closes when nobody answers', async () => {
    const {run, desk: d} = await desk()
    const case_id = await d.fault(region)
    expect(await d.status(case_id)).toBe(0)
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(1)
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(17)
    expect((await d.messages(case_id)).at(-1)).toMatchObject({type: 1, content: expect.stringContaining('time zone')})
    await d.do('CreateMessages', {case_id, message: {content: '07:40 UTC'}})
    expect(await d.status(case_id)).toBe(1)
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(17)
    const {incident_auth_list} = await d.do('ListAuthorizations', {incident_id: case_id})
    expect(incident_auth_list).toMatchObject([{status: 0, incident_id: case_id}])
    const authorization_id = incident_auth_list[0].id
    const detail = await d.do('ShowAuthorizationDetail', {authorization_id})
    const host = detail.incident_auth_detail_list.find((one: {type: number}) => one.type === 1)
    const grant = {
      authorization_id,
      auth_detail_list: [{auth_detail_id: host.id, port: 22, account: 'root', password: 'wrong'}],
    }
    await d.refused('01010002', 'ConfirmAuthorizations', grant)
    const {case_agreement} = await d.do('ShowLatestPublishedAgreement', {agreement_type: 2})
    await d.do('SignPublishedAgreement', {id: case_agreement.id, relation_id: authorization_id})
    await d.refused('01010003', 'ConfirmAuthorizations', grant)
    grant.auth_detail_list[0]!.password = 'S3cret!'
    await d.do('ConfirmAuthorizations', grant)
    await d.refused('01010046', 'ConfirmAuthorizations', grant)
    expect(await d.status(case_id)).toBe(1)
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(2)
    await advance(run, STEP * 299)
    expect(await d.status(case_id)).toBe(2)
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(3)
    // Access ends with the ticket.
    expect(await d.do('ShowAuthorizationDetail', {authorization_id})).toMatchObject({status: 4})
    const logs = await d.do('ListCaseOperateLogs', {case_id})
    expect(logs.incident_operate_log_list.map((l: {operate_type: number}) => l.operate_type)).toEqual([73, 85, 0])
  })

  it('keeps nothing of a password', async () => {
    const {run, desk: d} = await desk()
    const case_id = await d.fault(region)
    await advance(run, 2 * STEP)
    await d.do('CreateMessages', {case_id, message: {content: 'x'}})
    await advance(run, STEP)
    await d.do('SignPublishedAgreement', {id: 103})
    const [{id: authorization_id}] = (await d.do('ListAuthorizations')).incident_auth_list
    const {incident_auth_detail_list: details} = await d.do('ShowAuthorizationDetail', {authorization_id})
    await d.do('ConfirmAuthorizations', {
      authorization_id,
      auth_detail_list: [{auth_detail_id: details[0].id, account: 'ops', password: 'Kept-Nowhere-9'}],
    })
    const texts = await Promise.all([
      d.send('ShowAuthorizationDetail', {authorization_id}),
      d.send('ShowCaseDetail', {case_id}),
      d.send('ListCaseOperateLogs', {case_id}),
    ])
    for (const {text} of texts) expect(text).not.toContain('Kept-Nowhere-9')
    expect(texts[0]!.text).toContain('ops')
  })

  it('reminds a silent customer and then closes', async () => {
    const {run, desk: d} = await desk()
    const case_id = await d.fault(region)
    await advance(run, 2 * STEP + 100 * STEP)
    expect((await d.messages(case_id)).at(-1)!.content).toContain('still waiting')
    expect(await d.status(case_id)).toBe(17)
    await advance(run, 200 * STEP)
    expect(await d.status(case_id)).toBe(3)
  })

  it('looks again when the customer does not accept the solution', async () => {
    const {run, desk: d} = await desk()
    const case_id = await d.question()
    await advance(run, 2 * STEP)
    expect(await d.status(case_id)).toBe(2)
    await d.do('CreateMessages', {case_id, message: {content: 'No, still wrong'}})
    expect(await d.status(case_id)).toBe(1)
    const {incident_operate_log_list} = await d.do('ListCaseOperateLogs', {case_id})
    expect(incident_operate_log_list[0].operate_type).toBe(16)
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(2)
  })

  it('comes sooner when urged, and not too often', async () => {
    const {run, desk: d} = await desk()
    const case_id = await d.question()
    await d.refused('01010023', 'UpdateCases', {case_id, action_id: 'press'})
    await advance(run, STEP / 2)
    await d.do('UpdateCases', {case_id, action_id: 'press'})
    await d.refused('01010004', 'UpdateCases', {case_id, action_id: 'press'})
    await advance(run, STEP / 4)
    expect(await d.status(case_id)).toBe(1)
  })

  it('does nothing for a silent one until it is urged', async () => {
    const {run, desk: d} = await desk()
    const case_id = await d.question({simple_description: 'Hello [sandbox: silent]'})
    await advance(run, 1000 * STEP)
    expect(await d.status(case_id)).toBe(0)
    await d.do('UpdateCases', {case_id, action_id: 'press'})
    await advance(run, 2 * STEP)
    expect(await d.status(case_id)).toBe(2)
  })

  it('ends nonsense as invalid, and suspends on the China site only', async () => {
    const {run, desk: d} = await desk()
    const invalid = await d.question({simple_description: 'x [sandbox: invalid]'})
    await advance(run, 2 * STEP)
    expect(await d.status(invalid)).toBe(12)
    const cn = await desk({site: 'cn'})
    const suspended = await cn.desk.question({simple_description: 'x [sandbox: suspend]'})
    await advance(cn.run, 2 * STEP)
    expect(await cn.desk.status(suspended)).toBe(5)
    await advance(cn.run, 3 * STEP)
    expect(await cn.desk.status(suspended)).toBe(2)
  })

  it('says the same however often and late one looks', async () => {
    const [a, b] = [await desk(), await desk()]
    const ids = [await a.desk.fault(region), await b.desk.fault(region)]
    for (let step = 0; step < 8; step++) {
      await advance(a.run, STEP / 2)
      await a.desk.messages(ids[0]!)
      await advance(b.run, STEP / 2)
    }
    expect(await a.desk.messages(ids[0]!)).toEqual(await b.desk.messages(ids[1]!))
  })

  it('works at the pace that is set', async () => {
    const {run, desk: d} = await desk()
    await run.anybody.admin('PUT', 'settings', {ticketDelay: 1})
    const case_id = await d.question()
    await advance(run, 2)
    expect(await d.status(case_id)).toBe(2)
  })
})

describe('what is allowed in which status', () => {
  /** Brings a new ticket into a status. */
  const into: Record<number, (run: Running, d: Desk) => Promise<string>> = {
    0: (_, d) => d.question({simple_description: '[sandbox: silent]'}),
    1: async (run, d) => {
      const id = await d.question()
      await advance(run, STEP)
      return id
    },
    2: async (run, d) => {
      const id = await d.question()
      await advance(run, 2 * STEP)
      return id
    },
    3: async (run, d) => {
      const id = await into[1]!(run, d)
      await d.do('UpdateCases', {case_id: id, action_id: 'close'})
      return id
    },
    4: async (_, d) => {
      const id = await d.question()
      await d.do('UpdateCases', {case_id: id, action_id: 'cancel'})
      return id
    },
    5: async (run, d) => {
      const id = await d.question({simple_description: '[sandbox: suspend]'})
      await advance(run, 2 * STEP)
      return id
    },
    12: async (run, d) => {
      const id = await d.question({simple_description: '[sandbox: invalid]'})
      await advance(run, 2 * STEP)
      return id
    },
    13: async (run, d) => {
      const id = await into[4]!(run, d)
      await d.do('UpdateCases', {case_id: id, action_id: 'delete'})
      return id
    },
    17: async (run, d) => {
      const id = await d.fault({region_id: regionOf.cn})
      await advance(run, 2 * STEP)
      return id
    },
  }
  const score = {judgement: 'ok', incident_satisfaction_list: [{satisfaction_id: 1, satisfaction_value: 5}]}
  const steps: Record<string, (d: Desk, case_id: string) => ReturnType<Desk['send']>> = {
    press: (d, case_id) => d.send('UpdateCases', {case_id, action_id: 'press'}),
    cancel: (d, case_id) => d.send('UpdateCases', {case_id, action_id: 'cancel'}),
    close: (d, case_id) => d.send('UpdateCases', {case_id, action_id: 'close'}),
    delete: (d, case_id) => d.send('UpdateCases', {case_id, action_id: 'delete'}),
    message: (d, case_id) => d.send('CreateMessages', {case_id, message: {content: 'x'}}),
    score: (d, case_id) => d.send('CreateScores', {case_id, ...score}),
  }
  // Typed again from the reference, not taken from the sandbox's own table.
  const allowed: Record<string, number[]> = {
    press: [0, 1],
    cancel: [0],
    close: [1, 2, 17],
    delete: [3, 4, 12],
    message: [0, 1, 2, 5, 17],
    score: [2, 3],
  }

  for (const status of Object.keys(into).map(Number)) {
    it(`status ${status}`, async () => {
      const {run, desk: d} = await desk({site: 'cn'})
      for (const [step, take] of Object.entries(steps)) {
        const id = await into[status]!(run, d)
        // Urging has to wait a while; a silent ticket and one in a later state do not move meanwhile.
        if (step === 'press' && status === 0) await advance(run, STEP)
        expect(await d.status(id)).toBe(status)
        const {status: http, json} = await take(d, id)
        const code = allowed[step]!.includes(status) ? undefined : 'OSM.01010002'
        expect({step, http, code: json.error_code}).toEqual({step, http: 200, code})
        if (code) expect(await d.status(id)).toBe(status)
      }
    })
  }

  it('is rated once', async () => {
    const {run, desk: d} = await desk()
    const case_id = await into[2]!(run, d)
    await d.refused('01010001', 'CreateScores', {
      ...score,
      case_id,
      incident_satisfaction_list: [{satisfaction_id: 2, satisfaction_value: 5}],
    })
    await d.do('UpdateCases', {case_id, action_id: 'close', ...score})
    await d.refused('01010002', 'CreateScores', {case_id, ...score})
    const {incident_detail_info} = await d.do('ShowCaseDetail', {case_id})
    expect(incident_detail_info).toMatchObject({
      judgement: 'ok',
      incident_satisfaction: [{satisfaction_id: 1, satisfaction_value: 5}],
    })
  })

  it('a deleted ticket is gone, save on the China site', async () => {
    const intl = await desk()
    const gone = await into[13]!(intl.run, intl.desk).catch(error => error as Error)
    // The helper ends with a deletion; from then on the ticket is not there.
    expect(gone).toMatch(/^TS/)
    await intl.desk.refused('01010015', 'ShowCaseDetail', {case_id: gone})
    expect(await intl.desk.do('ListCases')).toEqual({total_count: 0, incident_info_list: []})
    const cn = await desk({site: 'cn'})
    const kept = await into[13]!(cn.run, cn.desk)
    expect(await cn.desk.status(kept)).toBe(13)
    expect((await cn.desk.do('ListCases')).total_count).toBe(0)
    expect((await cn.desk.do('ListCases', {status: 13})).total_count).toBe(1)
  })
})
