import type {OperationId} from '../../api/types.js'
import {budgetTask} from '../../bulk/budgets.js'
import {BulkCommand, type BulkResult, bulkFlags} from '../../cli/bulk.js'
import {optionalArgument} from '../../cli/flags.js'

export default class BudgetApply extends BulkCommand {
  static override summary = 'Set many budgets from a CSV or XLSX file'
  static override description =
    `Shows first which budgets would change and which are as wanted already. A run that was cut off goes on where it ended; rows whose
outcome is unknown are looked up before anything is sent again.`
  static override examples = [
    '<%= config.bin %> budget apply --template > budgets.csv',
    '<%= config.bin %> budget apply budgets.xlsx --validate',
    '<%= config.bin %> budget apply budgets.csv --yes',
  ]
  static override args = {file: optionalArgument('CSV or XLSX file')}
  static override operations: OperationId[] = ['UpdateSubCustomerBudget', 'ListSubCustomerBudget']
  static override flags = bulkFlags

  async run(): Promise<BulkResult> {
    const {args, flags} = await this.parse(BudgetApply)
    return this.rows(budgetTask(), args.file, flags)
  }
}
