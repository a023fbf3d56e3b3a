// The heading of a delivered file: which of its columns is which, and what is said of them.
import {usage} from '../../failure.js'
import {
  type ColumnMap,
  columnsByHeading,
  columnsByOrder,
  type DeliveredSource,
  type FileColumn,
  inHeadings,
  missingIn,
  publishedHeadings,
} from '../records/delivered-columns.js'
import {BrokenPage} from '../records/record-page.js'
import {aboutMoney, hasMoney} from './told.js'

/** Lines at most above the headings. */
const PREAMBLE = 20

export interface HeadedFile {
  name: string
  source: DeliveredSource
  /** Which of its columns is which, where somebody said so. */
  map?: ColumnMap
  /** Headings of the map that the file must have. */
  mustHave?: ColumnMap
  /** What was said before of files with the same headings. */
  kept?: KeptColumns
  /** The currency that was typed, or a way to ask for it. */
  currency?: unknown
}

/** Maps that were said of other files, by their headings. */
export interface KeptColumns {
  /** Of files with just these headings. */
  of(headings: string[]): ColumnMap
  /** What a heading was said to be where others stood beside it. */
  elsewhere(heading: string): string | undefined
}

/** The headings of a table, and which of them was said to be which. */
export interface HeadedColumns {
  headings: string[]
  map: ColumnMap
}

/** Which column is which under these headings: what was typed counts more than what is kept. */
export const mapOf = ({map, kept}: Pick<HeadedFile, 'map' | 'kept'>, headings: string[]): ColumnMap => ({
  ...kept?.of(headings),
  ...map,
})

/** Finds the columns of a table by its first rows. */
export class Headed implements HeadedColumns {
  columns: FileColumn[] | undefined
  /** By its headings; else the first record has told them. */
  isNamed = false
  headings: string[] = []
  map: ColumnMap = {}
  /** The first row that was no heading. */
  #strange: string[] | undefined
  #line = 0

  constructor(
    readonly file: HeadedFile,
    readonly placeOf: (line: number) => string,
    /** Of the table itself, which may be one of several in the file. */
    readonly name = file.name,
  ) {}

  /** Whether a row tells the columns: lines above it do not. Throws `usage`, `BrokenPage` and `Unfit`. */
  found(cells: string[], line: number): boolean {
    const {source, mustHave = {}} = this.file
    const named = columnsByHeading(cells, mapOf(this.file, cells))
    const headings = named ? cells : (publishedHeadings(source, cells) ?? cells)
    const map = mapOf(this.file, headings)
    const columns = named ?? columnsByOrder(source, cells, map)
    if (!columns?.some(({known}) => known?.name === 'customer_id')) {
      // Consoles write lines about the bill above it.
      this.#strange ??= cells
      if (line < PREAMBLE) return false
      throw unknownColumns(this.#strange)
    }
    const missing = missingIn(headings, mustHave)
    if (missing.length > 0) throw usage(`${this.file.name} has no column ${missing.join(', ')}`, ...listed(headings))
    this.columns = columns
    this.isNamed = named !== undefined
    this.headings = headings
    this.map = inHeadings(headings, map)
    this.#line = line
    this.#checkMoney(headings, columns)
    return true
  }

  #checkMoney(headings: string[], columns: FileColumn[]): void {
    const currencies = [...new Set(columns.map(({currency}) => currency).filter(Boolean))]
    if (currencies.length > 1) {
      throw usage(
        `${this.file.name} has amounts in ${currencies.join(' and ')} side by side`,
        'Leave the columns of one currency in the file',
      )
    }
    const {currency: typed} = this.file
    if (typeof typed === 'string' && currencies.length > 0 && currencies[0] !== typed) {
      throw usage(
        `the headings of ${this.file.name} say ${currencies[0]}, not ${typed}`,
        `Leave --currency ${typed} away`,
      )
    }
    if (this.file.source !== 'bill-file' || hasMoney(columns)) return
    throw usage(
      `${this.file.name} has no column of amounts that is known here`,
      'Say which it is: bill export --map "settlement_amount=HEADING", or its number; amount is the customers’ expenditure, official_amount the list price',
      ...listed(headings),
    )
  }

  /** To be called behind the last row. */
  finish(): void {
    if (!this.columns && this.#strange) throw unknownColumns(this.#strange)
  }

  /**
   * To be called before the rows of a table that follows another. Throws `usage` where they are not alike in their
   * amounts: those of one of them would be missing in the sums.
   */
  checkBeside(first: Headed): void {
    const [ours, theirs] = [this, first].map(({columns = []}) => amountsIn(columns)) as [string[], string[]]
    const lacking = (names: string[], others: string[]) => others.filter(name => !names.includes(name))
    const [here, there] = [lacking(ours, theirs), lacking(theirs, ours)]
    if (here.length + there.length === 0) return
    const [less, more, names] = here.length > 0 ? [this, first, here] : [first, this, there]
    throw usage(
      `${this.file.name}: ${less.name} has no column ${names.join(', ')}, and ${more.name} has`,
      'Give the columns of both the same headings, or name each file by itself',
      `${less.name}: ${listed(less.columns!.map(({heading}) => heading))[0]}`,
    )
  }

  /** What was recognised; of a table that follows `first`, where it is not the same. */
  tell(remark: (text: string, isNews: boolean) => void, first?: Headed): void {
    const {columns} = this
    if (!columns) return
    const isAlike =
      first?.columns?.map(({heading}) => heading).join('\n') === columns.map(one => one.heading).join('\n')
    if (isAlike && !this.#strange) return
    const above = this.#strange ? `what stands above ${this.placeOf(this.#line)} was passed over; ` : ''
    const whose = first ? `${this.name} has other columns: ` : ''
    remark(
      `${above}${isAlike ? '' : whose}${aboutColumns(columns, this.isNamed)}`,
      first !== undefined || this.#strange !== undefined,
    )
    if (isAlike) return
    const said = columns.filter(({byMap}) => byMap).map(({heading, known}) => `${known!.name} is ${heading}`)
    if (said.length > 0) remark(`as it was said with --map: ${said.join(', ')}`, true)
    for (const {known, heading} of columns) {
      const name = known ? undefined : this.file.kept?.elsewhere(heading)
      if (name)
        remark(
          `${heading} was said to be the ${name} of files with other headings: say it of this one with --map`,
          true,
        )
    }
    if (this.file.source !== 'bill-file') return
    for (const {text, isNews} of aboutMoney(columns)) remark(text, isNews)
  }
}

/** The columns of a file by number, as they can be typed. */
const listed = (headings: string[]): string[] => [
  `Its columns: ${headings.map((heading, index) => `${index + 1} ${heading || '(no heading)'}`).join(', ')}`,
]

/** The amounts that a table has, by their names. */
const amountsIn = (columns: FileColumn[]): string[] => columns.flatMap(({known}) => (known?.money ? [known.name] : []))

const unknownColumns = (cells: string[]) =>
  new BrokenPage(`its columns are ${cells.slice(0, 4).join(', ')} ..., none of which is a customer's id`)

function aboutColumns(columns: FileColumn[], isNamed: boolean): string {
  const unknown = columns.filter(({known}) => !known).map(({heading}) => heading)
  if (!isNamed)
    return `no headings: the published columns were taken, ${unknown.length} others are kept in other_fields`
  return unknown.length === 0
    ? `${columns.length} columns`
    : `${columns.length} columns, of which ${unknown.join(', ')} are kept in other_fields`
}
