import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {changeConfiguration, chooseProfile} from '../../profiles/profile.js'

export default class ProfileUse extends PartnerCommand<{current: string}> {
  static override summary = 'Choose the profile that commands use when none is named'
  static override examples = ['<%= config.bin %> profile use sandbox']
  static override args = {name: argument('profile')}

  async run(): Promise<{current: string}> {
    const {args} = await this.parse(ProfileUse)
    await changeConfiguration(configuration => {
      configuration.current = chooseProfile(configuration, args.name)
    })
    this.done(`Using ${args.name}`)
    return {current: args.name}
  }
}
