// The documents of issued statements: that what customers got is still what was issued.
import {createHash} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
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
    if (issuedFile(name, readFileSync(path)).sha256 !== sha256) return `${path} was changed since it was issued`
  }
  return undefined
}
