import {join} from 'node:path'
import {Flags} from '@oclif/core'
import type {RatedTotal, RateResult} from '../../bills/rating/rate.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag, optionalArgument} from '../../cli/flags.js'
import {nextStep} from '../../cli/next-step.js'
import {alignedLines} from '../../cli/output/lines.js'
import {stdoutBytes} from '../../cli/output/output.js'
import type {View} from '../../cli/output/view.js'
import {currencyFlag, encodingFlag} from '../../cli/reading.js'
import {recordReading} from '../../cli/topics/bill/delivered-file.js'
import {bookFlag, recordsAt, unmatchedFlag} from '../../cli/topics/bill/price-book.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {parseCycle} from '../../cycle.js'
import {type Outcome, usage} from '../../failure.js'
import {isFolder} from '../../file-name.js'

export default class BillRate extends PartnerCommand<RateResult> {
  static override summary = 'Price records by your price book: what each customer pays you'
  static override description =
    `Every rated row carries the rule that priced it and the edition of the book. Amounts have 8 decimals; they are rounded once, on the statement.
A basis that a record does not have is an error, never another; cost is what the book says that it is. A month that is an estimate or lacks customers is
rated with a warning, which goes with the file.
The file has its name only when every record is priced. docs/rating.md explains price books.`
  static override examples = [
    '<%= config.bin %> pricebook init',
    '<%= config.bin %> bill rate --cycle last-month --book pricebook.yaml --profile sandbox',
    '<%= config.bin %> bill rate bills-2026-10.csv --book pricebook.yaml --out rated/',
    '<%= config.bin %> bill rate bills-2026-10.csv --unmatched cost -o json',
    '<%= config.bin %> bill rate bills/bill_cycle=2026-10 --engine duckdb --out rated.parquet',
  ]
  static exits: Outcome[] = ['partial', 'denied', 'unavailable']
  static override args = {
    records: optionalArgument(
      'records to rate: a file or folder of `bill export`, - for stdin; what the API gives now when absent',
    ),
  }
  static override flags = {
    book: bookFlag,
    cycle: cycleFlag('bill cycle (UTC+8) to rate: of records that are given only this one, where it is typed'),
    unmatched: unmatchedFlag,
    duplicates: Flags.option({
      summary: 'records whose id is there twice: an error, or charged twice',
      options: ['refuse', 'keep'] as const,
      default: 'refuse' as const,
    })(),
    encoding: encodingFlag,
    currency: currencyFlag,
    out: Flags.string({summary: 'file (.csv or .jsonl; .parquet with duckdb) or folder; - for stdout', default: '.'}),
    engine: Flags.option({
      summary: 'what does the work; duckdb rates exported Parquet again many times as fast, to the same digits',
      options: ['stream', 'duckdb'] as const,
      default: 'stream' as const,
    })(),
  }

  async run(): Promise<RateResult> {
    const {args, flags, metadata} = await this.parse(BillRate)
    const {readPriceBook} = await import('../../bills/rating/book.js')
    const reading = recordReading(
      this.common.profile,
      flags,
      text => this.note(text),
      () => this.api,
    )
    const now = new Date()
    const {records} = args
    const {billedAccount, refuseSettledTwice} = await import('../../bills/rating/provenance.js')
    const account = await billedAccount(records, async () => this.api.session)
    const book = await readPriceBook(flags.book, reading, account?.site)
    refuseSettledTwice(book, account)
    const isChosen = !metadata.flags.cycle?.setFromDefault
    const cycle = records && !isChosen ? '' : parseCycle(flags.cycle, now)
    const {unmatched, engine, duplicates} = flags
    checkEnding(flags.out, engine)
    const progress = await this.progress(`Rating ${records ?? `cycle ${cycle}`}`)
    const out = target(
      flags.out,
      records === '-' ? 'stdin' : nameOf(records, cycle),
      engine === 'duckdb' ? '.parquet' : '.csv',
    )
    let result: RateResult
    if (engine === 'duckdb') {
      if (!records)
        throw usage('--engine duckdb rates an export, not what the API gives now', 'Name a Parquet file or folder')
      if (isChosen)
        throw usage(
          '--engine duckdb rates all months that are there',
          'Leave --engine away, or name the files of one month',
        )
      const {rateParquet} = await import('../../bills/rating/sql-engine.js')
      result = await rateParquet({records, book, unmatched, duplicates, now, out})
    } else {
      const [{rateBills}, {monthBatches, ofCycle, readBatches}] = await Promise.all([
        import('../../bills/rating/rate.js'),
        import('../../bills/rating/read-records.js'),
      ])
      const given = records ? readBatches(records, reading) : monthBatches(this.api, cycle, now)
      result = await rateBills({
        records: records && cycle ? ofCycle(given, cycle, records, text => this.note(`Note: ${text}`)) : given,
        book,
        unmatched,
        duplicates,
        origin: records,
        where: records && records !== '-' ? recordsAt(records, flags) : undefined,
        now,
        out,
        print: text => stdoutBytes.write(Buffer.from(text)),
        onProgress: count => progress.update(counted(count, 'record')),
      })
    }
    progress.stop()
    const {doubtsOf} = await import('../../bills/rating/provenance.js')
    const doubts = doubtsOf(result.sources)
    for (const note of [...result.notes, ...doubts.estimate, ...doubts.partial]) this.note(`Note: ${note}`)
    // With the rows on stdout, what is said about them goes to stderr.
    if (flags.out === '-') this.note(summary(result).split('\n'))
    else await this.present(result, view)
    return result
  }
}

/** A month that was chosen from several has its own file. */
const nameOf = (records: string | undefined, cycle: string): string => {
  if (!records) return cycle
  return cycle === '' || records.includes(cycle)
    ? records
    : `${records.replace(/[/\\]+$/, '').replace(/\.\w+$/, '')}-${cycle}`
}

/** Throws `usage` where a file's name promises what is not written into it. */
function checkEnding(out: string, engine: 'stream' | 'duckdb'): void {
  const ending = isFolder(out) ? undefined : /\.(parquet|xlsx|json|gz)$/i.exec(out)?.[0]
  if (!ending || (engine === 'duckdb' && ending === '.parquet')) return
  throw usage(
    `${out} is no name for rated rows: they are written as CSV or JSON lines${engine === 'duckdb' ? ', or Parquet' : ''}`,
    `Write --out ${out.slice(0, -ending.length)}.csv`,
    ...(ending === '.parquet' ? ['Or add --engine duckdb, which rates an export in Parquet'] : []),
  )
}

function target(out: string, records: string, ending: string): string {
  if (out === '-') return out
  const name = records
    .split(/[/\\]/)
    .filter(Boolean)
    .at(-1)!
    .replace(/\.\w+$/, '')
  return isFolder(out) ? join(out, `rated-${name.replace(/^bills-/, '')}${ending}`) : out
}

const view: View<RateResult> = {
  columns: ['cycles', 'book_version', 'records', 'customers', 'unmatched', 'skipped', 'costs', 'charges', 'file'].map(
    name => ({name}),
  ),
  screen: result => `${summary(result)}\n`,
}

const amounts = (totals: RatedTotal[]) =>
  totals.map(({currency, charge}) => `${currency} ${charge.rounded(2).toDisplay()}`).join(', ') || 'nothing'

function summary(result: RateResult): string {
  const rules = result.rules.slice(0, 12)
  const left = [
    ...(result.unmatched > 0 ? [`${counted(result.unmatched, 'record')} priced without a rule`] : []),
    ...(result.skipped > 0 ? [`${counted(result.skipped, 'record')} left out`] : []),
  ]
  return [
    `cycle ${result.cycles.join(', ')} (UTC+8) · book ${result.book_version} · ${counted(result.customers, 'customer')} · ${counted(result.records, 'record')}`,
    `charged ${amounts(result.charges)} before tax · cost ${amounts(result.costs)} · margin${result.cost_basis === 'settlement' ? '' : ' (on expenditure)'} ${amounts(result.margins)}`,
    ...left,
    '',
    ...alignedLines(
      rules.map(rule => [
        rule.rule,
        counted(rule.records, 'record'),
        rule.currency,
        rule.charge.rounded(2).toDisplay(),
      ]),
      ['left', 'right', 'left', 'right'],
    ).map(line => `  ${line}`),
    ...(result.rules.length > rules.length ? [`  and ${result.rules.length - rules.length} more rules`] : []),
    ...(result.file && result.file !== '-'
      ? ['', `${result.file} written`, nextStep(`Next: ${commandLine`bill statement --preview ${result.file}`}`)]
      : []),
  ].join('\n')
}
