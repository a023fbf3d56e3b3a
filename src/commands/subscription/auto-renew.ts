import {Args, Flags} from '@oclif/core'
import {type RowOutcome, sendInChunks} from '../../api/chunks.js'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList, writeFlags} from '../../cli/flags.js'
import {parsePeriod} from '../../cli/input/durations.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {commandLine} from '../../command-line.js'
import type {Outcome} from '../../failure.js'

const typeOf = (text: string) =>
  parsePeriod(text, '--period', {month: 1, year: 1}).unit === 'month' ? 'MONTH' : 'YEAR'

export default class SubscriptionAutoRenew extends PartnerCommand<RowOutcome[]> {
  static override summary = 'Switch the automatic renewal of yearly/monthly resources on or off'
  static override examples = [
    '<%= config.bin %> subscription auto-renew on RESOURCE --customer CUSTOMER --period 1month --profile sandbox',
    '<%= config.bin %> subscription auto-renew off RESOURCE --customer CUSTOMER --profile sandbox',
  ]
  static override operations: OperationId[] = ['AutoRenewalResources', 'CancelAutoRenewalResources']
  static exits: Outcome[] = ['partial']
  static override args = {
    state: Args.string({ignoreStdin: true, required: true, description: 'on or off', options: ['on', 'off']}),
    resources: argumentList('ids of main resources'),
  }
  static override flags = {
    ...customerFlag,
    ...fieldFlags('AutoRenewalResources', {
      auto_renew_times: {as: 'times', summary: 'how often at most; without end when absent'},
    }),
    period: Flags.string({summary: 'renewed for 1month or 1year at a time', helpValue: 'PERIOD'}),
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<RowOutcome[]> {
    const {args, flags} = await this.parse(SubscriptionAutoRenew)
    const period_type = flags.period === undefined ? undefined : typeOf(flags.period)
    const {auto_renew_times} = await this.fields('AutoRenewalResources')
    const as = await this.customer()
    const on = args.state === 'on'
    const rows = await sendInChunks([...new Set(args.resources)], 1, async ([resource_id = '']) => {
      const check = commandLine`subscription list --id ${resource_id}`
      const options = {as, check}
      if (on) await this.api.call('AutoRenewalResources', {resource_id, auto_renew_times, period_type}, options)
      else await this.api.call('CancelAutoRenewalResources', {resource_id}, options)
      return {check}
    })
    const view = outcomeView<RowOutcome>('RESOURCE', `renewed automatically: ${on ? 'yes' : 'no'}`)
    return this.presentOutcomes(rows, view, `Automatic renewal is ${args.state}`)
  }
}
