// Where an export goes: which names its files have, where they lie while they grow, and how they take the place of the
// ones before in one step.

import {constants, copyFileSync, existsSync, linkSync, readdirSync, readFileSync, rmdirSync, statSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {compareOwners, type Owner} from '../../../api/owner.js'
import {usage} from '../../../failure.js'
import {isFolder} from '../../../file-name.js'
import {makeFolder, remove, replace, syncFolder, writeFileAtomic} from '../../../files.js'
import {checkPlace, mayReplace} from '../../../place.js'
import {formats, promises} from '../../formats/formats.js'
import {differences, isSameQuery} from '../same-query.js'
import {
  type ExportQuery,
  type Manifest,
  manifestText,
  partitionManifestPath,
  partitionManifests,
  readManifest,
} from './manifest.js'

/** What is in a file that is not packed, by its extension. */
const kindOf = (extension: string) => formats[promises[extension]?.[0] ?? 'csv']?.kind

/** Folder of a table in which parts of its customers wait to be merged. */
export const SHARDS = '_shards'

/**
 * A place for an export.
 * - `file`: one file, and its manifest beside it as `NAME.manifest.json`;
 * - `folder`: a folder of files, with `manifest.json` in it;
 * - `table`: a partition `bill_cycle=2026-09` of a table that lies in a folder, its manifests in `_manifest`
 * (reference: bills C4); one of
 *   several parts of the customers is such a table in `_shards/2-of-8`;
 * - `stream`: stdout.
 */
export class Target {
  private constructor(
    readonly kind: 'file' | 'folder' | 'table' | 'stream',
    /** The file, the folder, or the partition's folder. */
    readonly path: string,
    /** Unfinished files and the journal. */
    readonly work: string,
    readonly extension: string,
    readonly shard?: string,
  ) {}

  /** `out` is a file, a folder or `-`; by itself an export goes to the current folder. */
  static of(
    out: string | undefined,
    query: Pick<ExportQuery, 'cycle' | 'format' | 'split' | 'gzip' | 'shard'>,
  ): Target {
    const {cycle, format, split, shard} = query
    const extension = `${formats[format].extension}${query.gzip ? '.gz' : ''}`
    const suffix = shard ? `.shard-${shard.replace('/', '-of-')}` : ''
    if (out === '-') {
      if (split) throw usage('--split makes several files: they cannot go to stdout', 'Name a folder with --out')
      return new Target('stream', '-', '', extension)
    }
    const there = out === undefined ? undefined : statSync(out, {throwIfNoEntry: false})
    if (there && !there.isFile() && !there.isDirectory()) {
      // Putting a file in its place would destroy it.
      throw usage(`${out} is a device or a pipe, not a file`, `Write to stdout and lead it there: --out - > ${out}`)
    }
    const inside = out === undefined || isFolder(out)
    const name = `${format.startsWith('focus') ? 'focus' : 'bills'}-${cycle}`
    if (extension === '.parquet' && (inside || !out!.endsWith('.parquet'))) {
      const table = out ?? (format === 'parquet' ? 'bills' : 'focus')
      // One part of the customers must not be taken for the month: it is a table of its own, out of the readers' sight,
      // until it is merged.
      const root = shard ? join(table, SHARDS, shard.replace('/', '-of-')) : table
      const partition = `bill_cycle=${cycle}`
      return new Target('table', join(root, partition), join(root, '_tmp', partition), extension, shard)
    }
    if (split) {
      const path = inside ? join(out ?? '.', `${name}${suffix}`) : out!
      return new Target('folder', path, `${path}.part`, extension, shard)
    }
    const path = inside ? join(out ?? '.', `${name}${suffix}${extension}`) : out!
    return new Target('file', path, `${path}.part`, extension, shard)
  }

  /** Root of the table. */
  get root(): string {
    return dirname(this.path)
  }

  get journal(): string {
    return join(this.work, 'journal.jsonl')
  }

  /** What is remembered of a customer's records, to notice one that comes twice. */
  get seen(): string {
    return join(this.work, 'seen.bin')
  }

  /** Name of a file for a part of the records, or of the next file of a table. */
  fileName(key: string | undefined, run: string, sequence: number): string {
    if (this.kind === 'file') return basename(this.path)
    if (this.kind === 'stream') return 'stdout'
    if (key !== undefined) return `${key}${this.extension}`
    const shard = (this.shard ?? '1/1').split('/')[0]!.padStart(4, '0')
    return `part-${shard}-${run}-${String(sequence).padStart(4, '0')}${this.extension}`
  }

  /** Where a finished file lies, on its way to its place or there. */
  finished(name: string): string {
    const places = [join(this.work, `${name}.part`), join(this.#whole, name)]
    return places.find(path => existsSync(path)) ?? this.published(name)
  }

  /** Where a file lies once it is published. */
  published(name: string): string {
    return this.kind === 'file' ? this.path : join(this.path, name)
  }

  /** The manifest of what lies there now. */
  get manifestPath(): string | undefined {
    if (this.kind === 'stream') return undefined
    if (this.kind === 'file') return `${this.path}.manifest.json`
    if (this.kind === 'folder') return join(this.path, 'manifest.json')
    return partitionManifestPath(this.path)
  }

  get manifest(): Manifest | undefined {
    return this.manifestPath ? readManifest(this.manifestPath) : undefined
  }

  /** Finished files that go to their place together. It lies in the work folder, and goes with it. */
  get #whole(): string {
    return join(this.work, 'whole')
  }

  /** What stood in the place before, until {@link forget}. */
  get before(): string {
    return `${this.work}.old`
  }

  /** Of the corrections that an export brings to the one before it: where no reader takes it for records. */
  corrections(run: string): string {
    return join(this.root, '_corrections', `${basename(this.path)}.${run}.csv`)
  }

  /**
   * Puts finished files in their place, and those that were there before aside. May be done again after it was cut
   * short. Throws where something else stands there.
   */
  publish(manifest: Manifest): void {
    const text = manifestText(manifest)
    if (this.kind === 'file') {
      const part = join(this.work, `${basename(this.path)}.part`)
      if (existsSync(part)) {
        this.#setAside()
        replace(part, this.path)
      }
      syncFolder(dirname(this.path))
      this.#write(text, this.manifestPath!)
      return
    }
    if (this.kind === 'table') {
      // Until the marker in the partition names the run, its manifest speaks of nothing.
      const manifests = partitionManifests(this.path)
      makeFolder(manifests)
      this.#write(text, join(manifests, `${manifest.run}.json`))
    }
    if (!this.#stands(manifest.run)) {
      const whole = this.#whole
      // From here on only what is whole stands in that folder; the journal stays behind.
      makeFolder(whole)
      for (const {name} of manifest.files) {
        const part = join(this.work, `${name}.part`)
        if (existsSync(part)) replace(part, join(whole, name))
      }
      if (this.kind === 'folder') this.#write(text, join(whole, 'manifest.json'))
      else this.#write(manifest.run, join(whole, '_SUCCESS'))
      syncFolder(whole)
      this.#swap(whole)
    }
  }

  /** Writes a text in the work folder and moves it to its place, so that a run that dies leaves nothing beside it. */
  #write(text: string, path: string): void {
    const written = join(this.work, 'manifest.json')
    writeFileAtomic(written, text, 0o644)
    replace(written, path)
    syncFolder(dirname(path))
  }

  /** Whether a run's folder is in its place already. */
  #stands(run: string): boolean {
    if (this.kind === 'folder') return this.manifest?.run === run
    const success = join(this.path, '_SUCCESS')
    return existsSync(success) && readFileSync(success, 'utf8') === run
  }

  /** The old folder goes, the new one comes: at no moment are the records of both to be seen. */
  #swap(whole: string): void {
    makeFolder(dirname(this.path))
    if (existsSync(this.path)) {
      this.forget()
      replace(this.path, this.before)
    }
    replace(whole, this.path)
    syncFolder(dirname(this.path))
  }

  /** A second name for the file that is about to be replaced. */
  #setAside(): void {
    this.forget()
    if (!existsSync(this.path)) return
    makeFolder(this.before)
    try {
      linkSync(this.path, join(this.before, basename(this.path)))
    } catch {
      // A file system without such names: then there is nothing to compare with.
    }
  }

  /** Takes away what stood in the place before. */
  forget(): void {
    if (this.work) remove(this.before)
  }

  /** Fetches finished files back, from their place or from the way there, to go on with them. */
  bringBack(names: string[]): void {
    for (const name of names) {
      const part = join(this.work, `${name}.part`)
      const finished = join(this.#whole, name)
      if (existsSync(part)) continue
      const published = this.published(name)
      if (existsSync(finished)) replace(finished, part)
      else if (existsSync(published)) copyFileSync(published, part, constants.COPYFILE_FICLONE)
    }
    remove(this.#whole)
  }

  /**
   * Throws where something else stands than an export that this one may replace: an earlier one of the same customers.
   */
  checkPlace(query: ExportQuery): void {
    if (this.kind === 'stream') return
    if (Buffer.byteLength(basename(this.path)) > LONGEST_NAME)
      throw usage(`the name ${basename(this.path)} is too long`)
    const there = existsSync(this.path) ? this.manifest?.query : undefined
    if (this.kind === 'file') checkPlace(this.path, there ? undefined : kindOf(this.extension), 'export')
    if (!existsSync(this.path)) return
    this.#checkKind()
    if (!there || mayReplace()) return
    const [theirs, ours] = [scopeOf(there), scopeOf(query)]
    if (isSameQuery(theirs, ours)) return
    throw usage(
      `${this.path} holds an export of something else, and would be replaced: ${differences(theirs, ours)}`,
      'Choose another place with --out, or add --force to replace it',
    )
  }

  /** Throws where an export of another platform stands: what is tried in a sandbox does not replace the real one. */
  checkOwner(owner: Owner | undefined): void {
    const theirs = owner && !mayReplace() && existsSync(this.path) ? this.manifest?.owner : undefined
    if (!owner || !theirs || compareOwners(theirs, owner) !== 'other') return
    throw usage(
      `${this.path} was exported for another account, endpoint or world of the sandbox, and would be replaced`,
      'Choose another place with --out, or add --force to replace it',
    )
  }

  #checkKind(): void {
    const isFolder = statSync(this.path).isDirectory()
    if (this.kind === 'file') return
    if (!isFolder) throw usage(`${this.path} is a file, and this export makes a folder`)
    const empty = readdirSync(this.path).length === 0
    if (!empty && !this.manifest && !mayReplace()) {
      throw usage(
        `${this.path} is not the folder of an export, and would be replaced`,
        'Choose another folder with --out, or move this one away',
      )
    }
  }

  /** Makes the work folder. Throws where something stands in its place that no export left behind. */
  prepare(): void {
    const strange = existsSync(this.work) && !isWorkFolder(this.work)
    if (strange) throw usage(`${this.work} is in the way`, 'Move it away, or choose another place with --out')
    makeFolder(this.work)
  }

  /**
   * Takes the work folder away, with everything unfinished in it. What was set aside for it comes back, should nothing
   * stand in its place.
   */
  clear(): void {
    if (!this.work) return
    remove(this.work)
    if (this.kind !== 'file' && existsSync(this.before) && !existsSync(this.path)) replace(this.before, this.path)
  }

  /** Leaves no empty folder behind. */
  tidy(): void {
    removeIfEmpty(this.work)
    if (this.kind === 'table') removeIfEmpty(dirname(this.work))
  }
}

/** Bytes of a file name that leave room for what is put behind it. */
const LONGEST_NAME = 200

/** Whose records an export has. */
const scopeOf = ({site, partner_id, customers, shard}: ExportQuery) => ({site, partner_id, customers, shard})

/** What lies in a work folder. */
const worked = /\.part$|^(journal\.jsonl|seen\.bin|manifest\.json|whole)$/

const isWorkFolder = (path: string) =>
  statSync(path).isDirectory() && readdirSync(path).every(name => worked.test(name))

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // It is not there, or something is in it.
  }
}
