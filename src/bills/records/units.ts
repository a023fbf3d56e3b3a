// Names of measurement units.
import type {Api} from '../../api/client.js'
import {lookUp} from '../../look-up.js'

/** Units of time and number as FOCUS writes them. */
const unitWords: Record<string, string> = {
  hour: 'Hours',
  day: 'Days',
  minute: 'Minutes',
  second: 'Seconds',
  month: 'Months',
  year: 'Years',
  pcs: 'Count',
}

/** Measurement units in English. */
export async function unitNames(api: Api): Promise<Record<string, string>> {
  const {measure_units = []} = await api.call('ListMeasureUnits', {'X-Language': 'en_US'})
  return Object.fromEntries(
    measure_units.map(({measure_id, measure_name = ''}) => [
      measure_id,
      lookUp(unitWords, measure_name.toLowerCase()) ?? measure_name,
    ]),
  )
}
