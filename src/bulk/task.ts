// What a job of many rows is: the words of its columns, what each row would do, how it is done, and how to find out
// whether it was.
import type {Api} from '../api/client.js'
import type {Failure} from '../failure.js'
import type {Field, InputRow} from './fields.js'

/**
 * How a row ended. `done` holds for good; `failed` had no effect; `unknown` may have had one, and is asked about again;
 * `unclear` may have had one, and nothing tells: it is neither asked about nor sent again.
 */
export type EndKind = 'done' | 'failed' | 'unknown' | 'unclear'

/** The end of one row. */
export interface RowEnd {
  kind: EndKind
  /** One word for the result file: created, changed, unchanged, failed, unknown … */
  status: string
  /** Id of what was made or changed. */
  id?: string
  /** The API's error code. */
  code?: string
  message?: string
  request_id?: string
  /** Of an unknown end: a run after the one that sent it has asked in vain. */
  asked?: true
  /** Of an unknown end: it was sent before, and what became of that request is unknown, too. */
  resent?: true
}

/** A row that passed the checks. */
export interface Item extends InputRow {
  /**
   * What makes it this row and no other: a customer's id, the platform's account id. Stands in the journal and in the
   * result.
   */
  key: string
  /** Digest of the values: the same row in the next run. */
  print: string
  /** How it ended in the last run with this file, should that have finished. */
  before?: RowEnd
  /** What the survey saw before it was sent; kept in the journal, so that a lookup can compare. */
  seen?: string
}

/** What a look at the present state says about a row. */
export type Survey =
  /**
   * It will be sent; `change` is what the plan says about it, `seen` the state that {@link Task.settle} will compare
   * with.
   */
  | {action: 'send'; change?: string; seen?: string}
  /** Nothing to do: it is as wanted already. */
  | {action: 'unchanged'; id?: string; status: string; message?: string}
  | {action: 'invalid'; message: string}

/**
 * What a lookup says about a row whose outcome is unknown: its end, that it had no effect, or that this cannot be told
 * (yet).
 */
export type Settled = RowEnd | 'no-effect' | 'undecided'

export interface Unsettled {
  item: Item
  end: RowEnd
}

export interface Task {
  /** The command, for the journal: `budget apply`. */
  name: string
  /** One row, many rows: `customer`, `customers`. */
  noun: [one: string, many: string]
  /** What sending does, for the plan and the question: `create`, `change`. */
  verb: string
  fields: Field[]
  /** The value of this field is the row's key. */
  keyField: string
  /** Looks at what is there. Only reads. `thorough` is for a rehearsal and may take its time. */
  survey(api: Api, items: Item[], options: {thorough: boolean}): Promise<Map<Item, Survey>>
  /** Rows that go into one request; one each when absent. */
  batches?(items: Item[]): Item[][]
  /** Sends one batch. A row without an entry has the end of the Failure that was thrown. */
  send(api: Api, items: Item[]): Promise<Map<Item, RowEnd>>
  /**
   * Looks up rows whose outcome is unknown, with all that {@link survey} asks. Only reads. `no-effect` has the row sent
   * again, so it is only for tasks where that is harmless even when the first request arrives late.
   */
  settle(api: Api, rows: Unsettled[]): Promise<Map<Item, Settled>>
}

/** The end of a row by what went wrong. Undefined where nothing was sent and the row may be tried again later. */
export function endOf(failure: Failure): RowEnd | undefined {
  const {outcome, message, code, requestId} = failure
  switch (outcome) {
    case 'unknown':
      return {kind: 'unknown', status: 'unknown', code, message, request_id: requestId}
    case 'unavailable':
    case 'interrupted':
    case 'terminated':
      return undefined
    default:
      return {kind: 'failed', status: 'failed', code, message, request_id: requestId}
  }
}
