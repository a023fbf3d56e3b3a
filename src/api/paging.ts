// Paged lists: one page after the other, and a word about lists that change while they are read.
import {createHash} from 'node:crypto'
import {Failure} from '../failure.js'
import type {Operation, Paging} from './contract/contract.js'
import {stringifyJson} from './json.js'
import {countOf} from './proof.js'

export interface Page<Row, Answer = unknown> {
  rows: Row[]
  total?: number
  /** What stands around the rows: sums, the currency. */
  answer?: Answer
}

interface Walk {
  /** The list, for warnings. */
  name: string
  /** Rows at most. */
  limit: number
  /** Rows in a page. */
  pageSize?: number
  /** Asks for one page: the fields that place it, the rows that came before, and the answer. */
  ask(place: Record<string, unknown>, before: number): Promise<Record<string, unknown> | undefined>
  warn(message: string): void
}

/** Whether what is asked for begins with the first row. */
export function isFirstPage({paging}: Operation, fields: Record<string, unknown>): boolean {
  const place = paging && fields[(paging.marker ?? paging.offset)!]
  return place === undefined || place === (paging?.offsetUnit === 'page' ? 1 : 0)
}

/** Walks a paged list until it ends or the limit is reached. */
export async function* walkPages<Row extends object, Answer>(
  paging: Paging,
  {name, limit, pageSize, ask, warn}: Walk,
): AsyncGenerator<Page<Row, Answer>> {
  const size = Math.min(pageSize ?? paging.maxLimit ?? 100, limit)
  let position: number | string | undefined = paging.marker ? undefined : paging.offsetUnit === 'page' ? 1 : 0
  let received = 0
  let empty = 0
  let before: Page<Row> = {rows: []}
  const seen = new Set<string>()
  while (received < limit) {
    const data = await ask({[paging.marker ?? paging.offset!]: position, [paging.limit]: size}, received)
    const rows = ((paging.items && data?.[paging.items]) || []) as Row[]
    const said = paging.total ? countOf(data?.[paging.total]) : undefined
    // A marker or an offset that the server takes no notice of would be followed for ever.
    if (rows.length > 0 && isKnown(seen, rows)) throw noProgress(name, received)
    received += rows.length
    // What counts less than it has given counts something else: the rows themselves tell where the list ends.
    const total = said !== undefined && said < received ? undefined : said
    const kept = received > limit ? rows.slice(0, rows.length - (received - limit)) : rows
    yield {rows: kept, total, answer: data as Answer}
    const trouble = troubleOf(before, {rows, total})
    if (trouble) warn(`${name}: ${trouble}; run it again to be sure`)
    const whole = total ?? before.total
    if (rows.length === 0 && !paging.marker && whole !== undefined && whole > received)
      throw brokenOff(name, whole, received)
    before = {rows, total: whole}
    if (total !== undefined && received >= total) return
    empty = rows.length === 0 ? empty + 1 : 0
    if (paging.marker) {
      // A page may be empty in the middle: where more follows, its marker says so.
      position = markerOf(paging, data)
      if (!position) return
      if (isKnown(seen, position) || empty > EMPTY_PAGES) throw noProgress(name, received)
    } else if (rows.length === 0 || (total === undefined && rows.length < size)) return
    else position = paging.offsetUnit === 'page' ? (position as number) + 1 : (position as number) + rows.length
  }
}

/** Empty pages in a row at most: markers alone could lead on for ever. */
const EMPTY_PAGES = 20

/** Where the next page begins; undefined after the last one. */
function markerOf({next}: Paging, data: unknown): string | undefined {
  if (!next) return undefined
  const marker = next.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], data)
  return marker as string | undefined
}

/** What a page is told from others by. */
export const printOf = (page: string | Buffer): string => createHash('sha1').update(page).digest('base64')

/** Whether a page or a marker has come before; it is known from then on. */
function isKnown(seen: Set<string>, one: unknown): boolean {
  const print = printOf(stringifyJson(one))
  const known = seen.has(print)
  seen.add(print)
  return known
}

/** The failure of a list that ends before the number of its rows. */
const brokenOff = (name: string, total: number, received: number) =>
  new Failure('failed', `${name}: the platform counts ${total} rows, but gave ${received}`, {
    next: ['The list is not whole. Run it again, or narrow it with filters'],
  })

/** The failure of a list whose pages come again. */
export const noProgress = (name: string, received: number) =>
  new Failure('failed', `${name}: the list does not go on: after ${received} rows the platform gives the same again`, {
    next: ['The list is not whole. Run it again, or narrow it with filters'],
  })

/** Pages are cut by position: when the list changes while it is read, rows may be missing or come twice. */
function troubleOf<Row extends object>(before: Page<Row>, {rows, total}: Page<Row>): string | undefined {
  if (before.total !== undefined && total !== undefined && before.total !== total) {
    return `the list changed while it was read (${before.total} rows, then ${total}): some may be missing or come twice`
  }
  const repeated = repeatedRows(before.rows, rows)
  return repeated > 0 ? `${repeated} rows came twice: the list changed while it was read` : undefined
}

/** How many rows of a page stood at the end of the page before: what was inserted meanwhile has pushed them on. */
function repeatedRows(before: object[], rows: object[]): number {
  if (rows.length === 0) return 0
  const same = (a: object, b: object) =>
    Object.entries(a).every(([name, value]) => {
      const other = (b as Record<string, unknown>)[name]
      return typeof value === 'object' ? stringifyJson(value) === stringifyJson(other) : value === other
    })
  const from = before.findIndex(row => same(row, rows[0]!))
  const tail = from < 0 ? [] : before.slice(from)
  return tail.every((row, index) => rows[index] && same(row, rows[index])) ? tail.length : 0
}
