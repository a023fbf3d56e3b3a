import type {Item, OperationId, Output} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {rowsView} from '../../cli/output/contract-view.js'
import {Failure} from '../../failure.js'
import {unitNames} from '../../products/units.js'

type Detail = NonNullable<Output<'ListFreeResourceUsages'>['free_resources']>[number] & {unit?: string}
type Package = Item<'ListFreeResourceInfos'>

const view = rowsView<Detail>(
  'ListFreeResourceUsages',
  [
    {name: 'free_resource_id', label: 'ITEM'},
    {name: 'free_resource_type_name', label: 'FOR'},
    {name: 'usage_type_name', label: 'USAGE'},
    {name: 'amount', label: 'LEFT', align: 'right', text: row => row.amount?.text ?? ''},
    {name: 'original_amount', label: 'OF', align: 'right', text: row => row.original_amount?.text ?? ''},
    {name: 'unit'},
    {name: 'quota_reuse_cycle', label: 'RESETS EVERY'},
    {name: 'start_time', label: 'FROM (UTC)'},
    {name: 'end_time', label: 'UNTIL (UTC)'},
  ],
  {items: 'free_resources'},
)

export default class PackageShow extends PartnerCommand<Detail[]> {
  static override summary = 'Show the items of a resource package: what is left, its unit, when it resets'
  static override description = 'Times are UTC: the current cycle of an item that resets, else the package.'
  static override examples = ['<%= config.bin %> package show PACKAGE --customer CUSTOMER --profile sandbox']
  static override operations: OperationId[] = ['ListFreeResourceUsages', 'ListFreeResourceInfos']
  static override args = {package: argument('id of the package, or of one of its items')}
  static override flags = {...customerFlag}

  async run(): Promise<Detail[]> {
    const {args} = await this.parse(PackageShow)
    const as = await this.customer()
    const items = await this.items(as, args.package)
    const answer = await this.api.call('ListFreeResourceUsages', {free_resource_ids: items}, {as})
    const units = await this.api.aside('units', () => unitNames(this.api))
    const rows = (answer.free_resources ?? []).map(row => ({...row, unit: units?.get(row.measure_id ?? -1)}))
    return this.present(rows, view)
  }

  /** The API knows the items of packages by their own ids: they are found in the list of packages. */
  private async items(as: string, id: string): Promise<string[]> {
    for await (const one of this.api.list('ListFreeResourceInfos', {}, {as})) {
      const items = (one as Package).free_resources?.flatMap(item => item.free_resource_id ?? []) ?? []
      if (one.order_instance_id === id) return items
      if (items.includes(id)) return [id]
    }
    throw new Failure('not-found', `there is no resource package "${id}"`, {
      next: ['partnerctl package list'],
    })
  }
}
