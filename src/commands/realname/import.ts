import type {OperationId} from '../../api/types.js'
import {realnameTask} from '../../bulk/realnames.js'
import {BulkCommand, type BulkResult, bulkFlags} from '../../cli/bulk.js'
import {optionalArgument} from '../../cli/flags.js'

export default class RealnameImport extends BulkCommand {
  static override summary = 'Request the real-name verification of many customers from a CSV or XLSX file'
  static override description =
    `The scans must lie in the download folder of your bucket. Names and numbers are sent and kept nowhere else: the result names the rows
by customer. A request whose reply was lost is not repeated, because attempts are counted; --restart does it.`
  static override examples = [
    '<%= config.bin %> realname import --template > verifications.csv',
    '<%= config.bin %> realname import verifications.xlsx --validate',
  ]
  static override args = {file: optionalArgument('CSV or XLSX file')}
  static override operations: OperationId[] = [
    'CreatePersonalRealnameAuth',
    'CreateEnterpriseRealnameAuthentication',
    'ChangeEnterpriseRealnameAuthentication',
  ]
  static override flags = bulkFlags

  async run(): Promise<BulkResult> {
    const {args, flags} = await this.parse(RealnameImport)
    return this.rows(realnameTask(), args.file, flags)
  }
}
