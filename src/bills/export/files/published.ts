// Exports that lie in a folder, found by their manifests.
import {createHash} from 'node:crypto'
import {createReadStream, existsSync, readdirSync, statSync} from 'node:fs'
import {basename, dirname, join, resolve} from 'node:path'
import {Failure, usage} from '../../../failure.js'
import {isGarbled, isManifest, type Manifest, partitionManifestPath, readManifest} from './manifest.js'
import type {FinishedPart} from './parts.js'
import {SHARDS, type Target} from './target.js'

/** An export that is whole and in its place. */
export interface Published {
  /** What it is called in messages: its file or its folder. */
  path: string
  manifest: Manifest
  manifestPath: string
  /** Where a file of the manifest lies. */
  fileOf(name: string): string
}

const SUFFIX = '.manifest.json'

/**
 * The exports at a path: a file or its manifest, a folder of one export, a partition of a table, a table, what waits in
 * its `_shards`, or a folder in which files of exports lie. Empty when there is none. What else lies in a folder is
 * passed over, whatever it is called, and so are shards beside the export that was merged from them.
 */
export function publishedAt(path: string): Published[] {
  const found = everyPublishedAt(path)
  const merged = mergedOf(found)
  return found.filter(one => !merged.includes(one))
}

const runOf = (cycle: string, shard: string | undefined, run: string) => `${cycle} ${shard} ${run}`

/** Of some exports the shards whose records are in another of them, which was merged from them. */
function mergedOf(found: Published[]): Published[] {
  const runs = new Set(
    found.flatMap(({manifest: {query, shards = []}}) => shards.map(({shard, run}) => runOf(query.cycle, shard, run))),
  )
  return found.filter(({manifest: {query, run}}) => query.shard && runs.has(runOf(query.cycle, query.shard, run)))
}

/** The files of a folder, and of those below it, that hold what another export there was merged from. */
export const mergedFilesBelow = (folder: string): Set<string> =>
  new Set(
    mergedOf(foldersAt(folder).flatMap(everyPublishedAt)).flatMap(one => filesOf(one).map(({file}) => resolve(file))),
  )

/** The same, with shards that were merged. */
export function everyPublishedAt(path: string): Published[] {
  const stat = statSync(path, {throwIfNoEntry: false})
  if (!stat?.isDirectory()) return ofFile(path.endsWith(SUFFIX) ? path.slice(0, -SUFFIX.length) : path)
  const folder = path.replace(/[\\/]+$/, '') || path
  const whole = exportIn(folder)
  if (whole) return [whole]
  const names = readdirSync(folder).sort()
  return names.flatMap(name => {
    const inner = join(folder, name)
    if (name.startsWith('bill_cycle=')) return ofPartition(inner)
    if (name.endsWith(SUFFIX)) return isManifest(inner) ? ofFile(inner.slice(0, -SUFFIX.length)) : []
    return isManifest(join(inner, 'manifest.json')) ? ofFolder(inner) : []
  })
}

/** The parts of exports that wait in a folder to be merged. */
export function shardsAt(path: string): Published[] {
  const shards = join(path, SHARDS)
  const waiting = existsSync(shards)
    ? readdirSync(shards)
        .sort()
        .flatMap(name => everyPublishedAt(join(shards, name)))
    : []
  return [...everyPublishedAt(path), ...waiting].filter(({manifest}) => manifest.query.shard)
}

function ofFile(path: string): Published[] {
  const manifestPath = `${path}${SUFFIX}`
  const manifest = readManifest(manifestPath)
  return manifest ? [{path, manifest, manifestPath, fileOf: () => path}] : []
}

/** In which format a file was exported that has its own manifest beside it. */
export const formatTold = (path: string): string | undefined =>
  isManifest(`${path}${SUFFIX}`) ? readManifest(`${path}${SUFFIX}`)?.query.format : undefined

/** A file that is one of several of an export; undefined where it is none. */
function publishedAround(path: string): PublishedFile | undefined {
  const found = exportIn(dirname(path))
  return found && filesOf(found).find(({part}) => part.name === basename(path))
}

/** The export of several files that a folder is; undefined where it is none. */
function exportIn(folder: string): Published | undefined {
  const [found] = isManifest(join(folder, 'manifest.json')) ? ofFolder(folder) : ofPartition(folder)
  return found
}

function ofFolder(path: string): Published[] {
  const manifestPath = join(path, 'manifest.json')
  const manifest = readManifest(manifestPath)
  return manifest ? [{path, manifest, manifestPath, fileOf: name => join(path, name)}] : []
}

/** A partition is what the manifest of the run that wrote it says. */
function ofPartition(path: string): Published[] {
  const manifestPath = partitionManifestPath(path)
  const manifest = manifestPath && readManifest(manifestPath)
  return manifest ? [{path, manifest, manifestPath, fileOf: name => join(path, name)}] : []
}

/** Checks that what is about to be published is what its manifest tells of. Throws a Failure. */
export async function checkFinished(target: Target, {files}: Manifest): Promise<void> {
  for (const file of files) {
    const wrong = await wrongIn(target.finished(file.name), file)
    if (wrong) throw new Failure('failed', wrong, {next: [AGAIN]})
  }
}

const AGAIN = 'Export it again, and copy it whole'

/** How closely files are held against a manifest. */
export interface Closeness {
  /** They were held against it before, and what is not as it was is told elsewhere. */
  isHeld?: boolean
  /** By their lengths alone: they are too many to be read as a whole each time. */
  isQuick?: boolean
}

/** Checks that a file is the one its manifest tells of. Throws `usage`. */
export async function checkFile(
  path: string,
  part: FinishedPart,
  manifestPath?: string,
  closeness?: Closeness,
): Promise<void> {
  const wrong = await wrongIn(path, part, closeness)
  if (!wrong) return
  const keep = manifestPath ? [`Or move ${manifestPath} away, if the change was yours`] : []
  throw usage(wrong, AGAIN, ...keep)
}

async function wrongIn(
  path: string,
  {bytes, sha256}: FinishedPart,
  {isQuick = false}: Closeness = {},
): Promise<string | undefined> {
  const stats = statSync(path, {throwIfNoEntry: false})
  if (!stats) return `${path} is not there, though its manifest names it`
  if (stats.size !== bytes) return `${path} has ${stats.size} bytes, not ${bytes} as its manifest says`
  return isQuick || (await digestOf(path)) === sha256
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
  for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(chunk)
  const digest = hash.digest('hex')
  digests.set(key, digest)
  return digest
}

/** A file of an export, and the manifest that tells of it. */
export interface PublishedFile {
  file: string
  part: FinishedPart
  manifest: Manifest
  manifestPath: string
}

/** The files of exports at a path, which may be one of several of an export. */
export function publishedFiles(path: string): PublishedFile[] {
  const found = publishedAt(path)
  const around = found.length === 0 ? publishedAround(path) : undefined
  return around ? [around] : found.flatMap(filesOf)
}

/** Folders that are no place of exports: what grows, what was there before, what is told of exports. */
const ASIDE = /(^|[\\/])[._]|\.part(\.old)?([\\/]|$)/

/** Whether a path below a folder lies where no whole export does. */
export const isAside = (path: string): boolean => ASIDE.test(path)

const isFolder = (path: string) => statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false

/** The files of exports at a path, and in the folders below it. */
function publishedBelow(path: string): PublishedFile[] {
  if (!isFolder(path)) return publishedFiles(path)
  const found = foldersAt(path).flatMap(everyPublishedAt)
  const merged = mergedOf(found)
  return found.filter(one => !merged.includes(one)).flatMap(filesOf)
}

/** A folder and those below it, as far as exports lie there. */
function foldersAt(path: string): string[] {
  const below = readdirSync(path, {recursive: true, encoding: 'utf8'}).filter(name => !isAside(name))
  return [path, ...below.map(name => join(path, name)).filter(isFolder)]
}

const filesOf = ({manifest, manifestPath, fileOf}: Published): PublishedFile[] =>
  manifest.files.map(part => ({file: fileOf(part.name), part, manifest, manifestPath}))

/**
 * Holds what is about to be read to the manifests beside it, where there are some: a file that was cut, changed or lost
 * is not read as the export that it was. `files` are those that will be read at `path`. Throws `usage`.
 */
export async function checkAsPublished(path: string, files: string[], closeness?: Closeness): Promise<void> {
  const named = new Map<string, PublishedFile>()
  const add = (found: PublishedFile[]) => {
    for (const one of found) named.set(resolve(one.file), one)
  }
  add(publishedBelow(path))
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
  if (closeness?.isHeld) return
  for (const {file, part, manifestPath} of named.values()) {
    await checkFile(file, part, manifestPath, closeness)
  }
}
