// Countries by name, for questions and for flags.
import {usage} from '../../failure.js'
import type {Choice} from './prompts.js'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** All countries with their two letters (ISO 3166), by their English names. */
export function countries(): Choice<string>[] {
  const names = new Intl.DisplayNames('en', {type: 'region', fallback: 'none'})
  const found: Choice<string>[] = []
  for (const a of LETTERS) {
    for (const b of LETTERS) {
      const code = `${a}${b}`
      const name = names.of(code)
      if (name && !NO_COUNTRIES.has(code)) found.push({name: `${name} (${code})`, value: code})
    }
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** What the list of regions has beside countries: unions, unknown ones, withdrawn codes. */
const NO_COUNTRIES = new Set(
  'AC AN BU CP CS CQ DD DG DY EA EU EZ FX HV IC NH NT PC PU PZ QO QU RH SU TA TP UK UN VD VD WK XA XB XK YD YU ZR ZZ JT MI NQ'.split(
    ' ',
  ),
)

/** The two letters of a country that was typed as letters or as its name. */
export function countryCode(text: string): string {
  const wanted = text.trim().toLowerCase()
  const all = countries()
  const found = all.find(
    ({name, value}) => value.toLowerCase() === wanted || name.toLowerCase().startsWith(`${wanted} (`),
  )
  if (found) return found.value
  const near = all.filter(({name}) => name.toLowerCase().includes(wanted))
  throw usage(
    `"${text}" is not a country`,
    ...(near.length > 0 && near.length < 9
      ? near.map(({name}) => name)
      : ['Write its two letters (ISO 3166), or its English name']),
  )
}
