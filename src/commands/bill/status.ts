import {existsSync} from 'node:fs'
import {Flags} from '@oclif/core'
import type {Comparison} from '../../bills/reconcile/comparison.js'
import type {Completeness, CustomerStatus} from '../../bills/reconcile/completeness.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag} from '../../cli/flags.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {currencyFlag, encodingFlag} from '../../cli/reading.js'
import {recordReading} from '../../cli/topics/bill/delivered-file.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {parseCycle} from '../../cycle.js'
import {type Outcome, usage} from '../../failure.js'

export default class BillStatus extends PartnerCommand<Completeness> {
  static override summary = 'Is a month done? Who was exported, rated and issued, or why not'
  static override description =
    `Says of each customer how far its month is. What you owe Huawei for customers with a statement and for those without must come to your own bill, and
Huawei's invoices of the month to the amount due and the tax. Coupons used are shown by customer.
Exit 0: all of it is done. 8: some customers are not, or the month is not final. 10: the figures differ, or a file is not the one that was exported.
11: your own bill is known, and the records have no basis on which they come to it.`
  static override examples = [
    '<%= config.bin %> bill status --cycle 2026-10 --records bills-2026-10.csv --profile sandbox',
    '<%= config.bin %> bill status --records bills-2026-10.csv --rated rated-2026-10.csv --statements statements/',
  ]
  static exits: Outcome[] = ['differences', 'pending', 'not-comparable']
  static override flags = {
    cycle: cycleFlag(),
    records: Flags.string({
      summary: "the month's export: a file or a folder of `bill export`; what is here where nothing is named",
      helpValue: 'PATH',
    }),
    rated: Flags.string({summary: 'its rated file', helpValue: 'FILE'}),
    statements: Flags.string({summary: 'the folder of its statements', helpValue: 'FOLDER'}),
    book: Flags.string({char: 'b', summary: 'a price book whose settlement rules say what you owe', helpValue: 'FILE'}),
    encoding: encodingFlag,
    currency: currencyFlag,
  }

  async run(): Promise<Completeness> {
    const {flags} = await this.parse(BillStatus)
    const now = new Date()
    const cycle = parseCycle(flags.cycle, now)
    const {book} = flags
    const {records, rated, statements} = this.#lookedAt(flags, cycle)
    const reading = recordReading(
      this.common.profile,
      flags,
      text => this.note(text),
      () => this.api,
    )
    const {completeness, completenessFailure} = await import('../../bills/reconcile/completeness.js')
    await this.progress(`Looking at ${cycle}`)
    const settle = book === undefined ? undefined : await this.#settlementOf(book)
    const found = await completeness(this.api, {cycle, records, rated, statements, settle, reading, now})
    await this.present(found, view)
    const failure = completenessFailure(found)
    if (failure) throw failure
    return found
  }

  /** What was named; where nothing was, what the commands of the month have written here by themselves. */
  #lookedAt(named: {records?: string; rated?: string; statements?: string}, cycle: string) {
    const {records, rated, statements} = named
    if (records || rated || statements) return {records, rated, statements}
    const usual = {records: `bills-${cycle}.csv`, rated: `rated-${cycle}.csv`, statements: 'statements'}
    const there = Object.entries(usual).filter(([, path]) => existsSync(path))
    if (there.length === 0)
      throw usage(
        `nothing of ${cycle} is here: no ${Object.values(usual).join(', ')}`,
        commandLine`bill export --cycle ${cycle}    makes the first`,
        'or name what is there: --records, --rated, --statements',
      )
    this.note(`Looking at ${there.map(([, path]) => path).join(', ')}`)
    return Object.fromEntries(there) as typeof named
  }

  async #settlementOf(path: string) {
    const [{readPriceBook}, {Settlement}] = await Promise.all([
      import('../../bills/rating/book.js'),
      import('../../bills/rating/terms.js'),
    ])
    const settlement = new Settlement(await readPriceBook(path, undefined, (await this.api.session).site))
    return (record: Parameters<typeof settlement.unitsOf>[0]) => settlement.unitsOf(record)
  }
}

/** Customers without anything left to do that are shown. */
const DONE_SHOWN = 20

const yesNo = (count: number | undefined) => (count === undefined ? '-' : count > 0 ? count.toLocaleString('en') : 'no')

const line = (one: CustomerStatus) => [
  `${one.account_name || one.customer_id}${one.isReseller ? ' (reseller)' : ''}`,
  yesNo(one.records),
  yesNo(one.rated),
  one.statement || '-',
  one.settlement?.rounded(2).toDisplay() ?? '-',
  one.coupons && !one.coupons.isZero ? one.coupons.rounded(2).toDisplay() : '-',
  one.why,
]

const outcomes = {matched: 'matched', differences: 'DIFFERS', 'not-comparable': 'not comparable'}

const heldText = ({left, right, reason}: Comparison) => reason ?? (left === right ? left : `${left} and ${right}`)

function screen(found: Completeness): string {
  const {cycle, final, customers, comparisons, currency, basis, issued, not_issued, coupons, notes} = found
  const resellers = customers.filter(({isReseller}) => isReseller).length
  const own = customers.length - resellers
  const open = customers.filter(({isDone}) => !isDone)
  const done = customers.filter(({isDone}) => isDone)
  const shown = [...open, ...done.slice(0, DONE_SHOWN)]
  const heading = ['CUSTOMER', 'RECORDS', 'RATED', 'STATEMENT', basis.toUpperCase(), 'COUPONS', 'NOT DONE']
  return [
    `cycle ${cycle} (UTC+8), ${final ? 'final' : 'not final'} · ${counted(own, 'customer')}${resellers > 0 ? ` and ${counted(resellers, 'reseller')}` : ''}, ${open.length} not done`,
    '',
    ...alignedLines([heading, ...shown.map(line)], ['left', 'right', 'right', 'left', 'right', 'right', 'left']),
    ...(done.length > DONE_SHOWN ? [`and ${done.length - DONE_SHOWN} more that are done`] : []),
    '',
    `${basis} of documents ${currency} ${issued.toDisplay()} + not issued ${not_issued.toDisplay()}; coupons used ${coupons.toDisplay()}`,
    ...comparisons.map(one => `${outcomes[one.outcome]}: ${one.what}: ${heldText(one)}`),
    ...notes.map(note => `note: ${note}`),
    '',
  ].join('\n')
}

const view: View<Completeness> = {
  columns: ['cycle', 'final', 'issued', 'not_issued', 'comparisons'].map(name => ({name})),
  screen,
}
