import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {freezeTask} from '../../bulk/freezing.js'
import {BulkCommand, type BulkResult, rowFlags} from '../../cli/bulk.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList, writeFlags} from '../../cli/flags.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {findCustomers} from '../../customers/find.js'
import {type FreezeRow, setFrozen} from '../../customers/freezing.js'
import {type Outcome, usage} from '../../failure.js'

const view = outcomeView<FreezeRow>('CUSTOMER ID', 'not frozen', [{name: 'account_name', label: 'CUSTOMER'}])

export default class CustomerUnfreeze extends BulkCommand<FreezeRow[] | BulkResult> {
  static override summary = 'Unfreeze customers: they can buy again, and you pay for what they run'
  static override description =
    `What was frozen with --resources must be unfrozen with --resources. Ten customers go in one request.`
  static override examples = [
    '<%= config.bin %> customer unfreeze indigo-water-07 --reason "Paid" --profile sandbox',
    '<%= config.bin %> customer unfreeze indigo-water-07 --reason "Paid" --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['UnfreezeSubCustomers']
  static exits: Outcome[] = ['partial']
  static override args = {customers: argumentList('account names or customer ids', false)}
  static override flags = {
    ...fieldFlags('UnfreezeSubCustomers', 'reason', 'indirect_partner_id'),
    resources: Flags.boolean({summary: 'unfreeze the resources, too'}),
    file: Flags.string({
      char: 'f',
      summary: 'take the customers from this CSV or XLSX file; --template prints an example',
      helpValue: 'FILE',
    }),
    ...rowFlags,
    ...writeFlags,
  }

  async run(): Promise<FreezeRow[] | BulkResult> {
    const {args, flags} = await this.parse(CustomerUnfreeze)
    const {reason, indirect_partner_id} = await this.fields('UnfreezeSubCustomers')
    if (flags.file || flags.template) {
      if (args.customers) throw usage('name the customers, or give them in a file: not both')
      const defaults = {
        reason,
        kind: flags.resources ? ('ACCOUNT_AND_RESOURCE' as const) : undefined,
        reseller: indirect_partner_id,
      }
      const how = {...flags, validate: flags.validate || flags['dry-run']}
      return this.rows(freezeTask(false, defaults), flags.file, how)
    }
    if (!args.customers) throw usage('name the customers, or a file with --file')
    const customers = await findCustomers(this.api, args.customers, indirect_partner_id)
    const given =
      reason ??
      (await this.prompts.text('--reason', 'Reason', {read: this.reads('UnfreezeSubCustomers', 'reason', '--reason')}))
    const rows = await setFrozen(this.api, customers, false, {
      reason: given,
      resources: flags.resources,
      indirect_partner_id,
    })
    return this.presentOutcomes(rows, view, `No longer frozen: ${customers.map(one => one.account_name).join(', ')}`)
  }
}
