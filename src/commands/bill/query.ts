import {Flags} from '@oclif/core'
import type {AnswerRow} from '../../bills/query/query.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument, listFlags} from '../../cli/flags.js'
import {currentRun} from '../../cli/run.js'

export default class BillQuery extends PartnerCommand<AnswerRow[]> {
  static override summary = 'Ask exported bills in SQL'
  static override description =
    `Bills that were exported as Parquet are the table \`bills\`, FOCUS rows are \`focus\`, and each table has the name of its folder, too.
SHOW TABLES and DESCRIBE bills tell what is there. Nothing but the folder is read, nothing is written, and nothing goes over the network.
Amounts are exact: sums, differences and products are DECIMAL. avg() and / are not, DuckDB makes a DOUBLE of them: quotient(a, b) divides
exactly and rounds once, to 8 decimals. Multiply sums, or cast before: amount::DECIMAL(28,8) * 1.15.
It needs DuckDB, which is installed apart: npm install --global @duckdb/node-api`
  static override examples = [
    '<%= config.bin %> bill query "SELECT bill_cycle, currency, sum(amount) FROM bills GROUP BY ALL"',
    '<%= config.bin %> bill query "SELECT customer_id, quotient(sum(amount), count(*)) AS mean FROM bills GROUP BY ALL ORDER BY mean DESC" --limit 10',
    '<%= config.bin %> bill query "FROM bills WHERE amount < 0" --from bills/ --all -o csv --output-file refunds.csv',
    '<%= config.bin %> bill query "DESCRIBE bills" -o jsonl',
  ]
  static override args = {sql: argument('one statement that reads, in the SQL of DuckDB')}
  static override flags = {
    from: Flags.string({
      summary: 'folder with exports in Parquet, or one such file',
      default: 'bills',
      helpValue: 'FOLDER',
    }),
    limit: listFlags.limit,
    all: listFlags.all,
  }

  async run(): Promise<AnswerRow[]> {
    const {args, flags} = await this.parse(BillQuery)
    const {BillTables} = await import('../../bills/query/query.js')
    const tables = await BillTables.open(flags.from, currentRun().signal)
    try {
      const progress = await this.progress('Asking')
      const {columns, rows} = await tables.ask(args.sql, this.rowLimit)
      progress.stop()
      const result = await this.present(rows, {
        columns: columns.map(({name, type}) => ({
          name,
          label: name,
          align: /^(DECIMAL|.*INT|DOUBLE|FLOAT)/.test(type) ? ('right' as const) : undefined,
        })),
        empty: 'No rows',
      })
      const rounded = columns.filter(column => column.rounded).map(({name}) => name)
      if (rounded.length > 0) {
        this.note(`Not exact: ${rounded.join(', ')} (DOUBLE). quotient(a, b) divides exactly; see bill query --help`)
      }
      return result
    } finally {
      tables.close()
    }
  }
}
