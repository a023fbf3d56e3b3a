// Contacts for progress notices: which ones are known, codes that verify new ones.
import type {Call, Topic} from '../../call.js'
import {hashText, hexOf, mix} from '../../state/random.js'
import {kind, type Store} from '../../state/store.js'
import {badValue, refusal} from './desk.js'
import type {Contact} from './ticket.js'
import {timeIn} from './wire.js'

type Way = 0 | 1

interface Code {
  code: string
  sentAt: number
  wrong: number
}

interface Verified {
  way: Way
  value: string
  areaCode: string
  verifiedId: string
  until: number
}

const codeKind = kind<Code>('ticket-code')
const verifiedKind = kind<Verified>('ticket-contact')

const MINUTE = 60_000
const CODE_MS = 5 * MINUTE
/** A verified contact stays good for three months. */
const VERIFIED_MS = 90 * 24 * 60 * MINUTE
/** After that many wrong tries a code is spent; not documented. */
const WRONG_TRIES = 3

/** Phone numbers are told apart by their digits, addresses without regard to case. */
const keyOf = (way: Way, value: string): string =>
  `${way}/${way === 0 ? value.replace(/\D/g, '') : value.toLowerCase()}`

/** The contact that the account was registered with. */
function isRegistered(call: Call<unknown>, way: Way, value: string): boolean {
  const {caller} = call
  const own = caller.kind === 'partner' ? caller.partner : caller.customer
  const registered = way === 1 ? own.email : 'phone' in own ? own.phone : own.telephone
  return registered !== '' && keyOf(way, registered) === keyOf(way, value)
}

function verified(call: Call<unknown>, way: Way, value: string): Verified | undefined {
  const found = call.store.get(verifiedKind, call.caller.domainId, keyOf(way, value))
  return found && found.until > call.now ? found : undefined
}

const failed = () => refusal('01010010', 'The verification fails.')

/**
 * A contact of a ticket must be registered or verified: by a code in the request, by the id of a verification in a
 * header, or by a verification that is still good. Throws OSM.01010010.
 */
export function checkContact(call: Call<unknown>, contact: Contact, code: string | undefined): void {
  const given: [Way, string, string][] = [
    [0, contact.remind_mobile, 'x-phone-verifiedid'],
    [1, contact.remind_mail, 'x-email-verifiedid'],
  ]
  for (const [way, value, header] of given) {
    if (value === '' || isRegistered(call, way, value)) continue
    const known = verified(call, way, value)
    const named = call.headers[header]
    if (known && (named === undefined || named === known.verifiedId)) continue
    if (named === undefined && code && isRight(call, way, value, code)) continue
    throw failed()
  }
}

function isRight(call: Call<unknown>, way: Way, value: string, code: string): boolean {
  const sent = call.store.get(codeKind, call.caller.domainId, keyOf(way, value))
  return sent !== undefined && sent.sentAt + CODE_MS > call.now && sent.wrong < WRONG_TRIES && sent.code === code
}

export const contacts = {
  CheckNeedVerify(call) {
    const {contact_way, contact_value} = call.input
    const known = verified(call, contact_way, contact_value)
    const need = !known && !isRegistered(call, contact_way, contact_value)
    return {
      need_verify_code: need ? (1 as const) : (0 as const),
      ...(known ? {expire_time: timeIn(call, known.until)} : {}),
    }
  },

  SendVerifyCodes(call) {
    const {contact_way, contact_value} = call.input
    checkForm(contact_way, contact_value)
    const owner = call.caller.domainId
    const key = keyOf(contact_way, contact_value)
    const before = call.store.get(codeKind, owner, key)
    if (before && call.now < before.sentAt + MINUTE) {
      throw refusal('01010024', 'The verification code is sent too frequently.')
    }
    const number = mix(call.world.hash, hashText(key), call.store.next('ticket-code'))
    const code = String(number % 1_000_000).padStart(6, '0')
    call.store.put(codeKind, owner, key, {code, sentAt: call.now, wrong: 0})
    // Nobody gets mail from a sandbox: the answer says what would have been in it.
    call.header('X-Sandbox-Verification-Code', code)
    return {}
  },

  CheckVerifyCodes(call) {
    const {contact_way, contact_value, verify_code, area_code} = call.input
    const owner = call.caller.domainId
    const key = keyOf(contact_way, contact_value)
    if (!isRight(call, contact_way, contact_value, verify_code)) {
      const sent = call.store.get(codeKind, owner, key)
      if (sent) call.store.put(codeKind, owner, key, {...sent, wrong: sent.wrong + 1})
      throw failed().keepingChanges()
    }
    call.store.delete(codeKind, owner, key)
    const verifiedId = hexOf(mix(hashText(`${owner}/${key}`), call.store.next('ticket-verification')), 32)
    call.store.put(verifiedKind, owner, key, {
      way: contact_way,
      value: contact_value,
      areaCode: area_code ?? '',
      verifiedId,
      until: call.now + VERIFIED_MS,
    })
    return {}
  },

  ListHasVerifiedContacts(call) {
    const {input} = call
    const found = call.store
      .list(verifiedKind, call.caller.domainId)
      .map(document => document.value)
      .filter(
        one =>
          one.until > call.now &&
          (input.contact_way === undefined || one.way === input.contact_way) &&
          (!input.contact_value || keyOf(one.way, one.value) === keyOf(one.way, input.contact_value)) &&
          (!input.area_code || one.areaCode === input.area_code) &&
          (!input.verified_id || one.verifiedId === input.verified_id) &&
          (!input.customer_id || input.customer_id === call.caller.domainId),
      )
    const offset = input.offset ?? 0
    return {
      count: found.length,
      contact_list: found.slice(offset, offset + (input.limit ?? 10)).map(one => ({
        contact_way: one.way,
        contact_value: one.value,
        area_code: one.areaCode,
        verified_id: one.verifiedId,
      })),
    }
  },
} satisfies Topic

function checkForm(way: Way, value: string): void {
  if (way === 1 && !/^[^@\s]+@[^@\s]+$/.test(value)) throw badValue('contact_value', 'not an e-mail address')
  if (way === 0 && !/^\d{4,20}$/.test(value)) throw badValue('contact_value', 'digits only')
}

/** The last code of each contact that was not yet used. */
export const sentTicketCodes = (store: Store) =>
  store.all(codeKind).map(({owner, id, value: {code, sentAt}}) => ({
    owner,
    receiver: id.slice(2),
    code,
    sentAt,
    expires: sentAt + CODE_MS,
  }))

/** Codes that are still good, for the admin API. */
export const pendingTicketCodes = (store: Store, now: number) =>
  store
    .all(codeKind)
    .filter(one => one.value.sentAt + CODE_MS > now)
    .map(one => ({account_id: one.owner, receiver: one.id.slice(2), code: one.value.code}))
