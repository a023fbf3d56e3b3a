import {Flags} from '@oclif/core'
import {PartnerCommand} from '../../cli/command.js'
import {alignedLines} from '../../cli/output/lines.js'
import {currentRun} from '../../cli/run.js'
import {SANDBOX_PORT} from '../../cli/topics/sandbox/command.js'
import {usage} from '../../failure.js'
import {sandboxSettings, scenarios} from '../../profiles/connect.js'

export default class SandboxStart extends PartnerCommand<void> {
  static override summary = 'Serve the emulated partner platform to other programs'
  static override description =
    `Runs until Ctrl-C. With -o json it prints one JSON line when it is ready: endpoints, keys, scenario, seed and clock.
It listens on this machine only, and shares its state with --profile sandbox unless --memory or --data says otherwise.`
  static override examples = [
    '<%= config.bin %> sandbox start',
    '<%= config.bin %> sandbox start --port 0 -o json --scenario messy --seed 7 --memory',
  ]
  static override flags = {
    port: Flags.integer({summary: 'port; 0 takes a free one', default: SANDBOX_PORT, min: 0, max: 65535}),
    scenario: Flags.option({
      summary: 'the world to begin with',
      options: scenarios,
    })(),
    seed: Flags.integer({summary: 'the same number gives the same world'}),
    site: Flags.option({summary: 'intl, eu or cn', options: ['intl', 'eu', 'cn'] as const})(),
    clock: Flags.string({summary: 'time to begin at, ISO 8601; the real time when absent'}),
    data: Flags.string({summary: 'folder for the state'}),
    memory: Flags.boolean({summary: 'keep the state in memory only', exclusive: ['data']}),
    loose: Flags.boolean({summary: 'let unknown fields pass'}),
    tls: Flags.boolean({summary: 'HTTPS with a self-signed certificate'}),
    realistic: Flags.boolean({summary: 'keep the documented rate limits'}),
    pace: Flags.integer({
      summary: 'how many times sooner associations, reviews and support engineers come',
      min: 1,
      helpValue: 'N',
    }),
    'exit-with-parent': Flags.boolean({summary: 'end when the program that started this ends'}),
  }

  async run(): Promise<void> {
    // Asked before the ready line: whoever reads that may be gone a moment later.
    const parent = process.ppid
    const {flags} = await this.parse(SandboxStart)
    const {startSandbox} = await import('../../sandbox/index.js')
    const settings = sandboxSettings()
    const sandbox = await startSandbox({
      port: flags.port,
      scenario: flags.scenario ?? settings.scenario,
      seed: flags.seed ?? settings.seed,
      site: flags.site ?? settings.site,
      clock: flags.clock ?? settings.clock,
      data: flags.memory ? undefined : (flags.data ?? settings.data),
      loose: flags.loose,
      tls: flags.tls,
      realistic: flags.realistic,
      pace: flags.pace,
    }).catch(error => {
      if (error?.code !== 'EADDRINUSE') throw error
      throw usage(`port ${flags.port} is in use`, 'Take another one, or --port 0 for any that is free')
    })
    const {info} = sandbox
    const {partner} = info
    if (flags.output === 'table') {
      this.note('sandbox: an emulated partner platform on this machine; nothing here is real')
      // What a program needs that speaks to it: with a key, or with a token for the user of a domain.
      const told = [
        ['endpoint', info.endpoints.bss],
        ['partner', `${partner.account_name} (${partner.domain_id})`],
        ['access key', partner.access_key_id],
        ['secret key', partner.secret_access_key],
        ['domain name', partner.account_name],
        ['user name', partner.account_name],
        ['password', partner.password],
        ['xaccountType', partner.xaccount_type],
        ['scenario', `${info.scenario}, seed ${info.seed}, clock ${info.clock}`],
      ]
      process.stdout.write([...alignedLines(told), 'Ctrl-C ends it.', ''].join('\n'))
    } else process.stdout.write(`${JSON.stringify(info)}\n`)
    const asked = new Promise<void>(resolve =>
      currentRun().signal.addEventListener('abort', () => resolve(), {once: true}),
    )
    await Promise.race(flags['exit-with-parent'] ? [asked, gone(parent)] : [asked])
    await sandbox.close()
  }
}

/** Resolves when this process has another parent than that one. */
function gone(parent: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      resolve()
    }, 250)
    // The server keeps the process alive, not the watch over its parent.
    timer.unref()
  })
}
