import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import type {View} from '../../cli/output/view.js'
import {findProblem, findProduct} from '../../tickets/compose.js'

interface Quota {
  product: string
  problem: string
  total?: number
  un_used?: number
}

const view: View<Quota> = {
  columns: [
    {name: 'product'},
    {name: 'problem', label: 'problem type'},
    {name: 'total', text: row => (row.total ? String(row.total) : 'not counted')},
    {name: 'un_used', label: 'left', text: row => (row.total ? String(row.un_used) : '-')},
  ],
}

export default class TicketQuota extends PartnerCommand<Quota> {
  static override summary = 'Show how many tickets the support plan has left this month'
  static override description = 'Months are those of UTC+8. Questions about bills and accounts are not counted.'
  static override examples = [
    '<%= config.bin %> ticket quota --product ECS --problem "cannot be used" --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListCaseQuotas']
  static override flags = {
    product: Flags.string({summary: 'product: name, abbreviation or id', default: 'ECS', helpValue: 'NAME'}),
    problem: Flags.string({summary: 'problem type: name or id; the first fault when absent', helpValue: 'NAME'}),
    ...customerFlag,
  }

  async run(): Promise<Quota> {
    const {flags} = await this.parse(TicketQuota)
    const as = await this.customer(false)
    const {product} = await findProduct(this.api, flags.product, {as})
    const problem = await findProblem(this.api, product, flags.problem, {as})
    const input = {
      business_type_id: problem.business_type_id!,
      product_category_id: product.incident_product_category_id,
    }
    const {total, un_used} = await this.api.call('ListCaseQuotas', input, {as})
    const names = {product: product.incident_product_category_name!, problem: problem.business_type_name!}
    return this.present({...names, total, un_used}, view)
  }
}
