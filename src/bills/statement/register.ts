// The register of issued statements: which number went to whom, for what amount. It keeps numbers from being given
// twice, and what was issued from being changed in silence.
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {commandLine} from '../../command-line.js'
import {Decimal} from '../../decimal.js'
import {fileTrouble, usage} from '../../failure.js'
import {noDevice} from '../../file-name.js'
import {writeFileAtomic} from '../../files.js'
import {lookUp} from '../../look-up.js'
import {filesTogether, type IssuedFile} from './documents.js'
import type {Statement} from './statement.js'

export interface Entry {
  number: string
  kind: Statement['kind']
  /** `replaced` by a re-issue, or `cancelled` by a credit note. */
  status: 'issued' | 'replaced' | 'cancelled'
  cycle: string
  customer_id: string
  account_name: string
  currency: string
  /** Amounts as text, exact. */
  net: string
  rounding: string
  tax: string
  total: string
  issue_date: string
  due_date: string
  /** Of everything that is printed on it. */
  digest: string
  /** Of a reseller's document: the ids of the customers that it is for. */
  customers?: string[]
  refers_to?: string
  refers_to_date?: string
  /** Over what has changed of the document that it refers to. */
  delta?: true
  /** What was known of the records when it was issued, where it left doubt, and which run they came from. */
  estimate?: true
  partial?: string
  source?: string
  run?: string
  rated_sha256?: string
  /** The documents that were written for it. */
  files?: IssuedFile[]
  /** When it was exported to which format of ledgers. */
  ledger?: Record<string, string>
}

interface Stored {
  version: 1
  /** The last number of each range. */
  ranges: Record<string, number>
  statements: Entry[]
  /** What months cost by the journals that were exported, as text, by cycle and currency; and in how many entries. */
  costs?: Record<string, Record<string, {amount: string; documents: number}>>
}

/** A document over a whole month, none over a difference. */
const isFirst = ({kind, delta}: Entry) => kind === 'statement' && !delta

/** Of a reseller's document: the ids of the customers that it is for. */
const customersOn = ({lines}: Statement): string[] =>
  [...new Set(lines.flatMap(({customer}) => customer?.id ?? []))].sort()

/** Whether a document counts: what was taken back does not, nor what took it back. */
export const isStanding = ({kind, status, delta}: Entry): boolean =>
  status === 'issued' && (kind === 'statement' || delta === true)

/** Whether a document is known to be of another rating than the one with this checksum. */
export const isOfAnotherRating = ({rated_sha256}: Entry, sha256: string | undefined): boolean =>
  Boolean(sha256 && rated_sha256 && rated_sha256 !== sha256)

export const registerPath = (folder: string) => join(folder, 'statements.json')

/** A name as a part of a file's name. */
export const safe = (name: string) => noDevice(name.replace(/[^\p{L}\p{N}._-]+/gu, '_'))

/** Where the data of a document lie. */
export const dataPath = (folder: string, number: string) => join(folder, 'data', `${safe(number)}.json`)

/** Numbers of one file; some systems do not tell large letters from small ones. */
const fileOf = (number: string) => safe(number).toLowerCase()

export class Register {
  /** Of all numbers, what {@link fileOf} them gives. */
  #files: Set<string> | undefined

  private constructor(
    readonly folder: string,
    private readonly stored: Stored,
  ) {}

  /** Throws `usage` for a folder without one; `rated` is what its statements can be made of. */
  static check(folder: string, rated: string): void {
    if (existsSync(registerPath(folder))) return
    throw usage(
      `${folder} has no register of statements`,
      commandLine`bill statement ${rated} --out ${folder}    makes one`,
    )
  }

  /** Reads the register of a folder. A damaged one is an error, never an empty one: numbers would be given again. */
  static open(folder: string): Register {
    const path = registerPath(folder)
    if (!existsSync(path)) return new Register(folder, {version: 1, ranges: {}, statements: []})
    try {
      const stored = JSON.parse(readFileSync(path, 'utf8')) as Stored
      if (stored.version !== 1 || !Array.isArray(stored.statements))
        throw new SyntaxError('not a register of statements')
      return new Register(folder, stored)
    } catch (error) {
      throw usage(
        `${path} is not readable: ${fileTrouble(error)}`,
        'Mend it from a backup: it says which numbers are taken',
      )
    }
  }

  get statements(): readonly Entry[] {
    return this.stored.statements
  }

  /** The statement that holds for a customer's month; what was corrected of it since is its {@link chain}. */
  current({cycle, customer_id, currency}: Pick<Entry, 'cycle' | 'customer_id' | 'currency'>): Entry | undefined {
    return this.stored.statements.find(
      entry =>
        entry.status === 'issued' &&
        isFirst(entry) &&
        entry.cycle === cycle &&
        entry.customer_id === customer_id &&
        entry.currency === currency,
    )
  }

  /**
   * Statements that hold over what a statement would charge again: in another currency, or to somebody else, the
   * customer itself in place of its reseller or the other way round. Those that come to nothing by now hold nothing.
   */
  inItsWay(statement: Statement): Entry[] {
    const {cycle, customer_id, currency} = statement
    const customers = customersOn(statement)
    return this.stored.statements.filter(
      entry =>
        entry.status === 'issued' &&
        isFirst(entry) &&
        entry.cycle === cycle &&
        (entry.customer_id === customer_id
          ? entry.currency !== currency
          : customers.includes(entry.customer_id) || entry.customers?.includes(customer_id)) &&
        !this.comesToNothing(entry),
    )
  }

  /** Whether all of a statement was credited since. */
  comesToNothing(entry: Entry): boolean {
    const chain = this.chain(entry)
    return (['net', 'tax', 'total'] as const).every(
      name => Decimal.sum(chain.map(one => Decimal.parse(one[name]))).isZero,
    )
  }

  /** A statement and what was corrected of it: together they are what is due. */
  chain(entry: Entry): Entry[] {
    const corrections = this.stored.statements.filter(
      one => one.delta && one.status === 'issued' && one.refers_to === entry.number,
    )
    return [entry, ...corrections]
  }

  /** The first statement of a customer's month, whatever became of it. */
  first({cycle, customer_id, currency}: Pick<Entry, 'cycle' | 'customer_id' | 'currency'>): Entry | undefined {
    return this.stored.statements.find(
      entry =>
        isFirst(entry) && entry.cycle === cycle && entry.customer_id === customer_id && entry.currency === currency,
    )
  }

  /**
   * The next number of a range such as `INV-{cycle}-{sequence:4}`; everything but the sequence is what makes a range.
   */
  nextNumber(pattern: string, cycle: string, first = 1): string {
    const range = pattern
      .replaceAll('{cycle}', cycle)
      .replaceAll('{year}', cycle.slice(0, 4))
      .replaceAll('{month}', cycle.slice(5))
    const sequence = /\{sequence(?::(\d{1,2}))?\}/
    if (!sequence.test(range)) {
      throw usage(`the number range "${pattern}" has no {sequence}`, 'Write e.g. number: INV-{cycle}-{sequence:4}')
    }
    const last = lookUp(this.stored.ranges, range)
    for (let next = last === undefined ? first : last + 1; ; next++) {
      const number = range.replace(sequence, (_, width) => String(next).padStart(Number(width ?? 1), '0'))
      // Another range may have come to the same number.
      if (this.#isTaken(number)) continue
      this.stored.ranges[range] = next
      return number
    }
  }

  /** Whether a document has the number, or its data lie where those of this number would. */
  #isTaken(number: string): boolean {
    this.#files ??= new Set(this.stored.statements.map(one => fileOf(one.number)))
    return this.#files.has(fileOf(number))
  }

  /** The number of a re-issue: that of the first issue, and how often it was replaced. */
  nextIssue(entry: Entry): string {
    const base = entry.refers_to ? entry.number.replace(/-R\d+$/, '') : entry.number
    for (let issue = 1; ; issue++) if (!this.#isTaken(`${base}-R${issue}`)) return `${base}-R${issue}`
  }

  add(statement: Statement, digest: string, known: Partial<Entry> = {}): Entry {
    const customers = customersOn(statement)
    const entry: Entry = {
      number: statement.number!,
      kind: statement.kind,
      status: 'issued',
      cycle: statement.cycle,
      customer_id: statement.customer_id,
      account_name: statement.account_name,
      currency: statement.currency,
      net: statement.net.text,
      rounding: statement.rounding.text,
      tax: statement.tax.text,
      total: statement.total.text,
      issue_date: statement.issue_date,
      due_date: statement.due_date,
      digest,
      ...(customers.length > 0 ? {customers} : {}),
      ...(statement.delta ? {delta: true as const} : {}),
      ...(statement.refers_to ? {refers_to: statement.refers_to, refers_to_date: statement.refers_to_date} : {}),
      ...known,
    }
    this.stored.statements.push(entry)
    this.#files?.add(fileOf(entry.number))
    return entry
  }

  /** Marks a document as exported to a ledger. */
  markExported(number: string, format: string, day: string): void {
    const entry = this.stored.statements.find(one => one.number === number)
    if (entry) entry.ledger = {...entry.ledger, [format]: day}
  }

  /** What was exported of a month's cost, and in how many entries. */
  cost(cycle: string, currency: string): {amount: Decimal; documents: number} {
    const {amount, documents} = lookUp(lookUp(this.stored.costs ?? {}, cycle) ?? {}, currency) ?? {documents: 0}
    return {amount: amount === undefined ? Decimal.zero : Decimal.parse(amount), documents}
  }

  /** The currencies in which cost of a month was exported. */
  costCurrencies(cycle: string): string[] {
    return Object.keys(lookUp(this.stored.costs ?? {}, cycle) ?? {})
  }

  keepCost(cycle: string, currency: string, amount: Decimal): void {
    const documents = this.cost(cycle, currency).documents + 1
    const costs = {...lookUp(this.stored.costs ?? {}, cycle), [currency]: {amount: amount.text, documents}}
    this.stored.costs = {...this.stored.costs, [cycle]: costs}
  }

  /** Keeps what was written for statements, by their numbers. */
  keepFiles(written: Map<string, IssuedFile[]>): void {
    for (const entry of this.stored.statements) {
      const files = written.get(entry.number)
      if (files) entry.files = filesTogether(entry.files, files)
    }
  }

  save(): void {
    writeFileAtomic(registerPath(this.folder), `${JSON.stringify(this.stored, undefined, 1)}\n`, 0o644)
  }
}
