import {Flags} from '@oclif/core'
import {type RowOutcome, sendInChunks} from '../../api/chunks.js'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList, confirmFlags} from '../../cli/flags.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {commandLine} from '../../command-line.js'
import {inWords, ordered, readSubscriptions, withOrders} from '../../customers/subscriptions.js'
import type {Outcome} from '../../failure.js'

interface UnsubscribeRow extends RowOutcome {
  order_ids?: string[]
}

const view = outcomeView<UnsubscribeRow>('RESOURCE', 'unsubscribed', [
  {name: 'order_ids', label: 'ORDER', text: row => row.order_ids?.join(', ') ?? ''},
])

/** The API takes this many resources at once. */
const AT_ONCE = 10

export default class SubscriptionUnsubscribe extends PartnerCommand<UnsubscribeRow[]> {
  static override summary = 'Unsubscribe from yearly/monthly resources: deleted, and the rest is paid back'
  static override description =
    `The resources are shown, and must be confirmed with the customer's account name. With --renewals-only the resources stay and only periods that were
renewed ahead are given back. order refund-details shows what was paid back.`
  static override examples = [
    '<%= config.bin %> subscription unsubscribe RESOURCE --customer CUSTOMER --confirm CUSTOMER --profile sandbox',
    '<%= config.bin %> subscription unsubscribe RESOURCE --customer CUSTOMER --renewals-only --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['CancelResourcesSubscription']
  static exits: Outcome[] = ['partial']
  static override args = {resources: argumentList('ids of main resources')}
  static override flags = {
    ...customerFlag,
    'renewals-only': Flags.boolean({summary: 'only periods renewed ahead; the resources stay'}),
    ...fieldFlags(
      'CancelResourcesSubscription',
      {unsubscribe_reason_type: {as: 'reason-code'}},
      {unsubscribe_reason: {as: 'reason'}},
    ),
    ...confirmFlags,
  }

  async run(): Promise<UnsubscribeRow[]> {
    const {args, flags} = await this.parse(SubscriptionUnsubscribe)
    const {unsubscribe_reason, unsubscribe_reason_type} = await this.fields('CancelResourcesSubscription')
    const as = await this.customer()
    const {account_name} = await this.findCustomer(as)
    const ids = [...new Set(args.resources)]
    if (!flags['dry-run']) {
      const names = inWords(await readSubscriptions(this.api, as, ids))
      const what = flags['renewals-only'] ? 'Give back the renewed periods of' : 'Delete and give back'
      await this.confirmName([`${what}, as ${account_name}:`, ...names.map(name => `  ${name}`)], account_name)
    }
    const orders = new Map<string, string[]>()
    const rows = await sendInChunks(ids, AT_ONCE, async resource_ids => {
      const check = commandLine`order list --type unsubscription --since 1h`
      const {order_ids, fail_resource_infos} = await this.api.call(
        'CancelResourcesSubscription',
        {
          resource_ids,
          unsubscribe_type: flags['renewals-only'] ? 2 : 1,
          unsubscribe_reason,
          unsubscribe_reason_type,
        },
        {as, check},
      )
      for (const id of resource_ids) orders.set(id, order_ids ?? [])
      return ordered(order_ids, fail_resource_infos, check)
    })
    const shown = rows.map(row => withOrders(row, orders.get(row.id)))
    const [order] = [...orders.values()].flat()
    return this.presentOutcomes(shown, view, 'Unsubscribed', commandLine`order refund-details ${order ?? 'ORDER'}`)
  }
}
