// Who a letter of the sandbox is for, in whichever way the receiver is typed.
import {parsePhone, phoneProblem} from '../../../phone.js'

/** Whether what was typed means this receiver: the case of an address and the form of a number make no difference. */
export function isReceiver(typed: string, receiver: string): boolean {
  const [wanted, own] = [plain(typed), plain(receiver)]
  if (wanted === own) return true
  const [dialled, number] = [dialledIn(wanted), dialledIn(own)]
  if (dialled === undefined || number === undefined) return false
  // Without its country on one side, it is what is dialled within the country.
  return dialled.country !== undefined && number.country !== undefined && dialled.country !== number.country
    ? false
    : dialled.number === number.number
}

/** `Owner <owner@example.com>` and `mailto:owner@example.com` are the address that is in them. */
function plain(text: string): string {
  const trimmed = text.trim()
  return (/<([^<>]+)>$/.exec(trimmed)?.[1] ?? trimmed.replace(/^(mailto|tel):/i, '')).trim().toLowerCase()
}

/** A number of at least seven digits, with its country where it says it; undefined for what is no number. */
function dialledIn(text: string): {country?: string; number: string} | undefined {
  if (phoneProblem(text, '') === undefined) return parsePhone(text, '')
  const digits = text.replace(/[\s().-]/g, '').replace(/^0+/, '')
  return /^\d{7,15}$/.test(digits) ? {number: digits} : undefined
}
