// The life of tickets as the partner and as a customer sees it: every read of the support service, with something in
// it.
import {customersOf, type Running, resale, userClient} from './harness.js'
import type {Stage} from './story.js'
import {advance, Desk, regionOf, STEP} from './topics/tickets/desk.js'

export async function desk({run, site}: Stage): Promise<void> {
  const d = new Desk(run.partner, undefined, site)
  const region_id = regionOf[site]
  const business_type_id = 'bt-down-ecs'
  for (const id of [
    'ListCaseCategories',
    'ListRegions',
    'ListCustomersRegions',
    'ListCaseLimits',
    'ListAreaCodes',
    'ShowLoginType',
  ])
    await d.do(id)
  await d.do('ListSatisfactionDimensions')
  await d.do('ListProductCategories', {product_category_name: 'elastic cloud'})
  await d.do('ListProblemTypes', {product_category_id: 'cat-ecs'})
  await d.do('ListCaseTemplates', {business_type_id})
  await d.do('ListSeverities', {business_type_id, product_category_id: 'cat-ecs'})
  await d.do('ListExtendsParams', {business_type_id})
  await d.do('ListCaseQuotas', {business_type_id})
  await d.do('ShowAccessoryLimits')
  const {incident_info_list} = await d.do('ListCases', {limit: 100})
  for (const {incident_id: case_id} of incident_info_list.slice(0, 60)) await d.do('ShowCaseDetail', {case_id})
  const accessory = async (name: string, from?: string) => (await d.upload(name, 'hello', from)).json.accessory_id
  const picture = await d.do('UploadJsonAccessories', {
    accessory_name: 'a.png',
    accessory_from: 'incident',
    accessory_data: 'iVBORw==',
  })
  const log = await accessory('trace.log')
  await d.do('ListAccessoryAccessUrls', {accessory_ids: [log]})
  await d.do('ShowDownloadAccessoryUrl', {accessory_id: log, relation_type: 'INCIDENT'})
  await verified(run, d)
  const case_id = await d.fault({
    region_id,
    accessory_ids: [log, picture.accessory_id],
    extension_map: {cc_email: 'a@example.com', contact_type: '1', commodity_id: 'isv-1'},
    remind_mobile: '91234567',
    area_code: '65',
    remind_mail: 'new@example.com',
    remind_time: '09:00-18:00',
  })
  const other = await d.question()
  await d.do('CreateLabels', {name: 'prod', color: '1'})
  const {label_list} = await d.do('ListLabels')
  await d.do('CreateCaseLabels', {case_id, label_ids: [label_list[0].label_id]})
  await d.do('ListCaseLabels', {case_id})
  await d.do('CreateRelations', {case_id, related_id_list: [other]})
  await d.do('ListRelation', {case_id})
  await d.do('CreateCaseExtendsParam', {case_id, extends_map: {environment: 'test'}})
  await d.do('ShowCaseExtendsParam', {case_id})
  await d.do('ListCaseCcEmails')
  const first = await d.do('ListNewInstantMessages', {case_ids: [case_id]})
  await advance(run, 2 * STEP)
  await d.do('CreateMessages', {
    case_id,
    message: {content: 'x', accessory_ids: [await accessory('more.log', 'message')]},
  })
  await advance(run, 2 * STEP)
  await d.do('ListNewInstantMessages', {case_ids: [case_id, other], last_message_time_id: first.last_message_time_id})
  await d.do('ListUnreadNewInstantMessages', {case_ids: [case_id]})
  const {message_list} = await d.do('ListMessages', {case_id, limit: 100})
  await d.do('ListMoreInstantMessages', {case_id, create_time: message_list.at(-1).create_time, type: 1, limit: 10})
  await authorized(run, d, case_id)
  await rejected(run, d, region_id)
  await advance(run, STEP)
  await d.do('CreateScores', {
    case_id,
    judgement: 'good',
    incident_satisfaction_list: [{satisfaction_id: 3, satisfaction_value: 4}],
  })
  await d.do('UpdateCases', {case_id, action_id: 'close', operate_desc: 'thank you'})
  await d.do('ShowCaseDetail', {case_id})
  await d.do('ShowCaseStatus', {case_id})
  await d.do('ListCaseOperateLogs', {case_id, limit: 30})
  await d.do('ListCaseCounts')
  await d.do('ListCases', {limit: 100})
  for (const id of ['ListTicketSubCustomers', 'ShowPartnersCasesPrivilege', 'ShowLatestPublishedAgreement'])
    await d.do(id)
  await d.do('ShowSignedLatestPublishedAgreement', {agreement_type: 2})
  await d.do('ListPrivileges', {privilege: 'export'})
  await d.do('ShowCustomerPrivilegePolicy', site === 'cn' ? {privilege: 'export'} : {})
  await service(run)
  await own(run, site)
}

async function verified(run: Running, d: Desk): Promise<void> {
  const contact = {contact_value: 'new@example.com', contact_way: 1}
  await d.do('CheckNeedVerify', contact)
  const sent = await d.send('SendVerifyCodes', {...contact, area_code: '65'})
  await d.do('CheckVerifyCodes', {...contact, verify_code: sent.headers['x-sandbox-verification-code']})
  const phone = {contact_value: '91234567', contact_way: 0, area_code: '65'}
  const texted = await d.send('SendVerifyCodes', phone)
  await d.do('CheckVerifyCodes', {...phone, verify_code: texted.headers['x-sandbox-verification-code']})
  await d.do('ListHasVerifiedContacts')
  await advance(run, 60)
}

async function authorized(run: Running, d: Desk, case_id: string): Promise<void> {
  const [{id: authorization_id}] = (await d.do('ListAuthorizations', {incident_id: case_id})).incident_auth_list
  await d.do('SignPublishedAgreement', {id: 103})
  const {now} = (await run.anybody.admin('GET', 'clock')).json
  const {incident_auth_detail_list: details} = await d.do('ShowAuthorizationDetail', {authorization_id})
  await d.do('ConfirmAuthorizations', {
    authorization_id,
    auth_expire_time: Math.floor(Date.parse(now) / 1000) + 86_400,
    auth_detail_list: details.map((one: {id: string}) => ({
      auth_detail_id: one.id,
      account: 'root',
      password: 'secret',
    })),
  })
  await d.do('ShowAuthorizationDetail', {authorization_id})
  await d.do('ListAuthorizations', {incident_id: case_id})
  await d.do('UpdateAuthorizations', {authorization_id, action_id: 'cancel'})
}

async function rejected(run: Running, d: Desk, region_id: string): Promise<void> {
  const case_id = await d.fault({region_id})
  await advance(run, 2 * STEP)
  await d.do('CreateMessages', {case_id, message: {content: 'x'}})
  await advance(run, STEP)
  const [{id: authorization_id}] = (await d.do('ListAuthorizations', {incident_id: case_id})).incident_auth_list
  await d.do('UpdateAuthorizations', {authorization_id, action_id: 'reject', reject_reason: 'not today'})
  await d.do('ListAuthorizations', {incident_id: case_id})
  await d.do('ShowAuthorizationDetail', {authorization_id})
}

/** A colleague's ticket, as its colleagues see it. */
async function service(run: Running): Promise<void> {
  const colleague = new Desk(await userClient(run, 'meridian-cloud-service-desk'), undefined, run.info.site)
  await colleague.question()
  await colleague.do('ListCases')
}

/** What only customers see. */
async function own(run: Running, site: string): Promise<void> {
  const [customer] = resale(await customersOf(run))
  const client = await run.partner.asCustomer(customer!.customer_id, run.info.partner.xaccount_type)
  const d = new Desk(client, undefined, site)
  await d.do('ShowPartnersServiceInfo')
  await d.do('ListAgencies')
  await d.do('ShowLatestPublishedAgreement')
  const {incident_info_list} = await d.do('ListCases', {limit: 100})
  for (const {incident_id: case_id} of incident_info_list.slice(0, 5)) await d.do('ShowCaseDetail', {case_id})
  client.close()
}
