// What is known about rated records goes with them: which exports they were made of, whether their month was over,
// who was not read, and how to tell that the file is still the same.
import {existsSync, readFileSync} from 'node:fs'
import {counted} from '../../counted.js'
import {isFinal} from '../../cycle.js'
import {fileTrouble, usage} from '../../failure.js'
import {writeFileAtomic} from '../../files.js'
import {packageVersion} from '../../package.js'
import {digestOf} from '../export/files/held.js'
import {type Published, publishedAt} from '../export/files/published.js'
import {knownBasis} from '../reconcile/known-basis.js'
import {isDelivered} from '../records/sources.js'
import type {PriceBook} from './book.js'

/** One month of records, as far as it is known. */
export interface RatedSource {
  cycle: string
  /** `estimate` while the figures could still change when they were read. */
  state: 'final' | 'estimate'
  /** Where the records came from: `res-fee-records`, `bill-file`; absent where no manifest tells. */
  source?: string
  /** The run of the export. */
  run?: string
  method?: string
  customers?: number
  unread: {customer_id: string; account_name: string}[]
  /** Records that came twice, as the export counted them. */
  duplicates: number
  files: {name: string; sha256: string}[]
}

export interface Provenance {
  provenance: 1
  tool: string
  rated_sha256: string
  book_version: string
  book_digest: string
  /** What `cost` is in the rated rows. */
  cost_basis?: string
  sources: RatedSource[]
}

export const provenancePath = (rated: string): string => `${rated}.provenance.json`

/**
 * What is known of the months of some records. Months without a manifest are judged by the day on which they are read.
 */
export function ratedSources(records: string | undefined, cycles: string[], now: Date): RatedSource[] {
  const published = records === undefined ? [] : publishedAt(records)
  const known = new Map<string, RatedSource>()
  for (const one of published) {
    const source = sourceOf(one)
    if (cycles.includes(source.cycle)) known.set(`${source.cycle} ${one.manifestPath}`, source)
  }
  const told = new Set([...known.values()].map(({cycle}) => cycle))
  const untold = cycles
    .filter(cycle => !told.has(cycle))
    .map((cycle): RatedSource => {
      const state = isFinal(cycle, now) ? 'final' : 'estimate'
      return {cycle, state, unread: [], duplicates: 0, files: []}
    })
  return [...known.values(), ...untold]
}

function sourceOf({manifest}: Published): RatedSource {
  const {query, state, run, method, customers, unread = [], duplicates, files = []} = manifest
  return {
    cycle: query.cycle,
    state,
    source: query.source,
    run,
    ...(method ? {method} : {}),
    customers: new Set((customers ?? []).map(({customer_id}) => customer_id)).size,
    unread: unread.map(({customer_id, account_name}) => ({customer_id, account_name})),
    duplicates: duplicates?.count ?? 0,
    files: files.map(({name, sha256}) => ({name, sha256})),
  }
}

/** What is wrong with a month, in words; empty when nothing is. */
export interface Doubts {
  estimate: string[]
  partial: string[]
}

export function doubtsOf(sources: RatedSource[]): Doubts {
  return {
    estimate: sources
      .filter(({state}) => state === 'estimate')
      .map(({cycle}) => `cycle ${cycle} is an estimate: its figures could still change when they were read`),
    partial: sources
      .filter(({unread}) => unread.length > 0)
      .map(({cycle, unread, customers = 0}) => {
        const names = unread.slice(0, 5).map(({account_name, customer_id}) => account_name || customer_id)
        const more = unread.length > names.length ? ', ...' : ''
        return `${unread.length} of ${counted(customers + unread.length, 'customer')} unread in cycle ${cycle}: ${names.join(', ')}${more}`
      }),
  }
}

/** Writes down, beside a rated file, what it was made of. */
export async function writeProvenance(
  rated: string,
  book: PriceBook,
  sources: RatedSource[],
  costBasis?: string,
): Promise<void> {
  const provenance: Provenance = {
    provenance: 1,
    tool: `partnerctl ${packageVersion()}`,
    rated_sha256: await digestOf(rated),
    book_version: book.version,
    book_digest: book.digest,
    ...(costBasis ? {cost_basis: costBasis} : {}),
    sources,
  }
  writeFileAtomic(provenancePath(rated), `${JSON.stringify(provenance, undefined, 1)}\n`, 0o644)
}

/** What a rated file was made of; undefined where nothing tells. Throws `usage` for a file that was changed since. */
export async function readProvenance(rated: string): Promise<Provenance | undefined> {
  const path = provenancePath(rated)
  if (!existsSync(path)) return undefined
  let provenance: Provenance
  try {
    provenance = JSON.parse(readFileSync(path, 'utf8')) as Provenance
    if (provenance.provenance !== 1 || !Array.isArray(provenance.sources)) throw new SyntaxError('it is something else')
  } catch (error) {
    throw usage(`${path} cannot be read: ${fileTrouble(error)}`, `Rate the month again, or move ${path} away`)
  }
  if (existsSync(rated) && (await digestOf(rated)) !== provenance.rated_sha256) {
    throw usage(
      `${rated} was changed since it was rated: it is not the file that ${path} tells of`,
      `Rate the month again, or move ${path} away if the change was yours`,
    )
  }
  return provenance
}

/** Whose records are rated. */
export interface RatedAccount {
  site: string
  domainId: string
  /** The records come in a file that says itself what is settled. */
  isDelivered: boolean
}

/** The account of an export, by its manifest; of the profile where the API is asked. Undefined where nothing tells. */
export async function billedAccount(
  records: string | undefined,
  session: () => Promise<{site: string; domainId?: string}>,
): Promise<RatedAccount | undefined> {
  if (records === undefined) {
    const {site, domainId = ''} = await session()
    return {site, domainId, isDelivered: false}
  }
  const query = publishedAt(records)[0]?.manifest.query
  return query && {site: query.site, domainId: query.partner_id, isDelivered: isDelivered(query.source)}
}

/**
 * Throws `usage` for settlement rules where reconciliation has shown that the partner's bill equals the records: they
 * are settlement amounts already, and the discount would count twice.
 */
export function refuseSettledTwice(book: PriceBook, account: RatedAccount | undefined): void {
  if (book.settlement.length === 0 || !account || account.isDelivered) return
  const known = knownBasis(account)
  if (known?.basis !== 'settlement') return
  throw usage(
    `bill reconcile has shown of ${known.cycle} that your bill equals the records: they are settlement amounts already, and the discount of the book would count twice`,
    `Take settlement out of ${book.path}, and write cost: expenditure`,
  )
}
