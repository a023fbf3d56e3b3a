import type {OperationId, Output} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {cycleFlag} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {isFinal, parseCycle} from '../../cycle.js'

type BillSummary = Output<'ListPostpaidBillSum'> & {final: boolean}

const amount = (
  name: 'consume_amount' | 'refunds' | 'adjustments' | 'initial_amount_due' | 'tax_amount',
  label: string,
) => ({
  name,
  label,
  align: 'right' as const,
  text: (row: BillSummary) => row[name]?.toDisplay() ?? '-',
})

const view: View<BillSummary> = {
  columns: [
    {name: 'bill_cycle', label: 'cycle', text: row => `${row.bill_cycle} (UTC+8)`},
    amount('consume_amount', 'spend'),
    amount('refunds', 'refunds'),
    amount('adjustments', 'adjustments'),
    amount('initial_amount_due', 'amount due'),
    amount('tax_amount', 'tax on top'),
    {name: 'currency'},
    {name: 'final', text: row => (row.final ? 'yes' : 'no: an estimate until the 5th, 12:00 UTC+8')},
  ],
}

export default class BillSummaryCommand extends PartnerCommand<BillSummary> {
  static override summary = "Show a month's bill from Huawei to you, as one sum"
  static override description =
    `A month's bill is there before 12:00 Beijing time (UTC+8) on the 5th of the next month. Tax comes on top of the amount due; what is paid is both, less coupons.`
  static override examples = ['<%= config.bin %> bill summary --cycle last-month --profile sandbox']
  static override operations: OperationId[] = ['ListPostpaidBillSum']
  static override flags = {cycle: cycleFlag()}

  async run(): Promise<BillSummary> {
    const {flags} = await this.parse(BillSummaryCommand)
    const bill_cycle = parseCycle(flags.cycle, new Date())
    const bill = await this.api.call('ListPostpaidBillSum', {bill_cycle})
    return this.present({bill_cycle, ...bill, final: isFinal(bill_cycle, new Date())}, view)
  }
}
