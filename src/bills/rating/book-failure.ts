// What is wrong with a price book, told at once and with lines.
import {Failure} from '../../failure.js'

/** Says on which line of the file a part of the book stands. */
export type LineOf = (path: (string | number)[]) => number | undefined

/** A failure of the whole book: what is wrong, each with its line. */
export const bookFailure = (path: string, problems: string[]) =>
  new Failure(
    'usage',
    `the price book ${path} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}`,
    {
      next: problems.slice(0, 20),
      details: problems,
    },
  )
