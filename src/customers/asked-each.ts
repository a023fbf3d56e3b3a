// What can only be asked customer by customer: remembered from run to run, so that a morning takes few requests.
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Api} from '../api/client.js'
import {parseJson, stringifyJson} from '../api/json.js'
import {ownerOf} from '../api/owner.js'
import {concernsOnePart} from '../failure.js'
import {makePrivateFolder, writeFileAtomic} from '../files.js'
import {lookUp} from '../look-up.js'
import type {Customer} from './find.js'

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

  /** `folder` is one of files that may be deleted at any time. */
  static async of(api: Api, folder: string): Promise<Memory> {
    const owner = createHash('sha256')
      .update(JSON.stringify(await ownerOf(api)))
      .digest('hex')
    const path = join(folder, `${owner.slice(0, 16)}.json`)
    return new Memory(path, read(path))
  }

  keep(): void {
    try {
      makePrivateFolder(dirname(this.path))
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
  /** Customers that are asked in this run, at most; all of them anew where nothing is said. */
  most: number | undefined
  now: Date
  /** What was told holds for the day. */
  isLasting: boolean
  onProgress?(): void
}

/**
 * Rows of all customers: those of whom nothing is known for a day are asked, the oldest first; where rows do not stay
 * what they are, also those who had any last time.
 */
export async function eachCustomer<Row extends object, Asked extends Customer>(
  name: string,
  customers: Asked[],
  {memory, most, now, isLasting, onProgress}: Settings,
  ask: (customer: Asked) => Promise<Row[]>,
): Promise<{rows: Row[]; coverage: Coverage; failed: {part: string; message: string; code?: string}[]}> {
  const known = new Map(Object.entries(lookUp(memory.parts, name) ?? {}))
  const ageOf = ({customer_id}: Asked) => now.getTime() - Date.parse(known.get(customer_id)?.at ?? '1970-01-01')
  const isFresh = (customer: Asked) =>
    ageOf(customer) < KEPT && ageOf(customer) >= 0 && (isLasting || known.get(customer.customer_id)?.rows.length === 0)
  const queue = customers
    .filter(customer => most === undefined || !isFresh(customer))
    .sort((a, b) => ageOf(b) - ageOf(a))
    .slice(0, most)
  const failed: {part: string; message: string; code?: string}[] = []
  const work = async () => {
    for (let customer = queue.shift(); customer; customer = queue.shift()) {
      onProgress?.()
      const {customer_id, account_name} = customer
      try {
        known.set(customer_id, {at: now.toISOString(), rows: await ask(customer)})
      } catch (error) {
        if (!concernsOnePart(error)) throw error
        failed.push({part: `${name} of ${account_name}`, message: error.message, code: error.code})
      }
    }
  }
  // Who is no customer any more is forgotten.
  const answers = () =>
    customers.flatMap(({customer_id, account_name}) => {
      const answer = known.get(customer_id)
      return answer ? [{customer_id, account_name, ...answer}] : []
    })
  try {
    await Promise.all(Array.from({length: AT_ONCE}, work))
  } finally {
    memory.parts[name] = Object.fromEntries(answers().map(({customer_id, at, rows}) => [customer_id, {at, rows}]))
    memory.keep()
  }
  const all = answers()
  return {
    rows: all.flatMap(({customer_id, account_name, rows}) =>
      rows.map(row => ({...row, customer_id, account_name}) as Row),
    ),
    coverage: {read: all.length, of: customers.length, oldest: all.map(({at}) => at).sort()[0]},
    failed,
  }
}
