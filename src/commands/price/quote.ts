import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {formFlags} from '../../cli/flags.js'
import {parsePeriod} from '../../cli/input/durations.js'
import {displayed} from '../../cli/output/contract-view.js'
import type {View} from '../../cli/output/view.js'
import {askProduct} from '../../cli/topics/trade/product-questions.js'
import {commandLine} from '../../command-line.js'
import {Decimal} from '../../decimal.js'
import {Failure, usage} from '../../failure.js'
import {type Charging, isUnpriced, Prices, type Quote, sizeUnitOf} from '../../products/prices.js'
import {serviceCode} from '../../products/services.js'
import {unitId} from '../../products/units.js'

const view: View<Quote> = {
  columns: [
    {name: 'cloud_service_type', label: 'service'},
    {name: 'resource_type', label: 'resource type'},
    {name: 'resource_spec', label: 'specification'},
    {name: 'region'},
    {name: 'resource_size', label: 'size'},
    {name: 'subscription_num', label: 'count'},
    {name: 'official_website_amount', label: 'list price', text: row => displayed(row.official_website_amount)},
    {name: 'discount_amount', label: 'discount', text: row => displayed(row.discount_amount)},
    {name: 'amount', label: 'price', text: row => displayed(row.amount)},
    {name: 'currency'},
    {name: 'product_id', label: 'product'},
  ],
}

const HOUR = 'h'
const MOST = {hour: 9999, day: 9999, month: 9999, year: 9999}
const periodTypes = {day: 0, month: 2, year: 3, hour: 4} as const

export default class PriceQuote extends PartnerCommand<Quote> {
  static override summary = 'Show what a product costs a customer: list price, discount, price'
  static override description =
    `Pay-per-use for an amount of use (an hour unless --usage and --usage-unit say otherwise), or for a time with --period. On a terminal it asks for what is
missing, with what the service really offers. A project of the customer in the region is found by itself.`
  static override examples = [
    '<%= config.bin %> price quote --customer lumen-logistics-04 --service ecs --resource-type hws.resource.type.vm --spec s6.large.2.linux --region la-north-2 --profile sandbox',
    '<%= config.bin %> price quote --customer lumen-logistics-04 --service ecs --resource-type hws.resource.type.vm --spec s6.large.2.linux --region la-north-2 --period 1year --count 3 --profile sandbox',
    '<%= config.bin %> price quote --customer lumen-logistics-04 --service evs --resource-type hws.resource.type.volume --spec SAS --size 100 --region la-north-2 --period 1month --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListOnDemandResourceRatings', 'ListRateOnPeriodDetail']
  static override flags = {
    ...customerFlag,
    ...formFlags,
    service: Flags.string({summary: 'cloud service: abbreviation, name or code', helpValue: 'SERVICE'}),
    'resource-type': Flags.string({summary: 'resource type (product resources lists them)', helpValue: 'CODE'}),
    spec: Flags.string({summary: 'specification (product specs lists them)', helpValue: 'CODE'}),
    region: Flags.string({summary: 'region, e.g. la-north-2', helpValue: 'CODE'}),
    zone: Flags.string({summary: 'availability zone', helpValue: 'CODE'}),
    size: Flags.integer({summary: 'size of a disk in GB, of a bandwidth in Mbit/s', min: 1, helpValue: 'N'}),
    count: Flags.integer({summary: 'how many', default: 1, min: 1, helpValue: 'N'}),
    period: Flags.string({
      summary: 'yearly/monthly, for this time: 1month, 2years',
      exclusive: ['usage'],
      helpValue: 'PERIOD',
    }),
    'usage-type': Flags.string({
      summary: 'what is measured (product usage-types lists it)',
      default: 'Duration',
      helpValue: 'CODE',
    }),
    usage: Flags.string({summary: 'how much use', default: '1', helpValue: 'N'}),
    'usage-unit': Flags.string({
      summary: 'unit of the use (product units lists them)',
      default: HOUR,
      helpValue: 'UNIT',
    }),
    project: Flags.string({summary: "project id; the customer's own of the region when absent", helpValue: 'ID'}),
  }

  async run(): Promise<Quote> {
    const {flags} = await this.parse(PriceQuote)
    const as = await this.customer()
    const read = (text: string) => serviceCode(this.api, text)
    const cloud_service_type = flags.service
      ? await read(flags.service)
      : await this.prompts.text('--service', 'Cloud service', {read})
    const charging = await this.charging(flags)
    const mode = charging.by === 'usage' ? '3' : '1'
    const asked = await askProduct(this.prompts, this.api, cloud_service_type, mode, flags)
    const prices = new Prices(this.api, as)
    if (flags.project) prices.useProject(asked.region, flags.project)
    const product = {
      cloud_service_type,
      ...asked,
      available_zone: flags.zone,
      resource_size: flags.size,
      size_measure_id: flags.size === undefined ? undefined : sizeUnitOf(asked.resource_type),
      subscription_num: flags.count,
    }
    const [quote] = (await prices.quote([product], charging)) as [Quote]
    if (isUnpriced(quote)) {
      const {error_code, error_msg = 'it has no price'} = quote
      throw new Failure('refused', error_msg, {
        code: error_code,
        next: [
          ...(/resource_size/.test(error_msg) ? ['It is sold by size: add --size'] : []),
          ...(error_code ? [commandLine`explain ${error_code}`] : []),
          'partnerctl product specs    lists what the region offers',
        ],
      })
    }
    return this.present(quote, view)
  }

  private async charging(flags: {
    period?: string
    usage: string
    'usage-type': string
    'usage-unit': string
  }): Promise<Charging> {
    if (!flags.period) {
      if (!/^\d+(\.\d+)?$/.test(flags.usage)) throw usage(`--usage "${flags.usage}" is not an amount`)
      return {
        by: 'usage',
        usage_factor: flags['usage-type'],
        usage_value: Decimal.parse(flags.usage),
        usage_measure_id: await unitId(this.api, flags['usage-unit']),
      }
    }
    const {unit, count} = parsePeriod(flags.period, '--period', MOST)
    return {by: 'period', period_type: periodTypes[unit], period_num: count}
  }
}
