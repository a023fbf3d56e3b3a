// Phone numbers as operators type them: with their country, in whichever of the usual forms.
import {usage} from './failure.js'

export interface Phone {
  /** Country calling code, `86`. */
  country: string
  /** What is dialled within the country, digits only. */
  number: string
}

/** Calling codes of one and two digits; all others have three (ITU-T E.164). None is the beginning of another. */
const SHORT = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)
const LONGEST = 15
const FORM = /^(?:\+|00)[\d\s().-]+$/

/** What is wrong with a number, in a sentence, or undefined. */
export function phoneProblem(text: string, what: string): string | undefined {
  const typed = text.trim()
  if (!FORM.test(typed))
    return /^[\d\s().-]*\d{4}[\d\s().-]*$/.test(typed)
      ? `${what} "${text}" does not say its country`
      : `${what} "${text}" is not a phone number`
  const {country, number} = taken(typed)
  const isOne = !country.startsWith('0') && number.length >= 4 && country.length + number.length <= LONGEST
  return isOne ? undefined : `${what} "${text}" is not a phone number`
}

/** `+86 13800000000`, `+86-138…`, `+86138…` or `0086-138…`. Throws `usage` for anything else; `what` is its name. */
export function parsePhone(text: string, what: string): Phone {
  const problem = phoneProblem(text, what)
  if (problem) throw usage(problem, 'Write it with its country: "+86 13800000000"')
  return taken(text.trim())
}

function taken(typed: string): Phone {
  const digits = typed.replace(/^(\+|00)/, '').replace(/\D/g, '')
  const length = [1, 2].find(count => SHORT.has(digits.slice(0, count))) ?? 3
  return {country: digits.slice(0, length), number: digits.slice(length)}
}

/** As the API of customers writes it: `0086-13800000000`. */
export const phoneText = ({country, number}: Phone): string => `00${country}-${number}`

/** As it is typed. */
export const typedPhone = ({country, number}: Phone): string => `+${country}-${number}`
