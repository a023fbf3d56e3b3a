import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {writeFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {usage} from '../../failure.js'

interface Policy {
  customer_id: string
  deduction_days_before?: number
  expiry_day?: number
}

const view: View<Policy> = {
  columns: [
    {name: 'customer_id', label: 'customer'},
    {
      name: 'deduction_days_before',
      label: 'renewed automatically',
      text: row => (row.deduction_days_before ? `${row.deduction_days_before} days before expiry` : 'unchanged'),
    },
    {
      name: 'expiry_day',
      label: 'expiry after renewal',
      text: row =>
        row.expiry_day === undefined
          ? 'unchanged'
          : row.expiry_day === LAST_DAY
            ? 'last day of the month'
            : `day ${row.expiry_day} of the month`,
    },
  ],
}

const LAST_DAY = -1

export default class SubscriptionRenewalPolicy extends PartnerCommand<Policy> {
  static override summary = "Set when a customer's automatic renewals are paid and their common expiry day"
  static override description =
    'The days are documented limits: 2 to 7 before expiry, and 1 to 28 or the last of the month.'
  static override examples = [
    '<%= config.bin %> subscription renewal-policy --customer lumen-logistics-04 --days-before 3 --profile sandbox',
    '<%= config.bin %> subscription renewal-policy --customer lumen-logistics-04 --expiry-day last --profile sandbox',
  ]
  static override operations: OperationId[] = ['SetResourcesRenewConfig']
  static override flags = {
    ...customerFlag,
    'days-before': Flags.integer({
      summary: 'pay automatic renewals so many days before expiry',
      min: 2,
      exclusive: ['expiry-day'],
      max: 7,
      helpValue: 'N',
    }),
    'expiry-day': Flags.string({summary: 'common day of expiry after a renewal: 1 to 28, or last', helpValue: 'DAY'}),
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Policy> {
    const {flags} = await this.parse(SubscriptionRenewalPolicy)
    const day = flags['expiry-day']
    if (flags['days-before'] === undefined && day === undefined)
      throw usage('there is nothing to set', 'Give --days-before or --expiry-day')
    if (day !== undefined && day !== 'last' && !/^([1-9]|1\d|2[0-8])$/.test(day))
      throw usage(`--expiry-day "${day}" must be 1 to 28, or last`)
    const expiry_day = day === undefined ? undefined : day === 'last' ? LAST_DAY : Number(day)
    const as = await this.customer()
    const set = (config_name: 'DEDUCTION_DATE' | 'EXPIRE_DATE', value: number | undefined) =>
      value === undefined
        ? undefined
        : this.api.call(
            'SetResourcesRenewConfig',
            {config_name, config_value: String(value)},
            {as, check: 'the renewal settings in the console of the customer'},
          )
    await set('DEDUCTION_DATE', flags['days-before'])
    await set('EXPIRE_DATE', expiry_day)
    const policy = {customer_id: as, deduction_days_before: flags['days-before'], expiry_day}
    await this.present(policy, view)
    this.done('Set')
    return policy
  }
}
