import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import type {ExportProgress, ExportResult} from '../../bills/export/export-request.js'
import type {ExportQuery} from '../../bills/export/files/manifest.js'
import {unreadLines} from '../../bills/export/unread.js'
import {formatNames} from '../../bills/formats/formats.js'
import {detailWords, sourceNames, whoseWords} from '../../bills/records/source-names.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag} from '../../cli/flags.js'
import {stdoutBytes} from '../../cli/output/output.js'
import {currencyFlag, encodingFlag, typedCurrency} from '../../cli/reading.js'
import {askedFile} from '../../cli/topics/bill/delivered-file.js'
import {exportSummary, exportView, progressLine} from '../../cli/topics/bill/export-view.js'
import {counted} from '../../counted.js'
import {parseCycle} from '../../cycle.js'
import {Failure, type Outcome} from '../../failure.js'

export default class BillExport extends PartnerCommand<ExportResult | ExportResult[]> {
  static override summary = "Export every record of a month's bills to files"
  static override description =
    `Asks each customer's records as that customer, and writes them as they come, with the digits that Huawei sent. Nothing has its final name
before it is whole. The same command goes on where an interrupted one stopped; a month that is exported again is replaced, and what that corrects
is listed. With --since-last a folder is kept up to date: months that are missing, from the oldest one there or from --cycle on up to last month;
those that were an estimate or lacked customers; of the last three months those that no longer add up to Huawei's monthly sums.
On intl and eu the file that Huawei delivers (--source bill-file) is the basis of rating and reconciliation; the API's records are for looking in between.
Cycles are months in UTC+8. A month is an estimate until the 5th of the next one, 12:00 UTC+8.`
  static override examples = [
    '<%= config.bin %> bill export --cycle last-month --profile sandbox',
    '<%= config.bin %> bill export --cycle last-month --format parquet --out bills/',
    '<%= config.bin %> bill export --columns customer_id,cloud_service_type_name,amount,currency --out -',
    '<%= config.bin %> bill export --split customer --excel --out statements/',
    '<%= config.bin %> bill export --format parquet --out bills/ --since-last',
    '<%= config.bin %> bill export --source bill-file --profile sandbox',
    '<%= config.bin %> bill export --source bill-file --from customerBill_202610.tar.gz --cycle 2026-10',
    '<%= config.bin %> bill export --source bill-file --from bill-details.xlsx --map "settlement_amount=Net (USD)"',
    '<%= config.bin %> bill export --source bill-file --wait 10d',
    '<%= config.bin %> bill export --retry-failed',
  ]
  static override operations: OperationId[] = ['ListCustomerselfResourceRecords', 'ListSubCustomerBillDetail']
  static exits: Outcome[] = ['partial', 'pending']
  static override flags = {
    cycle: cycleFlag(),
    out: Flags.string({summary: 'file, folder/, or - for stdout; .gz packs; bills-MONTH here when absent'}),
    format: Flags.option({
      summary: 'what to write; as the name of the file says, or csv',
      options: formatNames,
    })(),
    source: Flags.option({
      summary: `which records; the site has its own default: ${sourceNames.join(', ')}`,
      helpValue: 'SOURCE',
      options: sourceNames,
    })(),
    from: Flags.string({
      summary: "with bill-file or usage-file: the file, or - for stdin; else the profile's bucket is asked for it",
      helpValue: 'FILE',
    }),
    detail: Flags.option({
      summary: 'single records, or sums by resource and day or cycle',
      options: Object.keys(detailWords) as (keyof typeof detailWords)[],
    })(),
    split: Flags.option({summary: 'a file for each', options: ['customer', 'service', 'day'] as const})(),
    whose: Flags.option({
      summary: "of an enterprise's master: its own records, its members', or all, which is what the API gives",
      options: Object.keys(whoseWords) as (keyof typeof whoseWords)[],
    })(),
    customer: Flags.string({
      char: 'C',
      summary: 'only this customer, by name or id',
      multiple: true,
      multipleNonGreedy: true,
    }),
    excel: Flags.boolean({summary: 'CSV that Excel opens right: byte order mark, ids and long numbers as text'}),
    'wide-decimals': Flags.boolean({summary: 'Parquet: decimals of 38 digits instead of 18, for what does not fit'}),
    'focus-dialect': Flags.option({
      summary: "FOCUS: refunds as the specification says, or as Huawei's own export",
      options: ['spec', 'huawei'] as const,
    })(),
    encoding: encodingFlag,
    map: Flags.string({
      summary: 'which column of the file is which: NAME=HEADING or NAME=NUMBER; kept',
      helpValue: 'NAME=COLUMN',
      multiple: true,
      multipleNonGreedy: true,
    }),
    currency: currencyFlag,
    wait: Flags.string({summary: 'ask the bucket until the file is there, for so long: 12h, 10d', helpValue: 'TIME'}),
    issuer: Flags.string({summary: 'FOCUS: name of who writes the invoice'}),
    'billing-account': Flags.string({summary: "FOCUS: name of your account, which pays; else the profile's"}),
    shard: Flags.string({summary: 'one part of the customers: 1/4'}),
    restart: Flags.boolean({summary: 'throw away what an interrupted export left'}),
    'since-last': Flags.boolean({
      summary: 'every month that the folder lacks or has otherwise by now',
      exclusive: ['retry-failed', 'restart'],
    }),
    'retry-failed': Flags.boolean({
      summary: 'read only the customers that could not be read the last time',
      exclusive: ['restart'],
    }),
  }

  async run(): Promise<ExportResult | ExportResult[]> {
    const {flags, metadata} = await this.parse(BillExport)
    flags.currency = typedCurrency(flags.currency)
    const now = new Date()
    const cycle = parseCycle(flags.cycle, now)
    const [{exportBills}, {exportQuery}] = await Promise.all([
      import('../../bills/export/export.js'),
      import('../../bills/export/typed-query.js'),
    ])
    const progress = await this.progress('Asking for the customers')
    const asked = await askedFile(this.api, flags, cycle, {
      bucket: () => this.bucket('or name the file: --from FILE'),
      onWait: text => progress.update(text),
    })
    const {file, map} = asked ?? {}
    const query: ExportQuery = await exportQuery(this.api, {
      ...flags,
      detail: flags.detail && detailWords[flags.detail],
      method: flags.whose && whoseWords[flags.whose],
      from: file?.identity ?? flags.from,
      map,
      sinceLast: flags['since-last'],
      cycle,
      columns: this.common.columns,
      wide: flags['wide-decimals'],
      focusDialect: flags['focus-dialect'],
      billingAccount: flags['billing-account'],
      bom: this.common.bom,
    })
    const request = {
      file,
      out: flags.out,
      now,
      restart: flags.restart,
      retryFailed: flags['retry-failed'],
      stdout: stdoutBytes,
    }
    const onProgress = (state: ExportProgress) => progress.update(progressLine(state))
    if (!flags['since-last']) {
      const result = await exportBills(this.api, {...request, query}, onProgress)
      progress.stop()
      await asked?.keep()
      await this.show(result)
      throwUnread([result])
      return result
    }
    const {monthsSinceLast} = await import('../../bills/export/since-last.js')
    const from = metadata.flags.cycle?.setFromDefault ? undefined : cycle
    const due = await monthsSinceLast(this.api, query, {out: flags.out, from, now}, text => progress.update(text))
    if (due.length === 0) this.note('Every month is there, and none has changed')
    const results: ExportResult[] = []
    for (const {cycle, why} of due) {
      this.note(`cycle ${cycle}: ${why}`)
      const result = await exportBills(this.api, {...request, query: {...query, cycle}}, onProgress)
      progress.stop()
      results.push(result)
      if (this.common.output === 'table') await this.show(result)
    }
    progress.stop()
    this.common.columns = undefined
    if (this.common.output !== 'table') await this.present(results, exportView)
    throwUnread(results)
    return results
  }

  private async show(result: ExportResult): Promise<void> {
    // With the records on stdout, what is said about them goes to stderr.
    if (result.path === '-') return this.note(exportSummary(result).split('\n'))
    this.common.columns = undefined
    await this.present(result, exportView)
  }
}

/** Ends the command where customers could not be read. */
function throwUnread(results: ExportResult[]): void {
  const unread = results.flatMap(result => result.unread)
  const {length} = unread
  if (length === 0) return
  const customers = results.reduce((sum, result) => sum + result.customers, length)
  const isStream = results.some(({path}) => path === '-')
  throw new Failure('partial', `${length} of ${counted(customers, 'customer')} could not be read`, {
    next: [
      ...unreadLines(unread),
      isStream
        ? 'Export to a file with --out: there, --retry-failed reads only these again'
        : 'Read only these again: add --retry-failed to the same command',
    ],
    details: unread,
  })
}
