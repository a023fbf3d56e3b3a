// Rating a month: records in, rated rows out, sums on the way.
import {Decimal} from '../../decimal.js'
import {WholeFile} from '../../whole-file.js'
import {Output} from '../formats/output.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import type {CostBasis} from './price.js'
import {type RatedSource, ratedSources, writeProvenance} from './provenance.js'
import {costOf, type RatedColumn, type RatedRow, ratedColumnsOf, ratedCsv, ratedHeading, ratedJson} from './rated.js'
import {Rater, type Unmatched} from './rater.js'
import {type OnDuplicates, TwiceThere} from './twice.js'

export interface RatedTotal {
  currency: string
  charge: Decimal
}

export interface RuleTotal {
  rule: string
  records: number
  charge: Decimal
  currency: string
}

export interface RateResult {
  cycles: string[]
  book: string
  book_version: string
  records: number
  customers: number
  /** Records that only `--unmatched` priced, and those that it left out. */
  unmatched: number
  skipped: number
  /** What costs and margins stand on. */
  cost_basis: CostBasis
  /** What the month costs the partner on that basis, by currency of the records. */
  costs: RatedTotal[]
  /** What the customers pay before tax, by currency. */
  charges: RatedTotal[]
  /** Charges before exchange less costs, by currency of the records. */
  margins: RatedTotal[]
  rules: RuleTotal[]
  /** What is known of the months: those that were estimates, or lacked customers. */
  sources: RatedSource[]
  /** Records that came twice, as far as they were kept. */
  notes: string[]
  file?: string
}

type RatedSums = Pick<
  RatedRow,
  | 'bill_cycle'
  | 'customer_id'
  | 'rule'
  | 'currency'
  | 'amount'
  | 'settlement_amount'
  | 'cost_basis'
  | 'margin'
  | 'charge'
  | 'charge_currency'
>

type RuleSum = Omit<RuleTotal, 'charge'> & {units: bigint}

/** Adds up rated rows. */
export class RatedTotals {
  readonly #sums = {
    charges: new Map<string, bigint>(),
    costs: new Map<string, bigint>(),
    margins: new Map<string, bigint>(),
  }
  /** By rule and currency. */
  readonly #rules = new Map<string, Map<string, RuleSum>>()
  readonly #customers = new Set<string>()
  readonly #cycles = new Set<string>()

  add(row: RatedRow): void {
    this.addSums(row, row.kind === 'record' ? 1 : 0)
  }

  /** Adds the sums of rows of one customer, cycle, rule and currency. */
  addSums(sums: RatedSums, records: number): void {
    const {charge, charge_currency, currency, margin, rule} = sums
    const amount = costOf(sums)
    this.#customers.add(sums.customer_id)
    this.#cycles.add(sums.bill_cycle)
    sum(this.#sums.charges, charge_currency, charge.units)
    if (amount) sum(this.#sums.costs, currency, amount.units)
    if (margin) sum(this.#sums.margins, currency, margin.units)
    const total = this.#totalOf(rule, charge_currency)
    total.records += records
    total.units += charge.units
  }

  #totalOf(rule: string, currency: string): RuleSum {
    const ofRule = this.#rules.get(rule) ?? new Map<string, RuleSum>()
    const total = ofRule.get(currency) ?? {rule, currency, records: 0, units: 0n}
    if (total.records === 0) this.#rules.set(rule, ofRule.set(currency, total))
    return total
  }

  get customers(): number {
    return this.#customers.size
  }
  get cycles(): string[] {
    return [...this.#cycles].sort()
  }
  get charges(): RatedTotal[] {
    return totals(this.#sums.charges)
  }
  get costs(): RatedTotal[] {
    return totals(this.#sums.costs)
  }
  get margins(): RatedTotal[] {
    return totals(this.#sums.margins)
  }
  /** By rule, the most used first. */
  get rules(): RuleTotal[] {
    return [...this.#rules.values()]
      .flatMap(ofRule => [...ofRule.values()])
      .map(({units, ...rest}) => ({...rest, charge: Decimal.fromUnits(units)}))
      .sort((a, b) => b.records - a.records || (a.rule < b.rule ? -1 : 1))
  }
}

const sum = (sums: Map<string, bigint>, key: string, units: bigint) => sums.set(key, (sums.get(key) ?? 0n) + units)

const totals = (sums: Map<string, bigint>): RatedTotal[] =>
  [...sums].sort().map(([currency, units]) => ({currency, charge: Decimal.fromUnits(units)}))

/** Rates records as they come, and at the end the month. Throws when the book cannot price them all. */
export async function* rated(
  records: AsyncIterable<BillRecord[]>,
  rater: Rater,
  twice?: {there: TwiceThere; what: OnDuplicates},
  where?: string[],
): AsyncGenerator<RatedRow[]> {
  for await (const batch of records) {
    const rows: RatedRow[] = []
    for (const record of batch) {
      twice?.there.add(record)
      const row = rater.rate(record)
      if (row) rows.push(row)
    }
    yield rows
  }
  rater.check(where)
  twice?.there.check(twice.what)
  yield [...rater.finish()]
}

export interface RateRequest {
  /** Records, some at a time. */
  records: AsyncIterable<BillRecord[]>
  book: PriceBook
  unmatched?: Unmatched
  /** What becomes of records that are there twice; they are refused unless said otherwise. */
  duplicates?: OnDuplicates
  /** The export that the records come from, which tells what is known of them. */
  origin?: string
  /** How `pricebook explain` is told where the records are. */
  where?: string[]
  now?: Date
  /** Path of the rated file, CSV or by its ending JSON lines; `-` for stdout; none only adds up. */
  out?: string
  /** Writes to stdout; for `-`. */
  print?(text: string): Promise<void>
  onProgress?(records: number): void
}

/** Bytes that are written at once. */
const PORTION = 1 << 20

/** Rates a month into a file, which has its name only when everything in it is priced. */
export async function rateBills(request: RateRequest): Promise<RateResult> {
  const {records, book, unmatched, out, print, onProgress} = request
  const {duplicates = 'refuse', origin, where, now = new Date()} = request
  const there = new TwiceThere()
  const rater = new Rater(book, unmatched)
  const totals = new RatedTotals()
  const file = out === undefined ? undefined : await ratedFile(out, ratedColumnsOf(book), print)
  try {
    for await (const rows of rated(records, rater, {there, what: duplicates}, where)) {
      for (const row of rows) totals.add(row)
      await file?.write(rows)
      onProgress?.(rater.counts.records)
    }
    await file?.finish()
  } catch (error) {
    await file?.discard()
    throw error
  }
  const sources = ratedSources(origin, totals.cycles, now)
  if (out !== undefined && out !== '-') await writeProvenance(out, book, sources, rater.basis)
  return {...rateResult(rater, totals), sources, notes: there.notes, ...(out === undefined ? {} : {file: out})}
}

/** What is told of a month that was rated. */
export function rateResult(
  {book, counts, basis = 'expenditure'}: Rater,
  totals: RatedTotals,
): Omit<RateResult, 'sources' | 'notes'> {
  return {
    cycles: totals.cycles,
    book: book.path,
    book_version: book.version,
    records: counts.records,
    customers: totals.customers,
    unmatched: counts.unmatched,
    skipped: counts.skipped,
    cost_basis: basis,
    costs: totals.costs,
    charges: totals.charges,
    margins: totals.margins,
    rules: totals.rules,
  }
}

async function ratedFile(out: string, columns: readonly RatedColumn[], print: RateRequest['print']) {
  const isJson = /\.(jsonl|ndjson)$/i.test(out)
  const file = out === '-' ? undefined : await WholeFile.create(out, isJson ? 'json' : 'rows', 'rated')
  const lineOf = isJson ? ratedJson : ratedCsv(columns)
  const output = new Output()
  if (!isJson) output.text(ratedHeading(columns))
  const flush = async () => {
    const portion = output.take()
    await (file ? file.write(portion) : print?.(portion.toString()))
  }
  return {
    async write(rows: RatedRow[]) {
      for (const row of rows) {
        output.text(lineOf(row))
        if (output.length >= PORTION) await flush()
      }
    },
    async finish() {
      await flush()
      await file?.finish()
    },
    discard: async () => file?.discard(),
  }
}
