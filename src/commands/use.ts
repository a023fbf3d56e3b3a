import {Flags} from '@oclif/core'
import {PartnerCommand, resellerFlag} from '../cli/command.js'
import {optionalArgument} from '../cli/flags.js'
import type {View} from '../cli/output/view.js'
import {HOURS, isAttended, useCustomer, usedCustomer} from '../cli/used-customer.js'
import {usage} from '../failure.js'

interface Used {
  customer_id?: string
  account_name?: string
  /** UTC. */
  until?: string
}

const view: View<Used> = {
  columns: [
    {name: 'account_name', label: 'customer', text: row => row.account_name ?? 'none'},
    {name: 'customer_id', label: 'id', text: row => row.customer_id ?? '-'},
    {name: 'until', label: 'until (UTC)', text: row => row.until?.slice(0, 16).replace('T', ' ') ?? '-'},
  ],
}

export default class Use extends PartnerCommand<Used> {
  static override summary = 'Use a customer for a while: reads are about it where no other is named'
  static override description =
    `For ${HOURS} hours, for this profile. Commands that read say whose data they show; a command that changes something wants the customer
typed, or shows it in its question. It holds where a terminal is: cron, and whatever else runs without one, is not about it. PARTNERCTL_CUSTOMER holds
for a terminal or a script that sets it, and comes first. Without CUSTOMER it shows which one is used.`
  static override examples = [
    '<%= config.bin %> use lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> use --clear --profile sandbox',
  ]
  static override args = {customer: optionalArgument('account name or customer id')}
  static override flags = {clear: Flags.boolean({summary: 'use none any more'}), ...resellerFlag}

  async run(): Promise<Used> {
    const {args, flags} = await this.parse(Use)
    const {profile} = this.common
    if (flags.clear) {
      if (args.customer) throw usage('--clear uses none: leave CUSTOMER away')
      useCustomer(profile, undefined)
      this.done('No customer is used')
      return this.present<Used>({}, view)
    }
    if (!args.customer) {
      const used = usedCustomer(profile)
      if (!used) return this.present<Used>({}, view)
      const {customer_id, account_name} = await this.findCustomer(used.text)
      return this.present<Used>({customer_id, account_name, until: used.until}, view)
    }
    const {customer_id, account_name} = await this.findCustomer(args.customer)
    const until = useCustomer(profile, {customer_id, account_name})
    this.done(`Using ${account_name} for ${HOURS} hours`, 'partnerctl use --clear    ends it')
    if (!isAttended() && !process.env.PARTNERCTL_CUSTOMER)
      this.note('Not here, where no terminal is: set PARTNERCTL_CUSTOMER instead')
    if (process.env.PARTNERCTL_CUSTOMER)
      this.note(`Not here: PARTNERCTL_CUSTOMER says ${process.env.PARTNERCTL_CUSTOMER}`)
    return this.present<Used>({customer_id, account_name, until}, view)
  }
}
