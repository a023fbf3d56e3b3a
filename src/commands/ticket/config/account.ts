import type {OperationId, Output} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import type {View} from '../../../cli/output/view.js'

interface Account {
  login_type?: string
  /** Empty for nobody; absent when it cannot be read. */
  cc_email?: string
  /** Of a partner: may it handle its customers' tickets. */
  handles_tickets?: boolean
  /** Of a customer: who serves it, and when. */
  partner?: Output<'ShowPartnersServiceInfo'>['partners_service_info']
}

function hours({partner = {}}: Account): string {
  const {customer_name, customer_id, service_time_day: days, service_time_hour, service_time_zone} = partner
  const who = [customer_name, customer_id && `(${customer_id})`].filter(Boolean).join(' ')
  const when = [service_time_hour, service_time_zone].filter(Boolean).join(' ')
  return [who, days && `days ${days}`, when].filter(Boolean).join(', ')
}

const view: View<Account> = {
  columns: [
    {name: 'login_type', label: 'login'},
    {
      name: 'cc_email',
      label: 'copies were sent to',
      text: row => row.cc_email || (row.cc_email === undefined ? '-' : 'nobody'),
    },
    {
      name: 'handles_tickets',
      label: "may handle customers' tickets",
      text: row => (row.handles_tickets === undefined ? '-' : row.handles_tickets ? 'yes' : 'no'),
    },
    {name: 'partner', label: 'served by', text: row => hours(row) || '-'},
  ],
}

export default class TicketConfigAccount extends PartnerCommand<Account> {
  static override summary = 'Show what an account is set up for: login, copies, who handles its tickets'
  static override examples = [
    '<%= config.bin %> ticket config account --profile sandbox',
    '<%= config.bin %> ticket config account --customer CUSTOMER --profile sandbox',
  ]
  static override operations: OperationId[] = [
    'ShowLoginType',
    'ListCaseCcEmails',
    'ShowPartnersCasesPrivilege',
    'ShowPartnersServiceInfo',
  ]
  static override flags = {...customerFlag}

  async run(): Promise<Account> {
    await this.parse(TicketConfigAccount)
    const as = await this.customer(false)
    const [login, copies, handles, partner] = await Promise.all([
      this.api.call('ShowLoginType', {}, {as}),
      this.api.aside('copies', () => this.api.call('ListCaseCcEmails', {}, {as})),
      as ? undefined : this.api.aside('privileges', () => this.api.call('ShowPartnersCasesPrivilege', {})),
      as ? this.api.aside("the partner's hours", () => this.api.call('ShowPartnersServiceInfo', {}, {as})) : undefined,
    ])
    return this.present(
      {
        login_type: login.login_type,
        cc_email: copies && (copies.cc_email_info?.cc_email ?? ''),
        handles_tickets: handles?.has_privilege,
        partner: partner?.partners_service_info,
      },
      view,
    )
  }
}
