// Pages of lists that are in memory.

/**
 * The records of a page: `offset` records are skipped, at most `limit` (10 unless the contract says otherwise) come.
 */
export function page<T>(list: readonly T[], input: {offset?: number; limit?: number}, limit = 10): T[] {
  const offset = input.offset ?? 0
  return list.slice(offset, offset + (input.limit ?? limit))
}
