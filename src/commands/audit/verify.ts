import {Flags} from '@oclif/core'
import {type AuditCheck, checkAudit} from '../../cli/audit.js'
import {PartnerCommand} from '../../cli/command.js'
import type {View} from '../../cli/output/view.js'
import {Failure} from '../../failure.js'

const view: View<AuditCheck> = {
  columns: [
    {name: 'lines'},
    {name: 'from', label: 'first line', text: row => String(row.from ?? '-')},
    {name: 'head', label: 'digest of the last'},
    {name: 'breaks', text: row => (row.breaks.length === 0 ? 'none' : String(row.breaks.length))},
    {name: 'found', label: '--head found', text: row => (row.found === undefined ? '-' : row.found ? 'yes' : 'no')},
  ],
}

export default class AuditVerify extends PartnerCommand<AuditCheck> {
  static override summary = 'Check that no line of the audit log was changed, taken out or put in'
  static override description =
    `Every line holds the digest of the one before. Lines cut off at the end leave no gap: keep the printed digest elsewhere, and give it
later with --head, to prove that everything up to there is as it was.`
  static override examples = ['<%= config.bin %> audit verify', '<%= config.bin %> audit verify --head 5f1d...']
  static override flags = {
    head: Flags.string({summary: 'digest printed by an earlier check; it must still be there'}),
  }

  async run(): Promise<AuditCheck> {
    const {flags} = await this.parse(AuditVerify)
    const check = checkAudit(flags.head)
    await this.present(check, view)
    const next = check.breaks.slice(0, 10).map(({file, row, what}) => `${file}, line ${row} ${what}`)
    if (check.breaks.length > 0) throw new Failure('failed', 'the audit log is not as it was written', {next})
    if (check.found === false) {
      throw new Failure(
        'failed',
        'the digest of --head is not in the audit log: lines before it were changed or taken out',
      )
    }
    return check
  }
}
