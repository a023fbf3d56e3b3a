import {Flags} from '@oclif/core'
import {type RowOutcome, sendInChunks} from '../../api/chunks.js'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argumentList, writeFlags} from '../../cli/flags.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {commandLine} from '../../command-line.js'
import type {Outcome} from '../../failure.js'

/** The API takes this many resources at once: at expiry, and instantly. */
const AT_EXPIRY = 100
const AT_ONCE = 10

export default class SubscriptionToPayPerUse extends PartnerCommand<RowOutcome[]> {
  static override summary = 'Let yearly/monthly resources become pay-per-use when they expire, or at once'
  static override description =
    `--cancel takes it back before they expire. --now changes them at once and refunds what is left; only on the China site.`
  static override examples = [
    '<%= config.bin %> subscription to-pay-per-use RESOURCE --customer CUSTOMER --yes --profile sandbox',
    '<%= config.bin %> subscription to-pay-per-use RESOURCE --customer CUSTOMER --cancel --yes --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdatePeriodToOnDemand', 'UpdatePeriodToOnDemandInstantly']
  static exits: Outcome[] = ['partial']
  static override args = {resources: argumentList('ids of main resources')}
  static override flags = {
    ...customerFlag,
    cancel: Flags.boolean({summary: 'let them stay yearly/monthly', exclusive: ['now']}),
    now: Flags.boolean({summary: 'at once, not when they expire (China site)'}),
    ...writeFlags,
  }

  async run(): Promise<RowOutcome[]> {
    const {args, flags} = await this.parse(SubscriptionToPayPerUse)
    const as = await this.customer()
    const ids = [...new Set(args.resources)]
    const when = flags.now ? 'at once' : 'when they expire'
    await this.confirm(
      flags.cancel
        ? `Let ${ids.length} resources stay yearly/monthly?`
        : `Make ${ids.length} resources pay-per-use ${when}?`,
    )
    const check = commandLine`subscription list --id ${ids.join(',')}`
    const options = {as, check}
    const rows = flags.now
      ? await sendInChunks(ids, AT_ONCE, async resource_ids => {
          const answer = await this.api.call('UpdatePeriodToOnDemandInstantly', {resource_ids}, options)
          const results = answer.to_ondemand_service_results ?? []
          const done = results.filter(one => one.result === 'SUCCESS' || one.result === 'AUDIT')
          const failed = results.filter(one => one.result === 'FAIL' || one.error_code)
          return {failed, done: done.map(one => one.resource_id), check}
        })
      : await sendInChunks(ids, AT_EXPIRY, async resource_ids => {
          const operation = flags.cancel ? 'CANCEL' : 'SET_UP'
          const answer = await this.api.call('UpdatePeriodToOnDemand', {operation, resource_ids}, options)
          return {failed: answer.error_details, check}
        })
    const view = outcomeView<RowOutcome>('RESOURCE', flags.cancel ? 'stays yearly/monthly' : `pay-per-use ${when}`)
    return this.presentOutcomes(rows, view, 'Done')
  }
}
