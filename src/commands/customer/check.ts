import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {answerView} from '../../cli/output/contract-view.js'
import {type Checked, checkIdentity, isFree} from '../../customers/create.js'
import {Failure, usage} from '../../failure.js'
import {parsePhone, phoneText} from '../../phone.js'

const view = answerView<Checked>('CheckUserIdentity', [
  {name: 'search_type', label: 'WHAT'},
  {name: 'search_value', label: 'VALUE'},
  {name: 'check_result', label: 'RESULT'},
  {name: 'mobile_remain_available_num', label: 'CUSTOMERS LEFT'},
])

const checkPhone = (text: string) => ({type: 'mobile' as const, value: phoneText(parsePhone(text, '--phone'))})

export default class CustomerCheck extends PartnerCommand<Checked[]> {
  static override summary = 'Ask whether an account name, e-mail address or phone number is free'
  static override description = 'Ends with 5 when one of them is taken.'
  static override examples = [
    '<%= config.bin %> customer check --name new-andes-retail --profile sandbox',
    '<%= config.bin %> customer check --name new-andes-retail --email shop@example.com --profile sandbox',
  ]
  static override operations: OperationId[] = ['CheckUserIdentity']
  static override flags = {
    name: Flags.string({summary: 'account name: 5 to 32 letters, digits, - and _'}),
    email: Flags.string({summary: 'e-mail address'}),
    phone: Flags.string({summary: 'phone number with its country: +86 13800000000'}),
  }

  async run(): Promise<Checked[]> {
    const {flags} = await this.parse(CustomerCheck)
    const asked = (['name', 'email', 'phone'] as const).flatMap(flag => {
      const value = flags[flag]
      return value === undefined ? [] : [flag === 'phone' ? checkPhone(value) : {type: flag, value}]
    })
    if (asked.length === 0) throw usage('there is nothing to check', 'Give --name, --email or --phone')
    const checked = await Promise.all(asked.map(({type, value}) => checkIdentity(this.api, type, value)))
    await this.present(checked, view)
    const untold = checked.filter(one => isFree(one) === undefined)
    if (untold.length > 0) {
      const values = untold.map(one => one.search_value).join(', ')
      throw new Failure('failed', `the answer does not say whether ${values} is free`, {details: untold})
    }
    const taken = checked.filter(one => isFree(one) === false)
    if (taken.length > 0) {
      throw new Failure('refused', `taken: ${taken.map(one => one.search_value).join(', ')}`, {details: taken})
    }
    return checked
  }
}
