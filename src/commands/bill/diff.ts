import {Flags} from '@oclif/core'
import {Listing} from '../../api/listing.js'
import type {Diff, Difference, DifferenceSum} from '../../bills/diff/diff.js'
import type {CorrectionSum} from '../../bills/diff/rated.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument, listFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {currencyFlag, encodingFlag, type Reading} from '../../cli/reading.js'
import {recordReading} from '../../cli/topics/bill/delivered-file.js'
import {counted} from '../../counted.js'
import {type Outcome, usage} from '../../failure.js'

export default class BillDiff extends PartnerCommand<(Difference | DifferenceSum | CorrectionSum)[]> {
  static override summary = "What changed between two exports of a month's bills, or between two ratings"
  static override description =
    `Names each record that was added, removed or changed, with its amounts and fields, and the exact sum of it per customer. The exports may be of any
format; what only one of them has as a column is not compared, and named. Of two sources what one leaves empty throughout is not compared either. Records are paired by their id; those without one by customer,
day, trade, resource, SKU, usage type, times and bill type, and by counting equal ones. Any number of records is compared in about 250 MB of memory.
Two rated files are compared by what customers see of them: then sums are by customer, service and tax, and --out writes them with each record, for
corrections of a month that is closed. Exit 0: they are the same. 10: they are not. 11: they cannot be compared, or customers or amounts are in one of them only.`
  static override examples = [
    '<%= config.bin %> bill diff old/bills-2026-10.csv bills-2026-10.csv',
    '<%= config.bin %> bill diff old/ bills/ --cycle 2026-10 --sums',
    '<%= config.bin %> bill diff old/bills-2026-10.csv bills-2026-10.csv --all --columns all -o csv --output-file corrections.csv',
    '<%= config.bin %> bill diff rated-2026-10.csv rated-again.csv --out corrections.csv --statements statements/',
  ]
  static exits: Outcome[] = ['differences', 'not-comparable']
  static override args = {
    old: argument('the earlier export: a file or a folder'),
    new: argument('the later export'),
  }
  static override flags = {
    cycle: Flags.string({
      char: 'c',
      aliases: ['month'],
      summary: 'the cycle (UTC+8), where exports of several lie there',
      helpValue: 'MONTH',
    }),
    sums: Flags.boolean({summary: 'one row for each customer instead of each record'}),
    out: Flags.string({summary: 'of two rated files: a CSV with each changed record and the sums'}),
    statements: Flags.string({
      summary: 'of two rated files: a folder of `bill statement`, whose numbers are named',
      helpValue: 'FOLDER',
    }),
    encoding: encodingFlag,
    currency: currencyFlag,
    limit: listFlags.limit,
    all: listFlags.all,
  }

  async run(): Promise<(Difference | DifferenceSum | CorrectionSum)[]> {
    const {args, flags} = await this.parse(BillDiff)
    const reading = recordReading(
      this.common.profile,
      flags,
      text => this.note(text),
      () => this.api,
    )
    const {checkBothRated} = await import('../../bills/diff/rated.js')
    if (checkBothRated(args.old, args.new)) return this.#ofRated(args.old, args.new, flags, reading)
    for (const name of ['out', 'statements'] as const)
      if (flags[name]) throw usage(`--${name} goes with two rated files`, 'Or write all of it: --output-file FILE')
    const {diffNotes, differencesFailure, openDiff, uncomparedFailure} = await import('../../bills/diff/exports.js')
    const {diff, differences, notes} = await openDiff(args.old, args.new, flags.cycle, reading)
    for (const note of notes) this.note(note)
    const progress = await this.progress('Comparing')
    const limit = flags.sums ? 0 : (this.rowLimit ?? Number.POSITIVE_INFINITY)
    // All are walked, so that the sums are of all, whatever is shown.
    const shown = new Listing<Difference>(async function* (listing) {
      let count = 0
      for await (const difference of differences) {
        // Everything was read before the first one comes.
        progress.stop()
        if (count++ < limit) yield difference
      }
      listing.total = count
      listing.cut = count > limit
    })
    if (flags.sums) {
      await shown.toArray()
      progress.stop()
      await this.present([...diff.sums, ...diff.totals], sumsView)
    } else await this.present(shown, viewOf(diff))
    progress.stop()
    const [before, after] = diff.records
    this.note(`${counted(before, 'record')} before, ${after.toLocaleString('en')} after`)
    const named = (path: string) => (path === '-' ? 'stdin' : path)
    const paths: [string, string] = [named(args.old), named(args.new)]
    for (const note of diffNotes(diff, paths)) this.note(note)
    const failure = differencesFailure(diff.totals) ?? uncomparedFailure(diff, paths)
    if (failure) throw failure
    return []
  }

  /** What two ratings of a month charge differently. */
  async #ofRated(
    old: string,
    now: string,
    flags: {out?: string; statements?: string},
    reading: Reading,
  ): Promise<CorrectionSum[]> {
    const {correctRated} = await import('../../bills/diff/corrections-file.js')
    await this.progress('Comparing')
    const {sums, totals, records} = await correctRated(old, now, {...flags, reading})
    await this.present(sums, correctionsView)
    this.note(`${counted(records[0], 'row')} before, ${records[1].toLocaleString('en')} after`)
    this.note(
      'Not compared, for customers do not see it: costs, list prices, settlement amounts, margins, exchange rates and rules',
    )
    if (flags.out) this.note(`${flags.out} written`)
    const {differencesFailure, nothingFailure} = await import('../../bills/diff/exports.js')
    const isEmpty = records.every(count => count === 0)
    const failure = isEmpty ? nothingFailure([old, now]) : differencesFailure(totals)
    if (failure) throw failure
    return sums
  }
}

const signed = ({difference}: {difference: Difference['difference']}) =>
  `${difference.isNegative ? '' : '+'}${difference.toDisplay()}`

const view: View<Difference> = {
  columns: [
    {name: 'kind', label: 'WHAT'},
    {name: 'account_name', label: 'CUSTOMER', text: row => row.account_name || row.customer_id},
    {name: 'customer_id', extra: true},
    {name: 'id', label: 'RECORD'},
    {name: 'bill_date', label: 'DAY (UTC+8)'},
    {name: 'currency'},
    {name: 'amount_before', label: 'BEFORE', align: 'right', text: row => row.amount_before?.toDisplay() ?? ''},
    {name: 'amount_after', label: 'AFTER', align: 'right', text: row => row.amount_after?.toDisplay() ?? ''},
    {name: 'difference', label: 'CHANGE', align: 'right', text: signed},
    {
      name: 'changes',
      label: 'FIELDS',
      value: row => row.changes.map(({field, before, after}) => `${field}: ${before} -> ${after}`).join('; '),
      text: row => row.changes.map(({field}) => field).join(', '),
    },
  ],
}

const viewOf = (diff: Diff): View<Difference> => ({
  ...view,
  // It is known when all was read.
  get empty() {
    if (diff.isOfNothing) return 'No records'
    return diff.notCompared.length > 0 ? 'No differences in what both have' : 'No differences'
  },
})

const correctionsView: View<CorrectionSum> = {
  columns: [
    {name: 'bill_cycle', label: 'CYCLE'},
    {name: 'account_name', label: 'CUSTOMER', text: row => row.account_name || row.customer_id},
    {name: 'customer_id', extra: true},
    {name: 'cloud_service_type', label: 'SERVICE'},
    {name: 'tax'},
    {name: 'currency'},
    {name: 'before', align: 'right', text: row => row.before.toDisplay()},
    {name: 'after', align: 'right', text: row => row.after.toDisplay()},
    {name: 'difference', align: 'right', text: signed},
  ],
  empty: 'No differences in what customers see',
}

const sumsView: View<DifferenceSum> = {
  columns: [
    {name: 'account_name', label: 'CUSTOMER', text: row => row.account_name || row.customer_id || 'all'},
    {name: 'customer_id', extra: true},
    {name: 'currency'},
    {name: 'added', align: 'right'},
    {name: 'removed', align: 'right'},
    {name: 'changed', align: 'right'},
    {name: 'difference', align: 'right', text: signed},
  ],
  empty: 'No differences',
}
