import {Flags} from '@oclif/core'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'

export default class CustomerOpen extends PartnerCommand<unknown> {
  static override summary = "Open a customer's console in the browser, by single sign-on"
  static override description =
    'The short way to sso link --customer NAME --open. Whoever sits at the browser signs in at your platform as that customer.'
  static override examples = ['<%= config.bin %> customer open monsoon-optics-0o --profile sandbox --print']
  static override args = {customer: argument('account name or customer id')}
  static override flags = {
    service: Flags.string({char: 's', summary: 'console to open: ecs, obs, rds and others, as in sso link'}),
    region: Flags.string({char: 'r', summary: 'region that the console shows'}),
    print: Flags.boolean({summary: 'print the link instead of opening it'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(CustomerOpen)
    const {default: SsoLink} = await import('../sso/link.js')
    const words = ['--customer', args.customer, '--output', this.common.output]
    if (this.common.profile) words.push('--profile', this.common.profile)
    if (flags.service) words.push('--service', flags.service)
    if (flags.region) words.push('--region', flags.region)
    if (!flags.print) words.push('--open')
    return SsoLink.run(words, this.config)
  }
}
