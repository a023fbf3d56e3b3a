// Reads bill records wherever they are: live from the API, or from an export. For everything that works on records
// rather than on files.
import {existsSync, readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import type {Api} from '../../api/client.js'
import {type Customer, listCustomers} from '../../customers/find.js'
import {isFinal} from '../../cycle.js'
import {concernsOnePart, usage} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'
import {STDIN} from './bytes.js'
import {customerRecords, type Unread} from './customer-records.js'
import {fileRecords, kindOf, type Reading} from './exported-file.js'

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

/** The files of an export: one, or all of a folder. Throws `usage` where there are none. */
export function exportedFiles(path: string): string[] {
  if (path === STDIN) return [path]
  if (!existsSync(path)) throw usage(`${path} does not exist`, 'Make it with: partnerctl bill export')
  const files = statSync(path).isDirectory() ? recordFilesIn(path) : [path]
  if (files.length === 0) throw usage(`${path} holds no exported records`, 'Make them with: partnerctl bill export')
  return files
}

/**
 * The records of an export: a file of `bill export` (CSV, JSON or JSON lines, also gzipped, or Parquet; FOCUS too), or
 * a folder of such files; `-` is stdin.
 */
export function exportedRecords(path: string, reading: Reading = {}): RecordSet {
  const files = exportedFiles(path)
  return {
    origin: path,
    unread: [],
    async *batches() {
      for (const file of files) yield* fileRecords(file, reading)
    },
  }
}

/** The records of a cycle as the API gives them now. Customers that cannot be read are listed, not thrown. */
export function liveRecords(api: Api, cycle: string, now: Date, customers?: Customer[]): RecordSet {
  const unread: Unread[] = []
  return {
    origin: 'the API',
    cycle,
    final: isFinal(cycle, now),
    unread,
    async *batches() {
      for await (const customer of customers ?? listCustomers(api, {})) {
        try {
          yield* customerRecords(api, customer, cycle)
        } catch (error) {
          if (!concernsOnePart(error)) throw error
          const {customer_id, account_name} = customer
          unread.push({customer_id, account_name, reason: error.message, next: error.next})
        }
      }
    },
  }
}

function recordFilesIn(folder: string): string[] {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter(name => kindOf(name) && !/(^|[\\/.])manifest\.json$/.test(name) && !/(^|[\\/])_/.test(name))
    .sort()
  // The same month in two formats would be counted twice.
  const kinds = [...new Set(names.map(kindOf))]
  if (kinds.length > 1) {
    throw usage(`${folder} holds ${kinds.join(' and ')} files, which may be the same records twice`, 'Name one of them')
  }
  return names.map(name => join(folder, name))
}
