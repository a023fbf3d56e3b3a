// Customers of a partner: check, create, list (reference: partner API, "Customers").

import {asPartner, type Call, type Input, type Topic} from '../../call.js'
import {formatTime} from '../../state/calendar.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import type {Customer} from '../../world/model.js'
import {actingFor} from '../resellers/state.js'
import {useCode} from '../verification/operations.js'

type CreateInput = Input<'CreateSubCustomer'>

export const customers = {
  CheckUserIdentity(call) {
    const {search_type, search_value} = call.input
    const shape = {
      email: /^[^@\s]+@[^@\s]+$/,
      mobile: /^\d{4,5}-\d+$/,
      name: /^[a-zA-Z-][a-zA-Z0-9_-]{4,31}$/,
    }[search_type]
    if (!shape.test(search_value)) throw badParameter('search_value', `not a ${search_type}`)
    if (search_type === 'name' && isReserved(search_value)) throw badParameter('search_value', 'reserved name')
    const used = takenAs(call, search_type, search_value)
    // This operation says that it went well where others say what went wrong.
    const success = {error_code: 'CBC.0000', error_msg: 'success'}
    if (search_type !== 'mobile') return {...success, check_result: used > 0 ? 'used_by_user' : 'available'}
    return {
      ...success,
      check_result: used >= ACCOUNTS_PER_MOBILE ? 'used_by_user' : 'available',
      mobile_remain_available_num: Math.max(0, ACCOUNTS_PER_MOBILE - used),
    }
  },

  CreateSubCustomer(call) {
    const {input, settings} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const platforms = [asPartner(call).partner.xaccountType, partner.xaccountType]
    if (!platforms.includes(input.xaccount_type))
      throw badParameter('xaccount_type', 'not the platform of this partner')
    checkNames(call)
    checkContact(call)
    const immediate =
      input.include_association_result === true && settings.associationDelay <= settings.associationTimeout
    const created = call.customers.create(
      partner,
      {
        accountName: input.domain_name ?? '',
        area: input.domain_area ?? 'CN',
        email: input.email ?? '',
        telephone: (input.mobile_phone ?? '').replace(/^\d{4}-/, ''),
        xaccountId: input.xaccount_id,
        xaccountType: input.xaccount_type,
        associatedOn: immediate ? call.now : call.now + settings.associationDelay * 1000,
        outcome: settings.associationOutcome,
      },
      call.now,
    )
    const ids = {domain_id: created.id, domain_name: created.accountName}
    if (input.include_association_result === true) {
      if (!immediate) late(ids, created.associatedOn)
      if (created.outcome === 'failed')
        throw new ApiFault(400, 'CBC.99000004', 'An error occurred when the customer authorised the partner.')
          .because('the setting associationOutcome is "failed"')
          .keepingChanges()
    }
    return ids
  },

  ListSubCustomers(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    for (const name of ['account_name', 'customer'] as const) {
      if (/\s/.test(input[name] ?? '')) throw badParameter(name, 'must not contain spaces')
    }
    const from = input.associated_on_begin ? Date.parse(input.associated_on_begin) : -Infinity
    const until = input.associated_on_end ? Date.parse(input.associated_on_end) : Infinity
    const like = (text: string, part: string | undefined) => !part || text.toLowerCase().includes(part.toLowerCase())
    const found = call.customers
      .list(partner.id, call.now)
      .filter(
        c =>
          like(c.accountName, input.account_name) &&
          like(c.name, input.customer) &&
          like(c.label, input.label) &&
          (!input.association_type || c.associationType === input.association_type) &&
          (!input.customer_id || c.id === input.customer_id) &&
          c.associatedOn >= from &&
          c.associatedOn <= until,
      )
    const offset = input.offset ?? 0
    return {
      count: found.length,
      customer_infos: found.slice(offset, offset + (input.limit ?? 10)).map(c => information(call, c)),
    }
  },
} satisfies Topic

/** Accounts that one mobile number may have. */
const ACCOUNTS_PER_MOBILE = 5

function information(call: Call<unknown>, c: Customer) {
  return {
    customer: c.name || null,
    account_name: c.accountName,
    customer_id: c.id,
    associated_on: formatTime(c.associatedOn),
    association_type: c.associationType,
    label: c.label || null,
    telephone: c.telephone || null,
    verified_status: c.verifiedStatus,
    country_code: c.countryCode || null,
    customer_type: c.customerType,
    is_frozen: c.frozen ? (1 as const) : (0 as const),
    account_managers: c.accountManager ? [{account_name: c.accountManager}] : [],
    xaccount_id: c.xaccountId,
    xaccount_type: c.xaccountType,
    customer_level: call.site === 'cn' || call.world.scenario === 'messy' ? (c.level as 'V0') : null,
    email: c.email || null,
  }
}

/** Everybody has to be looked at: names are unique over all partners, not within one. */
function everybody(call: Call<unknown>): Iterable<Customer> {
  return [...call.world.partners.flatMap(p => call.world.customersOf(p.id)), ...call.customers.created()]
}

function takenAs(call: Call<unknown>, type: 'email' | 'mobile' | 'name', value: string): number {
  let count = 0
  const mobile = value.replace(/^\d{4,5}-/, '')
  for (const c of everybody(call)) {
    if (
      type === 'name'
        ? c.accountName.toLowerCase() === value.toLowerCase()
        : type === 'email'
          ? c.email === value
          : c.telephone === mobile
    )
      count++
  }
  if (type === 'name' && call.world.partners.some(p => p.operators.some(o => o.name === value))) count++
  return count
}

const isReserved = (name: string) => /^(op_|shadow_)/.test(name) || /^\d+$/.test(name)

function checkNames(call: Call<CreateInput>): void {
  const {domain_name, xaccount_id, xaccount_type, password} = call.input
  if (domain_name !== undefined) {
    if (isReserved(domain_name))
      throw new ApiFault(400, 'CBC.99000031', 'The login name does not meet the requirements.').because(
        `${domain_name} begins with op_ or shadow_, or has digits only`,
      )
    if (takenAs(call, 'name', domain_name) > 0)
      throw new ApiFault(400, 'CBC.99000038', 'The login name already exists.').because(`${domain_name} is taken`)
  }
  for (const c of everybody(call)) {
    if (c.xaccountId === xaccount_id && c.xaccountType === xaccount_type)
      throw new ApiFault(400, 'CBC.99000039', 'The xaccount_id already exists.').because(
        `${xaccount_id} is the customer ${c.accountName} (${c.id})`,
      )
  }
  if (password !== undefined && !isGoodPassword(password, call.input)) {
    throw new ApiFault(400, 'CBC.99000036', 'The password does not meet the requirements.').because(
      'two of lower case, upper case, digits and other characters are needed, and neither name, address nor number in it',
    )
  }
}

/** At least two of four kinds of characters, and nothing in it that is known of the account. */
function isGoodPassword(password: string, {domain_name, email, mobile_phone}: CreateInput): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(kind => kind.test(password)).length
  const mobile = mobile_phone?.replace(/^\d{4}-/, '')
  const name = domain_name ?? ''
  if (kinds < 2 || (name !== '' && (password === name || password === [...name].reverse().join('')))) return false
  return ![email, mobile].some(part => part && password.includes(part))
}

function checkContact(call: Call<CreateInput>): void {
  const {email, mobile_phone, verification_code} = call.input
  const contact = call.site === 'cn' ? mobile_phone : email
  if (contact === undefined || contact === '') return
  if (call.site === 'cn' && !/^(0086-)?\d{6,20}$/.test(contact))
    throw new ApiFault(400, 'CBC.5017', 'The mobile number is malformed.')
  if (call.site !== 'cn' && !/^[^@\s]+@[^@\s]+$/.test(contact)) throw badParameter('email', 'not an e-mail address')
  if (!verification_code) throw badParameter('verification_code', 'required with an e-mail address or mobile number')
  if (call.site === 'cn') {
    const used = takenAs(call, 'mobile', contact)
    if (used >= ACCOUNTS_PER_MOBILE)
      throw new ApiFault(400, 'CBC.99000030', 'The number of accounts of this mobile number is exhausted.').because(
        `${used} accounts have ${contact}: at most ${ACCOUNTS_PER_MOBILE}`,
      )
  }
  useCode(call, contact, verification_code)
}

/**
 * The customer is there, its association not yet: the one error answer that carries a result, and keeps what was done.
 */
function late(ids: {domain_id: string; domain_name: string}, comes: number): never {
  throw new ApiFault(500, 'CBC.99000050', 'The query of the association result timed out.', ids)
    .because(`the customer is there; its association comes at ${formatTime(comes)}`)
    .keepingChanges()
}
