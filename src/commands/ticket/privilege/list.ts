import {Flags} from '@oclif/core'
import {inputFields, wordsOf} from '../../../api/contract/fields.js'
import type {Input, OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'

interface Row {
  privilege: string
  meaning: string
  has_privilege?: number
  policy_switch?: boolean
}

export default class TicketPrivilegeList extends PartnerCommand<Row[]> {
  static override summary = 'List what the IAM users of an account may do with tickets'
  static override description =
    `Where the policy is on, users may only what they were granted; the account's administrator always may.`
  static override examples = ['<%= config.bin %> ticket privilege list --profile sandbox']
  static override operations: OperationId[] = ['ListPrivileges', 'ShowCustomerPrivilegePolicy']
  static override flags = {
    ...customerFlag,
    policies: Flags.boolean({summary: 'the policies, too', default: true, allowNo: true}),
  }

  async run(): Promise<Row[]> {
    const {flags} = await this.parse(TicketPrivilegeList)
    const as = await this.customer(false)
    const {site} = await this.api.session
    const words = wordsOf(inputFields('ListPrivileges').get('privilege')!.schema)
    const rows: Row[] = []
    for (const [privilege, meaning] of Object.entries(words)) {
      const input = {privilege} as Input<'ListPrivileges'>
      const {has_privilege} = await this.api.call('ListPrivileges', input, {as})
      // Elsewhere than on the China site the policy is one, that of submitting tickets.
      const asked = flags.policies && (site === 'cn' || privilege === 'createCase')
      const policy = asked
        ? await this.api.aside('policies', () =>
            this.api.call('ShowCustomerPrivilegePolicy', site === 'cn' ? {privilege} : {}, {as}),
          )
        : undefined
      rows.push({privilege, meaning, has_privilege, policy_switch: policy?.policy_switch})
    }
    return this.present(rows, {
      columns: [
        {name: 'privilege'},
        {name: 'meaning'},
        {name: 'has_privilege', label: 'GRANTED', text: row => (row.has_privilege ? 'yes' : 'no')},
        {
          name: 'policy_switch',
          label: 'POLICY',
          text: row => (row.policy_switch === undefined ? '-' : row.policy_switch ? 'on' : 'off'),
        },
      ],
    })
  }
}
