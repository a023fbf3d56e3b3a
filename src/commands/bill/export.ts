import {existsSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {Flags} from '@oclif/core'
import {type ExportResult, exportBills} from '../../bills/export.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag} from '../../cli/flags.js'
import {alignedLines} from '../../cli/lines.js'
import type {View} from '../../cli/view.js'
import {parseCycle} from '../../cycle.js'
import {Failure} from '../../failure.js'

const SERVICES_SHOWN = 8

export default class BillExport extends PartnerCommand<ExportResult> {
  static override summary = "Export every record of a month's bills to a file"
  static override description =
    `Asks each customer's records as that customer, and writes them as they come. The file has its name only when it is whole.
Amounts are written with the digits that Huawei sent. Cycles are months in UTC+8.
Source: intl/en-us/api-oce/mbc_00004.html`
  static override examples = [
    '<%= config.bin %> bill export --cycle last-month --profile sandbox',
    '<%= config.bin %> bill export --cycle last-month --profile sandbox --columns customer_id,cloud_service_type_name,amount,currency --out -',
  ]
  static override flags = {
    cycle: cycleFlag(),
    out: Flags.string({summary: 'file or folder; - for stdout', default: '.'}),
  }

  async run(): Promise<ExportResult> {
    const {flags} = await this.parse(BillExport)
    const now = new Date()
    const cycle = parseCycle(flags.cycle, now)
    await this.api.session
    const progress = await this.progress('Asking for the customers')
    const result = await exportBills(
      this.api,
      {cycle, columns: flags.columns?.split(','), out: target(flags.out, cycle), bom: flags.bom, now},
      ({customers, records, customer}) =>
        progress.update(`${customers} customers, ${records.toLocaleString('en')} records; reading ${customer}`),
    )
    progress.stop()
    // With the records on stdout, what is said about them goes to stderr.
    if (flags.out === '-') this.note(summaryOf(result))
    else {
      this.common.columns = undefined
      await this.present(result, view)
    }
    if (result.unread.length > 0) {
      throw new Failure(
        'partial',
        `${result.unread.length} of ${result.customers + result.unread.length} customers could not be read`,
        {
          next: result.unread.slice(0, 10).map(({account_name, reason}) => `${account_name}: ${reason}`),
          details: result.unread,
        },
      )
    }
    return result
  }
}

const view: View<ExportResult> = {
  columns: ['cycle', 'final', 'customers', 'records', 'amounts', 'file'].map(name => ({name})),
  screen: result => `${summaryOf(result)}\n`,
}

function target(out: string, cycle: string): string {
  if (out === '-') return out
  const isFolder = out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory())
  return isFolder ? join(out, `bills-${cycle}.csv`) : out
}

function summaryOf(result: ExportResult): string {
  const shown = result.services.slice(0, SERVICES_SHOWN)
  const rest = result.services.slice(SERVICES_SHOWN)
  const lines = shown.map(service => [
    service.cloud_service_type_name,
    `${service.records.toLocaleString('en')} records`,
    service.currency,
    service.amount.toDisplay(),
  ])
  const amounts =
    result.amounts.map(({currency, amount}) => `${currency} ${amount.toDisplay()}`).join(', ') || 'nothing to pay'
  return [
    `cycle ${result.cycle} (UTC+8), ${result.final ? 'final' : 'estimate: it can still change'} · ${result.customers} customers · ${result.records.toLocaleString('en')} records · ${amounts}`,
    '',
    ...alignedLines(lines, ['left', 'right', 'left', 'right']).map(line => `  ${line}`),
    ...(rest.length > 0 ? [`  and ${rest.length} more services`] : []),
    '',
    ...(result.file === '-' ? [] : [`${result.file} written`]),
    `Next: partnerctl bill summary --cycle ${result.cycle}`,
  ].join('\n')
}
