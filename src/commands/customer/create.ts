import {randomUUID} from 'node:crypto'
import {Flags} from '@oclif/core'
import {PartnerCommand} from '../../cli/command.js'
import {writeFlags} from '../../cli/flags.js'
import {interruptSignal} from '../../cli/interrupt.js'
import type {View} from '../../cli/view.js'
import {type CreatedCustomer, createCustomer, waitForAssociation} from '../../customers/create.js'
import {Failure, usage} from '../../failure.js'

const view: View<CreatedCustomer> = {
  columns: [
    {name: 'account_name'},
    {name: 'customer_id'},
    {name: 'xaccount_id'},
    {name: 'status'},
    {name: 'associated', text: row => (row.associated ? 'yes' : 'not yet')},
  ],
}

export default class CustomerCreate extends PartnerCommand<CreatedCustomer> {
  static override summary = 'Register a customer: its account is made and associated with you'
  static override description =
    `Doing it twice with the same --xaccount-id makes one customer: the second time the existing one is shown.
Source: intl/en-us/api-bpconsole/mc_00016.html`
  static override examples = [
    '<%= config.bin %> customer create --profile sandbox --name andes-retail --country PE --xaccount-id shop-1001',
    '<%= config.bin %> customer create --profile sandbox --name andes-tools --country PE --xaccount-id shop-1002 --wait',
  ]
  static override flags = {
    ...writeFlags,
    name: Flags.string({summary: 'account name, 5 to 32 letters, digits, - and _; made up by Huawei when absent'}),
    'xaccount-id': Flags.string({
      summary: "the customer's id on your platform; repeating it never makes a second customer",
    }),
    country: Flags.string({summary: 'country, two letters (ISO 3166); not on the China site'}),
    email: Flags.string({summary: 'e-mail address; needs --code'}),
    mobile: Flags.string({summary: 'mobile number (China site); needs --code'}),
    code: Flags.string({summary: 'the code that was sent to the e-mail address or mobile'}),
    reseller: Flags.string({summary: 'create it under this reseller (id)'}),
    wait: Flags.boolean({summary: 'wait until the customer is associated'}),
    timeout: Flags.integer({summary: 'seconds to wait at most', default: 120, min: 1}),
  }

  async run(): Promise<CreatedCustomer> {
    const {flags} = await this.parse(CustomerCreate)
    const session = await this.api.session
    if (!session.xaccountType)
      throw usage('the profile has no xaccountType', 'partnerctl profile add --xaccount-type ...')
    const name = flags.name ?? (await this.askName())
    const country =
      flags.country ??
      (session.site === 'cn' ? undefined : await this.prompts.text('--country', 'Country (two letters)'))
    const result = await createCustomer(this.api, {
      xaccount_id: flags['xaccount-id'] ?? randomUUID(),
      xaccount_type: session.xaccountType,
      domain_name: name,
      domain_area: country?.toUpperCase(),
      email: flags.email,
      mobile_phone: flags.mobile,
      verification_code: flags.code,
      indirect_partner_id: flags.reseller,
    })
    if (flags.wait && !result.associated) {
      const progress = await this.progress('Waiting for the association')
      await waitForAssociation(this.api, result.customer_id, flags.timeout, interruptSignal)
      progress.stop()
      result.associated = true
    }
    await this.present(result, view)
    this.done(
      result.status === 'created'
        ? `Created ${result.account_name}`
        : `${result.account_name} exists already; nothing was changed`,
      `partnerctl budget set ${result.customer_id} AMOUNT --unfreeze    a new customer is frozen until it has a budget`,
    )
    return result
  }

  private async askName(): Promise<string | undefined> {
    if (!this.prompts.mayAsk) return undefined
    const check = async (text: string) => {
      if (!text) return true
      try {
        const answer = await this.api.call('CheckUserIdentity', {search_type: 'name', search_value: text})
        return answer.check_result === 'available' || 'That name is taken'
      } catch (error) {
        if (error instanceof Failure) return error.message
        throw error
      }
    }
    return (await this.prompts.text('--name', 'Account name (empty: made up)', {check})) || undefined
  }
}
