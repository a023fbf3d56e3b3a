// What commands around price books share: the flag that names the book, and the rates of `--unmatched`.
import {Flags} from '@oclif/core'

export const bookFlag = Flags.string({
  char: 'b',
  summary: 'price book, YAML or CSV',
  env: 'PARTNERCTL_PRICEBOOK',
  default: 'pricebook.yaml',
})

export const unmatchedFlag = Flags.option({
  summary: 'what a record costs that no rule prices: an error, what you pay, the list price; or it is left out',
  options: ['error', 'cost', 'official', 'skip'] as const,
  default: 'error' as const,
})()

/** How another command is told where the records are, and how they are read. */
export const recordsAt = (path: string, {encoding, currency}: {encoding?: string; currency?: string}): string[] => [
  '--records',
  path,
  ...(encoding ? ['--encoding', encoding] : []),
  ...(currency ? ['--currency', currency] : []),
]
