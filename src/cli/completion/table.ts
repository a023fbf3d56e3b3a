// What can be typed, as data: made from the commands when the program is built (bin/manifest.mjs), so that completing a
// line loads none of them.

/** What a value is, where it is not one of a list. */
export type Kind = 'customer' | 'reseller' | 'profile' | 'month' | 'columns' | 'file'

export interface Value {
  /** Words that are known: options, or the labels of a field of the contract. */
  words?: string[]
  kind?: Kind
}

export interface CompletedFlag extends Value {
  summary: string
  char?: string
  /** Takes no value. */
  alone?: boolean
  /** May be given again. */
  many?: boolean
}

export interface CompletedArgument extends Value {
  many?: boolean
}

export interface CompletedCommand {
  summary: string
  args: CompletedArgument[]
  flags: Record<string, CompletedFlag>
}

export interface CompletionTable {
  /** By the words that are typed: `bill export`. */
  commands: Record<string, CompletedCommand>
  topics: Record<string, string>
  /** Flags that every command has. */
  shared: Record<string, CompletedFlag>
}
