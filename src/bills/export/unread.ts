// Customers that could not be read, as a few lines that say why and what to do.
import type {Unread} from '../read/open-records.js'

const CUSTOMERS_SHOWN = 10
const MENDS_SHOWN = 3

/** Each with its reason, and then what mends them: most often the same for all. */
export function unreadLines(unread: Unread[]): string[] {
  const rest = unread.length - CUSTOMERS_SHOWN
  return [
    ...unread
      .slice(0, CUSTOMERS_SHOWN)
      .map(({account_name, customer_id, reason}) => `${account_name || customer_id}: ${reason}`),
    ...(rest > 0 ? [`and ${rest} more: -o json names them all`] : []),
    ...[...new Set(unread.flatMap(({next}) => next))].slice(0, MENDS_SHOWN),
  ]
}
