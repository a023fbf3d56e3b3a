// Exports that lie in a folder, found by their manifests.
import {createHash} from 'node:crypto'
import {createReadStream, existsSync, readdirSync, statSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {Failure, usage} from '../../../failure.js'
import {isManifest, type Manifest, partitionManifestPath, readManifest} from './manifest.js'
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
 * passed over, whatever it is called.
 */
export function publishedAt(path: string): Published[] {
  const stat = statSync(path, {throwIfNoEntry: false})
  if (!stat?.isDirectory()) return ofFile(path.endsWith(SUFFIX) ? path.slice(0, -SUFFIX.length) : path)
  const folder = path.replace(/[\\/]+$/, '') || path
  if (isManifest(join(folder, 'manifest.json'))) return ofFolder(folder)
  const partition = ofPartition(folder)
  if (partition.length > 0) return partition
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
        .flatMap(name => publishedAt(join(shards, name)))
    : []
  return [...publishedAt(path), ...waiting].filter(({manifest}) => manifest.query.shard)
}

function ofFile(path: string): Published[] {
  const manifestPath = `${path}${SUFFIX}`
  const manifest = readManifest(manifestPath)
  return manifest ? [{path, manifest, manifestPath, fileOf: () => path}] : []
}

/** The export that a file is one of several of; undefined where there is none. */
export function publishedAround(path: string): {manifest: Manifest; file: FinishedPart} | undefined {
  const folder = dirname(path)
  const own = join(folder, 'manifest.json')
  const found = isManifest(own) ? ofFolder(folder) : ofPartition(folder)
  const manifest = found[0]?.manifest
  const file = manifest?.files.find(({name}) => name === basename(path))
  return manifest && file && {manifest, file}
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
  for (const file of files) await checkFile(target.finished(file.name), file)
}

/** Checks that a file is the one its manifest tells of. Throws a Failure. */
export async function checkFile(path: string, {bytes, sha256}: FinishedPart): Promise<void> {
  const again = ['Export it again, and copy it whole']
  if (!existsSync(path)) throw usage(`${path} is not there, though its manifest names it`, ...again)
  const {size} = statSync(path)
  if (size !== bytes)
    throw new Failure('failed', `${path} has ${size} bytes, not ${bytes} as its manifest says`, {next: again})
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(chunk)
  if (hash.digest('hex') !== sha256) {
    throw new Failure('failed', `${path} was changed: it is not the file that its manifest tells of`, {next: again})
  }
}
