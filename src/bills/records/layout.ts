// Which columns records have: the fields of their source, and what is known beside them.
import type {SourceName} from './source-names.js'

/** Of a file that is read also `month`, `day` and `time`, and `cycle`: a time, UTC, with which a cycle begins. */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'json' | 'month' | 'day' | 'time' | 'cycle'

export interface Column {
  /** The source's own name. */
  name: string
  type: ColumnType
  /** Name in the common view of all sources. */
  common: string
}

/**
 * The columns of one source. A record is a row of cells in this order; fields that nobody announced are kept beside it.
 */
export class Layout {
  readonly columns: readonly Column[]
  readonly #places = new Map<string, number>()
  readonly #commonPlaces = new Map<string, number>()

  constructor(
    readonly source: SourceName,
    fields: {name: string; type: ColumnType}[],
    common: Record<string, string> = {},
    /** Columns that are there for certain; those behind them may be. */
    readonly certain = fields.length,
  ) {
    this.columns = fields.map(field => ({...field, common: common[field.name] ?? field.name}))
    for (const [place, column] of this.columns.entries()) {
      this.#places.set(column.name, place)
      this.#commonPlaces.set(column.common, place)
    }
  }

  get width(): number {
    return this.columns.length
  }

  /** Place of a column by the source's name; -1 when there is none. */
  placeOf(name: string): number {
    return this.#places.get(name) ?? -1
  }

  /** Place of a column by its name in the common view; -1 when the source has nothing like it. */
  commonPlace(name: string): number {
    return this.#commonPlaces.get(name) ?? -1
  }
}
