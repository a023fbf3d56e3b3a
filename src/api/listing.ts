// A list that arrives page by page.

/** Rows as they come, and what is known of their number. Can be walked once. */
export class Listing<Row> implements AsyncIterable<Row> {
  /** Rows on the server, known after the first page; undefined where the API does not tell. */
  total?: number
  /** Rows given so far. */
  shown = 0
  /** More rows exist than were asked for. */
  cut = false

  constructor(readonly walk: (listing: Listing<Row>) => AsyncGenerator<Row>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Row> {
    for await (const row of this.walk(this)) {
      this.shown++
      yield row
    }
  }

  /** The same list with each row turned into something else. */
  map<Other>(change: (row: Row) => Other): Listing<Other> {
    const source = this
    return new Listing<Other>(async function* (listing) {
      for await (const row of source) {
        listing.total = source.total
        yield change(row)
      }
      listing.total = source.total
      listing.cut = source.cut
    })
  }

  async toArray(): Promise<Row[]> {
    const rows: Row[] = []
    for await (const row of this) rows.push(row)
    return rows
  }
}
