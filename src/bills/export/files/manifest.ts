// What an export says of itself: what was asked, what came, and how to check that it is still all there.
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {basename, dirname, join, resolve} from 'node:path'
import {parseJson, stringifyJson} from '../../../api/json.js'
import type {Owner} from '../../../api/owner.js'
import {counted} from '../../../counted.js'
import type {Decimal} from '../../../decimal.js'
import {fileTrouble, usage} from '../../../failure.js'
import type {FormatName} from '../../formats/formats.js'
import type {Detail, Method, SourceName} from '../../records/sources.js'
import type {Repeated} from '../duplicates.js'
import type {FinishedPart} from './parts.js'

/** A customer whose records could not be read. */
export interface Unread {
  customer_id: string
  account_name: string
  reason: string
  next: string[]
}

export type Split = 'customer' | 'service' | 'day'

/** What decides the bytes of an export: two exports with the same query are the same export at two times. */
export interface ExportQuery {
  site: string
  /** Account id of the partner. */
  partner_id: string
  language: string
  cycle: string
  source: SourceName
  detail: Detail
  format: FormatName
  /** Columns in their order, where not all were asked for. */
  columns?: string[]
  split?: Split
  gzip: boolean
  bom: boolean
  excel: boolean
  focus?: {dialect: 'spec' | 'huawei'; issuer: string; account: string}
  /** Decimals of 38 digits in Parquet. */
  wide?: boolean
  /** Ids, where not all customers were asked for. */
  customers?: string[]
  /** `2/8`: the second of eight parts of the customers. */
  shard?: string
  /** The file that was read instead of the API. */
  from?: string
  /** Which of its columns is which, by common name, where somebody said so. */
  map?: Record<string, string>
  /** The currency that was typed for amounts that do not say theirs. */
  currency?: string
  /** Whose records each customer was asked for, where not its own and those of its enterprise's members. */
  method?: Method
}

export interface ManifestSum {
  currency: string
  records: number
  amount: Decimal
  official_amount: Decimal
  /** Where the source has settlement amounts. */
  settlement_amount?: Decimal
}

export interface Manifest {
  manifest: 1
  tool: string
  /** Identifies this run: see {@link runName}. */
  run: string
  started: string
  finished: string
  query: ExportQuery
  /** Whose records these are; absent where they come from a file, and where an older version did not say it. */
  owner?: Owner
  /** `final`, or `estimate` while the figures could still change. */
  state: 'final' | 'estimate'
  records: number
  sums: ManifestSum[]
  files: FinishedPart[]
  customers: (ManifestSum & {customer_id: string; account_name: string})[]
  unread: Unread[]
  duplicates: {count: number; examples: Repeated[]}
  /** What the customers' operations were asked for: their own records, those of their enterprise's members, or all. */
  method?: Method
  /** What the reader of the files should know. */
  remarks: string[]
  /** The exports of parts of the customers that it was merged from. */
  shards?: {shard: string; run: string; started: string}[]
}

/** The name of a run that begins at a moment. Runs have other names however quickly they follow each other. */
export const runName = (time: Date): string => time.toISOString().replace(/[-:.]/g, '')

export const parseManifest = (text: string): Manifest => parseJson(text) as Manifest

/**
 * Where the manifest of a table's partition lies: of the run that wrote what stands there, whatever the clocks said at
 * the time of others.
 * Undefined when there is none.
 */
export function partitionManifestPath(partition: string): string | undefined {
  // A manifest may be there before what it speaks of.
  if (!existsSync(partition)) return undefined
  const folder = partitionManifests(partition)
  const success = join(partition, '_SUCCESS')
  const standing = existsSync(success) && join(folder, `${readFileSync(success, 'utf8').trim()}.json`)
  if (standing && existsSync(standing)) return standing
  // Another program wrote the marker anew, as many do: it says nothing then.
  const newest = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .sort()
        .at(-1)
    : undefined
  return newest && join(folder, newest)
}

/** Where the manifests of a partition lie, one of each run. */
export function partitionManifests(partition: string): string {
  // `.` and `..` are no names.
  const named = /^\.{0,2}$/.test(basename(partition)) ? resolve(partition) : partition
  return join(dirname(named), '_manifest', basename(named))
}

/** Reads a manifest; undefined when there is none. Throws `usage` for a file that is something else. */
export function readManifest(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined
  const wrong = (why: string) =>
    usage(`${path} is not the manifest of an export: ${why}`, 'Move it away and export again')
  let manifest: Manifest
  try {
    manifest = parseManifest(readFileSync(path, 'utf8'))
  } catch (error) {
    throw wrong(fileTrouble(error))
  }
  if (typeof manifest?.manifest !== 'number') throw wrong('it is something else')
  if (manifest.manifest !== 1) throw wrong('it was written by another version')
  const lacking = lackingIn(manifest)
  if (lacking) throw wrong(`it is damaged: ${lacking}`)
  return manifest
}

/** What a manifest tells in another way than it was written: it is no measure of files then. */
function lackingIn(manifest: Manifest): string | undefined {
  const {query, state, records, files = []} = manifest
  const lists = [files, manifest.customers, manifest.unread, manifest.sums, manifest.remarks]
  if (!lists.every((list = []) => Array.isArray(list))) return 'a list is none'
  if (!/^\d{4}-\d\d$/.test(query?.cycle)) return 'its month is missing'
  if (![undefined, 'final', 'estimate'].includes(state)) return `its state is ${state}`
  const isFile = ({name, bytes, rows = 0, sha256}: FinishedPart) =>
    typeof name === 'string' && [bytes, rows].every(isCount) && /^[0-9a-f]{64}$/.test(sha256)
  const broken = files.findIndex(file => !file || !isFile(file))
  if (broken >= 0) return `what it says of file ${broken + 1} is not whole`
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  if (records === undefined || rows === records) return undefined
  return `its files have ${counted(rows, 'row')}, and its records are ${records}`
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

/** Whether a file that has the name of a manifest is none that anybody could read. */
export function isGarbled(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    parseJson(readFileSync(path, 'utf8'))
    return false
  } catch {
    return true
  }
}

/** Whether a file that has the name of a manifest says that it is one: many programs call files so. */
export function isManifest(path: string): boolean {
  try {
    return typeof (parseJson(readFileSync(path, 'utf8')) as Partial<Manifest> | null)?.manifest === 'number'
  } catch {
    return false
  }
}

export const manifestText = (manifest: Manifest): string => `${stringifyJson(manifest, 1)}\n`
