// Where and for whom this command line works: what of it the next line that is proposed must say again.

/** What the table of commands says of one of them. */
export interface KnownCommand {
  id: string
  flags?: Record<string, {aliases?: string[]; char?: string; helpGroup?: string}>
  args?: Record<string, unknown>
  summary?: string
  operations?: string[]
}

/** What was typed, as the framework took it apart. */
export interface Taken {
  type: 'flag' | 'arg'
  flag?: string
  arg?: string
  input: string
}

/** Flags that say where and for whom a command works, in the order in which they are printed. */
export const SCOPE = ['profile', 'customer', 'reseller', 'group', 'book', 'server', 'set'] as const
export type Scope = (typeof SCOPE)[number]

export class TypedScope {
  /** The command for which it was typed. */
  command?: KnownCommand
  readonly #values = new Map<Scope, string[]>()

  /** Keeps what was typed. */
  take(command: KnownCommand | undefined, words: Iterable<Taken>): void {
    this.command = command
    this.#values.clear()
    for (const {type, flag, arg, input} of words) {
      const name = SCOPE.find(one => one === (type === 'flag' ? flag : arg))
      if (!name || (type === 'arg' && name !== 'customer')) continue
      this.#values.set(name, [...(this.of(name) ?? []), input])
    }
  }

  /** What was chosen when asked for counts as typed. */
  choose(name: Scope, value: string): void {
    if (!this.#values.has(name)) this.#values.set(name, [value])
  }

  of(name: Scope): string[] | undefined {
    return this.#values.get(name)
  }
}
