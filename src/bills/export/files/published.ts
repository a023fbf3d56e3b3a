// Exports that lie in a folder, found by their manifests.
import {existsSync, readdirSync, statSync} from 'node:fs'
import {basename, dirname, join, resolve} from 'node:path'
import {isManifest, type Manifest, partitionManifestPath, readManifest} from './manifest.js'
import type {FinishedPart} from './parts.js'
import {SHARDS} from './target.js'

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

/** The export that a file is. */
export function ofFile(path: string): Published[] {
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
export function exportIn(folder: string): Published | undefined {
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

const isDirectory = (path: string) => statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false

/** What lies at a path and in the folders below it. */
export interface Lying {
  files: string[]
  /** Those of exports, and of them the ones whose records another export there has, which was merged from them. */
  published: PublishedFile[]
  merged: Set<string>
}

/** Walks through a folder; a file lies there alone. */
export function lyingAt(path: string): Lying {
  if (!isDirectory(path)) return {files: [path], published: publishedFiles(path), merged: new Set()}
  const paths = readdirSync(path, {recursive: true, encoding: 'utf8'})
    .filter(name => !isAside(name))
    .map(name => join(path, name))
  const folders = new Set(paths.filter(isDirectory))
  const found = [path, ...folders].flatMap(everyPublishedAt)
  const merged = mergedOf(found)
  return {
    files: paths.filter(one => !folders.has(one)),
    published: found.filter(one => !merged.includes(one)).flatMap(filesOf),
    merged: new Set(merged.flatMap(filesOf).map(({file}) => resolve(file))),
  }
}

export const filesOf = ({manifest, manifestPath, fileOf}: Published): PublishedFile[] =>
  manifest.files.map(part => ({file: fileOf(part.name), part, manifest, manifestPath}))
