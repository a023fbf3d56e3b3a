// The rehearsal of a write.

/** Thrown instead of sending a write in a dry run: not an error, the end of the rehearsal. */
export class DryRun extends Error {
  override name = 'DryRun'
  /** Requests that would follow this one. */
  readonly following: DryRun[] = []

  constructor(
    readonly operation: string,
    readonly request: {method: string; url: string; headers: Record<string, string>; body: unknown},
  ) {
    super(`dry run of ${operation}`)
  }

  with(following: DryRun[]): this {
    this.following.push(...following)
    return this
  }
}
