// How files are read that an operator names.
import {Flags} from '@oclif/core'
import {currencyOf} from '../currency.js'
import {usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import {chooseProfile, readConfiguration, SANDBOX} from '../profiles/profile.js'
import {currentRun} from './run.js'

export const encodingFlag = Flags.string({
  summary: 'what the file is in, if not UTF-8: windows-1252, gb18030',
  helpValue: 'NAME',
})

export const currencyFlag = Flags.string({
  summary: 'what the amounts of a delivered file are in, where it does not say it: USD',
  helpValue: 'CODE',
})

/** A currency as it was typed: `usd` is USD. Throws `usage` for what is none. */
export function typedCurrency(text: string | undefined): string | undefined {
  const code = text === undefined ? undefined : currencyOf(text)
  if (text !== undefined && !code) {
    const wrong = /^[a-z]{3}$/i.test(text) ? 'no currency of ISO 4217' : 'not three letters'
    throw usage(`--currency ${text}: ${wrong}, as USD`)
  }
  return code
}

/** What readers of files are told. */
export interface Reading {
  encoding?: string
  /** Of amounts of a delivered file that does not say it. */
  currency?: string
  /** Files of the China site are GB 18030 where they are not UTF-8. */
  isChinese: boolean
  note(text: string): void
  /** Of the run that ends. */
  signal: AbortSignal
}

/** How a file is read: as the operator says, or as is usual on the profile's site. */
export const readingOf = (
  profile: string | undefined,
  encoding: string | undefined,
  note: (text: string) => void,
  currency?: string,
): Reading => ({
  encoding,
  currency: typedCurrency(currency),
  isChinese: isOnChineseSite(profile),
  note,
  signal: currentRun().signal,
})

/** Without a profile, or with one that cannot be read, nothing is guessed. */
function isOnChineseSite(profile: string | undefined): boolean {
  try {
    const configuration = readConfiguration()
    const name = chooseProfile(configuration, profile)
    if (name === SANDBOX) return process.env.PARTNERCTL_SANDBOX_SITE === 'cn'
    return lookUp(configuration.profiles, name)?.site === 'cn'
  } catch {
    return false
  }
}
