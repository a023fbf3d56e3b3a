// Contacts for progress notices: the API takes a new one only after a code that was sent to it has come back.
import type {Api} from '../api/client.js'
import {commandLine} from '../command-line.js'
import {parseEmail} from '../email.js'
import {Failure} from '../failure.js'
import {parsePhone, typedPhone} from '../phone.js'
import type {Scope} from './act.js'

export interface Contact {
  way: 'phone' | 'e-mail'
  value: string
  /** Country calling code of a phone number, without plus. */
  areaCode?: string
}

const wayCode = ({way}: Contact) => (way === 'phone' ? (0 as const) : (1 as const))

/** A phone number or an e-mail address, told apart by the at sign. Throws a usage Failure for what is neither. */
export function parseContact(text: string): Contact {
  if (text.includes('@')) return {way: 'e-mail', value: parseEmail(text, 'the contact')}
  const {country, number} = parsePhone(text, 'the contact')
  return {way: 'phone', value: number, areaCode: country}
}

/** As it is typed. */
export const typedContact = ({value, areaCode}: Contact): string =>
  areaCode ? typedPhone({country: areaCode, number: value}) : value

/** A contact as the API writes it. */
export const contactFacts = (contact: Contact) => ({
  contact_value: contact.value,
  contact_way: wayCode(contact),
  area_code: contact.areaCode,
})

/** Whether a code must come back before the contact can be used. */
export async function needsCode(api: Api, contact: Contact, {as}: Scope): Promise<boolean> {
  return (await api.call('CheckNeedVerify', contactFacts(contact), {as})).need_verify_code === 1
}

/** Sends a code; it is good for five minutes, and one a minute can be sent. */
export async function sendCode(api: Api, contact: Contact, {as}: Scope): Promise<void> {
  await api.call(
    'SendVerifyCodes',
    {...contactFacts(contact), area_code: contact.areaCode ?? ''},
    {
      as,
      check: `whether a code has come to ${contact.value}`,
    },
  )
}

/** Brings a code back. Returns the id of the verification. Throws a Failure for a wrong or old code. */
export async function checkCode(
  api: Api,
  contact: Contact,
  verify_code: string,
  {as}: Scope,
): Promise<string | undefined> {
  const check = commandLine`ticket contact check ${typedContact(contact)}`
  await api.call('CheckVerifyCodes', {...contactFacts(contact), verify_code}, {as, check})
  return verifiedId(api, contact, {as})
}

/** The id that stands for a verified contact when a ticket is created. */
export async function verifiedId(api: Api, contact: Contact, {as}: Scope): Promise<string | undefined> {
  const rows = await api
    .list('ListHasVerifiedContacts', {contact_way: wayCode(contact), contact_value: contact.value}, {as, limit: 100})
    .toArray()
  return rows.find(row => row.contact_value?.toLowerCase() === contact.value.toLowerCase())?.verified_id
}

/** What a person is asked: the code that was sent to a contact. */
export type AskCode = (contact: Contact) => Promise<string>

/**
 * Makes sure that contacts can be used, and returns the headers that prove it. Where a code is needed, it is sent and
 * asked for;
 * without anybody to ask, a Failure says what to do.
 */
export async function provenContacts(
  api: Api,
  contacts: Contact[],
  ask: AskCode | undefined,
  scope: Scope,
): Promise<{'x-phone-verifiedid'?: string; 'x-email-verifiedid'?: string}> {
  const headers: Record<string, string> = {}
  for (const contact of contacts) {
    let id: string | undefined
    if (await needsCode(api, contact, scope)) {
      if (!ask) {
        throw new Failure(
          'refused',
          `${typedContact(contact)} is not verified yet: a code must be sent to it and come back`,
          {
            next: [
              commandLine`ticket contact send-code ${typedContact(contact)}`,
              commandLine`ticket contact verify ${typedContact(contact)} --code ...`,
            ],
          },
        )
      }
      await sendCode(api, contact, scope)
      id = await checkCode(api, contact, await ask(contact), scope)
    } else id = await verifiedId(api, contact, scope)
    if (id) headers[contact.way === 'phone' ? 'x-phone-verifiedid' : 'x-email-verifiedid'] = id
  }
  return headers
}
