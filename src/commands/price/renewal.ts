import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argumentList} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {periodFlags, readPeriod} from '../../cli/topics/trade/period-flags.js'
import {Failure, type Outcome} from '../../failure.js'
import {priceRenewal, type RenewalPrice} from '../../products/renewal.js'

type Row = RenewalPrice['resources'][number] & {currency?: string}

const view: View<Row> = {
  columns: [
    {name: 'resource_id', label: 'RESOURCE'},
    {name: 'amount', label: 'PRICE', align: 'right', text: row => row.amount?.toDisplay() ?? '-'},
    {name: 'currency'},
    {name: 'error_code', label: 'CODE'},
    {name: 'error_msg', label: 'REASON'},
  ],
}

export default class PriceRenewal extends PartnerCommand<Row[]> {
  static override summary = 'Show what renewing yearly/monthly resources of a customer costs'
  static override description = 'Prices are the best that apply, attached resources included.'
  static override examples = [
    '<%= config.bin %> price renewal RESOURCE --customer CUSTOMER --period 3months --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListRenewRateOnPeriod']
  static exits: Outcome[] = ['partial']
  static override args = {resources: argumentList('ids of main resources')}
  static override flags = {
    ...customerFlag,
    ...periodFlags,
    attached: Flags.boolean({summary: 'also list the attached resources'}),
  }

  async run(): Promise<Row[]> {
    const {args, flags} = await this.parse(PriceRenewal)
    const {words, period} = readPeriod(flags.period)
    const as = await this.customer()
    const {currency, amount, resources} = await priceRenewal(
      this.api,
      as,
      [...new Set(args.resources)],
      period,
      flags.attached,
    )
    const rows = resources.map(row => ({...row, currency}))
    await this.present(rows, view)
    this.done(`${words}: ${currency ?? ''} ${amount.toDisplay()}`)
    const failed = rows.filter(row => !row.amount)
    if (failed.length > 0)
      throw new Failure('partial', `${failed.length} of ${rows.length} could not be priced`, {details: failed})
    return rows
  }
}
