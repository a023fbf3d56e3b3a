import {afterAll, describe, expect, it} from 'vitest'
import {type CustomerRow, customersOf, NOW, open, type Running, resale, userClient} from '../../harness.js'
import {advance, called, Desk, freeze, operations, regionOf, STEP} from './desk.js'

async function desk(options: Parameters<typeof open>[0] = {}): Promise<{run: Running; desk: Desk}> {
  const run = await open({scenario: 'empty', ...options})
  await freeze(run)
  return {run, desk: new Desk(run.partner, undefined, run.info.site)}
}

const sites = ['intl', 'eu', 'cn'] as const

describe.each(sites)('on the site %s', site => {
  const region_id = regionOf[site]

  it('a client finds its way from the categories to a ticket', async () => {
    const {desk: d} = await desk({site})
    const {incident_sub_type_list: categories} = await d.do('ListCaseCategories')
    const category = categories.find(
      (one: {incident_sub_type_name: string}) => one.incident_sub_type_name === 'Compute',
    )
    const product = category.incident_product_category_list[0]
    const product_category_id = product.incident_product_category_id
    const found = await d.do('ListProductCategories', {product_category_name: 'elastic cloud'})
    expect(found.incident_product_category_list).toEqual([product])
    const {incident_business_type_list: problems} = await d.do('ListProblemTypes', {product_category_id})
    const problem = problems.find((one: {case_type: string}) => one.case_type === '5')
    const {business_type_id} = problem
    const {incident_template_list} = await d.do('ListCaseTemplates', {business_type_id})
    expect(incident_template_list[0].incident_template_content).toContain('Symptom:')
    const {severity_list} = await d.do('ListSeverities', {business_type_id, product_category_id})
    expect(severity_list).toHaveLength(5)
    const {data_center_list} = await d.do('ListRegions')
    expect(data_center_list.map((one: {region_id: string}) => one.region_id)).toContain(region_id)
    expect((await d.do('ListCustomersRegions')).count).toBeGreaterThan(0)
    const {extends_params} = await d.do('ListExtendsParams', {business_type_id})
    expect(extends_params[0]).toMatchObject({param_key: 'resource_id', required: 1})
    expect(await d.do('ListCaseQuotas', {business_type_id})).toEqual({total: 300, un_used: 300})
    expect((await d.do('ListCaseLimits')).config.create_case_ccemail_max_count).toBe(10)
    expect((await d.do('ListAreaCodes')).area_code_list.length).toBeGreaterThan(10)
    expect((await d.do('ListSatisfactionDimensions')).total_count).toBe(2)
    expect(await d.do('ShowLoginType')).toEqual({login_type: 'FEDERATION'})
    const incident_id = await d.create({
      incident_sub_type_id: category.incident_sub_type_id,
      product_category_id,
      business_type_id,
      region_id,
      severity_id: severity_list[0].severity_id,
      simple_description: 'Symptom: down',
      extends_map: {resource_id: 'i-9'},
      extension_map: {cc_email: 'a@example.com; b@example.com'},
    })
    const {incident_detail_info} = await d.do('ShowCaseDetail', {case_id: incident_id})
    expect(incident_detail_info).toMatchObject({
      status: 0,
      severity_name: severity_list[0].severity_name,
      incident_type_name: 'Fault',
      ext_info: {cc_email: 'a@example.com,b@example.com', remind_time: '0'},
      create_time: NOW,
    })
    expect(await d.do('ListCaseCcEmails')).toMatchObject({mc_email_infos: ['a@example.com', 'b@example.com']})
    expect(await d.do('ListCaseQuotas', {business_type_id})).toEqual({total: 300, un_used: 299})
    expect(await d.do('ShowCaseExtendsParam', {case_id: incident_id})).toEqual({extends_map: {resource_id: 'i-9'}})
    await d.do('CreateCaseExtendsParam', {case_id: incident_id, extends_map: {environment: 'test'}})
    expect((await d.do('ShowCaseExtendsParam', {case_id: incident_id})).extends_map.environment).toBe('test')
  })

  it('authorizes, rates, logs, and knows the accounts', async () => {
    const run = await open({site})
    await freeze(run)
    const d = new Desk(run.partner, undefined, site)
    const case_id = await d.fault({region_id})
    await advance(run, 2 * STEP)
    await d.do('CreateMessages', {case_id, message: {content: 'x'}})
    await advance(run, STEP)
    const [{id: authorization_id}] = (await d.do('ListAuthorizations', {incident_id: case_id})).incident_auth_list
    await d.do('SignPublishedAgreement', {id: 103})
    await d.do('ConfirmAuthorizations', {
      authorization_id,
      auth_expire_time: Math.floor(Date.parse(NOW) / 1000) + 86_400,
    })
    await d.do('UpdateAuthorizations', {authorization_id, action_id: 'cancel'})
    await d.refused('01010002', 'UpdateAuthorizations', {authorization_id, action_id: 'cancel'})
    await d.refused('01010018', 'UpdateAuthorizations', {authorization_id})
    await advance(run, STEP)
    expect(await d.status(case_id)).toBe(2)
    await d.do('CreateScores', {
      case_id,
      judgement: 'good',
      incident_satisfaction_list: [{satisfaction_id: 3, satisfaction_value: 4}],
    })
    await d.do('UpdateCases', {case_id, action_id: 'close', operate_desc: 'thank you'})
    const {incident_operate_log_list: logs} = await d.do('ListCaseOperateLogs', {case_id, limit: 3})
    expect(logs.map((one: {operate_type: number}) => one.operate_type)).toEqual([3, 5, 83])
    expect((await d.do('ListRelation', {case_id})).case_relation_list).toEqual([])
    expect((await d.do('ListTicketSubCustomers')).sub_customer_infos).toHaveLength(3)
    expect(await d.do('ListAgencies')).toEqual({total_count: 0, agency_list: []})
    expect(await d.do('ShowPartnersCasesPrivilege')).toEqual({has_privilege: true})
    expect(await d.do('ShowSignedLatestPublishedAgreement', {agreement_type: 2})).toEqual({is_signed_latest: true})
    expect((await d.do('ShowLatestPublishedAgreement')).case_agreement.agreement_type).toBe('0')
    const customer = resale(await customersOf(run))[0]!
    const own = new Desk(
      await run.partner.asCustomer(customer.customer_id, run.info.partner.xaccount_type),
      undefined,
      site,
    )
    expect((await own.do('ShowPartnersServiceInfo')).partners_service_info.service_time_zone).toBe('GMT+8')
  })

  it('refuses a creation that lacks what the problem type needs', async () => {
    const {desk: d} = await desk({site})
    const base = {
      source_id: '83aeb0f2834c4df49826c781d32a963e',
      business_type_id: 'bt-down-ecs',
      simple_description: 'x',
    }
    const whole = {...base, region_id, extends_map: {resource_id: 'i'}}
    const refused = (code: string, change: object) => d.refused(code, 'CreateCases', {...whole, ...change})
    await d.refused('01010001', 'CreateCases', base)
    await refused('01010001', {extends_map: {}})
    await refused('01010001', {region_id: 'mars-1'})
    await refused('01010006', {severity_id: 'sev-9'})
    await refused('01010026', {business_type_id: 'nope'})
    await refused('01010001', {product_category_id: 'cat-obs'})
    await refused('01010008', {extension_map: {cc_email: 'not an address'}})
    await refused('01010010', {remind_mail: 'new@example.com'})
    await refused('01010045', {accessory_ids: ['nope']})
    await refused('01010001', {remind_time: '9-18'})
    const wrongSource = await d.send('CreateCases', {...whole, source_id: 'other'})
    expect([wrongSource.status, wrongSource.json.error_code]).toEqual([400, 'OSM.0001'])
    expect((await d.do('ListCases')).total_count).toBe(0)
  })

  it('keeps attachments in their limits and gives them back', async () => {
    const {run, desk: d} = await desk({site})
    expect((await d.do('ShowAccessoryLimits')).accessory_limit).toMatchObject({limit_count: '5', limit_size: '4'})
    const id = (await d.upload('trace.log', 'hello')).json.accessory_id
    const png = (
      await d.do('UploadJsonAccessories', {
        accessory_name: 'a.png',
        accessory_from: 'incident',
        accessory_data: 'iVBORw==',
      })
    ).accessory_id
    for (const [name, content] of [
      ['x.exe', 'x'],
      ['noextension', 'x'],
      ['empty.txt', ''],
      ['big.txt', Buffer.alloc(4 * 1024 * 1024 + 1)],
    ] as const) {
      expect((await d.upload(name, content)).json).toMatchObject({error_code: 'OSM.01010045'})
    }
    await d.refused('01010001', 'UploadJsonAccessories', {
      accessory_name: 'a.txt',
      accessory_from: 'message',
      accessory_data: '%%%',
    })
    const unused = (await d.upload('unused.txt', 'x')).json.accessory_id
    await d.do('DeleteAccessories', {accessory_id: unused})
    await d.refused('01010045', 'DownloadAccessories', {accessory_id: unused})
    const case_id = await d.question({accessory_ids: [id, png]})
    await d.refused('01010045', 'DeleteAccessories', {accessory_id: id})
    await d.refused('01010045', 'CreateMessages', {case_id, message: {content: 'x', accessory_ids: [id]}})
    const file = await d.send('DownloadAccessories', {accessory_id: id})
    expect([file.text, file.headers['content-disposition']]).toEqual([
      'hello',
      "attachment; filename*=UTF-8''trace.log",
    ])
    const both = await d.send('DownloadAccessories', {accessory_id: `${id},${png}`})
    expect(both.text.startsWith('PK\u0003\u0004')).toBe(true)
    expect((await d.send('DownloadImages', {accessory_id: png})).headers['content-type']).toBe('image/png')
    await d.refused('01010045', 'DownloadImages', {accessory_id: id})
    const {accessory_urls} = await d.do('ListAccessoryAccessUrls', {accessory_ids: [id]})
    expect(accessory_urls).toMatchObject([{accessory_id: id, accessory_name: 'trace.log'}])
    const path = (url: string) => new URL(url).pathname
    expect((await run.anybody.get(path(accessory_urls[0].accessory_url))).text).toBe('hello')
    const {accessory_url} = await d.do('ShowDownloadAccessoryUrl', {accessory_id: id, relation_type: 'INCIDENT'})
    expect((await run.anybody.get(`${path(accessory_url)}x`)).status).toBe(404)
    await advance(run, 601)
    expect((await run.anybody.get(path(accessory_url))).status).toBe(404)
  })

  it('limits what is uploaded in a day', async () => {
    const {run, desk: d} = await desk({site})
    const full = Buffer.alloc(4 * 1024 * 1024, 'x')
    let answer = await d.upload('a.txt', full)
    for (let n = 0; answer.json.accessory_id && n < 20; n++) answer = await d.upload('a.txt', full)
    expect(answer.json.error_code).toBe('OSM.01010005')
    await advance(run, 86_400)
    expect((await d.upload('a.txt', full)).json.accessory_id).toBeTruthy()
  })

  it('talks: messages, cursor, read marks, withdrawing', async () => {
    const {run, desk: d} = await desk({site})
    const [a, b] = [await d.question(), await d.question({simple_description: 'second'})]
    const poll = (cursor?: string) =>
      d.do('ListNewInstantMessages', {case_ids: [a, b], ...(cursor ? {last_message_time_id: cursor} : {})})
    const first = await poll()
    expect(first.immsg.map((one: {incident_id: string}) => one.incident_id).sort()).toEqual([a, b].sort())
    expect((await poll(first.last_message_time_id)).immsg).toEqual([])
    // On a clock that stands: what is written after a poll is new in the next one.
    await d.do('CreateMessages', {case_id: a, message: {content: 'one'}})
    const second = await poll(first.last_message_time_id)
    expect(second.immsg).toMatchObject([{incident_id: a, message_list: [{content: 'one', type: 0}]}])
    await d.do('CreateMessages', {case_id: b, message: {content: 'two'}})
    const third = await poll(second.last_message_time_id)
    expect(third.immsg).toMatchObject([{incident_id: b, message_list: [{content: 'two'}]}])
    await advance(run, 2 * STEP)
    const fourth = await poll(third.last_message_time_id)
    expect(fourth.immsg).toHaveLength(2)
    expect(fourth.imstatus).toEqual(expect.arrayContaining([{incident_id: a, status: 0}]))
    expect((await d.do('ListUnreadNewInstantMessages', {case_ids: [a]})).imunread).toEqual([
      {incident_id: a, status: 0, unread_num: 1},
    ])
    await d.do('UpdateNewInstantMessagesRead', {case_id: a})
    expect((await d.do('ListUnreadNewInstantMessages', {case_ids: [a]})).imunread[0].unread_num).toBe(0)
    await d.refused('01010001', 'ListNewInstantMessages', {case_ids: [a], last_message_time_id: 'nonsense'})

    const {count, message_list} = await d.do('ListMessages', {case_id: a, offset: 1, limit: 1})
    expect([count, message_list.length, message_list[0].content, message_list[0].is_first_message]).toEqual([
      3,
      1,
      'one',
      0,
    ])
    const last = (await d.do('ListMessages', {case_id: a, limit: 100})).message_list.at(-1)
    const older = await d.do('ListMoreInstantMessages', {case_id: a, create_time: last.create_time, type: 1, limit: 1})
    expect(older).toMatchObject({count: 2, message_list: [{content: 'one'}]})

    await d.do('CreateMessages', {case_id: b, message: {content: 'oops'}})
    const own = (await d.messages(b)).at(-1)!
    await d.do('RevokeMessage', {case_id: b, message_id: own.message_id})
    expect((await d.messages(b)).at(-1)!.content).toContain('withdrawn')
    const engineers = (await d.messages(a)).at(-1)!
    await d.refused('01010002', 'RevokeMessage', {case_id: a, message_id: engineers.message_id})
    await d.do('CreateMessages', {case_id: b, message: {content: 'late'}})
    const late = (await d.messages(b)).at(-1)!
    await advance(run, 121)
    await d.refused('01010001', 'RevokeMessage', {case_id: b, message_id: late.message_id})
    const text = engineers.content
    expect(text.includes('<')).toBe(site !== 'cn')
    if (site === 'cn') {
      const raw = await d.do('ShowCaseDetail', {case_id: a, trim_osm_rich_text_label: false})
      expect(raw.incident_detail_info.message_list.at(-1).content).toContain('<a href')
    }
  })

  it('labels and relates', async () => {
    const {desk: d} = await desk({site})
    const [a, b, c, e, f] = await Promise.all([1, 2, 3, 4, 5].map(n => d.question({simple_description: `n ${n}`})))
    await d.do('CreateLabels', {name: 'prod', color: '#ff0000'})
    await d.refused('01010001', 'CreateLabels', {name: 'prod', color: '#ff0001'})
    await d.refused('01010001', 'CreateLabels', {name: 'x', color: 'red'})
    await d.do('CreateLabels', {name: 'test', color: '#00ff00'})
    const {label_list, total_count} = await d.do('ListLabels')
    expect(total_count).toBe(2)
    const [prod, test] = label_list.map((one: {label_id: number}) => one.label_id)
    // A number does for a colour, as in the samples of the pages.
    await d.do('UpdateLabels', {label_id: test, name: 'tests', color: '1'})
    expect((await d.do('ListLabels', {name: 'TESTS'})).label_list[0].label_id).toBe(test)
    await d.do('CreateCaseLabels', {case_id: a, label_ids: [prod, test]})
    expect((await d.do('ListCaseLabels', {case_id: a})).case_label_list).toHaveLength(2)
    expect((await d.do('ListCases', {label_id_list: [prod]})).incident_info_list).toMatchObject([
      {incident_id: a, label_list: [{name: 'prod'}, {name: 'tests'}]},
    ])
    await d.do('DeleteCaseLabels', {case_id: a, label_ids: [test]})
    await d.do('DeleteLabels', {label_id: prod})
    expect((await d.do('ListCaseLabels', {case_id: a})).case_label_list).toEqual([])

    await d.refused('01010044', 'CreateRelations', {case_id: a, related_id_list: [a]})
    await d.do('CreateRelations', {case_id: a, related_id_list: [b, c, e]})
    await d.refused('01010043', 'CreateRelations', {case_id: a, related_id_list: [f]})
    await d.refused('01010015', 'CreateRelations', {case_id: b, related_id_list: ['TS0']})
    await d.do('DeleteRelation', {case_id: a, related_id: b, group_id: ''})
    const {case_relation_list} = await d.do('ListRelation', {case_id: a})
    expect(case_relation_list.map((one: {case_id: string}) => one.case_id)).toEqual([c, e])
  })

  it('verifies contacts', async () => {
    const {run, desk: d} = await desk({site})
    const contact = {contact_value: 'new@example.com', contact_way: 1}
    expect(await d.do('CheckNeedVerify', contact)).toEqual({need_verify_code: 1})
    const sent = await d.send('SendVerifyCodes', {...contact, area_code: '65'})
    const code = String(sent.headers['x-sandbox-verification-code'])
    expect((await run.anybody.admin('GET', 'verification-codes')).json.ticket_codes[0].code).toBe(code)
    await d.refused('01010024', 'SendVerifyCodes', {...contact, area_code: '65'})
    const wrong = code === '000000' ? '000001' : '000000'
    await d.refused('01010010', 'CheckVerifyCodes', {...contact, verify_code: wrong})
    const byCode = await d.question({remind_mail: contact.contact_value, verify_code: code})
    await d.refused('01010010', 'UpdateCaseContactInfo', {case_id: byCode, remind_mail: 'other@example.com'})
    await d.do('CheckVerifyCodes', {...contact, verify_code: code})
    await d.refused('01010010', 'CheckVerifyCodes', {...contact, verify_code: code})
    expect((await d.do('CheckNeedVerify', contact)).need_verify_code).toBe(0)
    const {contact_list} = await d.do('ListHasVerifiedContacts')
    expect(contact_list).toMatchObject([{contact_value: 'new@example.com', contact_way: 1}])
    const case_id = await d.question({
      remind_mail: 'NEW@example.com',
      'x-email-verifiedid': contact_list[0].verified_id,
    })
    await d.do('UpdateCaseContactInfo', {case_id, remind_time: '09:00-18:00', remind_mail: 'new@example.com'})
    const {ext_info} = (await d.do('ShowCaseDetail', {case_id})).incident_detail_info
    expect(ext_info).toMatchObject({remind_time: '09:00-18:00', remind_mail: 'new@example.com'})
    await advance(run, 91 * 86_400)
    expect((await d.do('CheckNeedVerify', contact)).need_verify_code).toBe(1)
  })

  it('exports for whom may', async () => {
    const {desk: d} = await desk({site})
    await d.question({simple_description: 'with "quotes" and\nlines'})
    const ask = {language: 'en-us', timezone: 'GMT+8'}
    const file = await d.send('DownloadCases', ask)
    expect(file.headers['content-type']).toBe('application/octet-stream')
    expect(file.text).toContain('"with ""quotes"" and\nlines"')
    expect(file.text).toContain('2026-11-18 12:00:00')
    expect((await d.send('DownloadCases', {...ask, language: 'zh-cn'})).text).toContain('工单编号')
    expect(await d.do('ListPrivileges', {privilege: 'export'})).toEqual({has_privilege: 1})
    await d.do('CreatePrivileges', {operation: 'delete', privilege: 'export'})
    await d.refused('01010002', 'DownloadCases', ask)
    const policy = await d.do('ShowCustomerPrivilegePolicy', site === 'cn' ? {privilege: 'export'} : {})
    expect(policy).toEqual({policy_switch: site === 'cn'})
  })

  it('finds tickets by every filter', async () => {
    const {run, desk: d} = await desk({site})
    const a = await d.question({simple_description: 'Alpha about a bill'})
    await advance(run, 3600)
    const b = await d.fault({region_id, simple_description: 'Beta is down'})
    const ids = async (filter: Record<string, unknown>) =>
      (await d.do('ListCases', filter)).incident_info_list.map((one: {incident_id: string}) => one.incident_id)
    expect(await ids({})).toEqual([b, a])
    expect(await ids({limit: 0})).toEqual([])
    expect(await ids({offset: 1})).toEqual([a])
    expect(await ids({search_key: ['alpha', 'bill']})).toEqual([a])
    expect(await ids({app_key: b.slice(-6)})).toEqual([b])
    expect(await ids({incident_id: a})).toEqual([a])
    expect(await ids({status: 2})).toEqual([a])
    expect(await ids({incident_status: '0,17'})).toEqual([b])
    expect(await ids({query_start_time: '2026-11-18 04:30:00'})).toEqual([b])
    expect(await ids({query_end_time: '2026-11-18 04:30:00'})).toEqual([a])
    expect(await ids({x_customer_name: 'nobody'})).toEqual([])
    await d.refused('01010001', 'ListCases', {query_start_time: '2026-19-39 99:00:00'})
    expect((await d.do('ListCaseCounts')).incident_status_counts).toEqual([
      {status: 0, count: 1},
      {status: 2, count: 1},
    ])
    expect((await d.do('ListCaseCounts', {status: 0})).incident_status_counts).toEqual([{status: 0, count: 1}])
    expect((await d.do('ListAuthorizations', {status: 0})).count).toBe(0)
    await d.refused('01010001', 'ShowAuthorizationDetail', {authorization_id: 'Auth-1'})
    const rejected = await d.send('UpdateAuthorizations', {authorization_id: 'Auth-1', action_id: 'approve'})
    expect(rejected.status).toBe(400)
  })

  it('writes names in the language and times in the zone of the caller', async () => {
    const {run, desk: d} = await desk({site})
    const case_id = await d.question()
    const time = async (zone: string) =>
      (await new Desk(run.partner, {'x-time-zone': zone}).do('ShowCaseDetail', {case_id})).incident_detail_info
        .create_time
    expect(await time('GMT+0')).toBe('2026-11-18T04:00:00Z')
    expect(await time('GMT-03:30')).toBe('2026-11-18T00:30:00-03:30')
    expect(await time('America/Lima')).toBe('2026-11-17T23:00:00-05:00')
    const plain = await new Desk(run.partner, {}).do('ShowCaseDetail', {case_id})
    expect(plain.incident_detail_info).toMatchObject({
      create_time: '2026-11-18T12:00:00+08:00',
      business_type_name: '扣费咨询',
    })
  })
})

describe('who sees what', () => {
  const supported = (rows: CustomerRow[]) => resale(rows)[0]!

  it("customers their own, their partner only as them, nobody another's", async () => {
    const run = await open({})
    const [first, second] = resale(await customersOf(run))
    const agency = run.info.partner.xaccount_type
    const own = new Desk(await run.partner.asCustomer(first!.customer_id, agency))
    const {case_agreement} = await own.do('ShowLatestPublishedAgreement', {agreement_type: 0})
    await own.do('SignPublishedAgreement', {id: case_agreement.id})
    const case_id = await own.question()
    const partner = new Desk(run.partner)
    await partner.refused('01010015', 'ShowCaseDetail', {case_id})
    const other = new Desk(await run.partner.asCustomer(second!.customer_id, agency))
    await other.refused('01010015', 'UpdateCases', {case_id, action_id: 'cancel'})
    const upload = (await own.upload('own.txt', 'secret')).json.accessory_id
    await other.refused('01010045', 'DownloadAccessories', {accessory_id: upload})
    expect(await own.do('ShowPartnersServiceInfo')).toMatchObject({
      partners_service_info: {customer_id: run.info.partner.domain_id},
    })
    expect(await own.do('ListAgencies')).toMatchObject({total_count: 1, agency_list: [{name: agency}]})
    expect((await own.send('ShowPartnersCasesPrivilege')).json.error_code).toBe('OSM.0003')
    expect(await partner.do('ShowPartnersCasesPrivilege')).toEqual({has_privilege: true})
    expect((await partner.send('ShowPartnersServiceInfo')).status).toBe(403)
    expect((await partner.do('ListAgencies')).total_count).toBe(0)
    for (const one of [own, other, partner, new Desk(await userClient(run, 'borealis-hosting'))]) {
      expect((await one.do('ListCases', {limit: 1})).total_count).toBeGreaterThan(-1)
    }
  })

  it('users see their own, colleagues with the group, the administrator all', async () => {
    const {run, desk: admin} = await desk()
    const service = new Desk(await userClient(run, 'meridian-cloud-service-desk'))
    const finance = new Desk(await userClient(run, 'meridian-cloud-finance'))
    const case_id = await service.question()
    expect((await admin.do('ListCases')).total_count).toBe(1)
    expect((await finance.do('ListCases')).total_count).toBe(0)
    await finance.refused('01010002', 'ShowCaseDetail', {case_id})
    const {json} = await run.anybody.admin('GET', 'accounts')
    const {group_id} = json.partners[0]
    expect((await finance.do('ShowCaseDetail', {case_id, group_id})).incident_detail_info.xcustomer_name).toBe(
      'meridian-cloud-service-desk',
    )
    await finance.do('CreateMessages', {case_id, group_id, message: {content: 'from a colleague'}})
    const {sub_customer_infos} = await admin.do('ListTicketSubCustomers')
    expect(sub_customer_infos).toHaveLength(3)
    expect(sub_customer_infos[1].customer_name).toMatch(/\*\*\*/)
    await admin.do('CreatePrivileges', {operation: 'delete', privilege: 'createCase'})
    await finance.refused('01010007', 'CreateCases', {
      source_id: '83aeb0f2834c4df49826c781d32a963e',
      business_type_id: 'bt-charge-billing',
      simple_description: 'x',
    })
    await finance.refused('01010002', 'CreatePrivileges', {operation: 'create', privilege: 'createCase'})
    await admin.question()
  })

  it('a new customer has to sign the agreement first', async () => {
    const run = await open({scenario: 'empty'})
    const created = await run.partner.post('/v2/partners/sub-customers', {
      xaccount_id: 'x1',
      xaccount_type: run.info.partner.xaccount_type,
      domain_area: 'PE',
      domain_name: 'brand-new',
    })
    await advance(run, 10)
    const own = new Desk(await run.partner.asCustomer(created.json.domain_id, run.info.partner.xaccount_type))
    expect(await own.do('ShowSignedLatestPublishedAgreement', {agreement_type: 0})).toEqual({is_signed_latest: false})
    await own.refused('01010002', 'CreateCases', {
      source_id: '83aeb0f2834c4df49826c781d32a963e',
      business_type_id: 'bt-charge-billing',
      simple_description: 'x',
    })
    const {case_agreement} = await own.do('ShowLatestPublishedAgreement')
    await own.do('SignPublishedAgreement', {id: case_agreement.id})
    expect(await own.do('ShowSignedLatestPublishedAgreement')).toEqual({is_signed_latest: true})
    await own.question()
  })

  it('a plan limits severities and the number of technical tickets', async () => {
    const run = await open({})
    const agency = run.info.partner.xaccount_type
    let basic: Desk | undefined
    for (const row of resale(await customersOf(run))) {
      const own = new Desk(await run.partner.asCustomer(row.customer_id, agency))
      const {show} = await own.do('ListSeverities', {business_type_id: 'bt-down-ecs', product_category_id: 'cat-ecs'})
      if (!show) {
        basic = own
        break
      }
    }
    const own = basic!
    await own.do('SignPublishedAgreement', {id: 101})
    const fault = {
      source_id: '83aeb0f2834c4df49826c781d32a963e',
      business_type_id: 'bt-down-ecs',
      simple_description: 'x',
      region_id: regionOf.intl,
      extends_map: {resource_id: 'i'},
    }
    await own.refused('01010009', 'CreateCases', {...fault, severity_id: 'sev-1'})
    const {un_used} = await own.do('ListCaseQuotas', {business_type_id: 'bt-down-ecs'})
    for (let n = 0; n < un_used; n++) await own.fault({region_id: regionOf.intl})
    await own.refused('01010009', 'CreateCases', fault)
    await own.question()
  })

  it('seeded tickets are there, live on, and are taken over by whoever touches them', async () => {
    const run = await open({})
    await freeze(run)
    const d = new Desk(run.partner)
    const {total_count, incident_info_list: rows} = await d.do('ListCases', {limit: 100})
    expect(total_count).toBeGreaterThan(50)
    expect(new Set(rows.map((one: {incident_id: string}) => one.incident_id)).size).toBe(rows.length)
    expect(new Set(rows.map((one: {status: number}) => one.status)).size).toBeGreaterThan(2)
    const again = new Desk((await open({seed: 1})).partner)
    expect(
      (await again.do('ListCases', {limit: 5, query_end_time: '2026-10-01 00:00:00'})).incident_info_list.map(
        (r: {incident_id: string}) => r.incident_id,
      ),
    ).toEqual(
      (await d.do('ListCases', {limit: 5, query_end_time: '2026-10-01 00:00:00'})).incident_info_list.map(
        (r: {incident_id: string}) => r.incident_id,
      ),
    )
    const waiting = rows.find((one: {status: number}) => one.status === 17 || one.status === 2)
    await d.do('CreateMessages', {case_id: waiting.incident_id, message: {content: 'mine now'}})
    expect(await d.status(waiting.incident_id)).toBe(1)
    expect((await d.do('ListCases', {limit: 100})).total_count).toBe(total_count)
    const [customer] = [supported(await customersOf(run))]
    const own = new Desk(await run.partner.asCustomer(customer.customer_id, run.info.partner.xaccount_type))
    expect((await own.do('ListCases')).total_count).toBeGreaterThan(3)
  })

  it('every state of a messy world can be read', async () => {
    const run = await open({scenario: 'messy'})
    const d = new Desk(run.partner)
    const rows = (await d.do('ListCases', {limit: 100})).incident_info_list
    for (const {incident_id} of rows) await d.do('ShowCaseDetail', {case_id: incident_id})
    expect(JSON.stringify(rows)).toContain('\\u001b')
  })
})

afterAll(() => {
  const all = sites.flatMap(site => [...operations.keys()].map(id => `${site} ${id}`))
  expect(all.filter(one => !called.has(one))).toEqual([])
})
