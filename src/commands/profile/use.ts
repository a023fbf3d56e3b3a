import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {usage} from '../../failure.js'
import {ENVIRONMENT} from '../../profiles/environment.js'
import {changeConfiguration, chooseProfile, readConfiguration} from '../../profiles/profile.js'

export default class ProfileUse extends PartnerCommand<{current: string}> {
  static override summary = 'Choose the profile that commands use when none is named'
  static override examples = ['<%= config.bin %> profile use sandbox']
  static override args = {name: argument('profile')}

  async run(): Promise<{current: string}> {
    const {args} = await this.parse(ProfileUse)
    if (args.name === ENVIRONMENT)
      throw usage(`the profile ${ENVIRONMENT} is stored nowhere`, 'It is in use where PARTNERCTL_SITE and keys are set')
    await changeConfiguration(configuration => {
      configuration.current = chooseProfile(configuration, args.name)
    })
    this.done(`Using ${args.name}`)
    if (readConfiguration().current === ENVIRONMENT)
      this.note(`Not yet: PARTNERCTL_SITE and keys make the profile ${ENVIRONMENT}, which comes first`)
    return {current: args.name}
  }
}
