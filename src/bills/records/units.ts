// Names of measurement units.
import type {Api} from '../../api/client.js'

/** Measurement units in English. */
export async function unitNames(api: Api): Promise<Record<string, string>> {
  const {measure_units = []} = await api.call('ListMeasureUnits', {'X-Language': 'en_US'})
  return Object.fromEntries(measure_units.map(({measure_id, measure_name = ''}) => [measure_id, measure_name]))
}
