import {Flags} from '@oclif/core'
import {type RowOutcome, sendInChunks} from '../../api/chunks.js'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argumentList, confirmFlags} from '../../cli/flags.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {periodFlags, readPeriod} from '../../cli/topics/trade/period-flags.js'
import {commandLine} from '../../command-line.js'
import {inWords, ordered, readSubscriptions, withOrders} from '../../customers/subscriptions.js'
import type {Outcome} from '../../failure.js'
import {priceRenewal} from '../../products/renewal.js'

interface RenewRow extends RowOutcome {
  order_ids?: string[]
}

const view = outcomeView<RenewRow>('RESOURCE', 'renewed', [
  {name: 'order_ids', label: 'ORDER', text: row => row.order_ids?.join(', ') ?? ''},
])

/** The API takes this many resources at once. */
const AT_ONCE = 10

export default class SubscriptionRenew extends PartnerCommand<RenewRow[]> {
  static override summary = 'Renew yearly/monthly resources of a customer'
  static override description =
    `The resources and the price are shown, and must be confirmed with the customer's account name. Without --pay the order waits for order pay. Ten resources
go in one order.`
  static override examples = [
    '<%= config.bin %> subscription renew RESOURCE --customer CUSTOMER --period 3months --confirm CUSTOMER --profile sandbox',
    '<%= config.bin %> subscription renew RESOURCE --customer CUSTOMER --period 1year --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['RenewalResources']
  static exits: Outcome[] = ['partial']
  static override args = {resources: argumentList('ids of main resources')}
  static override flags = {
    ...customerFlag,
    ...periodFlags,
    pay: Flags.boolean({summary: 'pay the order at once'}),
    ...confirmFlags,
  }

  async run(): Promise<RenewRow[]> {
    const {args, flags} = await this.parse(SubscriptionRenew)
    const {words, period} = readPeriod(flags.period)
    const as = await this.customer()
    const {account_name} = await this.findCustomer(as)
    const ids = [...new Set(args.resources)]
    if (!flags['dry-run']) {
      const price = await priceRenewal(this.api, as, ids, period)
      const names = inWords(await readSubscriptions(this.api, as, ids))
      await this.confirmName(
        [
          `Renew for ${words}, as ${account_name}${flags.pay ? ', and pay' : ''}:`,
          ...names.map(name => `  ${name}`),
          `Price: ${price.currency ?? ''} ${price.amount.toDisplay()}`,
          ...price.resources.flatMap(({resource_id, amount, error_msg}) =>
            amount ? [] : [`and what ${resource_id} costs is not known: ${error_msg}`],
          ),
        ],
        account_name,
      )
    }
    const orders = new Map<string, string[]>()
    const rows = await sendInChunks(ids, AT_ONCE, async resource_ids => {
      const check = commandLine`order list --type renewal --since 1h`
      const {order_ids, fail_resource_infos} = await this.api.call(
        'RenewalResources',
        // Without effect, and mandatory on the pages of 2024.
        {resource_ids, ...period, expire_policy: 0, is_auto_pay: flags.pay ? 1 : 0},
        {as, check},
      )
      for (const id of resource_ids) orders.set(id, order_ids ?? [])
      return ordered(order_ids, fail_resource_infos, check)
    })
    const shown = rows.map(row => withOrders(row, orders.get(row.id)))
    const all = [...new Set([...orders.values()].flat())]
    return this.presentOutcomes(
      shown,
      view,
      flags.pay ? `Renewed and paid: ${all.join(', ')}` : 'Ordered. Now pay:',
      ...(flags.pay ? [] : all.map(id => commandLine`order pay ${id}`)),
    )
  }
}
