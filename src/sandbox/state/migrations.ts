// The layout of the state file, and how a file written by an older version becomes one of this version.
import type Database from 'libsql'

/** Each entry leads from its index to the next layout. Never change one that was released: add another. */
const steps: string[] = [
  `CREATE TABLE documents (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL,
     owner TEXT NOT NULL,
     id TEXT NOT NULL,
     data TEXT NOT NULL,
     UNIQUE (kind, owner, id)
   );
   CREATE INDEX documents_by_id ON documents (kind, id);
   CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);`,
  // Not of the world's seed: two worlds that look the same are two.
  `CREATE TABLE identity (id TEXT NOT NULL);
   INSERT INTO identity VALUES (lower(hex(randomblob(16))));`,
]

/** Brings a state file to the current layout, in one transaction; refuses a file of a newer version. */
export function migrate(db: Database.Database): void {
  const version = () => (db.prepare('PRAGMA user_version').get() as {user_version: number}).user_version
  if (version() === steps.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    const from = version()
    if (from > steps.length) throw new Error('the state was written by a newer version of the sandbox')
    for (const step of steps.slice(from)) db.exec(step)
    db.exec(`PRAGMA user_version = ${steps.length}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}
