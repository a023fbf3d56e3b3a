import {Flags} from '@oclif/core'
import {parseDuration} from '../../cli/input/durations.js'
import type {View} from '../../cli/output/view.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'

interface Clock {
  now: string
  cycle: string
  frozen: boolean
}

const view: View<Clock> = {
  columns: [
    {name: 'now', text: row => `${row.now} (UTC)`},
    {name: 'cycle', text: row => `${row.cycle} (UTC+8)`},
    {name: 'frozen', text: row => (row.frozen ? 'yes' : 'no')},
  ],
}

export default class SandboxClock extends SandboxCommand<Clock> {
  static override summary = "Show, set or advance the sandbox's clock"
  static override description =
    `Bills close, reviews end and tickets are answered on this clock, so a month can be played in a minute.
Requests must be signed with its time: partnerctl notices a different clock and signs reads again.`
  static override examples = [
    '<%= config.bin %> sandbox clock',
    '<%= config.bin %> sandbox clock --advance 3d',
    '<%= config.bin %> sandbox clock --set 2026-12-05T04:00:00Z',
  ]
  static override flags = {
    server: serverFlag,
    set: Flags.string({summary: 'a moment, ISO 8601, UTC', exclusive: ['advance']}),
    advance: Flags.string({summary: 'by this much: 90s, 30m, 12h or 3d'}),
    freeze: Flags.boolean({summary: 'stop it; --no-freeze lets it run again', allowNo: true}),
  }

  async run(): Promise<Clock> {
    const {flags} = await this.parse(SandboxClock)
    if (flags.advance)
      await this.admin('POST', '/clock/advance', {
        seconds: parseDuration(flags.advance, '--advance', {least: 1000}) / 1000,
      })
    if (flags.set !== undefined || flags.freeze !== undefined) {
      await this.admin('PUT', '/clock', {now: flags.set, frozen: flags.freeze})
    }
    return this.present(await this.admin<Clock>('GET', '/clock'), view)
  }
}
