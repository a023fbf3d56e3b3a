// Answers are compared with what was asked: a filter that the platform ignored must not make another row the one that
// was meant.
import {Failure} from '../failure.js'

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))

/**
 * The row with the id that was asked for; undefined where no rows came. Rows that are all about something else are a
 * broken answer: nothing may be done on their ground, and that there is no such thing cannot be said either.
 */
export function rowOf<Row extends object>(rows: Row[], field: keyof Row & string, id: string): Row | undefined {
  const row = rows.find(one => text(one[field]) === id)
  if (row || rows.length === 0) return row
  throw anotherOne(field, id, text(rows[0]![field]))
}

/** Throws when an answer about one thing names another id than the one that was asked for. */
export function mustBeAbout(field: string, asked: string, came: unknown): void {
  if (text(came) !== '' && text(came) !== asked) throw anotherOne(field, asked, text(came))
}

/** The failure of an answer that is about something else. */
export const anotherOne = (field: string, asked: string, came: string) =>
  new Failure('failed', `asked for ${field} ${asked}, the platform answered with ${came || 'rows without it'}`, {
    next: ['Nothing was done with this answer', 'Run the command again, and report it to Huawei Cloud if it stays so'],
  })
