// How much a table of rows to work on may hold.
import {usage} from '../failure.js'

/** Bytes of a file at most, and of what a packed one holds: such a table is held in memory. */
export const LARGEST_TABLE = 1 << 27

export const tooLarge = (path: string, place?: string) =>
  usage(
    `${path}${place ? `, ${place}` : ''}: more than ${LARGEST_TABLE >> 20} MB, which is no table of rows to work on`,
    'Make several files of it, or take out what stands outside the table',
  )
