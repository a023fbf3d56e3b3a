// Words from outside: typed, read from a file, sent by the platform.

/**
 * What a table has under a word from outside; undefined where it has nothing itself. What every object inherits, as
 * `constructor`, is no word of ours.
 */
export const lookUp = <T extends object>(
  table: T | null | undefined,
  word: string | undefined,
): T[keyof T] | undefined =>
  table && word !== undefined && Object.hasOwn(table, word) ? table[word as keyof T] : undefined
