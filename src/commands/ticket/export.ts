import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {parseMoment} from '../../cli/input/dates.js'
import type {View} from '../../cli/output/view.js'
import {currentRun} from '../../cli/run.js'
import {usage} from '../../failure.js'
import {writeFileAtomic, writeNewFile} from '../../files.js'

interface Exported {
  file: string
  bytes: number
}

const view: View<Exported> = {columns: [{name: 'file'}, {name: 'bytes'}]}
const wireTime = (moment: string) => moment.replace('T', ' ').replace('Z', '')

export default class TicketExport extends PartnerCommand<Exported> {
  static override summary = "Save Huawei's own export of tickets to a file"
  static override description =
    `The file is as Huawei makes it; ticket list --all -o csv gives the same with columns of your choice. Times in it are UTC.
It needs the privilege to export: ticket privilege grant export.`
  static override examples = [
    '<%= config.bin %> ticket export --since last-month --out tickets --profile sandbox',
    '<%= config.bin %> ticket export --status completed --out - --profile sandbox',
  ]
  static override operations: OperationId[] = ['DownloadCases']
  static override flags = {
    ...fieldFlags(
      'DownloadCases',
      'status',
      {search_key: {as: 'search'}},
      {incident_id: {as: 'id', summary: 'one ticket'}},
      {x_customer_name: {as: 'user', summary: 'submitted by this IAM user (name)'}},
    ),
    since: Flags.string({summary: 'created at this time or later, UTC', helpValue: 'TIME'}),
    until: Flags.string({summary: 'created at this time or earlier, UTC', helpValue: 'TIME'}),
    language: Flags.option({summary: 'language of the file', options: ['en', 'zh'] as const})(),
    out: Flags.string({
      summary: 'file to write, or - for stdout; its ending is added',
      default: 'tickets',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({summary: 'replace a file that is there'}),
    ...customerFlag,
  }

  async run(): Promise<Exported> {
    const {flags} = await this.parse(TicketExport)
    const {site} = await this.api.session
    const now = new Date()
    const time = (name: 'since' | 'until', edge: 'begin' | 'end') =>
      flags[name] && wireTime(parseMoment(flags[name], edge, now, `--${name}`))
    const as = await this.customer(false)
    const bytes = await this.api.bytes(
      'DownloadCases',
      {
        ...(await this.fields('DownloadCases')),
        language: (flags.language ?? (site === 'cn' ? 'zh' : 'en')) === 'zh' ? 'zh-cn' : 'en-us',
        timezone: 'GMT+0',
        query_start_time: time('since', 'begin'),
        query_end_time: time('until', 'end'),
      },
      {as},
    )
    if (flags.out === '-') {
      await currentRun().write(bytes)
      return {file: '-', bytes: bytes.length}
    }
    const file = /\.\w+$/.test(flags.out) ? flags.out : `${flags.out}${endingOf(bytes)}`
    if (flags.force) writeFileAtomic(file, bytes)
    else if (!writeNewFile(file, bytes)) {
      throw usage(`${file} exists`, 'Choose another name with --out, or add --force')
    }
    return this.present({file, bytes: bytes.length}, view)
  }
}

/** The format is not documented: a spreadsheet is a zip archive, anything else is text. */
const endingOf = (bytes: Buffer) => (bytes.subarray(0, 2).toString() === 'PK' ? '.xlsx' : '.csv')
