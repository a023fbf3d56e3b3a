// Shards of an export, read on several machines, become the export of the month.
import {constants, copyFileSync, existsSync, linkSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {compareOwners} from '../../api/owner.js'
import {commandLine} from '../../command-line.js'
import {usage} from '../../failure.js'
import {tryLock} from '../../lock.js'
import {packageVersion} from '../../package.js'
import {promiseOf} from '../formats/format-of.js'
import {detailWords, whoseWords, wordOf} from '../records/source-names.js'
import {inShard, parseShard} from './customers/billed.js'
import {checkFile, checkFinished} from './files/held.js'
import {type ExportQuery, type Manifest, type ManifestSum, runName} from './files/manifest.js'
import type {FinishedPart} from './files/parts.js'
import {type Published, shardsAt} from './files/published.js'
import {SHARDS, Target} from './files/target.js'
import {type Joined, joinFiles, type Portion, type RowShape} from './join.js'
import {sumsPerCurrency} from './totals.js'

export interface MergeRequest {
  /** Where shards lie: their files, folders, or the folders that they are in. */
  parts: string[]
  /** The cycle, where shards of several lie there. */
  cycle?: string
  /** A file or folder; beside the shards when absent. */
  out?: string
  now: Date
}

export interface MergeResult {
  cycle: string
  final: boolean
  shards: number
  customers: number
  records: number
  amounts: ManifestSum[]
  path: string
  files: FinishedPart[]
  manifest: string
  unread: Manifest['unread']
  duplicates: Manifest['duplicates']
  remarks: string[]
}

/**
 * Merges shards. Everything is checked first, nothing has its final name before it is whole, and the same command
 * begins anew where one was cut short. The shards stay where they are. Throws `usage` for parts that are not the shards
 * of one export.
 */
export async function mergeShards(
  request: MergeRequest,
  onProgress: (text: string) => void = () => {},
): Promise<MergeResult> {
  const shards = oneOfEach(found(request))
  const query = {...shards[0]!.manifest.query}
  delete query.shard
  for (const shard of shards) {
    for (const file of shard.manifest.files) {
      onProgress(`Checking ${shard.fileOf(file.name)}`)
      await checkFile(shard.fileOf(file.name), file)
    }
  }
  const target = Target.of(request.out ?? besides(shards[0]!), query)
  if (target.kind === 'stream')
    throw usage('merged files have a manifest: they cannot go to stdout', 'Name a file or a folder with --out')
  if (target.kind === 'file' && query.format.endsWith('parquet')) {
    throw usage(
      'the parts of a table stay files of their own: they do not become one',
      `Name a folder: ${target.path}/`,
    )
  }
  if (request.out !== undefined) checkName(request.out, query, target)
  if (shards.some(({path}) => resolve(path) === resolve(target.path))) {
    throw usage(`${target.path} is one of the shards`, 'Choose another place with --out: the shards stay as they are')
  }
  target.checkPlace(query)
  target.prepare()
  const release = tryLock(`${target.work}.lock`)
  if (!release) throw usage(`another partnerctl is writing ${target.path}`, 'Wait for it to end')
  try {
    if (existsSync(target.journal)) {
      throw usage(
        `${target.work} holds an unfinished export`,
        'Bring it to its end first, or choose another place with --out',
      )
    }
    target.clear()
    target.prepare()
    const remarks: string[] = []
    const files = await gather(shards, query, target, remarks, onProgress)
    const manifest = mergedManifest(shards, query, files, remarks, request.now)
    await checkFinished(target, manifest)
    target.publish(manifest)
    target.forget()
    target.clear()
    return result(manifest, target)
  } finally {
    release()
    target.tidy()
  }
}

/** A name that promises another format than the shards have would lie. */
function checkName(out: string, {format, gzip}: ExportQuery, {kind, extension}: Target): void {
  const {end, packed, formats} = promiseOf(out)
  if (end === '' || (formats?.includes(format) && gzip === (packed !== ''))) return
  const next = kind === 'table' ? 'Name a folder with --out' : `Name it ${out.slice(0, -end.length)}${extension}`
  throw usage(`the shards are ${extension.slice(1)}, not ${end.slice(1)}`, next)
}

function found({parts, cycle}: MergeRequest): Published[] {
  const byManifest = new Map<string, Published>()
  for (const part of parts) {
    const here = shardsAt(part)
    if (here.length === 0) {
      throw usage(
        `${part} is no shard of an export`,
        'Make shards with: partnerctl bill export --shard 1/4    and --shard 2/4 and so on',
      )
    }
    for (const shard of here) byManifest.set(shard.manifestPath, shard)
  }
  const all = [...byManifest.values()].filter(({manifest}) => !cycle || manifest.query.cycle === cycle)
  const cycles = [...new Set(all.map(({manifest}) => manifest.query.cycle))].sort()
  if (cycles.length === 0) throw usage(`there is no shard of cycle ${cycle}`)
  if (cycles.length > 1) throw usage(`there are shards of ${cycles.join(', ')}`, `Choose one: --cycle ${cycles.at(-1)}`)
  return all
}

/** All shards of one export, in their order. */
function oneOfEach(shards: Published[]): Published[] {
  const [first, ...others] = shards
  for (const other of others) {
    const difference = unlike(first!.manifest, other.manifest)
    if (difference) throw usage(`${first!.path} and ${other.path} are not shards of one export: ${difference}`)
  }
  const {count} = parseShard(first!.manifest.query.shard!)
  const sorted: Published[] = []
  for (const shard of shards) {
    const {index} = parseShard(shard.manifest.query.shard!)
    const twice = sorted[index]
    if (twice)
      throw usage(`shard ${index}/${count} is there twice: ${twice.path} and ${shard.path}`, 'Leave one of them away')
    sorted[index] = shard
    const {customers} = shard.manifest
    const strange = customers.find(({customer_id}) => !inShard(customer_id, {index, count}))
    if (strange) throw usage(`${shard.path} has customer ${strange.customer_id}, who belongs to another shard`)
  }
  const missing = Array.from({length: count}, (_, i) => i + 1).filter(index => !sorted[index])
  if (missing.length > 0) {
    const names = missing.map(index => `${index}/${count}`)
    const some = names.slice(0, 10)
    throw usage(`missing: shard ${some.join(', ')}`, ...some.map(name => shardLine(first!, name)))
  }
  return sorted.slice(1)
}

/** The line that exports another part of the same export to where the others lie. */
function shardLine(known: Published, shard: string): string {
  const {query} = known.manifest
  const {cycle, format, source, detail, split, columns, customers, excel, bom, wide, focus, method} = query
  const flag = (name: string, value: string | undefined) => (value === undefined ? [] : [`--${name}`, value])
  const words = [
    ...flag('cycle', cycle),
    ...flag('format', format),
    ...flag('source', source),
    ...flag('detail', wordOf(detailWords, detail)),
    ...flag('split', split),
    ...flag('columns', columns?.join(',')),
    ...(customers ?? []).flatMap(id => flag('customer', id)),
    ...(excel ? ['--excel'] : bom ? ['--bom'] : []),
    ...(wide ? ['--wide-decimals'] : []),
    ...flag('focus-dialect', focus?.dialect),
    ...flag('issuer', focus?.issuer),
    ...flag('billing-account', focus?.account),
    ...flag('whose', wordOf(whoseWords, method)),
    ...flag(
      'out',
      query.gzip ? known.path.replace(/shard-\d+(?=-of-\d)/, `shard-${shard.split('/')[0]}`) : besides(known),
    ),
  ]
  return commandLine`bill export --shard ${shard} ${words}`
}

function unlike(a: Manifest, b: Manifest): string | undefined {
  const parts = ({query, state, tool}: Manifest) => ({
    ...query,
    shard: `of ${query.shard!.split('/')[1]}`,
    state,
    version: tool,
  })
  const [left, right] = [parts(a), parts(b)] as Record<string, unknown>[]
  const text = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set'))
  for (const name of Object.keys({...left, ...right})) {
    if (text(left![name]) !== text(right![name])) return `${name} is ${text(left![name])} and ${text(right![name])}`
  }
  const isOther = a.owner && b.owner && compareOwners(a.owner, b.owner) === 'other'
  return isOther ? 'they are of two accounts, endpoints or worlds of the sandbox' : undefined
}

/** Where a merged export goes by itself: the folder that its shards are in, or the table in which they wait. */
function besides({path, manifest}: Published): string {
  if (manifest.query.format.endsWith('parquet') && !path.endsWith('.parquet')) {
    const shards = dirname(dirname(path))
    return `${shards.endsWith(SHARDS) ? dirname(shards) : shards}/`
  }
  return `${dirname(path)}/`
}

async function gather(
  shards: Published[],
  query: ExportQuery,
  target: Target,
  remarks: string[],
  onProgress: (text: string) => void,
): Promise<FinishedPart[]> {
  const part = (name: string) => join(target.work, `${name}.part`)
  const shape = query.format.replace('focus-', '') as RowShape
  if (target.kind === 'file' && shape !== ('parquet' as string)) {
    const name = target.fileName(undefined, '', 0)
    onProgress(`Joining ${shards.length} files`)
    const files = shards.map(shard => ({path: shard.fileOf(''), portions: portionsOf(shard.manifest)}))
    return [{name, ...(await joinFiles(files, part(name), shape, query.gzip))}]
  }
  const byName = new Map<string, (FinishedPart & {path: string})[]>()
  for (const shard of shards) {
    for (const file of shard.manifest.files) {
      const same = byName.get(file.name) ?? []
      byName.set(file.name, [...same, {...file, path: shard.fileOf(file.name)}])
    }
  }
  const files: FinishedPart[] = []
  for (const [name, same] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) {
    onProgress(`Joining ${name}`)
    if (same.length === 1) {
      const {path, ...file} = same[0]!
      standBeside(path, part(name))
      files.push(file)
      continue
    }
    const joined: Joined[] = same.map(({path, rows}) => ({path, portions: [{customer_id: '', rows}]}))
    files.push({name, ...(await joinFiles(joined, part(name), shape, query.gzip))})
  }
  if (files.length < shards.reduce((sum, {manifest}) => sum + manifest.files.length, 0)) {
    remarks.push('Within a file, rows stand in the order of the shards')
  }
  return files
}

/** The same bytes under another name; without a second copy where the file system can. */
function standBeside(path: string, link: string): void {
  try {
    linkSync(path, link)
  } catch {
    copyFileSync(path, link, constants.COPYFILE_FICLONE)
  }
}

/** Whose rows a file has, in its order: that in which the manifest names them. */
function portionsOf({customers}: Manifest): Portion[] {
  const rows = new Map<string, number>()
  for (const {customer_id, records} of customers) rows.set(customer_id, (rows.get(customer_id) ?? 0) + records)
  return [...rows].map(([customer_id, count]) => ({customer_id, rows: count}))
}

function mergedManifest(
  shards: Published[],
  query: ExportQuery,
  files: FinishedPart[],
  remarks: string[],
  now: Date,
): Manifest {
  const manifests = shards.map(({manifest}) => manifest)
  const byId = <T extends {customer_id: string}>(rows: T[]) =>
    rows.sort((a, b) => (a.customer_id < b.customer_id ? -1 : a.customer_id > b.customer_id ? 1 : 0))
  const finished = now.toISOString()
  return {
    manifest: 1,
    tool: `partnerctl ${packageVersion()}`,
    run: runName(now),
    started: manifests.map(({started}) => started).sort()[0]!,
    finished,
    query,
    owner: manifests[0]!.owner,
    state: manifests[0]!.state,
    records: manifests.reduce((sum, {records}) => sum + records, 0),
    sums: sumsPerCurrency(manifests.flatMap(({sums}) => sums)),
    files,
    customers: byId(manifests.flatMap(({customers}) => customers)),
    unread: byId(manifests.flatMap(({unread}) => unread)),
    duplicates: {
      count: manifests.reduce((sum, {duplicates}) => sum + duplicates.count, 0),
      examples: manifests.flatMap(({duplicates}) => duplicates.examples).slice(0, 20),
    },
    remarks: [...new Set([...manifests.flatMap(manifest => manifest.remarks), ...remarks])],
    shards: manifests.map(({query: {shard}, run, started}) => ({shard: shard!, run, started})),
  }
}

function result(manifest: Manifest, target: Target): MergeResult {
  const {query, state, records, sums, files, unread, duplicates, remarks, customers} = manifest
  return {
    cycle: query.cycle,
    final: state === 'final',
    shards: manifest.shards!.length,
    customers: new Set(customers.map(({customer_id}) => customer_id)).size,
    records,
    amounts: sums,
    path: target.path,
    files,
    manifest: target.manifestPath!,
    unread,
    duplicates,
    remarks,
  }
}
