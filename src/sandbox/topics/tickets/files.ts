// Attachments: uploaded files with their limits, where they are used, and the ones that engineers send.
import {crc32} from 'node:zlib'
import type {Call} from '../../call.js'
import {billDay} from '../../state/calendar.js'
import {hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {allTickets, badValue, refusal} from './desk.js'
import type {Attachment, Viewer} from './ticket.js'

/** Limits of one file and of one ticket or message. Source: api-ticket/ShowAccessoryLimits.html */
export const limits = {
  count: 5,
  megabytes: 4,
  types: 'jpg,jpeg,bmp,png,gif,txt,zip,docx,msg,eml,xlsx,pdf,log,ini,mp4,mov',
}
/** What an account may upload in a day of UTC+8; the real figure is not public. */
const BYTES_A_DAY = 50 * 1024 * 1024

export interface UploadedFile {
  id: string
  name: string
  size: number
  at: number
  purpose: 'incident' | 'message'
  /** Beside which message of which ticket it stands; undefined until then. */
  ticketId?: string
}

export const fileKind = kind<UploadedFile>('ticket-file')
const bytesKind = kind<string>('ticket-file-bytes')
const volumeKind = kind<{day: number; bytes: number}>('ticket-file-volume')

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
const refused = (reason: string) => refusal('01010045', `Invalid attachment: ${reason}.`)

/**
 * Keeps an uploaded file. Throws OSM.01010045 for a file that is not allowed, OSM.01010005 when the day's volume is
 * used up.
 */
export function keepFile(call: Call<unknown>, name: string, purpose: UploadedFile['purpose'], bytes: Buffer): string {
  const owner = call.caller.domainId
  if (!limits.types.split(',').includes(extensionOf(name))) throw refused(`the type is not one of ${limits.types}`)
  if (bytes.length === 0) throw refused('the file is empty')
  if (bytes.length > limits.megabytes * 1024 * 1024) throw refused(`larger than ${limits.megabytes} MB`)
  const day = billDay(call.now)
  const volume = call.store.get(volumeKind, owner, 'today')
  const today = volume?.day === day ? volume.bytes : 0
  if (today + bytes.length > BYTES_A_DAY)
    throw refusal('01010005', 'The size of attachments uploaded today exceeds the upper limit.')
  call.store.put(volumeKind, owner, 'today', {day, bytes: today + bytes.length})
  const id = `acc${hexOf(mix(call.world.hash, call.store.next('ticket-file'), 0xacc), 24)}`
  call.store.put(fileKind, owner, id, {id, name, size: bytes.length, at: call.now, purpose})
  call.store.put(bytesKind, owner, id, bytes.toString('base64'))
  return id
}

/** Puts files beside a message. Throws OSM.01010045 for too many, unknown or used ones. */
export function useFiles(call: Call<unknown>, ids: string[] | undefined, ticketId: string): Attachment[] {
  const wanted = [...new Set(ids ?? [])]
  if (wanted.length > limits.count) throw refused(`more than ${limits.count}`)
  return wanted.map(id => {
    const file = call.store.get(fileKind, call.caller.domainId, id)
    if (!file || file.ticketId !== undefined) throw refused(`${id} was not uploaded here, or is used already`)
    call.store.put(fileKind, call.caller.domainId, id, {...file, ticketId})
    return {id, name: file.name}
  })
}

export interface FileContent {
  id: string
  name: string
  bytes: Buffer
}

/** A file of the account: an uploaded one, or one that an engineer has sent. Throws OSM.01010045 for any other. */
export function readFile(call: Viewer, id: string): FileContent {
  const owner = call.caller.domainId
  const file = call.store.get(fileKind, owner, id)
  if (file) return {id, name: file.name, bytes: Buffer.from(call.store.get(bytesKind, owner, id) ?? '', 'base64')}
  for (const ticket of allTickets(call)) {
    const found = ticket.messages.flatMap(message => message.files).find(one => one.id === id)
    if (found?.content !== undefined) return {id, name: found.name, bytes: Buffer.from(found.content)}
  }
  throw refused('there is no such attachment')
}

/** Removes a file that is not used yet. */
export function removeFile(call: Call<unknown>, id: string): void {
  const owner = call.caller.domainId
  const file = call.store.get(fileKind, owner, id)
  if (!file) throw refused('there is no such attachment')
  if (file.ticketId !== undefined) throw refused('it belongs to a ticket already')
  call.store.delete(fileKind, owner, id)
  call.store.delete(bytesKind, owner, id)
}

const imageTypes: Record<string, string> = {jpg: 'jpeg', jpeg: 'jpeg', bmp: 'bmp', png: 'png', gif: 'gif'}

/** The content type of an image file. Throws OSM.01010045 for a file that is none. */
export function imageTypeOf(name: string): string {
  const type = imageTypes[extensionOf(name)]
  if (!type) throw refused('it is not an image')
  return `image/${type}`
}

/** What an upload says about its file. Throws OSM.01010001 for what is not the documented JSON. */
export function readFormData(text: string): {fileName: string; accessoryFrom: UploadedFile['purpose']} {
  let data: {fileName?: unknown; accessoryFrom?: unknown; uploadType?: unknown} | null
  try {
    data = JSON.parse(text)
  } catch {
    throw badValue('form_data', 'not JSON')
  }
  const {fileName, accessoryFrom, uploadType = 0} = data ?? {}
  if (typeof fileName !== 'string' || fileName === '' || fileName.length > 512)
    throw badValue('form_data.fileName', '1 to 512 characters')
  if (accessoryFrom !== 'incident' && accessoryFrom !== 'message')
    throw badValue('form_data.accessoryFrom', 'incident or message')
  if (uploadType !== 0 && uploadType !== 1) throw badValue('form_data.uploadType', '0 or 1')
  return {fileName, accessoryFrom}
}

/** A zip archive without compression: several files in one answer. */
export function zipOf(files: FileContent[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [index, file] of files.entries()) {
    const name = Buffer.from(`${index + 1}-${file.name}`)
    const entry = Buffer.alloc(26)
    entry.writeUInt16LE(20, 0)
    entry.writeUInt16LE(0x0800, 2)
    entry.writeUInt32LE(crc32(file.bytes), 10)
    entry.writeUInt32LE(file.bytes.length, 14)
    entry.writeUInt32LE(file.bytes.length, 18)
    entry.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, name, file.bytes])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), entry, place, name]))
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06'), end])
}
