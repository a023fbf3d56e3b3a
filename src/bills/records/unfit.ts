/**
 * What a file holds cannot be taken as it is, however often it is fetched. The message goes on behind the name of the
 * file.
 */
export class Unfit extends Error {
  override name = 'Unfit'

  constructor(
    message: string,
    /** What to do about it. */
    readonly next: string,
  ) {
    super(message)
  }
}
