// Files of exports held against the manifests that tell of them.
import {createHash} from 'node:crypto'
import {statSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'
import {Failure, usage} from '../../../failure.js'
import {isGarbled, type Manifest, readManifest} from './manifest.js'
import type {FinishedPart} from './parts.js'
import {exportIn, filesOf, lyingAt, ofFile, type PublishedFile} from './published.js'
import type {Target} from './target.js'

/** Checks that what is about to be published is what its manifest tells of. Throws a Failure. */
export async function checkFinished(target: Target, {files}: Manifest): Promise<void> {
  for (const file of files) {
    const wrong = await wrongIn(target.finished(file.name), file)
    if (wrong) throw new Failure('failed', wrong, {next: [AGAIN]})
  }
}

const AGAIN = 'Export it again, and copy it whole'

/** Checks that a file is the one its manifest tells of. Throws `usage`. */
export async function checkFile(path: string, part: FinishedPart, manifestPath?: string): Promise<void> {
  const wrong = await wrongIn(path, part)
  if (!wrong) return
  const keep = manifestPath ? [`Or move ${manifestPath} away, if the change was yours`] : []
  throw usage(wrong, AGAIN, ...keep)
}

async function wrongIn(path: string, {bytes, sha256}: FinishedPart): Promise<string | undefined> {
  const stats = statSync(path, {throwIfNoEntry: false})
  if (!stats) return `${path} is not there, though its manifest names it`
  if (stats.size !== bytes) return `${path} has ${stats.size} bytes, not ${bytes} as its manifest says`
  return (await digestOf(path)) === sha256
    ? undefined
    : `${path} was changed: it is not the file that its manifest tells of`
}

const digests = new Map<string, string>()

/** The SHA-256 of a file. One that stays as it is is looked at once. */
export async function digestOf(path: string): Promise<string> {
  const {dev, ino, size, mtimeNs, ctimeNs} = statSync(path, {bigint: true})
  const key = [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  const known = digests.get(key)
  if (known) return known
  const hash = createHash('sha256')
  const file = await open(path)
  try {
    // One buffer, for what a large file goes through must be fetched from memory each time.
    const buffer = Buffer.allocUnsafeSlow(1 << 18)
    for (let read = await file.read(buffer); read.bytesRead > 0; read = await file.read(buffer)) {
      hash.update(buffer.subarray(0, read.bytesRead))
    }
  } finally {
    await file.close()
  }
  const digest = hash.digest('hex')
  digests.set(key, digest)
  return digest
}

/**
 * Holds what is about to be read to the manifests beside it, where there are some: a file that was cut, changed or lost
 * is not read as the export that it was. `files` are those that will be read at `path`. Throws `usage`.
 */
export async function checkAsPublished(
  path: string,
  files: string[],
  lying = lyingAt(path),
  /** What is not as it was is told elsewhere; whether all is there is looked at nevertheless. */
  isHeld = false,
): Promise<void> {
  const named = new Map<string, PublishedFile>()
  const add = (found: PublishedFile[]) => {
    for (const one of found) named.set(resolve(one.file), one)
  }
  add(lying.published)
  for (const file of files) {
    if (named.has(resolve(file))) continue
    const [own] = ofFile(file)
    const beside = join(dirname(file), 'manifest.json')
    // Many programs call a file so, and write JSON into it.
    if (!own && isGarbled(beside)) readManifest(beside)
    const whole = own ?? (file === path ? undefined : exportIn(dirname(file)))
    if (!whole) continue
    add(filesOf(whole))
    if (own || named.has(resolve(file))) continue
    throw usage(
      `${file} lies among the files of an export, and its manifest does not name it`,
      'Move it to another folder',
      `Or move ${whole.manifestPath} away, if the change was yours`,
    )
  }
  if (isHeld) return
  for (const {file, part, manifestPath} of named.values()) await checkFile(file, part, manifestPath)
}
