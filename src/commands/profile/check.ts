import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import type {SecretPlace} from '../../cli/topics/profile/secret-places.js'
import {commandLine} from '../../command-line.js'
import {concernsOnePart, Failure, usage} from '../../failure.js'
import {readConfiguration} from '../../profiles/profile.js'

interface ProfileCheck {
  profile: string
  site: string
  endpoint: string
  works: true
  customers?: number
  /** Account id of the partner; absent when neither the profile nor the platform says it. */
  domain_id?: string
}

const view: View<ProfileCheck> = {
  columns: [
    {name: 'profile'},
    {name: 'site'},
    {name: 'endpoint'},
    {name: 'works', text: () => 'yes: the key is accepted and customers can be listed'},
    {name: 'customers'},
    {name: 'domain_id', label: 'PARTNER'},
  ],
}

export default class ProfileCheckCommand extends PartnerCommand<ProfileCheck | SecretPlace[]> {
  static override summary = 'Make a real signed call and say what is wrong, if anything is'
  static override examples = [
    '<%= config.bin %> profile check --profile sandbox',
    '<%= config.bin %> profile check --secrets',
  ]
  static override flags = {
    secrets: Flags.boolean({summary: 'say where each secret of every profile lives; no call is made'}),
  }
  static override operations: OperationId[] = ['ListSubCustomers', 'KeystoneListAuthDomains']
  static override args = {name: optionalArgument('profile; the one in use when absent')}

  protected override get retry() {
    return {attempts: 1}
  }

  async run(): Promise<ProfileCheck | SecretPlace[]> {
    const {args, flags} = await this.parse(ProfileCheckCommand)
    if (flags.secrets) return this.secrets()
    if (args.name && flags.profile && args.name !== flags.profile) throw usage('name the profile once')
    if (args.name) this.common.profile = args.name
    const {profile, site, endpoints, domainId} = await this.api.session
    const answer = await this.api.call('ListSubCustomers', {limit: 1, offset: 0})
    const domain_id = domainId ?? (await this.accountOf(profile))
    const row = {profile, site, endpoint: endpoints.bss, works: true as const, customers: answer.count, domain_id}
    return this.present(row, view)
  }

  /** The account that the platform says; what to do is said where the profile should say it. */
  private async accountOf(profile: string): Promise<string | undefined> {
    const mend = (id: string) => commandLine`profile add ${profile} --domain-id ${id} --yes`
    try {
      const id = await this.api.account()
      this.done(`The profile has no account id; the platform says ${id}, which is used`, mend(id))
      return id
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      this.note(`The profile has no account id, so what needs it, such as invoices, cannot be read: ${error.message}`)
      this.note(`  ${mend('ID')}`)
      return undefined
    }
  }

  private async secrets(): Promise<SecretPlace[]> {
    const {secretPlaces, secretPlacesView} = await import('../../cli/topics/profile/secret-places.js')
    const places = await secretPlaces(readConfiguration())
    await this.present(places, secretPlacesView)
    const bad = places.filter(place => place.problem)
    if (bad.length > 0) throw new Failure('failed', `${bad.length} of ${places.length} secrets are not well kept`)
    return places
  }
}
