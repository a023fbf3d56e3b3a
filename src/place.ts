// Where a result is to go: what stands there, and whether the result may take its place.
import {closeSync, constants, existsSync, lstatSync, openSync, readlinkSync, readSync, statSync} from 'node:fs'
import {usage} from './failure.js'
import {isHeld, isSpecial, NO_LINK} from './files.js'

/** What a file is, as far as its beginning shows. */
export type Kind =
  | 'rows'
  | 'json'
  | 'yaml'
  | 'price book'
  | 'markup'
  | 'parquet'
  | 'zip'
  | 'gzip'
  | 'pdf'
  | 'image'
  | 'key'

const called: Record<Kind, string> = {
  rows: 'rows of text',
  json: 'JSON',
  yaml: 'YAML',
  'price book': 'a price book',
  markup: 'a page or XML',
  parquet: 'Parquet',
  zip: 'a workbook or archive',
  gzip: 'packed with gzip',
  pdf: 'PDF',
  image: 'an image',
  key: 'a key or certificate',
}

const beginnings: [RegExp, Kind][] = [
  [/^PAR1/, 'parquet'],
  [/^PK\x03\x04/, 'zip'],
  [/^\x1f\x8b/, 'gzip'],
  [/^%PDF-/, 'pdf'],
  [/^(\x89PNG|\xff\xd8\xff|GIF8)/, 'image'],
  [/^\s*-----BEGIN /, 'key'],
  [/^\s*</, 'markup'],
  [/^\s*[[{]/, 'json'],
]

/** The kind of a file; undefined where it could be anything, as an empty one. */
function kindOf(path: string): Kind | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | NO_LINK)
  try {
    const bytes = Buffer.alloc(16_384)
    const start = bytes
      .toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, 0))
      .replace(/^\xef\xbb\xbf/, '')
    if (start.trim() === '') return undefined
    const known = beginnings.find(([pattern]) => pattern.test(start))
    if (known) return known[1]
    if (/^(rules|fees):/m.test(start) && /^(currency|version):/m.test(start)) return 'price book'
    const first = start.split(/\r?\n/).find(line => line.trim() !== '' && !line.startsWith('#')) ?? ''
    if (/^(---$|- |[\w-]+:( |$))/.test(first)) return 'yaml'
    // Any other text may be anything.
    return /[,;\t]/.test(first) ? 'rows' : undefined
  } finally {
    closeSync(descriptor)
  }
}

let inputs = new Set<string>()
let force = false

const identityOf = (path: string): string | undefined => {
  const stat = statSync(path, {throwIfNoEntry: false})
  return stat?.isFile() ? `${stat.dev}:${stat.ino}` : undefined
}

/** Notes which files the command line names to be read, and whether it may replace what is something else. */
export function protect(read: string[], forced: boolean): void {
  inputs = new Set(read.flatMap(path => safely(() => identityOf(path)) ?? []))
  force = forced
}

function safely<T>(task: () => T): T | undefined {
  try {
    return task()
  } catch {
    // A text that is no path, or one that leads nowhere.
    return undefined
  }
}

/** Whether `--force` was given. */
export const mayReplace = (): boolean => force

/**
 * Throws `usage` where a result must not go: through a link, over a folder, over what another program holds open; and,
 * unless `--force` says so, over what the command reads, an export with its manifest, and a file of another kind. Its
 * own earlier result is replaced without a word; `own` says of an export, or of rated bills, that it is one.
 */
export function checkPlace(path: string, kind?: Kind, own?: Own): void {
  if (/[\\/]$/.test(path)) throw usage(`${path} is a folder`, 'Name a file')
  const there = lstatSync(path, {throwIfNoEntry: false})
  if (!there || isSpecial(path)) return
  if (there.isSymbolicLink()) throw usage(`${path} is a link to ${readlinkSync(path)}`, 'Name the file itself')
  if (there.isDirectory()) throw usage(`${path} is a folder`, 'Name a file')
  try {
    closeSync(openSync(path, constants.O_RDWR | NO_LINK))
  } catch (error) {
    if (!isHeld(error)) throw error
    throw usage(
      `${path} cannot be replaced (${(error as NodeJS.ErrnoException).code})`,
      'Close it where it is open, or name another file',
    )
  }
  if (force) return
  const otherwise = ['Name another file, or add --force to replace it']
  if (inputs.has(identityOf(path)!)) throw usage(`${path} is what this command reads`, ...otherwise)
  const companion = companionOf(path)
  if (companion && companion !== own) throw usage(`${path} is ${companions[companion].called}`, ...otherwise)
  const theirs = kindOf(path)
  if (kind && theirs && theirs !== kind) {
    throw usage(`${path} is something else: ${called[theirs]}, and the result is ${called[kind]}`, ...otherwise)
  }
}

/** What says of a file beside it what it is, and what that is called. */
const companions = {
  export: {suffix: '.manifest.json', called: 'an export, with a manifest beside it'},
  rated: {suffix: '.provenance.json', called: 'rated bills, with their provenance beside them'},
}
export type Own = keyof typeof companions

const companionOf = (path: string): Own | undefined =>
  (Object.keys(companions) as Own[]).find(one => existsSync(`${path}${companions[one].suffix}`))
