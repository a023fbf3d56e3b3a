// What the journal of an export says: what it is, and where it stood.
import type {Owner} from '../../../api/owner.js'
import type {BilledCustomer, Place} from '../../read/walk.js'
import type {WrittenDuplicates} from '../duplicates.js'
import type {WrittenTotals} from '../totals.js'
import type {ExportQuery, Unread} from './manifest.js'
import type {PartState} from './parts.js'

export interface Head {
  journal: 1
  tool: string
  run: string
  started: string
  final: boolean
  /** Why the month is an estimate, though its figures do not change any more. */
  doubt?: string
  query: ExportQuery
  /** Whose records these are; absent where they come from a file. */
  owner?: Owner
  customers: BilledCustomer[]
  /** Names of measurement units by id, where the format needs them. */
  units: Record<string, string>
}

/** The state at a checkpoint; parts and totals say what changed since the one before. */
export interface Entry {
  at: Place
  parts: Record<string, PartState>
  totals: WrittenTotals
  duplicates: WrittenDuplicates
  unread: (Unread & {customer: number})[]
  byDay: number[]
  sequence: number
  /** In a run that reads failed customers again: the ones that are read. */
  only?: number[]
  /**
   * Everything is read and written; what is left is to put it in its place. The text of the manifest, so that no amount
   * is a number.
   */
  finished?: string
}

const said = new Set<keyof Entry>([
  'at',
  'parts',
  'totals',
  'duplicates',
  'unread',
  'byDay',
  'sequence',
  'only',
  'finished',
])

/** Whether a line says what this version writes, and nothing more: what is not known may change what is meant. */
export const isEntry = (line: Partial<Entry> | null): boolean =>
  Boolean(line?.parts) && Object.keys(line!).every(name => said.has(name as keyof Entry))
