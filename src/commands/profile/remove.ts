import {PartnerCommand} from '../../cli/command.js'
import {argument, writeFlags} from '../../cli/flags.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {ENVIRONMENT} from '../../profiles/environment.js'
import {changeConfiguration, chooseProfile, readConfiguration, SANDBOX} from '../../profiles/profile.js'

export default class ProfileRemove extends PartnerCommand<{removed: string}> {
  static override summary = 'Remove a profile and the secrets in it'
  static override examples = ['<%= config.bin %> profile remove old-account --yes']
  static override args = {name: argument('profile')}
  static override flags = {yes: writeFlags.yes}

  async run(): Promise<{removed: string}> {
    const {args} = await this.parse(ProfileRemove)
    if (args.name === SANDBOX) throw usage('the profile sandbox is built in and cannot be removed')
    if (args.name === ENVIRONMENT)
      throw usage(`the profile ${ENVIRONMENT} is stored nowhere`, 'Take PARTNERCTL_SITE out of the environment')
    const configuration = readConfiguration()
    chooseProfile(configuration, args.name)
    await this.confirm(`Remove profile ${args.name} and its secrets?`)
    const {keychain, access_key_id} = lookUp(configuration.profiles, args.name)!
    if (keychain && access_key_id) {
      const {clearKeychain, keychainAccount} = await import('../../profiles/keychain.js')
      await clearKeychain(keychainAccount(args.name, access_key_id))
    }
    await changeConfiguration(configuration => {
      delete configuration.profiles[args.name]
      if (configuration.current === args.name) configuration.current = undefined
    })
    this.done(`Removed ${args.name}`)
    return {removed: args.name}
  }
}
