import {Flags} from '@oclif/core'
import {Listing} from '../../api/listing.js'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {parsePeriod} from '../../cli/input/durations.js'
import {displayed} from '../../cli/output/contract-view.js'
import type {Column, View} from '../../cli/output/view.js'
import type {Outcome} from '../../failure.js'
import {type PriceLine, priceList, unpriced} from '../../products/price-list.js'
import {isUnpriced} from '../../products/prices.js'
import {serviceCodes} from '../../products/services.js'
import {unitNames} from '../../products/units.js'

const amount = (name: 'official_website_amount' | 'discount_amount' | 'amount', label: string): Column<PriceLine> => ({
  name,
  label,
  align: 'right',
  text: row => displayed(row[name]),
})

interface Row extends PriceLine {
  /** What the price is for: an hour, a GB, a month. */
  unit: string
}

const view: View<Row> = {
  columns: [
    {name: 'cloud_service_type', label: 'SERVICE'},
    {name: 'resource_type', label: 'RESOURCE TYPE'},
    {name: 'resource_spec', label: 'SPECIFICATION'},
    {name: 'resource_spec_name', label: 'NAME'},
    {name: 'region'},
    {name: 'usage_type', label: 'USAGE'},
    {name: 'unit', label: 'PER'},
    {name: 'resource_size', label: 'SIZE', align: 'right'},
    amount('official_website_amount', 'LIST PRICE'),
    amount('discount_amount', 'DISCOUNT'),
    amount('amount', 'PRICE'),
    {name: 'currency'},
    {name: 'error_code', label: 'NO PRICE', text: row => row.error_code ?? row.error_msg ?? ''},
    {name: 'error_msg', extra: true},
    {name: 'product_id', extra: true},
  ],
}

export default class PriceExport extends PartnerCommand<Row[]> {
  static override summary = 'Export a price list: specifications by region, and what a customer pays'
  static override description =
    `Prices are asked for as the customer, with its discounts. Pay-per-use prices are for one unit of use (PER); with --period they are for that time. What is
sold by size is priced for a size of one. A specification without a price has a line that says why; then the command ends with 7.`
  static override examples = [
    '<%= config.bin %> price export --customer lumen-logistics-04 --service ecs --region la-north-2 -o csv --profile sandbox',
    '<%= config.bin %> price export --customer lumen-logistics-04 --service evs --region la-north-2,la-south-2 --period 1month -o csv --profile sandbox',
  ]
  static override operations: OperationId[] = [
    'ListResourceSpecs',
    'ListOnDemandResourceRatings',
    'ListRateOnPeriodDetail',
  ]
  static exits: Outcome[] = ['partial']
  static override flags = {
    ...customerFlag,
    service: Flags.string({summary: 'cloud services, comma-separated', required: true, helpValue: 'A,B'}),
    region: Flags.string({summary: 'regions, comma-separated', required: true, helpValue: 'A,B'}),
    'resource-type': Flags.string({summary: 'only these resource types', helpValue: 'A,B'}),
    period: Flags.string({summary: 'yearly/monthly prices for this time: 1month or 1year', helpValue: 'PERIOD'}),
  }

  async run(): Promise<Row[]> {
    const {flags} = await this.parse(PriceExport)
    const as = await this.customer()
    const services = (await Promise.all(flags.service.split(',').map(text => serviceCodes(this.api, text)))).flat()
    const units = await this.api.aside('units', () => unitNames(this.api))
    const progress = await this.progress('Asking what the services offer')
    const period =
      flags.period === undefined ? undefined : parsePeriod(flags.period, '--period', {month: 1, year: 1}).unit
    const lines = priceList(
      this.api,
      as,
      {
        services,
        regions: flags.region.split(','),
        resourceTypes: flags['resource-type']?.split(','),
        period: period && {by: 'period', period_type: period === 'month' ? 2 : 3, period_num: 1},
      },
      ({service, region, lines}) => progress.update(`${lines} prices; asking for ${service} in ${region}`),
    )
    let total = 0
    let without = 0
    const rows = new Listing<Row>(async function* () {
      for await (const line of lines) {
        total++
        if (isUnpriced(line)) without++
        yield {...line, unit: period ?? units?.get(line.usage_measure_id ?? -1) ?? ''}
      }
    })
    const shown = await this.present(rows, view)
    if (without > 0) throw unpriced(without, total)
    return shown
  }
}
