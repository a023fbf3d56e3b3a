// What a ticket may name: problem types, regions, recipients of copies.
import type {Call} from '../../call.js'
import {catalogue} from '../../world/catalogue.js'
import {findProblem, type Problem} from './catalogue.js'
import {refusal} from './desk.js'

/** Most recipients of copies by e-mail; the real figure is not public. */
export const MAX_COPIES = 10

/** The problem type of an id. Throws OSM.01010026 for an unknown one. */
export function problemOf(id: string): Problem {
  const problem = findProblem(id)
  if (!problem) throw refusal('01010026', 'Failed to query the business type.')
  return problem
}

/** The regions of a site, as the catalogue has them. */
export const regionsOf = (call: Call<unknown>) => catalogue().regions.filter(region => region.site === call.site)
