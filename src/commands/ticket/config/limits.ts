import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import type {View} from '../../../cli/output/view.js'

interface Limits {
  limit_count?: string
  limit_size?: string
  limit_file_type?: string
  create_case_ccemail_max_count?: number
}

const view: View<Limits> = {
  columns: [
    {name: 'limit_count', label: 'files of a ticket or message'},
    {name: 'limit_size', label: 'MB of a file'},
    {name: 'limit_file_type', label: 'types of files'},
    {name: 'create_case_ccemail_max_count', label: 'copies by e-mail'},
  ],
}

export default class TicketConfigLimits extends PartnerCommand<Limits> {
  static override summary = 'Show what attachments and copies are allowed'
  static override examples = ['<%= config.bin %> ticket config limits --profile sandbox']
  static override operations: OperationId[] = ['ShowAccessoryLimits', 'ListCaseLimits']
  static override flags = {...customerFlag}

  async run(): Promise<Limits> {
    await this.parse(TicketConfigLimits)
    const as = await this.customer(false)
    const [files, copies] = await Promise.all([
      this.api.call('ShowAccessoryLimits', {}, {as}),
      this.api.aside('copies', () => this.api.call('ListCaseLimits', {}, {as})),
    ])
    return this.present({...files.accessory_limit, ...copies?.config}, view)
  }
}
