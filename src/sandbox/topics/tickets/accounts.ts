// What belongs to the account rather than to a ticket: privileges, agreements, users, agencies, the partner that serves
// a customer.

import type {Call, Topic} from '../../call.js'
import {asCustomer, asPartner} from '../../call.js'
import {formatTime} from '../../state/calendar.js'
import {hashText, hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import type {Operator} from '../../world/model.js'
import {agreements} from './catalogue.js'
import {badValue, forbidden, refusal, userOf} from './desk.js'
import {nameIn} from './wire.js'

type Privilege = 'export' | 'createCase' | 'assumeCaseAll'

/** What the users of an account may do; its administrator always may. */
const privilegeKind = kind<Partial<Record<Privilege, boolean>>>('ticket-privilege')
const signedKind = kind<{version: number; at: number; record: number}>('ticket-agreement')

const defaults: Record<Privilege, boolean> = {export: true, createCase: true, assumeCaseAll: false}

const granted = (call: Call<unknown>, privilege: Privilege): boolean =>
  call.store.get(privilegeKind, call.caller.domainId, 'privileges')?.[privilege] ?? defaults[privilege]

const isAdministrator = (call: Call<unknown>) => userOf(call).permissions === 'all'

export const mayExport = (call: Call<unknown>): boolean => granted(call, 'export')
export const mayCreate = (call: Call<unknown>): boolean => isAdministrator(call) || granted(call, 'createCase')

/**
 * The version of an agreement that the account has signed. Accounts of the world have signed; some of them an older
 * version.
 */
function signedVersion(call: Call<unknown>, type: string): number {
  const signed = call.store.get(signedKind, call.caller.domainId, type)
  if (signed) return signed.version
  const {caller} = call
  const isNew = caller.kind === 'customer' && 'created' in caller.customer
  if (isNew || type !== '0') return 0
  const latest = agreements.find(one => one.type === type)!.version
  return caller.kind === 'customer' && hashText(caller.domainId) % 5 === 0 ? latest - 1 : latest
}

const isSigned = (call: Call<unknown>, type: string): boolean =>
  signedVersion(call, type) >= agreements.find(one => one.type === type)!.version

/**
 * Throws OSM.01010002 when the latest version is not signed. Which code the real API has for this is not documented.
 */
export function needAgreement(call: Call<unknown>, type: '0' | '2'): void {
  if (!isSigned(call, type)) throw forbidden(`the latest agreement of type ${type} has not been signed`)
}

/** The users of the caller's account. */
const usersOf = (call: Call<unknown>): Operator[] =>
  call.caller.kind === 'partner' ? call.caller.partner.operators : [userOf(call)]

const masked = (text: string): string => (text === '' ? '' : `${text.slice(0, 2)}***${text.slice(-2)}`)

export const accounts = {
  ListPrivileges: call => ({has_privilege: granted(call, call.input.privilege) ? (1 as const) : (0 as const)}),

  CreatePrivileges(call) {
    const {operation, privilege} = call.input
    if (!isAdministrator(call)) throw forbidden("only the account's administrator grants privileges")
    if (!privilege) throw badValue('privilege', 'missing')
    const owner = call.caller.domainId
    const before = call.store.get(privilegeKind, owner, 'privileges')
    call.store.put(privilegeKind, owner, 'privileges', {...before, [privilege]: operation === 'create'})
    return {}
  },

  ShowCustomerPrivilegePolicy(call) {
    const privilege = (call.input as {privilege?: string}).privilege ?? 'createCase'
    if (!Object.hasOwn(defaults, privilege)) throw badValue('privilege', 'unknown')
    return {policy_switch: !granted(call, privilege as Privilege)}
  },

  ShowPartnersCasesPrivilege: call => ({has_privilege: asPartner(call).partner.kind !== 'reseller'}),

  ShowPartnersServiceInfo(call) {
    const partner = call.world.partner(asCustomer(call).customer.partnerId)
    if (!partner) throw refusal('01010055', 'The customer is not associated with a partner.')
    return {
      partners_service_info: {
        customer_id: partner.id,
        customer_name: partner.companyName,
        service_time_zone: 'GMT+8',
        service_time_day: '1-5',
        service_time_hour: '09:00-18:00',
      },
    }
  },

  ShowLatestPublishedAgreement(call) {
    const agreement = agreements.find(one => one.type === (call.input.agreement_type ?? '0'))!
    return {
      case_agreement: {
        id: String(agreement.id),
        agreement_name: nameIn(call, agreement.name),
        agreement_type: agreement.type,
        agreement_type_name: nameIn(call, agreement.name),
        content: nameIn(call, agreement.text),
        version: agreement.version,
      },
    }
  },

  ShowSignedLatestPublishedAgreement: call => ({is_signed_latest: isSigned(call, call.input.agreement_type ?? '0')}),

  SignPublishedAgreement(call) {
    const agreement = agreements.find(one => one.id === call.input.id)
    if (!agreement) throw badValue('id', 'no such agreement')
    const record = call.store.next('ticket-agreement')
    call.store.put(signedKind, call.caller.domainId, agreement.type, {version: agreement.version, at: call.now, record})
    return {agreement_signed_record_id: record}
  },

  ListTicketSubCustomers(call) {
    const {sub_customer_id, sub_customer_name = ''} = call.input
    const {caller} = call
    const [mobile, email] =
      caller.kind === 'partner'
        ? [caller.partner.phone, caller.partner.email]
        : [caller.customer.telephone, caller.customer.email]
    return {
      sub_customer_infos: usersOf(call)
        .filter(user => user.name.includes(sub_customer_name) && (!sub_customer_id || user.id === sub_customer_id))
        .map(user => ({
          customer_id: user.id,
          domain_id: caller.domainId,
          customer_name: masked(user.name),
          mobile: masked(mobile),
          email: masked(email),
          area_code: areaCodeOf(call),
        })),
    }
  },

  ListAgencies(call) {
    const {caller} = call
    if (caller.kind === 'partner') return {total_count: 0, agency_list: []}
    const partner = call.world.partner(caller.customer.partnerId)
    if (!partner) return {total_count: 0, agency_list: []}
    const agency = {
      id: hexOf(mix(hashText(caller.domainId), 0xa9), 32),
      name: partner.xaccountType,
      duration: 'FOREVER',
      trust_domain_id: partner.id,
      trust_domain_name: partner.accountName,
      create_time: formatTime(caller.customer.associatedOn),
      expire_time: '',
    }
    return {total_count: 1, agency_list: [agency]}
  },

  ShowLoginType: () => ({login_type: 'FEDERATION'}),
} satisfies Topic

/** The calling code of the account's country, without zeros and plus. */
export const areaCodeOf = (call: Call<unknown>): string =>
  call.caller.kind === 'customer'
    ? call.caller.customer.countryCode.replace(/^0+/, '')
    : call.site === 'cn'
      ? '86'
      : '65'
