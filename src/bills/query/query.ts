// Questions in SQL to exported bills: which tables lie in a folder, and answers without a rounded digit.
import {existsSync, mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join, resolve} from 'node:path'
import type {DuckDBResult, DuckDBValue} from '@duckdb/node-api'
import {Listing} from '../../api/listing.js'
import {Failure, usage} from '../../failure.js'
import {checkAsPublished} from '../export/files/held.js'
import {lyingAt} from '../export/files/published.js'
import {type DuckDb, literal, openDuckDb} from './duckdb.js'
import {isRounded, valueReader} from './query-values.js'

/** Exports in Parquet as a table: its partitions, or single files. */
interface Found {
  name: string
  files: string
  partitioned: boolean
}

export interface AnswerColumn {
  name: string
  /** DuckDB's type: `DECIMAL(38,8)`. */
  type: string
  /** The values passed through a binary floating point number. */
  rounded: boolean
}

export type AnswerRow = Record<string, unknown>

export interface Answer {
  columns: AnswerColumn[]
  rows: Listing<AnswerRow>
}

const SELECT = 1
const EXPLAIN = 4

/** Tables of bills that answer questions until they are closed. */
export class BillTables {
  private constructor(
    readonly db: DuckDb,
    readonly spill: string,
    /** Names of the views. */
    readonly views: string[],
    readonly signal: AbortSignal,
  ) {}

  /** Throws `usage` where there is nothing to ask. Nothing but that folder can be read. */
  static async open(folder: string, signal: AbortSignal): Promise<BillTables> {
    const root = resolve(folder)
    const found = tablesAt(root, folder)
    // Parts that wait for others are not asked.
    const lying = lyingAt(folder)
    const asked = statSync(root).isFile() ? lying.files : lying.files.filter(file => file.endsWith('.parquet'))
    await checkAsPublished(folder, asked, lying)
    const spill = mkdtempSync(join(tmpdir(), 'partnerctl-query-'))
    try {
      const db = await openDuckDb({places: [statSync(root).isDirectory() ? root : dirname(root)], spill})
      try {
        return new BillTables(db, spill, await makeViews(db, found), signal)
      } catch (error) {
        db.close()
        throw duckFailure(error)
      }
    } catch (error) {
      rmSync(spill, {recursive: true, force: true})
      throw error
    }
  }

  /**
   * Answers one statement that reads; rows are fetched as they are taken. Throws `usage` with DuckDB's words for a
   * statement it does not take.
   */
  async ask(sql: string, limit?: number): Promise<Answer> {
    this.signal.addEventListener('abort', this.#interrupt)
    const result = await this.#guarded(async () => {
      const {connection} = this.db
      if (sql.trim() === '') throw usage('the question is empty', 'Try: SHOW TABLES')
      const statements = await connection.extractStatements(sql)
      if (statements.count !== 1) throw usage(`one statement at a time, not ${statements.count}`)
      const statement = await statements.prepare(0)
      if (statement.statementType !== SELECT && statement.statementType !== EXPLAIN) {
        throw usage(
          'only questions are answered: nothing is changed or written here',
          'Begin with SELECT, FROM, WITH, DESCRIBE, SUMMARIZE or SHOW',
        )
      }
      if (statement.parameterCount > 0) throw usage('a question has no parameters: write the value instead of ? or $1')
      return statement.stream()
    })
    const names = result.deduplicatedColumnNames()
    const types = result.columnTypes()
    return {
      columns: names.map((name, i) => ({name, type: String(types[i]), rounded: isRounded(types[i]!)})),
      rows: new Listing(listing => this.#rows(listing, result, names, limit)),
    }
  }

  async *#rows(
    listing: Listing<AnswerRow>,
    result: DuckDBResult,
    names: string[],
    limit = Number.POSITIVE_INFINITY,
  ): AsyncGenerator<AnswerRow> {
    const readers = result.columnTypes().map(valueReader)
    const chunks = result.yieldRows()[Symbol.asyncIterator]()
    let given = 0
    for (;;) {
      const {value: rows, done} = await this.#guarded(() => chunks.next())
      if (done) return
      for (const row of rows as DuckDBValue[][]) {
        if (given === limit) {
          listing.cut = true
          return
        }
        given++
        const answer: AnswerRow = {}
        for (let i = 0; i < names.length; i++) answer[names[i]!] = readers[i]!(row[i]!)
        yield answer
      }
    }
  }

  readonly #interrupt = () => this.db.connection.interrupt()

  async #guarded<Result>(task: () => Promise<Result>): Promise<Result> {
    try {
      const result = await task()
      this.signal.throwIfAborted()
      return result
    } catch (error) {
      if (this.signal.aborted) throw this.signal.reason
      throw error instanceof Failure ? error : duckFailure(error)
    }
  }

  close(): void {
    this.signal.removeEventListener('abort', this.#interrupt)
    this.db.close()
    rmSync(this.spill, {recursive: true, force: true})
  }
}

const EXPORT = 'Make it with: partnerctl bill export --format parquet --out bills/'

const PARTITION = /^bill_cycle=\d{4}-\d\d$/

/** A folder is a table, or holds tables, or files of exports; or it is one such file. */
function tablesAt(root: string, typed: string): Found[] {
  const stat = statSync(root, {throwIfNoEntry: false})
  if (!stat) throw usage(`${typed} does not exist`, EXPORT)
  const found = stat.isDirectory()
    ? tablesIn(root)
    : [{name: 'bills', files: root, partitioned: PARTITION.test(basename(dirname(root)))}]
  if (found.length === 0) throw usage(`${typed} holds no bills in Parquet`, EXPORT)
  return found
}

function tablesIn(root: string): Found[] {
  const names = readdirSync(root).sort()
  const name = basename(root)
  const own: Found[] = []
  if (names.some(entry => PARTITION.test(entry) && hasParquet(join(root, entry)))) {
    own.push({name, files: join(root, 'bill_cycle=*', '*.parquet'), partitioned: true})
  }
  if (hasParquet(root)) own.push({name, files: join(root, '*.parquet'), partitioned: PARTITION.test(name)})
  if (own.length > 0) return own
  return names
    .filter(entry => !/^[._]/.test(entry) && statSync(join(root, entry)).isDirectory())
    .flatMap(entry => {
      const folder = join(root, entry)
      const partitions = readdirSync(folder).some(inner => PARTITION.test(inner) && hasParquet(join(folder, inner)))
      return partitions ? [{name: entry, files: join(folder, 'bill_cycle=*', '*.parquet'), partitioned: true}] : []
    })
}

const hasParquet = (folder: string) =>
  existsSync(folder) && statSync(folder).isDirectory() && readdirSync(folder).some(name => name.endsWith('.parquet'))

/**
 * A view for each table, under the name of its folder; the records are `bills` and the FOCUS rows are `focus` whatever
 * their folder is called, where there is one of that kind.
 */
async function makeViews({connection}: DuckDb, found: Found[]): Promise<string[]> {
  const kinds = new Map<string, string[]>()
  const views = new Map<string, string>()
  for (const {name, files, partitioned} of found) {
    const hive = partitioned ? 'true, hive_types = {bill_cycle: VARCHAR}' : 'false'
    const source = `read_parquet(${literal(files)}, union_by_name = true, hive_partitioning = ${hive})`
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)
    const columns = described.getRows().map(([column]) => String(column))
    const kind = columns.includes('BilledCost') ? 'focus' : 'bills'
    kinds.set(kind, [...(kinds.get(kind) ?? []), source])
    if (!PARTITION.test(name)) views.set(name.replace(/[^\p{L}\p{N}_]+/gu, '_').toLowerCase(), source)
  }
  for (const [kind, [source, ...others]] of kinds) if (!views.has(kind) && others.length === 0) views.set(kind, source!)
  for (const [name, source] of views) {
    await connection.run(`CREATE VIEW "${name}" AS SELECT * FROM ${source}`)
  }
  await connection.run(QUOTIENT)
  return [...views.keys()].sort()
}

const inUnits = (term: string) => `((${term})::DECIMAL(38,8) * 100000000)::HUGEINT`

/** Division that rounds once, half away from zero, to 8 decimals: DuckDB's own gives a binary floating point number. */
const QUOTIENT = `CREATE MACRO quotient(a, b) AS
  (sign(${inUnits('a')}) * sign(${inUnits('b')})
    * ((abs(${inUnits('a')}) * 200000000 + abs(${inUnits('b')})) // (abs(${inUnits('b')}) * 2)))::DECIMAL(30,0)
  * 0.00000001::DECIMAL(8,8)`

/** What DuckDB says of a question it cannot answer is about the question; anything else is a failure. */
function duckFailure(error: unknown): Failure {
  const message = (error as Error).message.replace(/^Failed to extract statements: /, '')
  const [, file] =
    /^Invalid Input Error: (?:File '(.*?)' too small to be a Parquet file|No magic bytes found at end of file '(.*?)')/
      .exec(message)
      ?.filter(Boolean) ?? []
  if (file) return usage(`${file} is not Parquet, or is cut off`, EXPORT)
  const isQuestion =
    /^(Parser|Binder|Constraint|Catalog|Conversion|Out of Range|Invalid Input|Invalid Type|Mismatch Type|Not implemented|Permission|Syntax) Error/.test(
      message,
    )
  return isQuestion ? usage(message) : new Failure('failed', `DuckDB: ${message}`, {cause: error})
}
