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
  'ShowCustomerMonthlySum',
  [
    {name: 'bill_cycle', label: 'CYCLE (UTC+8)'},
    {name: 'service_type_name', label: 'SERVICE', kind: 'text'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE', kind: 'text'},
    {name: 'charging_mode', label: 'CHARGING'},
    {name: 'bill_type', label: 'TYPE'},
    {name: 'official_amount', label: 'LIST PRICE'},
    {name: 'official_discount_amount', label: 'DISCOUNT'},
    {name: 'consume_amount', label: 'AMOUNT'},
  ] as ColumnSpec<Row>[],
  {spare: ['bill_cycle', 'charging_mode', 'official_discount_amount', 'official_amount', 'bill_type']},
)

const chinaView = rowsView<Row>(
  'ListSubcustomerMonthlyBills',
  [
    {name: 'customer_id', label: 'CUSTOMER'},
    {name: 'cloud_service_type_name', label: 'SERVICE', kind: 'text'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE', kind: 'text'},
    {name: 'charge_mode', label: 'CHARGING'},
    {name: 'bill_type', label: 'TYPE'},
    {name: 'discount_amount', label: 'DISCOUNT'},
    {name: 'amount', label: 'AMOUNT'},
  ] as ColumnSpec<Row>[],
  {spare: ['charge_mode', 'discount_amount', 'bill_type']},
)

/** What the flags are called on the China site: its field, and the one that the flag is named for. */
const chinaNames = {cycle: 'bill_cycle', cloud_service_type: 'service_type_code'}
const CHINA_MODES = ['1', '3', '11']

export default class BillMonthly extends PartnerCommand<Row[]> {
  static override summary = "Show a customer's bill of a month by service: list price, discount, amount"
  static override description =
    `Cycles are months of UTC+8; last month unless --cycle says otherwise. On the China site the bills of all customers are listed unless --customer names one.`
  static override examples = [
    '<%= config.bin %> bill monthly --customer lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> bill monthly --customer lumen-logistics-04 --filter bill_type=refund -o csv --profile sandbox',
  ]
  static override operations: OperationId[] = ['ShowCustomerMonthlySum', 'ListSubcustomerMonthlyBills']
  static override flags = {
    ...customerFlag,
    ...fieldFlags(
      'ShowCustomerMonthlySum',
      {bill_cycle: {char: 'c'}},
      'service_type_code',
      'enterprise_project_id',
      'method',
      {sub_customer_id: {as: 'member'}},
    ),
    ...fieldFlags(
      'ListSubcustomerMonthlyBills',
      {charge_mode: {summary: 'billing mode, China site; all one after the other when absent'}},
      {bill_type: {summary: 'bill type, China site'}},
      'indirect_partner_id',
    ),
    'customer-view': Flags.boolean({summary: 'ask as the customer on the China site, too'}),
    ...listFlags,
  }

  async run(): Promise<Row[]> {
    const {flags} = await this.parse(BillMonthly)
    const {site} = await this.api.session
    const last = parseCycle('last-month', new Date())
    const limit = this.rowLimit
    if (site === 'cn' && !flags['customer-view']) {
      const given = await this.fields('ListSubcustomerMonthlyBills', chinaNames)
      const customer_id = await this.customer(false)
      const inputs = spread('ListSubcustomerMonthlyBills', {
        cycle: last,
        charge_mode: CHINA_MODES,
        ...given,
        customer_id,
      })
      return this.present(rowsOf<Row>(this.api, 'ListSubcustomerMonthlyBills', inputs, {limit}), chinaView)
    }
    const given = await this.fields('ShowCustomerMonthlySum')
    const as = await this.customer()
    const inputs = spread('ShowCustomerMonthlySum', {bill_cycle: last, ...given})
    return this.present(rowsOf<Row>(this.api, 'ShowCustomerMonthlySum', inputs, {as, limit}), view)
  }
}
