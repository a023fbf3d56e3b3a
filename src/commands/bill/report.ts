import {Flags} from '@oclif/core'
import type {CreditLeft, InCurrency, Report, Share} from '../../bills/report/report.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import type {Decimal} from '../../decimal.js'
import {concernsOnePart} from '../../failure.js'
import {checkPlace} from '../../place.js'

const SHOWN = 10

interface Told extends Report {
  file?: string
}

export default class BillReport extends PartnerCommand<Told> {
  static override summary = 'Your own month: revenue, cost and margin by customer and service, and oddities'
  static override examples = [
    '<%= config.bin %> bill report rated-2026-10.csv',
    '<%= config.bin %> bill report rated-2026-10.csv --previous rated-2026-09.csv --out report-2026-10.html',
  ]
  static override args = {rated: argument('file of `bill rate`, - for stdin')}
  static override flags = {
    previous: Flags.string({summary: 'rated file of the month before, for changes'}),
    out: Flags.string({summary: 'write the report as one HTML file'}),
    encoding: encodingFlag,
    credit: Flags.boolean({summary: 'ask for your credit, too', default: true, allowNo: true}),
  }

  async run(): Promise<Told> {
    const {args, flags} = await this.parse(BillReport)
    const reading = readingOf(this.common.profile, flags.encoding, text => this.note(text))
    const [{makeReport}, {readRated}] = await Promise.all([
      import('../../bills/report/report.js'),
      import('../../bills/rating/read-rated.js'),
    ])
    if (flags.out) checkPlace(flags.out, 'markup')
    const report: Told = await makeReport(
      readRated(args.rated, reading),
      flags.previous ? readRated(flags.previous, reading) : undefined,
    )
    if (flags.credit) await this.addCredit(report)
    if (flags.out) {
      const [{reportHtml}, {writeFileAtomic}] = await Promise.all([
        import('../../bills/report/html.js'),
        import('../../files.js'),
      ])
      writeFileAtomic(flags.out, reportHtml(report), 0o644)
      report.file = flags.out
    }
    return this.present(report, view)
  }

  /** The report is made of files: that nobody is signed in, or the platform cannot be reached, is only told. */
  private async addCredit(report: Report): Promise<void> {
    const {creditLeft} = await import('../../bills/report/report.js')
    try {
      report.credit = creditLeft(await this.api.call('ShowPartnerConsumptionQuota', {}))
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      report.notes.push(`Your credit is not shown: ${error.message}`)
    }
  }
}

const money = (value: Decimal) => value.rounded(2).toDisplay()
const signed = (value: Decimal) => `${value.isNegative || value.isZero ? '' : '+'}${value.text}%`

const view: View<Told> = {
  columns: [
    {name: 'cycle'},
    {name: 'currency'},
    {name: 'total'},
    {name: 'customers'},
    {name: 'services'},
    {name: 'others'},
    {name: 'anomalies'},
    {name: 'credit'},
    {name: 'file'},
  ],
  screen: report =>
    `${[
      `cycle ${report.cycle} (UTC+8) · before tax, in ${report.currency} · MARGIN${report.cost_basis === 'settlement' ? '' : ' (on expenditure)'}`,
      ...totalLines(report),
      ...(report.credit ? [creditLine(report.credit)] : []),
      ...shareLines(report),
      ...(report.others ?? []).flatMap(one => ['', `in ${one.currency}`, ...totalLines(one), ...shareLines(one)]),
      ...(report.anomalies.length > 0 ? ['', 'worth a look', ...report.anomalies.map(text => `  ${text}`)] : []),
      ...report.notes.map(note => `note: ${note}`),
      ...(report.file ? ['', `${report.file} written`] : []),
    ].join('\n')}\n`,
}

function totalLines({total}: InCurrency): string[] {
  const [percent, change] = shares(total)
  const sums = `total  revenue ${money(total.revenue)}  cost ${money(total.cost)}  margin ${money(total.margin)}`
  return [[sums, percent, change && `${change} to last month`].filter(Boolean).join('  ')]
}

const shareLines = ({customers, services}: InCurrency) => [
  ...['', ...lines('CUSTOMER', customers)],
  ...['', ...lines('SERVICE', services)],
]

const creditLine = ({currency, quota, used, left, used_percent}: CreditLeft) =>
  `credit  left ${currency} ${money(left)} of ${money(quota)} today · used ${money(used)}${used_percent ? ` (${used_percent.text}%)` : ''}`

/** What the margin is of the revenue, and how the revenue has changed. */
const shares = ({margin_percent, change_percent}: Share): [string, string] => [
  margin_percent ? `${margin_percent.text}%` : '',
  change_percent ? signed(change_percent) : '',
]

function lines(heading: string, rows: Share[]): string[] {
  const told = rows
    .slice(0, SHOWN)
    .map(row => [row.name, money(row.revenue), money(row.cost), money(row.margin), ...shares(row)])
  const compared = rows.some(row => row.change_percent) ? 'CHANGE' : ''
  const aligned = alignedLines(
    [[heading, 'REVENUE', 'COST', 'MARGIN', '%', compared], ...told],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  )
  return rows.length > SHOWN ? [...aligned, `and ${rows.length - SHOWN} more`] : aligned
}
