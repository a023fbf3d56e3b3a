import {PartnerCommand} from '../../cli/command.js'
import {type ProfileRow, profileRow, profileView} from '../../cli/topics/profile/view.js'
import {lookUp} from '../../look-up.js'
import {profileNames, readConfiguration} from '../../profiles/profile.js'

export default class ProfileList extends PartnerCommand<ProfileRow[]> {
  static override summary = 'List the profiles; * marks the one in use'
  static override examples = ['<%= config.bin %> profile list']

  async run(): Promise<ProfileRow[]> {
    await this.parse(ProfileList)
    const configuration = readConfiguration()
    const rows = profileNames(configuration).map(name =>
      profileRow(name, lookUp(configuration.profiles, name), configuration.current),
    )
    return this.present(rows, profileView)
  }
}
