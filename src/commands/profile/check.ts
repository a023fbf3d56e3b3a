import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/view.js'
import {usage} from '../../failure.js'

interface ProfileCheck {
  profile: string
  site: string
  endpoint: string
  works: true
  customers?: number
}

const view: View<ProfileCheck> = {
  columns: [
    {name: 'profile'},
    {name: 'site'},
    {name: 'endpoint'},
    {name: 'works', text: () => 'yes: the key is accepted and customers can be listed'},
    {name: 'customers'},
  ],
}

export default class ProfileCheckCommand extends PartnerCommand<ProfileCheck> {
  static override summary = 'Make a real signed call and say what is wrong, if anything is'
  static override examples = ['<%= config.bin %> profile check --profile sandbox']
  static override args = {name: optionalArgument('profile; the one in use when absent')}

  protected override get retry() {
    return {attempts: 1}
  }

  async run(): Promise<ProfileCheck> {
    const {args, flags} = await this.parse(ProfileCheckCommand)
    if (args.name && flags.profile && args.name !== flags.profile) throw usage('name the profile once')
    if (args.name) this.common.profile = args.name
    const {profile, site, endpoints} = await this.api.session
    const answer = await this.api.call('ListSubCustomers', {limit: 1, offset: 0})
    return this.present({profile, site, endpoint: endpoints.bss, works: true as const, customers: answer.count}, view)
  }
}
