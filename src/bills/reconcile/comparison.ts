// One figure held against another, and what came of it.
import type {Decimal} from '../../decimal.js'

export type Outcome = 'matched' | 'differences' | 'not-comparable'

/** One figure held against another. */
export interface Comparison {
  what: string
  left: string
  right: string
  outcome: Outcome
  /** Left less right, after what is known to lie between them. */
  difference?: Decimal
  /** Why it could not be compared. */
  reason?: string
}
