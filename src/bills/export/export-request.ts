// What is asked of an export, and what it answers.

import type {Brake} from '../read/read-ahead.js'
import type {Corrections} from './corrections.js'
import type {DeliveredFile} from './file-walk.js'
import type {ExportQuery, Manifest, Unread} from './files/manifest.js'
import type {Stream} from './files/parts.js'
import type {ServiceTotal} from './totals.js'

export interface ExportRequest {
  query: ExportQuery
  /** The file to read instead of the API. */
  file?: DeliveredFile
  /** A file, a folder, `-` for stdout; the current folder when absent. */
  out?: string
  now: Date
  /** Throws away what an unfinished export left. */
  restart?: boolean
  /** Reads only the customers that could not be read the last time. */
  retryFailed?: boolean
  stdout?: Stream
  clock?: () => Date
}

export interface ExportResult {
  site: string
  cycle: string
  /** Which part of the customers it is, where it is one. */
  shard?: string
  /** False while the figures can still change. */
  final: boolean
  customers: number
  records: number
  amounts: Manifest['sums']
  services: ServiceTotal[]
  /** What was made; `-` for stdout. */
  path: string
  files: Manifest['files']
  manifest?: string
  unread: Unread[]
  duplicates: Manifest['duplicates']
  remarks: string[]
  /** What it changes in the export of the month that it replaces. */
  corrections?: Corrections
  /** An earlier run had done a part of it. */
  resumed: boolean
  /** Customers that were asked again because they could not be read before; then nobody else was asked. */
  retried?: number
  seconds: number
  brake: Brake
}

export interface ExportProgress {
  customers: number
  ofCustomers: number
  records: number
  pages: number
  requests: number
  seconds: number
  customer: string
  /** What the program waits for most. */
  brake: Brake
}
