import {Flags} from '@oclif/core'
import type {Item, OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {listFlags} from '../../cli/flags.js'
import {parseMoment} from '../../cli/input/dates.js'
import {rowsView} from '../../cli/output/contract-view.js'
import {shortTime} from '../../cli/topics/ticket/screen.js'
import {looksLikeId} from '../../customers/find.js'
import {inWords, labelIds} from '../../tickets/labels.js'
import {OPEN} from '../../tickets/rules.js'

type Ticket = Item<'ListCases'>

const view = rowsView<Ticket>(
  'ListCases',
  [
    {name: 'incident_id', label: 'TICKET'},
    'status',
    {name: 'simple_description', label: 'DESCRIPTION', text: row => (row.simple_description ?? '').slice(0, 200)},
    {name: 'product_category_name', label: 'PRODUCT'},
    {name: 'business_type_name', label: 'PROBLEM'},
    {name: 'label_list', label: 'LABELS', text: row => inWords(row.label_list)},
    {name: 'create_time', label: 'CREATED (UTC)', text: row => shortTime(row.create_time)},
  ],
  {
    spare: ['label_list', 'business_type_name', 'product_category_name', 'create_time'],
    empty: 'No tickets\n  partnerctl ticket create    makes one',
  },
)

const wireTime = (moment: string) => moment.replace('T', ' ').replace('Z', '')

export default class TicketList extends PartnerCommand<Ticket[]> {
  static override summary = 'List your tickets, or those of a customer'
  static override description =
    `Without --customer these are the tickets that you have submitted yourself; with it those of that customer.
Newest first; times are UTC.`
  static override examples = [
    '<%= config.bin %> ticket list --profile sandbox',
    '<%= config.bin %> ticket list --open --customer CUSTOMER --profile sandbox',
    '<%= config.bin %> ticket list --status waiting-for-your-feedback,to-be-confirmed-by-you --profile sandbox',
    '<%= config.bin %> ticket list --search timeout --since 30d --all -o csv --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListCases']
  static override flags = {
    ...fieldFlags('ListCases', {status: {exclusive: ['open']}}),
    open: Flags.boolean({summary: 'those that have not ended'}),
    since: Flags.string({summary: 'created at this time or later, UTC', helpValue: 'TIME'}),
    until: Flags.string({summary: 'created at this time or earlier, UTC', helpValue: 'TIME'}),
    label: Flags.string({
      summary: 'label by name or id; repeat it for any of several',
      multiple: true,
      multipleNonGreedy: true,
    }),
    user: Flags.string({summary: 'submitted by this IAM user', helpValue: 'NAME|ID'}),
    ...fieldFlags(
      'ListCases',
      {search_key: {as: 'search', summary: 'text in the description; repeat it for several'}},
      {app_key: {as: 'text', summary: 'text in the id or the description'}},
      {incident_id: {as: 'id', summary: 'one ticket'}},
      'group_id',
    ),
    ...customerFlag,
    ...listFlags,
  }

  async run(): Promise<Ticket[]> {
    const {flags} = await this.parse(TicketList)
    const {status, ...input} = await this.fields('ListCases')
    const as = await this.customer(false)
    const now = new Date()
    const {since, until} = flags
    const statuses = flags.open ? OPEN : [status ?? []].flat()
    const filters = {
      ...input,
      // One goes into the field for one, several into the field for several.
      ...(statuses.length === 1 ? {status: statuses[0] as Ticket['status']} : {}),
      ...(statuses.length > 1 ? {incident_status: statuses.join(',')} : {}),
      query_start_time: since && wireTime(parseMoment(since, 'begin', now, '--since')),
      query_end_time: until && wireTime(parseMoment(until, 'end', now, '--until')),
      ...(flags.user && (looksLikeId(flags.user) ? {x_customer_id: flags.user} : {x_customer_name: flags.user})),
      label_id_list: flags.label && (await labelIds(this.api, flags.label, {as})).map(String),
    }
    return this.present(this.api.list('ListCases', filters, {as, limit: this.rowLimit}), view)
  }
}
