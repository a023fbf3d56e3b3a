import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {freezeTask, meansResources} from '../../bulk/freezing.js'
import type {Item} from '../../bulk/task.js'
import {BulkCommand, type BulkResult, rowFlags} from '../../cli/bulk.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList, confirmFlags, writeFlags} from '../../cli/flags.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {findCustomers} from '../../customers/find.js'
import {type FreezeRow, setFrozen} from '../../customers/freezing.js'
import {type Outcome, usage} from '../../failure.js'

const view = outcomeView<FreezeRow>('CUSTOMER ID', 'frozen', [{name: 'account_name', label: 'CUSTOMER'}])

export default class CustomerFreeze extends BulkCommand<FreezeRow[] | BulkResult> {
  static override summary = 'Freeze customers: they can no longer buy, renew or change anything'
  static override description =
    `With --resources what they run is frozen, too, and stops working for them: that must be confirmed with the customer's name, or with
the number of customers when there are several. Ten customers go in one request.`
  static override examples = [
    '<%= config.bin %> customer freeze umbra-logistics-06 --reason "Overdue since May" --yes --profile sandbox',
    '<%= config.bin %> customer freeze jade-media-08 --reason Overdue --resources --confirm jade-media-08 --profile sandbox',
  ]
  static override operations: OperationId[] = ['FreezeSubCustomers']
  static exits: Outcome[] = ['partial']
  static override args = {customers: argumentList('account names or customer ids', false)}
  static override flags = {
    ...fieldFlags('FreezeSubCustomers', 'reason', 'indirect_partner_id'),
    resources: Flags.boolean({summary: 'freeze the resources too, not only the account'}),
    file: Flags.string({
      char: 'f',
      summary: 'take the customers from this CSV or XLSX file; --template prints an example',
      helpValue: 'FILE',
    }),
    ...rowFlags,
    ...writeFlags,
    confirm: confirmFlags.confirm,
  }

  async run(): Promise<FreezeRow[] | BulkResult> {
    const {args, flags} = await this.parse(CustomerFreeze)
    const {reason, indirect_partner_id} = await this.fields('FreezeSubCustomers')
    if (flags.file || flags.template) {
      if (args.customers) throw usage('name the customers, or give them in a file: not both')
      const defaults = {
        reason,
        kind: flags.resources ? ('ACCOUNT_AND_RESOURCE' as const) : undefined,
        reseller: indirect_partner_id,
      }
      const ask = async (question: string, rows: Item[]) => {
        if (!flags.resources && !rows.some(meansResources)) return this.confirm(question)
        const what = `${question} Accounts and all their resources: what runs there stops working`
        await this.confirmName(what, String(rows.length))
      }
      const how = {...flags, validate: flags.validate || flags['dry-run']}
      return this.rows(freezeTask(true, defaults), flags.file, how, ask)
    }
    if (!args.customers) throw usage('name the customers, or a file with --file')
    const customers = await findCustomers(this.api, args.customers, indirect_partner_id)
    const names = customers.map(customer => customer.account_name)
    const [first] = names
    const who = names.length === 1 ? first! : `${names.length} customers (${names.join(', ')})`
    if (flags.resources) {
      const name = names.length === 1 ? first! : String(names.length)
      await this.confirmName(
        `${who}: the account and all its resources will be frozen; what runs there stops working`,
        name,
      )
    } else await this.confirm(`Freeze ${who}?`)
    const given =
      reason ??
      (await this.prompts.text('--reason', 'Reason', {read: this.reads('FreezeSubCustomers', 'reason', '--reason')}))
    const rows = await setFrozen(this.api, customers, true, {
      reason: given,
      resources: flags.resources,
      indirect_partner_id,
    })
    return this.presentOutcomes(rows, view, `Frozen: ${who}`)
  }
}
