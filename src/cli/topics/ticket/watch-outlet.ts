// Where a watch tells its events, and what it remembers of them on disk.
import {createHash} from 'node:crypto'
import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {join} from 'node:path'
import {findOwned, type Owner} from '../../../api/owner.js'
import {concernsOnePart, Failure, usage} from '../../../failure.js'
import {makePrivateFolder, readPrivateFile, writeFileAtomic} from '../../../files.js'
import {tryLock} from '../../../lock.js'
import {dataFolder} from '../../../profiles/paths.js'
import {emptyMemory, type Memory, type Outlet, type TicketEvent} from '../../../tickets/watch.js'
import {runHook} from '../../hook.js'
import {currentRun} from '../../run.js'

/**
 * What the owner's watch of some tickets remembers, and the file of it: one for each customer and set of tickets,
 * unless it is given a name. Throws a Failure where one is there of which cannot be told whose it is: beginning anew
 * would repeat everything or miss something.
 */
export function openMemory(name: string | undefined, parts: string[], owner: Owner): {path: string; memory: Memory} {
  const folder = join(dataFolder(), 'watch')
  makePrivateFolder(folder)
  if (name !== undefined && !/^[\w.-]{1,64}$/.test(name))
    throw usage(`--cursor "${name}": letters, digits, dot, dash and underscore only`)
  const subject = name ?? createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)
  const {own, unclear} = findOwned(folder, [subject, '.json'], owner, readMemory)
  const [doubtful] = unclear
  if (doubtful) {
    throw new Failure(
      'refused',
      'the same was watched with other keys, and it cannot be told whether for this account',
      {
        next: [
          `Watch with those keys, give this watch a memory of its own with --cursor, or move ${doubtful.path} away`,
        ],
      },
    )
  }
  return {path: own.path, memory: own.content ?? {...emptyMemory(), owner}}
}

/** What a watch has written. A damaged file is an error. */
function readMemory(path: string): Memory | undefined {
  const text = readPrivateFile(path)
  if (text === undefined) return undefined
  try {
    const memory = JSON.parse(text) as Memory
    if (memory.version === 1 && memory.tickets && typeof memory.tickets === 'object') return memory
  } catch {
    // Told below.
  }
  throw usage(
    `${path} is not what a watch has written, or a newer one has`,
    'Move the file away; the next watch begins with what is new from then on',
  )
}

/** Keeps others from following the same with the same file. */
export function lockMemory(path: string): () => void {
  const release = tryLock(`${path}.lock`)
  if (release) return release
  throw new Failure('refused', 'another partnerctl is watching the same', {
    next: ['Wait for it to end, or give this one a memory of its own: --cursor NAME'],
  })
}

export interface OutletOptions {
  path: string
  /** Events as JSON lines, or as lines for people. */
  line(event: TicketEvent): string
  json: boolean
  /** A command that gets each event on stdin. */
  exec?: string
}

export class WatchOutlet implements Outlet {
  constructor(readonly options: OutletOptions) {}

  save(memory: Memory): void {
    writeFileAtomic(this.options.path, JSON.stringify(memory))
  }

  async tell(event: TicketEvent): Promise<void> {
    const {exec, line} = this.options
    // First the command, whose failure leaves the event untold; then the line, in one write.
    if (exec) {
      const names = {PARTNERCTL_TICKET: event.incident_id, PARTNERCTL_EVENT: event.event}
      await runHook(exec, `${JSON.stringify(event)}\n`, names).catch(error => {
        if (!concernsOnePart(error)) throw error
        throw new Failure('failed', `${error.message}; the event will be told again`, {cause: error})
      })
    }
    await currentRun().write(`${line(event)}\n`)
  }

  /** Where stdout is a file, it can be looked up. */
  wasTold(event: TicketEvent): boolean | undefined {
    if (!this.options.json || currentRun().toFile) return undefined
    const tail = tailOf(1, Buffer.byteLength(this.options.line({...event, again: true})) * 2 + 65_536)
    if (tail === undefined) return undefined
    return tail.split('\n').some(text => {
      try {
        return (JSON.parse(text) as TicketEvent).id === event.id
      } catch {
        return false
      }
    })
  }
}

/** The end of the file behind a descriptor; undefined where it is none, or cannot be read. */
function tailOf(descriptor: number, length: number): string | undefined {
  try {
    const {size} = fstatSync(descriptor)
    if (!fstatSync(descriptor).isFile()) return undefined
    const reader = openSync(`/proc/self/fd/${descriptor}`, 'r')
    try {
      const bytes = Buffer.alloc(Math.min(length, size))
      readSync(reader, bytes, 0, bytes.length, size - bytes.length)
      return bytes.toString()
    } finally {
      closeSync(reader)
    }
  } catch {
    return undefined
  }
}
