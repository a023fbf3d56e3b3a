// Measurement units by their ids.
import type {Api} from '../api/client.js'

/** Short names of all units: 4 is `h`, 10 is `GB`. */
export async function unitNames(api: Api): Promise<Map<number, string>> {
  const {measure_units = []} = await api.call('ListMeasureUnits', {})
  return new Map(measure_units.map(unit => [unit.measure_id!, unit.abbreviation || unit.measure_name || '']))
}
