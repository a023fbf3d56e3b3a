// Who is told about the progress of a ticket: flags, and what the API makes of them.
import {Flags} from '@oclif/core'
import {usage} from '../../../failure.js'
import {type AskCode, type Contact, parseContact} from '../../../tickets/contacts.js'
import type {Prompter} from '../../input/prompts.js'

export const noticeFlags = {
  mail: Flags.string({summary: 'e-mail address for progress notices', helpValue: 'ADDRESS'}),
  mobile: Flags.string({summary: 'phone number for progress notices', helpValue: 'NUMBER'}),
  'area-code': Flags.string({summary: 'country calling code of the phone number, without plus', helpValue: 'CODE'}),
  'remind-time': Flags.string({summary: 'when notices may come: any, or HH:MM-HH:MM', helpValue: 'TIME'}),
  copy: Flags.string({
    summary: 'e-mail address that gets copies; repeat it for several',
    helpValue: 'ADDRESS',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

export interface Notices {
  mail?: string
  mobile?: string
  'area-code'?: string
  'remind-time'?: string
  copy?: string[]
}

const ADDRESS = /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/

/** The fields of a request, and the contacts in them that the API may want verified. */
export function readNotices({mail, mobile, copy = [], ...rest}: Notices) {
  const area_code = rest['area-code']
  const time = rest['remind-time']
  const remind_time = time === 'any' ? '0' : time
  if (remind_time !== undefined && !/^(0|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/.test(remind_time)) {
    throw usage(`--remind-time "${time}" is neither "any" nor of the form 09:00-18:00`)
  }
  const copies = copy
    .flatMap(one => one.split(/[,;]/))
    .map(one => one.trim())
    .filter(Boolean)
  for (const one of [...copies, ...(mail ? [mail] : [])]) {
    if (!ADDRESS.test(one)) throw usage(`"${one}" is not an e-mail address`)
  }
  const phone = mobile ? parseContact(mobile, area_code) : undefined
  if (phone && phone.way !== 'phone') throw usage(`--mobile "${mobile}" is not a phone number`)
  const contacts: Contact[] = [...(phone ? [phone] : []), ...(mail ? [{way: 'e-mail' as const, value: mail}] : [])]
  const fields = {
    remind_mail: mail,
    remind_mobile: phone?.value,
    area_code,
    remind_time,
    extension_map: copies.length > 0 ? {cc_email: copies.join(',')} : undefined,
  }
  return {fields, contacts, copies}
}

/** Asks for a code on a terminal; undefined where nobody can be asked. */
export const contactQuestions = (prompts: Prompter): AskCode | undefined =>
  prompts.mayAsk ? contact => prompts.text('--code', `Code that was sent to ${contact.value}`) : undefined
