// Attachments: looked at before they are sent, sent one by one, and saved under names that can do no harm.

import {closeSync, fstatSync, openSync, readFileSync} from 'node:fs'
import {basename, extname, join} from 'node:path'
import type {Api} from '../api/client.js'
import type {Input} from '../api/types.js'
import {Failure, usage} from '../failure.js'
import {noDevice} from '../file-name.js'
import {makePrivateFolder, writeNewFile} from '../files.js'
import type {Scope} from './act.js'

export interface Limits {
  /** Files of one ticket or message. */
  count: number
  /** Bytes of one file. */
  size: number
  /** Extensions in lower case. */
  types: string[]
}

/** What the API allows; it writes the figures as text. Source: api-ticket/ShowAccessoryLimits.html */
export async function readLimits(api: Api, {as}: Scope): Promise<Limits> {
  const answer = await api.aside('limits of attachments', () => api.call('ShowAccessoryLimits', {}, {as}))
  const {limit_count, limit_size, limit_file_type} = answer?.accessory_limit ?? {}
  const figure = (text: unknown) => (Number(text) > 0 ? Number(text) : Number.POSITIVE_INFINITY)
  const types = String(limit_file_type ?? '')
    .toLowerCase()
    .split(/[,;\s]+/)
    .map(type => type.replace(/^\./, ''))
    .filter(Boolean)
  return {count: figure(limit_count), size: figure(limit_size) * 1024 * 1024, types}
}

export interface LocalFile {
  path: string
  name: string
  content: Buffer
}

/** Reads the files to be attached. Throws a usage Failure that names everything that is wrong with them. */
export function readFiles(paths: string[], limits: Limits): LocalFile[] {
  const problems: string[] = []
  const files: LocalFile[] = []
  if (paths.length > limits.count)
    problems.push(`${paths.length} files; a ticket or message takes at most ${limits.count}`)
  for (const path of paths) {
    const extension = extname(path).slice(1).toLowerCase()
    if (limits.types.length > 0 && !limits.types.includes(extension)) {
      problems.push(`${path}: ${extension ? `.${extension} files` : 'files without an extension'} are not taken`)
      continue
    }
    try {
      files.push({path, name: basename(path), content: readWhole(path, limits)})
    } catch (error) {
      problems.push(`${path}: ${error instanceof Failure ? error.message : reasonOf(error)}`)
    }
  }
  if (problems.length === 0) return files
  const allowed =
    limits.types.length > 0 ? [`Allowed: ${limits.types.join(', ')}; ${limits.size / 1024 / 1024} MB each`] : []
  throw usage(problems[0]!, ...problems.slice(1), ...allowed)
}

function readWhole(path: string, limits: Limits): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw usage('not a file')
    if (stat.size === 0) throw usage('the file is empty')
    if (stat.size > limits.size) {
      throw usage(`${(stat.size / 1024 / 1024).toFixed(1)} MB; at most ${limits.size / 1024 / 1024} MB are taken`)
    }
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const reasonOf = (error: unknown): string => {
  const {code, message} = error as NodeJS.ErrnoException
  return code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'it may not be read' : message
}

export interface UploadOptions extends Scope {
  /** What the files are for: a new ticket, or a message. */
  purpose: 'incident' | 'message'
  /** Base64 inside JSON instead of a form, for proxies that spoil forms. */
  base64?: boolean
  onFile?(file: LocalFile, index: number): void
}

/** An uploaded file. */
export interface Uploaded {
  accessory_id: string
  name: string
  bytes: number
}

/** Sends files one after the other. What is not used in a ticket or message afterwards can be removed again. */
export async function upload(
  api: Api,
  files: LocalFile[],
  {as, purpose, base64, onFile}: UploadOptions,
): Promise<Uploaded[]> {
  const done: Uploaded[] = []
  for (const [index, file] of files.entries()) {
    onFile?.(file, index)
    const {name, content} = file
    const call = {as}
    const {accessory_id} = base64
      ? await api.call(
          'UploadJsonAccessories',
          {accessory_name: name, accessory_from: purpose, accessory_data: content.toString('base64'), upload_type: 0},
          call,
        )
      : await api.call(
          'UploadAccessory',
          {
            file: {filename: name, content},
            form_data: JSON.stringify({fileName: name, accessoryFrom: purpose, uploadType: 0}),
          } as unknown as Input<'UploadAccessory'>,
          call,
        )
    if (!accessory_id) throw new Failure('failed', `${name}: the API took the file and gave no id`)
    done.push({accessory_id, name, bytes: content.length})
  }
  return done
}

/**
 * Removes uploaded files that no ticket has taken. Failures are nobody's concern: the API forgets such files in time.
 */
export async function removeUploads(api: Api, uploads: Uploaded[], {as}: Scope): Promise<void> {
  for (const {accessory_id} of uploads) {
    await api.call('DeleteAccessories', {accessory_id}, {as}).catch(() => {})
  }
}

/**
 * A file name from outside as one that stays in its folder on every system: no path, no control or direction
 * characters, not hidden, not a device, of bearable length, with its extension.
 */
export function safeName(name: string): string {
  const last = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.~-]+/, '')
    .replace(/[\s.]+$/, '')
  const whole = noDevice(last || 'attachment')
  const extension = extname(whole).slice(0, 16)
  let stem = whole.slice(0, whole.length - extname(whole).length)
  while (Buffer.byteLength(stem) > 120) stem = [...stem].slice(0, -1).join('')
  return `${stem}${extension}`
}

/**
 * Saves bytes in a folder under a harmless name; where the name is taken, with a number behind it. Returns the path.
 */
export function saveFile(folder: string, name: string, content: Buffer): string {
  makePrivateFolder(folder)
  const safe = safeName(name)
  const extension = extname(safe)
  const stem = safe.slice(0, safe.length - extension.length)
  for (let number = 1; number <= 1000; number++) {
    const path = join(folder, number === 1 ? safe : `${stem} (${number})${extension}`)
    if (writeNewFile(path, content)) return path
  }
  throw new Failure('failed', `${folder} has a thousand files called ${safe}`, {next: ['Choose another folder']})
}
