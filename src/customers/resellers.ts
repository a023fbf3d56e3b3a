// Resellers of a distributor by what operators call them: an id or a name.
import type {Api} from '../api/client.js'
import type {Item} from '../api/types.js'
import {Failure, usage} from '../failure.js'
import {looksLikeId} from './find.js'

export type Reseller = Item<'ListIndirectPartners'> & {indirect_partner_id: string}

/** Finds one reseller by id or name. A part of a name will do when only one reseller has it. */
export async function findReseller(api: Api, text: string): Promise<Reseller> {
  const filter = looksLikeId(text) ? {indirect_partner_id: text} : {account_name: text}
  const candidates = (await api.list('ListIndirectPartners', filter, {limit: 100}).toArray()) as Reseller[]
  const exact = candidates.find(({account_name}) => account_name === text)
  const found = exact ?? (candidates.length === 1 ? candidates[0] : undefined)
  if (found) return found
  if (candidates.length === 0) {
    throw new Failure('not-found', `there is no reseller "${text}"`, {next: ['partnerctl reseller list --all']})
  }
  throw usage(
    `"${text}" is part of ${candidates.length} resellers' names`,
    ...candidates.slice(0, 8).map(({account_name, indirect_partner_id}) => `${account_name}  ${indirect_partner_id}`),
  )
}

/** The id of a reseller; an id is taken as it is, without asking. */
export const resellerId = async (api: Api, text: string): Promise<string> =>
  looksLikeId(text) ? text : (await findReseller(api, text)).indirect_partner_id

/** Ids of a distributor's resellers; none for a partner that is no distributor. */
export async function resellerIds(api: Api): Promise<string[]> {
  const ids: string[] = []
  try {
    for await (const {indirect_partner_id} of api.list('ListIndirectPartners', {})) {
      if (indirect_partner_id) ids.push(indirect_partner_id)
    }
  } catch (error) {
    // Only a distributor has resellers; others may not ask.
    if (!(error instanceof Failure) || (error.outcome !== 'denied' && error.outcome !== 'refused')) throw error
  }
  return ids
}
