// Who is told about the progress of a ticket: flags, and what the API makes of them.
import {Flags} from '@oclif/core'
import type {Api} from '../../../api/client.js'
import {usage} from '../../../failure.js'
import {parsePhone} from '../../../phone.js'
import {type AskCode, type Contact, typedContact} from '../../../tickets/contacts.js'
import {type Prompter, readCode} from '../../input/prompts.js'
import {whereCodeWent} from '../../sent-code.js'

export const noticeFlags = {
  email: Flags.string({summary: 'e-mail address for progress notices', helpValue: 'ADDRESS'}),
  phone: Flags.string({
    summary: 'phone number for progress notices, with its country: +86 13800000000',
    helpValue: 'NUMBER',
  }),
  'remind-time': Flags.string({summary: 'when notices may come: any, or HH:MM-HH:MM', helpValue: 'TIME'}),
  cc: Flags.string({
    summary: 'e-mail address that gets copies; repeat it for several',
    helpValue: 'ADDRESS',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

export interface Notices {
  email?: string
  phone?: string
  'remind-time'?: string
  cc?: string[]
}

const ADDRESS = /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/

/** The fields of a request, and the contacts in them that the API may want verified. */
export function readNotices({email, phone: typed, cc = [], ...rest}: Notices) {
  const time = rest['remind-time']
  const remind_time = time === 'any' ? '0' : time
  if (remind_time !== undefined && !/^(0|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/.test(remind_time)) {
    throw usage(`--remind-time "${time}" is neither "any" nor of the form 09:00-18:00`)
  }
  const copies = cc
    .flatMap(one => one.split(/[,;]/))
    .map(one => one.trim())
    .filter(Boolean)
  for (const one of [...copies, ...(email ? [email] : [])]) {
    if (!ADDRESS.test(one)) throw usage(`"${one}" is not an e-mail address`)
  }
  const phone = typed ? parsePhone(typed, '--phone') : undefined
  const contacts: Contact[] = [
    ...(phone ? [{way: 'phone' as const, value: phone.number, areaCode: phone.country}] : []),
    ...(email ? [{way: 'e-mail' as const, value: email}] : []),
  ]
  const fields = {
    remind_mail: email,
    remind_mobile: phone?.number,
    area_code: phone?.country,
    remind_time,
    extension_map: copies.length > 0 ? {cc_email: copies.join(',')} : undefined,
  }
  return {fields, contacts, copies}
}

/** Asks for a code on a terminal; undefined where nobody can be asked. The sandbox says where it went. */
export function contactQuestions(prompts: Prompter, api: Api, note: (line: string) => void): AskCode | undefined {
  if (!prompts.mayAsk) return undefined
  return async contact => {
    const receiver = typedContact(contact)
    for (const line of await whereCodeWent(api, receiver)) note(`${line}, in another window`)
    return prompts.text('--code', `Code that was sent to ${receiver}`, {read: readCode, passing: true})
  }
}
