// The file that an export reads instead of the API: named, or asked for in the partner's bucket.
import type {Bucket} from '../../../api/bucket.js'
import type {Api} from '../../../api/client.js'
import type {HeadedColumns, KeptColumns} from '../../../bills/delivered/headed.js'
import type {DeliveredFile} from '../../../bills/export/file-walk.js'
import type {ColumnMap} from '../../../bills/records/delivered-columns.js'
import {concernsOnePart, usage} from '../../../failure.js'
import type {KnownAccount} from '../../../profiles/kept.js'
import {parseWait} from '../../input/durations.js'
import {type Reading, readingOf} from '../../reading.js'
import {currentRun} from '../../run.js'

export interface FileFlags {
  source?: string
  from?: string
  encoding?: string
  map?: string[]
  currency?: string
  wait?: string
}

export interface AskedFile {
  file: DeliveredFile
  /** Which of its columns is which: as it was typed now, or before. */
  map: ColumnMap
  /** Keeps what was typed of its columns, once the file has been read with it. */
  keep(): Promise<void>
}

/** Throws `usage`, `pending` and `not-found`. */
export async function askedFile(
  api: Api,
  flags: FileFlags,
  cycle: string,
  {bucket, onWait}: {bucket(): Promise<Bucket>; onWait(text: string): void},
): Promise<AskedFile | undefined> {
  const {source, from, encoding, wait} = flags
  if (source !== 'bill-file' && source !== 'usage-file') {
    for (const name of ['encoding', 'map', 'currency', 'wait'] as const)
      if (flags[name]) throw usage(`--${name} goes with --source bill-file or usage-file`)
    return undefined
  }
  if (from && wait) throw usage('--wait asks the bucket: leave --from away')
  const {isAnythingKept, keepMap, keptColumns, parseMap} = await import('../../../bills/delivered/kept-map.js')
  const {set, taken} = parseMap(flags.map ?? [])
  const {site, domainId} = await api.session
  const account = {site, domainId}
  let file: DeliveredFile
  if (from) {
    const {localFile} = await import('../../../bills/export/file-walk.js')
    file = await localFile(from, encoding)
  } else {
    const {bucketFile} = await import('../../../bills/export/bucket-file.js')
    const waiting = wait ? {limit: parseWait(wait, '--wait'), onWait, signal: currentRun().signal} : undefined
    file = await bucketFile(await bucket(), source, cycle, {encoding, waiting})
  }
  let found: HeadedColumns | undefined
  file = {
    ...file,
    onHeaded: one => {
      found ??= one
    },
    signal: currentRun().signal,
    mustHave: set,
    kept: keptColumns(account, taken),
    currency: flags.currency ?? (() => billedCurrency(api, cycle)),
  }
  // Which of its columns is which decides what is exported: known before, where the file can be read twice.
  if (from !== '-' && (flags.map || isAnythingKept())) {
    const {headingsIn} = await import('../../../bills/delivered/pages.js')
    found = await headingsIn({...file, source, site, map: set, chunks: file.open()})
  }
  return {
    file,
    map: found?.map ?? set,
    async keep() {
      if (flags.map && found) keepMap(account, found.headings, found.map)
    },
  }
}

/** What a command needs to read records that it is given, delivered files among them. */
export const recordReading = (
  profile: string | undefined,
  {encoding, currency}: {encoding?: string; currency?: string},
  note: (text: string) => void,
  api: () => Api,
): Reading & {columns(): Promise<KeptColumns | undefined>} => ({
  ...readingOf(profile, encoding, note, currency),
  columns: () => columnsSaid(api, note),
})

/** What was said before of the columns of delivered files; nothing where no profile says whose they are. */
async function columnsSaid(api: () => Api, note: (text: string) => void): Promise<KeptColumns | undefined> {
  const {isAnythingKept, keptColumns} = await import('../../../bills/delivered/kept-map.js')
  if (!isAnythingKept()) return undefined
  let account: KnownAccount
  try {
    account = await api().session
  } catch (error) {
    if (!concernsOnePart(error)) throw error
    note(`Warning: what was said before of columns is not used: ${error.message}`)
    return undefined
  }
  return keptColumns(account)
}

/** The currency of the partner's bills; undefined where the platform does not say it. */
async function billedCurrency(api: Api, cycle: string): Promise<string | undefined> {
  const {site} = await api.session
  // The only one there; and no own bill, either.
  if (site === 'cn') return 'CNY'
  try {
    return (await api.call('ListPostpaidBillSum', {bill_cycle: cycle})).currency ?? undefined
  } catch (error) {
    if (!concernsOnePart(error)) throw error
    return undefined
  }
}
