// Resellers of a distributor by what operators call them: an id or a name.
import {anotherOne, rowOf} from '../api/asked.js'
import type {Api, ListOptions} from '../api/client.js'
import {codes} from '../api/contract/codes.js'
import type {Item} from '../api/types.js'
import {Failure, usage} from '../failure.js'
import {looksLikeId} from './find.js'

export type Reseller = Item<'ListIndirectPartners'> & {indirect_partner_id: string}

/** Finds one reseller by id or name. A part of a name will do when only one reseller has it. */
export async function findReseller(api: Api, text: string): Promise<Reseller> {
  if (text.trim() === '') throw usage('the name of the reseller is empty', 'partnerctl reseller list --all')
  const byId = looksLikeId(text)
  const filter = byId ? {indirect_partner_id: text} : {account_name: text}
  const came = (await api.list('ListIndirectPartners', filter, {limit: 100}).toArray()) as Reseller[]
  const found = byId ? rowOf(came, 'indirect_partner_id', text) : oneNamed(came, text)
  if (found) return found
  throw new Failure('not-found', `there is no reseller "${text}"`, {next: ['partnerctl reseller list --all']})
}

/** The one with this name, or with this part of a name; undefined where nobody came. */
function oneNamed(came: Reseller[], text: string): Reseller | undefined {
  const candidates = came.filter(({account_name}) => account_name?.toLowerCase().includes(text.toLowerCase()))
  if (candidates.length === 0 && came[0]) throw anotherOne('account_name', text, came[0].account_name ?? '')
  const exact = candidates.find(({account_name}) => account_name === text)
  if (exact || candidates.length <= 1) return exact ?? candidates[0]
  throw usage(
    `"${text}" is part of ${candidates.length} resellers' names`,
    ...candidates.slice(0, 8).map(({account_name, indirect_partner_id}) => `${account_name}  ${indirect_partner_id}`),
  )
}

/** The id of a reseller; an id is taken as it is, without asking. */
export const resellerId = async (api: Api, text: string): Promise<string> =>
  looksLikeId(text) ? text : (await findReseller(api, text)).indirect_partner_id

/** A distributor's resellers; none for a partner that is no distributor. Whatever else hides them is thrown. */
export async function listResellers(api: Api, options?: ListOptions): Promise<Reseller[]> {
  try {
    return await api
      .list('ListIndirectPartners', {}, options)
      .map(row => {
        const {indirect_partner_id} = row
        if (indirect_partner_id) return {...row, indirect_partner_id}
        throw new Failure('failed', 'a reseller in the answer has no indirect_partner_id: its customers cannot be read')
      })
      .toArray()
  } catch (error) {
    // Only a distributor has resellers: this is how the platform tells any other partner.
    if (error instanceof Failure && error.code === codes.accessDenied) return []
    throw error
  }
}
