import {Flags} from '@oclif/core'
import {schemaOf} from '../../api/contract/contract.js'
import type {Input, Item, OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {fieldFlags, slug} from '../../cli/fields.js'
import {listFlags} from '../../cli/flags.js'
import {parseDay} from '../../cli/input/dates.js'
import {amountColumn, rowsView} from '../../cli/output/contract-view.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'

type CostRow = Item<'ListCosts'>
type Group = Input<'ListCosts'>['groupby'][number]

const groupText = ({dimensions = []}: CostRow) => dimensions.map(({value}) => value ?? '').join(' / ')
const timesText = ({costs = []}: CostRow) =>
  costs.map(({time_dimension_value, amount}) => `${time_dimension_value ?? '?'} ${amount ?? '-'}`).join(', ')

const view = rowsView<CostRow>(
  'ListCosts',
  [
    {name: 'dimensions', label: 'GROUP', text: groupText},
    amountColumn('amount_by_costs', 'COST'),
    amountColumn('official_amount_by_costs', 'LIST PRICE'),
    {name: 'costs', label: 'OVER TIME', text: timesText},
  ],
  {spare: ['costs', 'official_amount_by_costs']},
)

/** What costs can be grouped by, as it is typed: `region`, `product-type`. */
const dimensions = (): Record<string, string> => {
  const known = schemaOf('bss', 'GroupBy')!.properties!.key!['x-known-values'] as Record<string, string>
  return Object.fromEntries(Object.entries(known).map(([code, label]) => [slug(label), code]))
}

export default class CostQuery extends PartnerCommand<CostRow[]> {
  static override summary = "Query a customer's costs by product, region, project, tag and time"
  static override description =
    `--by takes product-type, product, linked-account, region, availability-zone, enterprise-project, specification, billing-mode, usage-type, bill-type,
resource, and tag:KEY. Days and months are those of UTC+8; this month when no window is given.`
  static override examples = [
    '<%= config.bin %> cost query --customer lumen-logistics-04 --by product-type --profile sandbox',
    '<%= config.bin %> cost query --customer lumen-logistics-04 --by region --every day --since 7d --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListCosts']
  static override flags = {
    ...customerFlag,
    by: Flags.string({summary: 'groups, comma-separated', default: 'product-type', helpValue: 'A,B'}),
    every: Flags.option({summary: 'step of time', options: ['day', 'month'] as const, default: 'month'})(),
    since: Flags.string({summary: 'first day or month', default: 'this-month', helpValue: 'DAY'}),
    until: Flags.string({summary: 'last day or month', default: 'today', helpValue: 'DAY'}),
    only: Flags.string({
      summary: 'only these: region=la-north-2,la-south-2',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'GROUP=A,B',
    }),
    without: Flags.string({summary: 'all but these', multiple: true, multipleNonGreedy: true, helpValue: 'GROUP=A,B'}),
    ...fieldFlags('ListCosts', {cost_type: {as: 'basis'}}, {amount_type: {as: 'amount'}}),
    ...listFlags,
  }

  async run(): Promise<CostRow[]> {
    const {flags} = await this.parse(CostQuery)
    const now = new Date()
    const length = flags.every === 'day' ? 'YYYY-MM-DD'.length : 'YYYY-MM'.length
    const input: Input<'ListCosts'> = {
      cost_type: 'ORIGINAL_COST',
      amount_type: 'PAYMENT_AMOUNT',
      ...(await this.fields('ListCosts')),
      time_condition: {
        time_measure_id: flags.every === 'day' ? 1 : 2,
        begin_time: parseDay(flags.since, 'begin', now, '--since').slice(0, length),
        end_time: parseDay(flags.until, 'end', now, '--until').slice(0, length),
      },
      groupby: flags.by.split(',').map(groupOf),
      filters: [...filtersOf(flags.only, 0), ...filtersOf(flags.without, 1)],
    }
    const as = await this.customer()
    return this.present(this.api.list('ListCosts', input, {as, limit: this.rowLimit}), view)
  }
}

function groupOf(text: string): Group {
  const [, tag] = /^tag:(.+)$/.exec(text) ?? []
  if (tag) return {type: 'tag', key: tag}
  return {type: 'dimension', key: dimensionOf(text)}
}

function dimensionOf(text: string): string {
  const known = dimensions()
  const key = lookUp(known, slug(text)) ?? Object.values(known).find(code => code === text)
  if (!key)
    throw usage(
      `"${text}" is nothing that costs can be grouped by`,
      `There are: ${Object.keys(known).join(', ')}, tag:KEY`,
    )
  return key
}

function filtersOf(texts: string[] = [], operator: 0 | 1): NonNullable<Input<'ListCosts'>['filters']> {
  return texts.map(text => {
    const [, name, values] = /^([^=]+)=(.+)$/.exec(text) ?? []
    if (!name || !values) throw usage(`"${text}" is not a filter`, 'Write it like region=la-north-2,la-south-2')
    return {operator, filter_factor: {key: dimensionOf(name) as 'REGION_CODE', value: values.split(',')}}
  })
}
