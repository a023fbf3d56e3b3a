// docs/cron.md: its recipes run as they are printed, against the sandbox; its units, tables and pipelines are
// well-formed.
import {spawn, spawnSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {exitCodes} from '../../src/cli/exit-codes.js'
import {currentCycle, isFinal, shiftCycle} from '../../src/cycle.js'
import {temporaryFolder} from '../support/traces.js'
import {type Ended, ended, program} from './support/world.js'

const page = readFileSync(resolve(import.meta.dirname, '../../docs/cron.md'), 'utf8')

interface Block {
  language: string
  /** The file that its first lines name. */
  name: string
  text: string
}
const blocks: Block[] = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
  language: language!,
  name: /^(?:#!.*\n)?# (\S+)/.exec(text!)?.[1] ?? '',
  text: text!,
}))
const block = (name: string) => blocks.find(one => one.name === name)!
const scripts = blocks.filter(one => one.language === 'sh')

const home = temporaryFolder()
/** Where the crontab of the page expects the scripts. */
const folder = join(home, 'partnerctl')
const bin = join(home, 'bin')

beforeAll(() => {
  for (const one of [folder, bin]) mkdirSync(one)
  writeFileSync(join(bin, 'partnerctl'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {mode: 0o755})
  for (const {name, text} of scripts) {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  writeFileSync(join(folder, 'policy.yaml'), block('policy.yaml').text)
})

const shell = (line: string, env: Record<string, string> = {}): Promise<Ended> =>
  ended(
    spawn('sh', ['-c', line], {
      cwd: home,
      env: {PATH: `${bin}:${process.env.PATH}`, HOME: home, PARTNERCTL_PROFILE: 'sandbox', RETRY_AFTER: '0', ...env},
    }),
  )

/** The command of each line of the crontab, by the script that it runs. */
const crontab = blocks.find(one => one.language === 'crontab')!.text.split('\n')
const jobs = new Map(
  crontab
    .map(line => /^((?:\S+\s+){5})(sh \S+\/([\w-]+\.sh) .*)$/.exec(line))
    .filter(match => match !== null)
    .map(([, , command, script]) => [script!, command!]),
)

/** The summary line of a command, as text or, with `-o json`, as JSON. */
const summary = (command: string, exit: number) =>
  new RegExp(
    `^(partnerctl: command="${command}" profile=sandbox exit=${exit} outcome=\\S+ seconds=\\S+ requests=\\d+|` +
      `{"summary":{"command":"${command}","profile":"sandbox","exit":${exit},)`,
    'm',
  )

describe('the recipes', () => {
  it('are all in the crontab', () => {
    expect([...jobs.keys()].sort()).toEqual(
      scripts
        .map(({name}) => name)
        .filter(name => name !== 'notify.sh')
        .sort(),
    )
  })

  it('month-end exports, and reconciles', async () => {
    const {exit, stderr} = await shell(jobs.get('month-end.sh')!)
    const cycle = shiftCycle(currentCycle(new Date()), -1)
    expect([exit, stderr]).toEqual([
      isFinal(cycle, new Date()) ? 0 : 11,
      expect.stringMatching(summary('bill export', 0)),
    ])
    expect(stderr).toMatch(summary('bill reconcile', exit!))
    expect(existsSync(join(folder, `bills/bill_cycle=${cycle}/_SUCCESS`))).toBe(true)
    expect(JSON.parse(readFileSync(join(folder, 'reconcile.json'), 'utf8'))).toMatchObject({cycle})
    const log = readFileSync(join(folder, 'month-end.log'), 'utf8').trimEnd().split('\n')
    expect(log.map(line => JSON.parse(line).event)).toEqual(expect.arrayContaining(['begin', 'request', 'end']))
  })

  it('month-end is refused while another one goes on', async () => {
    const both = await Promise.all([shell(jobs.get('month-end.sh')!), shell(jobs.get('month-end.sh')!)])
    expect(both.filter(({exit}) => exit === 5)).toHaveLength(1)
  })

  it('budget-guard does what its policy says, and leaves a list', async () => {
    const {exit, stderr} = await shell(jobs.get('budget-guard.sh')!)
    expect([exit, stderr]).toEqual([0, expect.stringMatching(summary('budget watch', 0))])
    expect(readFileSync(join(folder, 'budgets.csv'), 'utf8')).toMatch(/^[\w,]*budget_amount/)
  })

  it('ticket-watch tells each thing once', async () => {
    const first = await shell(jobs.get('ticket-watch.sh')!)
    expect([first.exit, first.stderr]).toEqual([0, expect.stringMatching(summary('ticket watch', 0))])
    const create =
      'partnerctl ticket create --product billing --problem bt-charge-billing --free-text -d "What is this?"'
    expect((await shell(create)).exit).toBe(0)
    const second = await shell(jobs.get('ticket-watch.sh')!)
    const told = second.stdout.trimEnd().split('\n').filter(Boolean)
    expect(told.length).toBeGreaterThan(0)
    expect(readFileSync(join(folder, 'events.jsonl'), 'utf8').trimEnd().split('\n')).toEqual(told)
  })

  it('certificate-check tells a certificate that ends soon, one that does not, and metadata that would be refused', async () => {
    const create = (days: number) =>
      shell(
        `cd partnerctl && partnerctl sso metadata create --sso-url https://shop.example.com/saml --out . --valid-for ${days}`,
      )
    expect((await create(30)).exit).toBe(0)
    expect((await shell(jobs.get('certificate-check.sh')!)).exit).toBe(12)
    const renewed = await shell(
      'cd partnerctl && partnerctl sso metadata create --sso-url https://shop.example.com/saml --out . --valid-for 365 --renew',
    )
    expect([renewed.exit, (await shell(jobs.get('certificate-check.sh')!)).exit]).toEqual([0, 0])
    writeFileSync(join(folder, 'bad.xml'), '<EntityDescriptor/>')
    expect((await shell(`${jobs.get('certificate-check.sh')} bad.xml`)).exit).toBe(5)
  })

  it('need no key in the profile where the environment gives it', async () => {
    const add = /npx (partnerctl profile add [^\n]+)/.exec(page)![1]!
    const env = {
      PARTNERCTL_CONFIG_DIR: join(home, 'added'),
      PARTNERCTL_ACCESS_KEY_ID: 'AK',
      PARTNERCTL_SECRET_ACCESS_KEY: 'CANARYSK',
      XACCOUNT_TYPE: 'ACME',
    }
    const added = await shell(`${add} < /dev/null`, env)
    expect([added.exit, added.stderr]).toEqual([0, expect.stringContaining('Profile acme added')])
    const {profiles} = JSON.parse(readFileSync(join(home, 'added/config.json'), 'utf8'))
    expect(profiles).toEqual({acme: {site: 'intl', xaccount_type: 'ACME'}})
  })
})

describe('what starts them', () => {
  it.runIf(spawnSync('systemd-analyze', ['--version']).status === 0)('systemd takes the units', () => {
    const units = blocks.filter(one => one.language === 'ini')
    const paths = units.map(({name, text}) => {
      const path = join(home, name)
      writeFileSync(path, text)
      return path
    })
    const [service, timer] = paths as [string, string]
    const verify = spawnSync('systemd-analyze', ['verify', service.replace('@.', '@month-end.'), timer], {
      encoding: 'utf8',
      env: {...process.env, SYSTEMD_UNIT_PATH: `${home}:`},
    })
    // Units of the machine itself, which the test cannot know, may be spoken of, too.
    expect(verify.stderr.split('\n').filter(line => line.includes('partnerctl'))).toEqual([])
    for (const [, calendar] of units.flatMap(({text}) => [...text.matchAll(/^OnCalendar=(.+)$/gm)])) {
      expect(spawnSync('systemd-analyze', ['calendar', calendar!]).status).toBe(0)
    }
  })

  it('the pipelines are YAML, and start scripts of the page', () => {
    const action = parse(block('.github/workflows/month-end.yaml').text)
    const runs = action.jobs['month-end'].steps.flatMap((step: {run?: string}) => step.run ?? [])
    expect(runs.join('\n')).toContain('sh month-end.sh')
    const job = parse(block('budget-guard.yaml').text).spec.jobTemplate.spec.template.spec
    expect(job.containers[0].command.slice(0, 2)).toEqual(['sh', '/recipes/budget-guard.sh'])
    const volumes = job.volumes.map(({name}: {name: string}) => name)
    expect(job.containers[0].volumeMounts.map(({name}: {name: string}) => name)).toEqual(volumes)
  })

  it('the table of exit codes has those that the program has', () => {
    const rows = [...page.matchAll(/^\| ([\d, ]+) \| /gm)].flatMap(([, codes]) => codes!.split(',').map(Number))
    const known = Object.values(exitCodes).map(({exit}) => exit)
    // 1 and 3 say what they say: nothing a scheduler could do.
    expect(rows.sort()).toEqual(known.filter(exit => exit !== 1 && exit !== 3).sort())
  })

  it('the line of the summary looks as it is printed', async () => {
    const [line] = /^partnerctl: command="budget watch".*$/m.exec(page)!
    const {stderr} = await shell('partnerctl budget watch --summary --at 999')
    const names = (text: string) => [...text.matchAll(/(\w+)=/g)].map(([, name]) => name)
    expect(names(stderr.split('\n').find(one => one.startsWith('partnerctl: '))!)).toEqual(names(line))
  })
})
