// The documents of issued statements: that what customers got is still what was issued.
import {createHash} from 'node:crypto'
import {closeSync, existsSync, openSync, readSync} from 'node:fs'
import {join} from 'node:path'

/** A file that was written for a statement, by its name in the folder of statements. */
export interface IssuedFile {
  name: string
  sha256: string
}

export const issuedFile = (name: string, content: string | Buffer): IssuedFile => ({
  name,
  sha256: createHash('sha256').update(content).digest('hex'),
})

/** Bytes that are looked at at a time. */
const PORTION = 1 << 20

/** The checksum of a file, of whatever size. */
function checksumOf(path: string): string {
  const hash = createHash('sha256')
  const bytes = Buffer.alloc(PORTION)
  const file = openSync(path, 'r')
  try {
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) hash.update(bytes.subarray(0, read))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}

/** What was written now, and of what was written before what was not written again. */
export const filesTogether = (before: IssuedFile[] = [], now: IssuedFile[]): IssuedFile[] => [
  ...before.filter(({name}) => !now.some(one => one.name === name)),
  ...now,
]

/**
 * What is wrong with the documents of a statement, in words; undefined where nothing is. Those of registers that kept
 * no digests are not looked at.
 */
export function brokenDocument(folder: string, {files = []}: {files?: IssuedFile[]}): string | undefined {
  for (const {name, sha256} of files) {
    const path = join(folder, name)
    if (!existsSync(path)) return `${path} is not there, though it was issued: make it again with bill statement`
    if (checksumOf(path) !== sha256) return `${path} was changed since it was issued`
  }
  return undefined
}
