import {PartnerCommand} from '../cli/command.js'
import {asFailure} from '../cli/failure-report.js'
import type {View} from '../cli/output/view.js'
import {examineConnection, examineMachine, type Finding} from '../cli/topics/profile/diagnosis.js'
import {concernsOnePart, Failure} from '../failure.js'

const view: View<Finding> = {
  columns: [{name: 'check'}, {name: 'result'}, {name: 'detail'}, {name: 'mend', label: 'WHAT TO DO'}],
}

export default class Doctor extends PartnerCommand<Finding[]> {
  static override summary = 'Look for what is wrong with this set-up, and say how to mend it'
  static override description =
    'Looks at the Node version, the configuration and its modes, the proxy, names and certificates of the endpoints, the clock, the keys, and whether a real signed call is allowed.'
  static override examples = ['<%= config.bin %> doctor --profile sandbox']

  async run(): Promise<Finding[]> {
    await this.parse(Doctor)
    const found = examineMachine()
    try {
      found.push(...(await examineConnection(await this.api.session)))
    } catch (error) {
      // A folder that cannot be written is a finding as well.
      const failure = asFailure(error)
      if (!concernsOnePart(failure)) throw error
      found.push({check: 'profile', result: 'problem', detail: failure.message, mend: failure.next[0]?.trim()})
    }
    await this.present(found, view)
    const problems = found.filter(finding => finding.result === 'problem').length
    if (problems > 0) throw new Failure('failed', problems === 1 ? 'one problem' : `${problems} problems`)
    this.done('Nothing is wrong')
    return found
  }
}
