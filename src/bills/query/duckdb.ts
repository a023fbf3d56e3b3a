// DuckDB, for questions to exported bills and for rating a stored month again. It is optional: 70 MB that most people
// never need.
import {mkdirSync} from 'node:fs'
import type {DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {Failure} from '../../failure.js'

export interface DuckDbSettings {
  /** Folders and files that statements may read and write; nothing else on this machine can be reached. */
  places: string[]
  /** Folder for what does not fit into memory; it is made. */
  spill: string
  /** DuckDB's own spelling, e.g. `1GB`. */
  memory?: string
  threads?: number
}

export interface DuckDb {
  connection: DuckDBConnection
  close(): void
}

/**
 * Opens a database in memory that reaches only the given places: no network, no extensions, no other files, and no
 * statement can change that. Throws a Failure when DuckDB is not installed.
 */
export async function openDuckDb({places, spill, memory = '1GB', threads}: DuckDbSettings): Promise<DuckDb> {
  const {DuckDBInstance} = await loadDuckDb()
  mkdirSync(spill, {recursive: true, mode: 0o700})
  const instance: DuckDBInstance = await DuckDBInstance.create(':memory:', {
    memory_limit: memory,
    temp_directory: spill,
    ...(threads ? {threads: String(threads)} : {}),
  })
  const connection = await instance.connect()
  // In this order: each statement takes away what the ones before it needed.
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run(`SET allowed_directories = [${[...places, spill].map(literal).join(', ')}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A text in SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

async function loadDuckDb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Failure('failed', 'this needs DuckDB, which is not installed', {
      next: ['npm install --global @duckdb/node-api     beside a partnerctl that is installed the same way'],
      cause: error,
    })
  }
}
