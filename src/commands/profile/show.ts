import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import {type ProfileRow, profileRow, profileView} from '../../cli/topics/profile/view.js'
import {lookUp} from '../../look-up.js'
import {chooseProfile, readConfiguration} from '../../profiles/profile.js'

export default class ProfileShow extends PartnerCommand<ProfileRow> {
  static override summary = 'Show one profile, without its secrets'
  static override examples = ['<%= config.bin %> profile show', '<%= config.bin %> profile show sandbox']
  static override args = {name: optionalArgument('profile; the one in use when absent')}

  async run(): Promise<ProfileRow> {
    const {args, flags} = await this.parse(ProfileShow)
    const configuration = readConfiguration()
    const name = chooseProfile(configuration, args.name ?? flags.profile)
    return this.present(profileRow(name, lookUp(configuration.profiles, name), configuration.current), profileView)
  }
}
