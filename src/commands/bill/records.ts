import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {fieldFlags, spread} from '../../cli/fields.js'
import {listFlags} from '../../cli/flags.js'
import {rowsOf} from '../../cli/list-command.js'
import {type ColumnSpec, rowsView} from '../../cli/output/contract-view.js'
import {parseCycle} from '../../cycle.js'

type Row = Record<string, unknown>

const view = rowsView<Row>(
  'ListCustomerselfResourceRecords',
  [
    {name: 'bill_date', label: 'DAY (UTC+8)'},
    {name: 'cloud_service_type_name', label: 'SERVICE', kind: 'text'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'resource_id', label: 'RESOURCE'},
    {name: 'resource_name', label: 'NAME'},
    {name: 'bill_type', label: 'TYPE'},
    {name: 'charge_mode', label: 'CHARGING'},
    {name: 'official_amount', label: 'LIST PRICE'},
    {name: 'amount', label: 'AMOUNT'},
  ] as ColumnSpec<Row>[],
  {spare: ['resource_id', 'resource_type_name', 'charge_mode', 'bill_type', 'official_amount']},
)

/** On the China site the partner asks for itself, and gets other names. */
const chinaView = rowsView<Row>(
  'ListSubCustomerBillDetail',
  [
    {name: 'consume_time', label: 'TIME (UTC)'},
    {name: 'service_type_name', label: 'SERVICE', kind: 'text'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'resource_id', label: 'RESOURCE'},
    {name: 'resource_name', label: 'NAME'},
    {name: 'bill_detail_type', label: 'TYPE'},
    {name: 'charging_mode', label: 'CHARGING'},
    {name: 'official_amount', label: 'LIST PRICE'},
    {name: 'payment_amount', label: 'AMOUNT'},
  ] as ColumnSpec<Row>[],
  {spare: ['resource_id', 'resource_type_name', 'charging_mode', 'bill_detail_type', 'official_amount']},
)

/** What the flags are called on the China site: its field, and the one that the flag is named for. */
const chinaNames = {
  bill_cycle: 'cycle',
  service_type_code: 'cloud_service_type',
  region_code: 'region',
  charging_mode: 'charge_mode',
  bill_detail_type: 'bill_type',
}

export default class BillRecords extends PartnerCommand<Row[]> {
  static override summary = "List a customer's expenditure records of a cycle"
  static override description =
    `Cycles and days are those of UTC+8; last month unless --cycle says otherwise. Several values of --bill-type are asked for one after the other: refund means
every kind of refund. partnerctl bill export writes the records of all customers.`
  static override examples = [
    '<%= config.bin %> bill records --customer lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> bill records --customer lumen-logistics-04 --bill-type refund --all -o csv --profile sandbox',
    '<%= config.bin %> bill records --customer lumen-logistics-04 --cycle this-month --service ecs --detail day --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListCustomerselfResourceRecords', 'ListSubCustomerBillDetail']
  static override flags = {
    ...customerFlag,
    ...fieldFlags(
      'ListCustomerselfResourceRecords',
      {cycle: {char: 'c'}},
      'cloud_service_type',
      'region',
      'charge_mode',
      'bill_type',
      'resource_id',
      {trade_id: {as: 'trade'}},
      'bill_date_begin',
      'bill_date_end',
      {statistic_type: {as: 'detail', summary: 'level of detail, not on the China site'}},
      'enterprise_project_id',
      'method',
      {sub_customer_id: {as: 'member'}},
      {include_zero_record: {as: 'zero', boolean: true}},
    ),
    ...fieldFlags(
      'ListSubCustomerBillDetail',
      {resource_name: {as: 'resource-name'}},
      {account_manager_id: {as: 'manager'}},
      {association_type: {as: 'association'}},
      'indirect_partner_id',
    ),
    'customer-view': Flags.boolean({
      summary: 'ask as the customer on the China site, too: other fields, and its own names',
    }),
    ...listFlags,
  }

  async run(): Promise<Row[]> {
    const {flags} = await this.parse(BillRecords)
    const {site} = await this.api.session
    const last = parseCycle('last-month', new Date())
    const customer_id = await this.customer()
    const limit = this.rowLimit
    if (site === 'cn' && !flags['customer-view']) {
      const input = {bill_cycle: last, ...(await this.fields('ListSubCustomerBillDetail', chinaNames)), customer_id}
      return this.present(
        rowsOf<Row>(this.api, 'ListSubCustomerBillDetail', spread('ListSubCustomerBillDetail', input), {limit}),
        chinaView,
      )
    }
    const input = {cycle: last, ...(await this.fields('ListCustomerselfResourceRecords'))}
    const inputs = spread('ListCustomerselfResourceRecords', input)
    return this.present(
      rowsOf<Row>(this.api, 'ListCustomerselfResourceRecords', inputs, {as: customer_id, limit}),
      view,
    )
  }
}
