// What is asked of the issue of a month, and what comes of it.
import type {Decimal} from '../../decimal.js'
import type {PriceBook} from '../rating/book.js'
import type {Provenance} from '../rating/provenance.js'
import type {RatedRow} from '../rating/rated.js'
import type {Statement, StatementLine} from './data/document.js'

export const formats = ['pdf', 'xml', 'html', 'xlsx', 'csv'] as const
export type Format = (typeof formats)[number]

/** A sum of corrections: what a line of a customer's document comes to. */
export interface Correction extends Pick<StatementLine, 'kind' | 'label' | 'detail' | 'customer'> {
  cycle: string
  customer_id: string
  account_name: string
  tax: string
  currency: string
  before: Decimal
  after: Decimal
  /** Orders that are new on the line: of refunds those that they take back. */
  orders: string[]
}

export interface IssueRequest {
  rated: AsyncIterable<RatedRow[]>
  /** Corrections of what was issued, in place of rated rows. */
  corrections?: Correction[]
  book: PriceBook
  /** Folder of the statements and of their register. */
  out: string
  formats: Format[]
  /** Day of issue (UTC+8). */
  issued: string
  /** Without numbers, outside the register. */
  preview?: boolean
  /** Account names or customer ids; all when absent. */
  customers?: string[]
  /**
   * What becomes of a statement that was issued with other content: it is replaced, or the difference is credited or
   * charged, or it is taken back whole and issued anew.
   */
  changed?: 'reissue' | 'credit-note' | 'full-credit-note'
  /** First number of a range that has none yet. */
  first?: number
  /** What is known of the rated file. */
  provenance?: Provenance
  /** Issues statements although their month was an estimate, or lacked customers. */
  accept?: {estimate?: boolean; partial?: boolean}
  /** Ends the work between two documents, and within a long one. */
  signal?: AbortSignal
  /** Now, which tells whether a month is over. */
  now?: Date
  onProgress?(done: number, of: number): void
  /** Is told what a preview cannot print. */
  onNote?(text: string): void
}

export interface Issued {
  number: string
  kind: Statement['kind']
  status: 'issued' | 'unchanged' | 'reissued' | 'preview'
  cycle: string
  account_name: string
  customer_id: string
  currency: string
  net: Decimal
  tax: Decimal
  total: Decimal
  due_date: string
  /** The document that it corrects; empty where it corrects none. */
  refers_to: string
  files: string[]
}
