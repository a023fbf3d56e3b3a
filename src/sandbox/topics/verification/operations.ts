// Verification codes: sent by e-mail (intl, eu) or SMS (cn), 15 an hour and 60 a day for one receiver, three wrong
// tries.

import {asPartner, type Call, type Topic} from '../../call.js'
import {formatTime} from '../../state/calendar.js'
import {hashText, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'

interface SentCode {
  code: string
  sentAt: number
  expires: number
  wrong: number
  /** The operation that used it, at the moment at which it expired. */
  used?: string
  /** Moments at which codes went to this receiver during the last day. */
  history: number[]
}

const codeKind = kind<SentCode>('verification-code')
const HOUR = 3_600_000
const DEFAULT_MINUTES = 10

export const verification = {
  SendVerificationMessageCode(call) {
    const {input} = call
    const receiver = call.site === 'cn' ? input.mobile_phone : input.email
    if (!receiver) throw badParameter(call.site === 'cn' ? 'mobile_phone' : 'email', 'required')
    if (call.site !== 'cn' && !/^[^@\s]+@[^@\s]+$/.test(receiver)) throw badParameter('email', 'not an e-mail address')
    if (input.scene === 18 && !input.customer_id) throw badParameter('customer_id', 'required for scene 18')
    const code = sendCode(call, asPartner(call).domainId, receiver, minutesOf(input.timeout))
    call.header('X-Sandbox-Verification-Code', code)
  },
} satisfies Topic

/** The reference's oddity: more than an hour counts as five minutes. */
const minutesOf = (timeout: number | undefined) =>
  timeout === undefined ? DEFAULT_MINUTES : timeout > 60 ? 5 : timeout

/** A mobile number may be given with its country code (0086-…) or without. */
const receiverOf = (address: string): string => address.replace(/^00\d{1,3}-/, '')

/** Makes a code for a receiver and remembers it. Throws CBC.99004015 when the receiver got too many. */
export function sendCode(call: Call<unknown>, owner: string, address: string, minutes: number): string {
  const receiver = receiverOf(address)
  const before = call.store.get(codeKind, owner, receiver)
  const history = (before?.history ?? []).filter(at => at > call.now - 24 * HOUR)
  if (history.length >= 60 || history.filter(at => at > call.now - HOUR).length >= 15) {
    throw new ApiFault(400, 'CBC.99004015', 'The number of verification codes has reached the upper limit.').because(
      `${history.length} codes went to ${receiver} within a day: at most 15 in an hour and 60 in a day`,
    )
  }
  const number = mix(call.world.hash, hashText(receiver), call.store.next('verification-code'))
  const code = String(number % 1_000_000).padStart(6, '0')
  const expires = call.now + minutes * 60_000
  call.store.put(codeKind, owner, receiver, {
    code,
    sentAt: call.now,
    expires,
    wrong: 0,
    history: [...history, call.now],
  })
  return code
}

/**
 * Checks a code that was sent to the receiver. Throws CBC.99004008 (expired), 4009 (three wrong tries) or 4010 (wrong).
 */
export function useCode(call: Call<unknown>, address: string, code: string): void {
  const receiver = receiverOf(address)
  const owner = asPartner(call).domainId
  const sent = call.store.get(codeKind, owner, receiver)
  const expired = (why: string) => new ApiFault(400, 'CBC.99004008', 'The verification code has expired.').because(why)
  if (!sent) throw expired(`no code was sent to ${receiver}`)
  if (sent.used !== undefined)
    throw expired(`the code for ${receiver} was used by ${sent.used} at ${formatTime(sent.expires)}`)
  if (sent.expires <= call.now) throw expired(`the code for ${receiver} expired at ${formatTime(sent.expires)}`)
  if (sent.wrong >= 3)
    throw new ApiFault(400, 'CBC.99004009', 'The verification failed more than three times.').because(
      `three wrong codes were tried for ${receiver}: a new one must be sent`,
    )
  if (sent.code !== code) {
    call.store.put(codeKind, owner, receiver, {...sent, wrong: sent.wrong + 1})
    throw new ApiFault(400, 'CBC.99004010', 'The verification code is incorrect.')
      .because(`another code was sent to ${receiver} at ${formatTime(sent.sentAt)}`)
      .keepingChanges()
  }
  call.store.put(codeKind, owner, receiver, {...sent, expires: call.now, used: call.operation})
}

/** The last code of each receiver, good or not. */
export const sentCodes = (store: Call['store']) =>
  store
    .all(codeKind)
    .map(({owner, id, value: {code, sentAt, expires}}) => ({owner, receiver: id, code, sentAt, expires}))

/** Codes that are still good, for the admin API. */
export function pendingCodes(store: Call['store'], now: number) {
  return store
    .all(codeKind)
    .filter(c => c.value.expires > now)
    .map(c => ({
      partner_id: c.owner,
      receiver: c.id,
      code: c.value.code,
      expires: new Date(c.value.expires).toISOString(),
    }))
}
