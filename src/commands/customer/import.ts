import type {OperationId} from '../../api/types.js'
import {customerTask} from '../../bulk/customers.js'
import {BulkCommand, type BulkResult, bulkFlags} from '../../cli/bulk.js'
import {optionalArgument} from '../../cli/flags.js'

export default class CustomerImport extends BulkCommand {
  static override summary = 'Register many customers from a CSV or XLSX file'
  static override description =
    `Shows first what it would do with each row. Every row is created once, however often the run is cut off and started again:
its xaccount_id is looked up, and the server refuses a second one.`
  static override examples = [
    '<%= config.bin %> customer import --template > customers.csv',
    '<%= config.bin %> customer import customers.csv --validate',
    '<%= config.bin %> customer import customers.xlsx --yes',
  ]
  static override args = {file: optionalArgument('CSV or XLSX file')}
  static override operations: OperationId[] = ['CreateSubCustomer']
  static override flags = bulkFlags

  async run(): Promise<BulkResult> {
    const {args, flags} = await this.parse(CustomerImport)
    return this.rows(customerTask(), args.file, flags)
  }
}
