// Currencies as people write them: in headings, and in columns of their own.
import {currencyOf} from '../../currency.js'
import {lookUp} from '../../look-up.js'

/** How they are called, besides their codes. A sign that several of them share names none. */
const names: Record<string, string> = {
  元: 'CNY',
  人民币: 'CNY',
  人民币元: 'CNY',
  rmb: 'CNY',
  yuan: 'CNY',
  'chinese yuan': 'CNY',
  美元: 'USD',
  us$: 'USD',
  'us dollar': 'USD',
  'us dollars': 'USD',
  'u.s. dollar': 'USD',
  'u.s. dollars': 'USD',
  欧元: 'EUR',
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
}

/** The code of a currency by its code or its name, in any case. Undefined for what is none. */
export function currencyNamed(text: string): string | undefined {
  return currencyOf(text) ?? lookUp(names, text.trim().toLowerCase().replace(/\s+/g, ' '))
}

/** In brackets behind a name: `Amount (USD)`, `结算金额【美元】`. */
const BRACKETS = /^(.*?)\s*[([（［【]\s*([^()[\]（）［］【】]+?)\s*[)\]）］】]\s*$/
/** Behind a name or before it, without brackets: `Net EUR`, `EUR net`, `amount_usd`, `结算金额美元`. */
const BEHIND = /^(.*?)(?:[\s_/:,.-]+|(?<=\p{Script=Han}))([A-Za-z]{3}|人民币元?|美元|欧元|元)\s*$/u
const BEFORE = /^\s*([A-Za-z]{3})[\s_/:,.-]+(\S.*)$/
/** Codes that nobody takes for a word; others are codes where they stand out. */
const isPlain = (code: string) => /^(usd|eur|cny|rmb|\P{ASCII}+)$/iu.test(code)
const standsOut = (code: string, beside: string) => code === code.toUpperCase() && beside !== beside.toUpperCase()

/** A heading without the currency that it says. Undefined where it says none. */
export function currencyIn(heading: string): {name: string; currency: string} | undefined {
  const [, bracketed, inside] = BRACKETS.exec(heading) ?? []
  const within = inside && currencyNamed(inside)
  if (within) return {name: bracketed!, currency: within}
  const [, before = '', last = ''] = BEHIND.exec(heading) ?? []
  const [, first = '', after = ''] = BEFORE.exec(heading) ?? []
  for (const [code, name] of [
    [last, before.replace(/\s+in$/i, '')],
    [first, after],
  ] as const) {
    const currency = name && (isPlain(code) || standsOut(code, name)) ? currencyNamed(code) : undefined
    if (currency) return {name, currency}
  }
  return undefined
}
