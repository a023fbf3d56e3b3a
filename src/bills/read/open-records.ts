// Reads the bill records of an export, for everything that works on records rather than on files.
import {existsSync, statSync} from 'node:fs'
import {resolve} from 'node:path'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {usage} from '../../failure.js'
import {checkAsPublished} from '../export/files/held.js'
import {type Lying, lyingAt, type Published, shardsAt} from '../export/files/published.js'
import type {BillRecord} from '../records/bill-record.js'
import {STDIN} from './bytes.js'
import {type Batch, fileBatches, fileRecords, kindOf, type Reading} from './exported-file.js'

/** A customer whose records could not be read. */
export interface Unread {
  customer_id: string
  account_name: string
  reason: string
  next: string[]
}

/** Records of a month, to be walked once. */
export interface RecordSet {
  /** Where they are, for messages: a path, or the profile. */
  origin: string
  /** Known before reading where an export says it, or when they are read live. */
  cycle?: string
  /** False while the figures can still change; undefined when nobody knows. */
  final?: boolean
  /** Customers whose records are not among them. Complete after the walk. */
  unread: Unread[]
  /** The records as they come, some at a time. Throws a Failure. */
  batches(): AsyncGenerator<BillRecord[]>
}

/** What lies where records are read: nothing beside stdin. */
export const readAt = (path: string): Lying =>
  path === STDIN ? {files: [], published: [], merged: new Set()} : lyingAt(path)

/** The files of an export: one, or all of a folder. Throws `usage` where there are none. */
export function exportedFiles(path: string, lying: Lying): string[] {
  if (path === STDIN) return [path]
  if (!existsSync(path)) throw usage(`${path} does not exist`, 'Make it with: partnerctl bill export')
  const files = statSync(path).isDirectory() ? recordFilesIn(path, lying) : [path]
  if (files.length === 0) {
    checkMerged(path, shardsAt(path))
    throw usage(`${path} holds no exported records`, 'Make them with: partnerctl bill export')
  }
  return files
}

/** Throws `usage` where what lies there are shards of an export, which become one when they are merged. */
export function checkMerged(path: string, found: Published[]): void {
  const cycles = [
    ...new Set(found.filter(({manifest}) => manifest.query.shard).map(({manifest}) => manifest.query.cycle)),
  ]
  if (cycles.length === 0) return
  const cycle = cycles.sort().at(-1)
  throw usage(
    `${path} holds ${counted(found.length, 'shard')} of an export that are not merged`,
    commandLine`bill merge ${path} --cycle ${cycle}`,
  )
}

/**
 * The records of an export: a file of `bill export` (CSV, JSON or JSON lines, also gzipped, or Parquet; FOCUS too), or
 * a folder of such files; `-` is stdin.
 */
export function exportedRecords(path: string, reading: Reading = {}): RecordSet {
  const lying = readAt(path)
  const files = exportedFiles(path, lying)
  return {
    origin: path,
    unread: [],
    async *batches() {
      await checkRead(path, files, lying, reading)
      for (const file of files) yield* fileRecords(file, reading)
    },
  }
}

async function checkRead(path: string, files: string[], lying: Lying, {isHeld, note}: Reading): Promise<void> {
  if (path === STDIN) return
  await checkAsPublished(path, files, lying, isHeld)
  const passed = lying.merged.size
  if (passed > 0)
    note?.(`${path}: ${counted(passed, 'file')} of shards passed over: what was merged from them is there`)
}

function recordFilesIn(folder: string, {files, merged}: Lying): string[] {
  const found = files
    .filter(file => !merged.has(resolve(file)))
    .filter(file => !/(^|[\\/.])(manifest|provenance)\.json$/.test(file) && kindOf(file))
    .sort()
  // The same month in two formats would be counted twice.
  const kinds = [...new Set(found.map(kindOf))]
  if (kinds.length > 1) {
    throw usage(`${folder} holds ${kinds.join(' and ')} files, which may be the same records twice`, 'Name one of them')
  }
  return found
}

/** The same records as they lie in their files, where they lie in pages. */
export async function* exportedBatches(path: string, reading: Reading = {}): AsyncGenerator<Batch> {
  const lying = readAt(path)
  const files = exportedFiles(path, lying)
  await checkRead(path, files, lying, reading)
  for (const file of files) yield* fileBatches(file, reading)
}
