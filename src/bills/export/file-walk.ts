// The way through a delivered file, in the form in which an export walks: page by page, and from any place again.

import {accessSync, constants, createReadStream, type Stats, statSync} from 'node:fs'
import {basename} from 'node:path'
import type {Site} from '../../api/contract/contract.js'
import {Failure, fileTrouble, usage} from '../../failure.js'
import type {KeptColumns} from '../delivered/headed.js'
import {type Delivered, deliveredPortions} from '../delivered/pages.js'
import type {Place, RecordWalk, WalkedPage} from '../read/walk.js'
import type {ColumnMap, DeliveredSource} from '../records/delivered-columns.js'
import {bytesRead} from '../records/garbage.js'
import type {RecordPage} from '../records/record-page.js'
import {layoutOf} from '../records/sources.js'
import {checkAsPublished, digestOf} from './files/held.js'

/** A file that Huawei delivered, wherever it lies. */
export interface DeliveredFile {
  name: string
  /** What tells it from another one with the same name: an export that was cut off goes on with the same file only. */
  identity: string
  /** What the reader was told that it is in. */
  encoding?: string
  /** Ends the reading with its reason. */
  signal?: AbortSignal
  /** Headings that were typed, which it must have, and what was said before of its columns. */
  mustHave?: ColumnMap
  kept?: KeptColumns
  onHeaded?: Delivered['onHeaded']
  /** The currency of amounts that do not say it, or how to ask for it. */
  currency?: Delivered['currency']
  /** Its bytes, from the beginning. */
  open(): AsyncIterable<Buffer>
}

/** Names stdin, and is its identity: who goes on reading it never gets the same again. */
export const STDIN = '-'

/** The same bytes read in another way are other records. */
export const inEncoding = (encoding: string | undefined) => (encoding ? `, in ${encoding}` : '')

/** A file on this machine, or stdin. What is in it tells it from others: names and times may agree. Throws `usage`. */
export async function localFile(path: string, encoding?: string): Promise<DeliveredFile> {
  if (path === STDIN) return {name: 'stdin', identity: STDIN, encoding, open: () => process.stdin}
  let stats: Stats
  const next = "Name the file that Huawei delivered, or leave --from out: then the profile's bucket is asked for it"
  try {
    stats = statSync(path)
    if (stats.isDirectory()) throw usage(`${path} is a folder, not a file`, next)
    accessSync(path, constants.R_OK)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw usage(`${path} cannot be read: ${fileTrouble(error)}`, next)
  }
  if (stats.isFile()) await checkAsPublished(path, [path])
  // A pipe can be read once.
  const digest = stats.isFile() ? `, ${(await digestOf(path)).slice(0, 16)}` : ''
  const identity = `${basename(path)}, ${stats.size} bytes of ${stats.mtime.toISOString()}${digest}`
  return {
    name: basename(path),
    identity: `${identity}${inEncoding(encoding)}`,
    encoding,
    open: () => createReadStream(path, {highWaterMark: 1 << 18}),
  }
}

export interface FilePlan {
  source: DeliveredSource
  cycle: string
  site: Site
  customers?: string[]
  /** Which of its columns is which, where somebody said so. */
  map?: ColumnMap
}

/** A place in a file: `day` counts portions, `offset` the groups of a portion. */
export class FileWalk implements RecordWalk {
  readonly byDay = new Set<number>()
  readonly skipped = new Set<number>()
  readonly waited = {throttle: 0, network: 0}
  readonly requests = 0
  readonly remarks: string[] = []
  pages = 0

  constructor(
    readonly file: DeliveredFile,
    readonly plan: FilePlan,
  ) {}

  canSplit(): boolean {
    return false
  }

  async *pagesFrom(start: Place): AsyncGenerator<WalkedPage> {
    if (start.customer > 0) return
    const {file, plan} = this
    this.remarks.length = 0
    const portions = deliveredPortions({...plan, ...file, chunks: file.open()}, layoutOf(plan.source), text =>
      this.remarks.push(text),
    )
    let day = 0
    for await (const groups of portions) {
      for (const [offset, read] of groups.entries()) {
        if (day < start.day || (day === start.day && offset < start.offset)) continue
        const {page, customer_id, account_name, currency} = read()
        page.currency = currency
        this.pages++
        bytesRead(sizeOf(page))
        const next =
          offset + 1 < groups.length ? {customer: 0, day, offset: offset + 1} : {customer: 0, day: day + 1, offset: 0}
        yield {page, index: 0, customer: {customer_id, account_name}, next, last: false}
      }
      day++
    }
  }
}

/** Bytes of a page's records: those of other pages stand around them. */
function sizeOf({rows, recordStarts, recordEnds}: RecordPage): number {
  let size = 0
  for (let row = 0; row < rows; row++) size += recordEnds[row]! - recordStarts[row]!
  return size
}
