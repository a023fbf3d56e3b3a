// What can only be asked customer by customer: remembered from run to run, so that a morning takes few requests.
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Api} from '../api/client.js'
import {operationTable} from '../api/contract/contract.js'
import {decodeAnswer} from '../api/contract/decode.js'
import {parseJson, stringifyJson} from '../api/json.js'
import {ownerOf} from '../api/owner.js'
import type {OperationId} from '../api/types.js'
import {concernsOnePart, isUnknownCaller} from '../failure.js'
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

/** Answers hold for a day. */
const KEPT = 86_400_000
const AT_ONCE = 16
/** Of customers who had rows that do not stay: those with the newest rows, shown first, and the oldest answers. */
const NEWEST = 4
const OLDEST = 4
/** So long after it was made an order may take effect. */
export const TAKES_EFFECT = 900_000

/**
 * What earlier runs of the same partner on the same platform were told. The file may be anybody's work: what is no
 * answer of the operation is not there, and is asked for again.
 */
export class Memory {
  private constructor(
    readonly path: string,
    readonly parts: Record<string, unknown>,
  ) {}

  /** `folder` is one of files that may be deleted at any time. */
  static async of(api: Api, folder: string): Promise<Memory> {
    const owner = createHash('sha256')
      .update(JSON.stringify(await ownerOf(api)))
      .digest('hex')
    const path = join(folder, `${owner.slice(0, 16)}.json`)
    return new Memory(path, read(path))
  }

  /** Answers by customer, each as the contract promises it. */
  answers(name: string, operation: OperationId): Map<string, Answer> {
    const items = operationTable().operations[operation]!.paging!.items!
    return new Map(
      Object.entries(membersOf(lookUp(this.parts, name))).flatMap(([customer_id, answer]) => {
        const {at, rows} = membersOf(answer)
        if (typeof at !== 'string' || !MOMENT.test(at) || Number.isNaN(Date.parse(at))) return []
        if (!Array.isArray(rows) || rows.some(row => Object.keys(membersOf(row)).length === 0)) return []
        const decoded = decodeAnswer(operation, {[items]: rows}, () => {}) as Record<string, object[]>
        return [[customer_id, {at, rows: lookUp(decoded, items) ?? []}]]
      }),
    )
  }

  /** When the oldest answer came that still holds; undefined where none does. */
  oldest(name: string, operation: OperationId, now: Date): number | undefined {
    const moments = [...this.answers(name, operation).values()].map(({at}) => Date.parse(at))
    return moments.filter(at => at <= now.getTime() && now.getTime() - at < KEPT).sort((a, b) => a - b)[0]
  }

  keep(name: string, answers: Map<string, Answer>): void {
    this.parts[name] = Object.fromEntries(answers)
    try {
      makePrivateFolder(dirname(this.path))
      writeFileAtomic(this.path, stringifyJson(this.parts))
    } catch {
      // The next run asks again.
    }
  }
}

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

function read(path: string): Record<string, unknown> {
  try {
    return membersOf(parseJson(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

/** When the newest of some rows was made, as the platform writes it; empty where none says. */
const newestOf = (rows: object[]): string =>
  rows
    .map(row => String((row as {create_time?: unknown}).create_time ?? ''))
    .sort()
    .at(-1) ?? ''

interface Settings {
  memory: Memory
  /** Customers that are asked in this run, at most; all of them anew where nothing is said. */
  most: number | undefined
  now: Date
  /** These are all customers: who is none of them is forgotten. */
  isWhole: boolean
  /** What was told holds for the day. */
  isLasting: boolean
  /** Moments of the last orders of customers, for which nothing told before holds; milliseconds. */
  ordered?: ReadonlyMap<string, number>
  onProgress?(): void
}

/**
 * Rows of all customers: those of whom nothing is known for a day are asked, the oldest first; where rows do not stay
 * what they are, also some of those who had any last time, each in its turn: a morning that is looked at again is there
 * at once, and shows what was done meanwhile about what it showed.
 */
export async function eachCustomer<Row extends object, Asked extends Customer & {indirect_partner_id?: string}>(
  [name, operation]: readonly [name: string, operation: OperationId],
  customers: Asked[],
  {memory, most, now, isWhole, isLasting, ordered, onProgress}: Settings,
  ask: (customer: Asked) => Promise<Row[]>,
): Promise<{rows: Row[]; coverage: Coverage; failed: {part: string; message: string; code?: string}[]}> {
  const known = memory.answers(name, operation)
  const ageOf = ({customer_id}: Asked) => now.getTime() - Date.parse(known.get(customer_id)?.at ?? '1970-01-01')
  const isFresh = (customer: Asked) => {
    const [age, answer] = [ageOf(customer), known.get(customer.customer_id)]
    const isOvertaken = (ordered?.get(customer.customer_id) ?? 0) > now.getTime() - age - TAKES_EFFECT
    return answer !== undefined && age < KEPT && age >= 0 && !isOvertaken
  }
  const byAge = (some: Asked[]) => some.sort((a, b) => ageOf(b) - ageOf(a))
  const rowsOf = ({customer_id}: Asked) => known.get(customer_id)?.rows ?? []
  const due = byAge(customers.filter(customer => most === undefined || !isFresh(customer))).slice(0, most)
  const changing =
    isLasting || most === undefined ? [] : customers.filter(one => isFresh(one) && rowsOf(one).length > 0)
  const newest = changing.sort((a, b) => (newestOf(rowsOf(a)) < newestOf(rowsOf(b)) ? 1 : -1)).slice(0, NEWEST)
  const queue = [...due, ...newest, ...byAge(changing.slice(NEWEST)).slice(0, OLDEST)]
  const failed: {part: string; message: string; code?: string}[] = []
  let isAnyTold = false
  const work = async () => {
    for (let customer = queue.shift(); customer; customer = queue.shift()) {
      onProgress?.()
      const {customer_id, account_name} = customer
      try {
        known.set(customer_id, {at: now.toISOString(), rows: await ask(customer)})
        isAnyTold = true
      } catch (error) {
        if (!concernsOnePart(error) || isUnknownCaller(error)) throw error
        // What so many are not told, nobody is: the others are left for the next run.
        if (!isAnyTold && failed.length >= AT_ONCE) queue.length = 0
        failed.push({part: `${name} of ${account_name}`, message: error.message, code: error.code})
      }
    }
  }
  try {
    await Promise.all(Array.from({length: AT_ONCE}, work))
  } finally {
    const ids = new Set(customers.map(({customer_id}) => customer_id))
    memory.keep(name, new Map([...known].filter(([id]) => !isWhole || ids.has(id))))
  }
  const answered = customers.filter(({customer_id}) => known.has(customer_id))
  return {
    rows: answered.flatMap(({customer_id, account_name, indirect_partner_id}) =>
      known.get(customer_id)!.rows.map(row => {
        const owned = {...row, customer_id, account_name, ...(indirect_partner_id && {indirect_partner_id})}
        return owned as object as Row
      }),
    ),
    coverage: {
      read: answered.length,
      of: customers.length,
      oldest: answered.map(({customer_id}) => known.get(customer_id)!.at).sort()[0],
    },
    failed,
  }
}
