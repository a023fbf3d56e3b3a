// A row of a job.
import type {InputRow} from './fields.js'
import type {Item, RowEnd} from './task.js'

/** One row and what is known of it. No end: it has not been sent. */
export interface JobRow {
  input: InputRow
  item?: Item
  end?: RowEnd
  /** It was sent, or came to its end, in an earlier run. */
  earlier?: boolean
  /** What sending will change. */
  change?: string
}
