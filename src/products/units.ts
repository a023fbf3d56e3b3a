// Measurement units by their ids, and the other way round.
import type {Api} from '../api/client.js'
import {usage} from '../failure.js'

/** Short names of all units: 4 is `h`, 10 is `GB`. */
export async function unitNames(api: Api): Promise<Map<number, string>> {
  const {measure_units = []} = await api.call('ListMeasureUnits', {})
  return new Map(measure_units.map(unit => [unit.measure_id ?? -1, unit.abbreviation || unit.measure_name || '']))
}

/** The id of a unit that was named by its id, its short name or its name. */
export async function unitId(api: Api, text: string): Promise<number> {
  if (/^\d+$/.test(text)) return Number(text)
  const {measure_units = []} = await api.call('ListMeasureUnits', {})
  const wanted = text.toLowerCase()
  const found =
    measure_units.find(unit => unit.abbreviation === text) ??
    measure_units.find(({abbreviation, measure_name}) =>
      [abbreviation, measure_name].some(name => name?.toLowerCase() === wanted),
    )
  if (found?.measure_id !== undefined) return found.measure_id
  throw usage(`"${text}" is not a measurement unit`, 'partnerctl product units    lists them')
}
