// What has been changed: documents in one SQLite file. The world itself is not in here, it is calculated (world/).
import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import Database from 'libsql'
import {migrate} from './migrations.js'

/** A kind of document: its name in the store and the shape of what is kept. Each topic declares its own. */
export interface Kind<T> {
  readonly name: string
  readonly sample?: T
}

export const kind = <T>(name: string): Kind<T> => ({name})

/** A document and its place in the order of creation. */
export interface Stored<T> {
  seq: number
  owner: string
  id: string
  value: T
}

interface Row {
  seq: number
  owner: string
  id: string
  data: string
}

const read = <T>(row: Row): Stored<T> => ({
  seq: row.seq,
  owner: row.owner,
  id: row.id,
  value: JSON.parse(row.data) as T,
})

let stores = 0

/**
 * Documents by (kind, owner, id), in the order they were first written. The owner is who may see them: a partner's or a
 * customer's account id. Several processes may use one file; whatever changes something runs inside {@link
 * Store.write}.
 */
export class Store {
  /** Writes of this process, and the number that SQLite changes when another one has written. */
  #changes = 0
  #others = 0
  readonly #shared: boolean
  /** Tells the stores of one process apart. */
  readonly id = ++stores
  readonly #db: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  /** `folder` undefined keeps everything in memory. `world` names the world whose changes these are. */
  constructor(folder: string | undefined, world: string) {
    this.#shared = folder !== undefined
    if (folder !== undefined) mkdirSync(folder, {recursive: true, mode: 0o700})
    this.#db = new Database(folder === undefined ? ':memory:' : join(folder, `${world}.sqlite`), {timeout: 10_000})
    this.#db.exec('PRAGMA busy_timeout = 10000')
    if (folder !== undefined) this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(this.#db)
  }

  /** Runs `work` as one change that happens whole or not at all; it waits for other processes that are writing. */
  write<T>(work: () => T): T {
    if (this.#db.inTransaction) return work()
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
      this.#changes++
      throw error
    }
  }

  get<T>(kind: Kind<T>, owner: string, id: string): T | undefined {
    const row = this.#sql('SELECT * FROM documents WHERE kind = ? AND owner = ? AND id = ?').get(kind.name, owner, id)
    return row ? read<T>(row as Row).value : undefined
  }

  /** The document with that id, whoever owns it. */
  find<T>(kind: Kind<T>, id: string): Stored<T> | undefined {
    const row = this.#sql('SELECT * FROM documents WHERE kind = ? AND id = ? LIMIT 1').get(kind.name, id)
    return row ? read<T>(row as Row) : undefined
  }

  /** Writes a document; one that exists keeps its place in the order. */
  put<T>(kind: Kind<T>, owner: string, id: string, value: T): void {
    this.#changes++
    this.#sql(
      'INSERT INTO documents (kind, owner, id, data) VALUES (?, ?, ?, ?) ON CONFLICT (kind, owner, id) DO UPDATE SET data = excluded.data',
    ).run(kind.name, owner, id, JSON.stringify(value))
  }

  delete(kind: Kind<unknown>, owner: string, id: string): void {
    this.#changes++
    this.#sql('DELETE FROM documents WHERE kind = ? AND owner = ? AND id = ?').run(kind.name, owner, id)
  }

  /** All documents of an owner, oldest first. */
  list<T>(kind: Kind<T>, owner: string): Stored<T>[] {
    const rows = this.#sql('SELECT * FROM documents WHERE kind = ? AND owner = ? ORDER BY seq').all(kind.name, owner)
    return (rows as Row[]).map(read<T>)
  }

  /** All documents of a kind, oldest first. */
  all<T>(kind: Kind<T>): Stored<T>[] {
    return (this.#sql('SELECT * FROM documents WHERE kind = ? ORDER BY seq').all(kind.name) as Row[]).map(read<T>)
  }

  count(kind: Kind<unknown>, owner: string): number {
    const row = this.#sql('SELECT count(*) AS n FROM documents WHERE kind = ? AND owner = ?').get(kind.name, owner)
    return (row as {n: number}).n
  }

  /**
   * Which world this is: another one after every {@link load}, so that nobody takes what was done in one for done in
   * the other.
   */
  get identity(): string {
    return (this.#sql('SELECT id FROM identity').get() as {id: string}).id
  }

  /** The next number of a counter, from 1: for ids that must not repeat. */
  next(counter: string): number {
    const row = this.#sql(
      'INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
    ).get(counter)
    return (row as {value: number}).value
  }

  /**
   * Changes whenever anything is written: what was calculated from the store is still good while it stays. What other
   * processes wrote is noticed by {@link refresh}, which the server calls at the beginning of each request.
   */
  version(): string {
    return `${this.#changes}.${this.#others}`
  }

  /** Looks whether another process has written. */
  refresh(): void {
    if (!this.#shared) return
    this.#others = (this.#sql('PRAGMA data_version').get() as {data_version: number}).data_version
  }

  /** Everything that is stored, in the order of creation. */
  dump(): {documents: {kind: string; owner: string; id: string; value: unknown}[]; counters: Record<string, number>} {
    const rows = this.#sql('SELECT * FROM documents ORDER BY seq').all() as (Row & {kind: string})[]
    const counters = this.#sql('SELECT * FROM counters ORDER BY name').all() as {name: string; value: number}[]
    return {
      documents: rows.map(({kind, owner, id, data}) => ({kind, owner, id, value: JSON.parse(data)})),
      counters: Object.fromEntries(counters.map(c => [c.name, c.value])),
    }
  }

  /** Puts a dump in the place of everything but saved snapshots. */
  load(documents: {kind: string; owner: string; id: string; value: unknown}[], counters: Record<string, number>): void {
    this.#changes++
    this.write(() => {
      this.#db.exec("DELETE FROM documents WHERE kind <> 'snapshot'; DELETE FROM counters")
      this.#db.exec('UPDATE identity SET id = lower(hex(randomblob(16)))')
      for (const {kind: name, owner, id, value} of documents) this.put({name}, owner, id, value)
      for (const [name, value] of Object.entries(counters)) {
        this.#sql('INSERT INTO counters (name, value) VALUES (?, ?)').run(name, value)
      }
    })
  }

  close(): void {
    this.#statements.clear()
    this.#db.close()
  }

  #sql(text: string): Database.Statement {
    let statement = this.#statements.get(text)
    if (!statement) {
      statement = this.#db.prepare(text)
      this.#statements.set(text, statement)
    }
    return statement
  }
}
