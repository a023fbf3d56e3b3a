// What can only be asked customer by customer: remembered from run to run, so that a morning takes few requests.
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Api} from '../api/client.js'
import {parseJson, stringifyJson} from '../api/json.js'
import {ownerOf} from '../api/owner.js'
import type {Customer} from '../customers/find.js'
import {concernsOnePart} from '../failure.js'
import {makePrivateFolder, writeFileAtomic} from '../files.js'
import {lookUp} from '../look-up.js'
import {cacheFolder} from '../profiles/paths.js'

export interface Coverage {
  /** Customers of whom it is known, and how many there are. */
  read: number
  of: number
  /** When the oldest of it was read, UTC. */
  oldest?: string
}

interface Answer {
  /** Moment of the answer, UTC. */
  at: string
  rows: object[]
}

type Part = Record<string, Answer>

/** Answers hold for a day. */
const KEPT = 86_400_000
const AT_ONCE = 16

/** What earlier runs of the same partner on the same platform were told; what cannot be read is asked again. */
export class Memory {
  private constructor(
    readonly path: string,
    readonly parts: Record<string, Part>,
  ) {}

  static async of(api: Api): Promise<Memory> {
    const owner = createHash('sha256')
      .update(JSON.stringify(await ownerOf(api)))
      .digest('hex')
    const path = join(cacheFolder(), 'today', `${owner.slice(0, 16)}.json`)
    return new Memory(path, read(path))
  }

  part(name: string): Part {
    const part = lookUp(this.parts, name) ?? {}
    this.parts[name] = part
    return part
  }

  keep(): void {
    try {
      makePrivateFolder(join(cacheFolder(), 'today'))
      writeFileAtomic(this.path, stringifyJson(this.parts))
    } catch {
      // The next run asks again.
    }
  }
}

function read(path: string): Record<string, Part> {
  try {
    const parts = parseJson(readFileSync(path, 'utf8')) as Record<string, Part>
    const isSound = Object.values(parts).every(part =>
      Object.values(part).every(({at, rows}) => typeof at === 'string' && Array.isArray(rows)),
    )
    return isSound ? parts : {}
  } catch {
    return {}
  }
}

interface Settings {
  memory: Memory
  most: number
  now: Date
  /** What was told holds for the day. */
  isLasting: boolean
  onProgress?(): void
}

/**
 * Rows of all customers: those of whom nothing is known for a day are asked, the oldest first and not more than `most`;
 * where rows do not stay what they are, also those who had any last time.
 */
export async function eachCustomer<Row extends object>(
  name: string,
  customers: Customer[],
  {memory, most, now, isLasting, onProgress}: Settings,
  ask: (customer: Customer) => Promise<Row[]>,
): Promise<{rows: Row[]; coverage: Coverage; failed: {part: string; message: string; code?: string}[]}> {
  const known = memory.part(name)
  const ageOf = ({customer_id}: Customer) => now.getTime() - Date.parse(lookUp(known, customer_id)?.at ?? '1970-01-01')
  const isOld = (customer: Customer) =>
    !(ageOf(customer) < KEPT && ageOf(customer) >= 0) ||
    (!isLasting && lookUp(known, customer.customer_id)!.rows.length > 0)
  const queue = customers
    .filter(isOld)
    .sort((a, b) => ageOf(b) - ageOf(a))
    .slice(0, most)
  const failed: {part: string; message: string; code?: string}[] = []
  const work = async () => {
    for (let customer = queue.shift(); customer; customer = queue.shift()) {
      onProgress?.()
      try {
        known[customer.customer_id] = {at: now.toISOString(), rows: await ask(customer)}
      } catch (error) {
        if (!concernsOnePart(error)) throw error
        const {account_name} = customer
        failed.push({part: `${name} of ${account_name}`, message: error.message, code: error.code})
      }
    }
  }
  await Promise.all(Array.from({length: AT_ONCE}, work))
  const present = customers.filter(({customer_id}) => lookUp(known, customer_id))
  const rows = present.flatMap(({customer_id, account_name}) =>
    lookUp(known, customer_id)!.rows.map(row => ({...row, customer_id, account_name}) as Row),
  )
  const times = present.map(({customer_id}) => lookUp(known, customer_id)!.at).sort()
  return {rows, coverage: {read: present.length, of: customers.length, oldest: times[0]}, failed}
}
