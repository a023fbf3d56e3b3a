// Resellers of a distributor by what operators call them: an id or a name.
import type {Api} from '../api/client.js'
import {Failure} from '../failure.js'
import {looksLikeId} from './find.js'

/** The id of a reseller; an id is taken as it is, without asking. */
export async function resellerId(api: Api, text: string): Promise<string> {
  if (looksLikeId(text)) return text
  const candidates = await api.list('ListIndirectPartners', {account_name: text}, {limit: 100}).toArray()
  const exact = candidates.find(({account_name}) => account_name === text)
  const found = exact ?? (candidates.length === 1 ? candidates[0] : undefined)
  if (found) return found.indirect_partner_id!
  if (candidates.length === 0) {
    throw new Failure('not-found', `there is no reseller "${text}"`, {next: ['partnerctl reseller list --all']})
  }
  throw new Failure('usage', `"${text}" is part of ${candidates.length} resellers' names`, {
    next: candidates
      .slice(0, 8)
      .map(({account_name, indirect_partner_id}) => `${account_name}  ${indirect_partner_id}`),
  })
}
