// Provinces, cities and counties (China site): what an address form offers.
import type {Call, Topic} from '../../call.js'
import {page} from '../../wire/paging.js'
import {type Division, divisions} from '../../world/divisions.js'

export const places = {
  ListProvinces(call) {
    const found = divisions().provinces
    return {count: found.length, provinces: entries(call, found)}
  },

  ListCities(call) {
    const found = below(divisions().cities, divisions().provinces, call.input.province_code, 2)
    return {count: found.length, cities: entries(call, found)}
  },

  ListCounties(call) {
    const found = below(divisions().counties, divisions().cities, call.input.city_code, 4)
    return {count: found.length, counties: entries(call, found)}
  },
} satisfies Topic

/** The divisions of one above them: codes begin alike. Of an unknown one there are none. */
const below = (list: Division[], above: Division[], code: string, digits: number): Division[] =>
  above.some(([known]) => known === code) ? list.filter(([c]) => c.startsWith(code.slice(0, digits))) : []

const entries = (call: Call<{offset?: number; limit?: number}>, list: Division[]) =>
  page(list, call.input, 1000).map(([code, zh, en]) => ({code, name: call.language === 'zh' ? zh : en}))
