import {Flags} from '@oclif/core'
import {argument} from '../../../cli/flags.js'
import {parseDuration} from '../../../cli/input/durations.js'
import {clean} from '../../../cli/output/terminal.js'
import type {View} from '../../../cli/output/view.js'
import {findingLines, SsoCommand, siteFlag, ssoFlags} from '../../../cli/topics/sso/command.js'
import {Failure} from '../../../failure.js'
import type {MetadataReport} from '../../../sso/metadata-check.js'
import {WARN_DAYS} from '../../../sso/settings.js'

const view: View<MetadataReport> = {
  columns: [
    {name: 'entity_id'},
    {name: 'verdict'},
    {name: 'days_left'},
    {name: 'findings', value: row => findingLines(row.findings).join('\n')},
  ],
  screen: ({findings}) => `${clean(findingLines(findings).join('\n'), {lines: true})}\n`,
}

export default class SsoMetadataCheck extends SsoCommand<MetadataReport> {
  static override summary = "Check your identity provider's metadata and when its certificate ends"
  static override description =
    `For cron: exit 5 when something would be refused, exit 12 when the signing certificate ends within --warn-before.
Sources: devg-bpconsole/access_00001.html, access_00011.html`
  static override examples = [
    '<%= config.bin %> sso metadata check idp-metadata.xml',
    '<%= config.bin %> sso metadata check https://idp.example.com/metadata --warn-before 90d -o json',
  ]
  static override args = {source: argument('file or address (https) of the metadata')}
  static override flags = {
    ...ssoFlags,
    ...siteFlag,
    'warn-before': Flags.string({summary: 'warn when less time is left', default: `${WARN_DAYS}d`, helpValue: 'TIME'}),
  }

  async run(): Promise<MetadataReport> {
    const {args, flags} = await this.parse(SsoMetadataCheck)
    const warnDays = parseDuration(flags['warn-before'], '--warn-before', {bare: 'd', least: 0}) / 86_400_000
    const [{readDocument}, {checkMetadata}] = await Promise.all([
      import('../../../sso/metadata.js'),
      import('../../../sso/metadata-check.js'),
    ])
    const bytes = await readDocument(args.source, this.network)
    const report = checkMetadata(bytes, this.ssoSettings(flags), Date.now(), warnDays)
    await this.present(report, view)
    this.judge(report.findings, 'the metadata')
    if (report.verdict === 'expiring') {
      throw new Failure('expiring', `the signing certificate ends in ${report.days_left} days`, {
        next: report.findings.flatMap(one => (one.check === 'expiry' && one.mend ? [one.mend] : [])),
      })
    }
    return report
  }
}
