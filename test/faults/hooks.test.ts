// Hooks of --exec and programs that print keys obey: a signal, --max-time, and nothing of them stays behind. A helper
// that asks at the terminal goes on working.
import {readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {beforeAll, describe, expect, it} from 'vitest'
import {ended, World} from './support/world.js'

let world: World
let ticket: string
beforeAll(async () => {
  world = await World.start()
  const question = ['--product', 'billing', '--problem', 'bt-charge-billing', '--free-text', '-d', 'What is this?']
  ticket = (await world.json<{incident_id: string}>(['ticket', 'create', ...question])).incident_id
})

const pidsIn = (name: string) => {
  try {
    return readFileSync(world.file(name), 'utf8').split('\n').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A script that notes its number and that of a child, and goes on for ever. */
const hanging = (name: string) => {
  world.file(`${name}.sh`, `sleep 1000 &\necho $! > ${name}.pids\necho $$ >> ${name}.pids\nwait\n`)
  return [`${name}.sh`, `${name}.pids`] as const
}

const ends = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
  ['--max-time', 6],
] as const

const watches: [command: string, words: () => string[]][] = [
  ['budget watch', () => ['budget', 'watch', '--all']],
  ['ticket watch', () => ['ticket', 'watch', ticket, '--once', '--history']],
]

describe.each(watches)('a hook of %s', (command, words) => {
  it.each(ends)('that hangs is ended by %s, which ends the run with %i', async (by, code) => {
    const name = `${command.replace(' ', '-')}${by}`
    const [script, pids] = hanging(name)
    const args = [...words(), '--exec', `sh ./${script} with words`, ...(by === '--max-time' ? [by, '8s'] : [])]
    const child = world.start(args)
    const end = ended(child)
    while (pidsIn(pids).length < 2) await sleep(20)
    if (by !== '--max-time') child.kill(by)
    const {exit, stderr} = await end
    expect(exit, stderr).toBe(code)
    expect(pidsIn(pids).filter(isAlive)).toEqual([])
  })

  it('does not outlive a run that two signals end', async () => {
    const name = `${command.replace(' ', '-')}-twice`
    world.file(`${name}.sh`, `trap '' TERM INT HUP\necho $$ > ${name}.pids\nwhile :; do sleep 1; done\n`)
    const child = world.start([...words(), '--exec', `sh ./${name}.sh`])
    const end = ended(child)
    while (pidsIn(`${name}.pids`).length < 1) await sleep(20)
    child.kill('SIGTERM')
    await sleep(100)
    child.kill('SIGTERM')
    expect((await end).exit).toBe(143)
    const gone = async () => pidsIn(`${name}.pids`).filter(isAlive)
    while ((await gone()).length > 0) await sleep(20)
  })
})

describe('a hook of budget watch that fails', () => {
  it.each(['sh -c "exit 3"', './no-such-program --now'])('is told, and not taken for done: %s', async line => {
    const {exit, stderr} = await world.run(['budget', 'watch', '--all', '--exec', line])
    expect([exit, stderr]).toEqual([7, expect.stringMatching(/--exec ended with code (3|127)/)])
  })
})

describe('a program that prints keys', () => {
  const profile = (line: string) =>
    world.writeProfile({access_key_id: undefined, secret_access_key: undefined, credential_process: line})
  const keys = () => {
    const {access_key_id, secret_access_key} = world.info.partner
    return JSON.stringify({Version: 1, AccessKeyId: access_key_id, SecretAccessKey: secret_access_key})
  }

  it.each(ends)('and hangs is ended by %s, which ends the run with %i', async (by, code) => {
    const [script, pids] = hanging(`keys${by}`)
    profile(`sh ${script}`)
    const child = world.start(['customer', 'list', ...(by === '--max-time' ? [by, '8s'] : [])])
    const end = ended(child)
    while (pidsIn(pids).length < 2) await sleep(20)
    if (by !== '--max-time') child.kill(by)
    const {exit, stderr} = await end
    expect(exit, stderr).toBe(code)
    expect(pidsIn(pids).filter(isAlive)).toEqual([])
  })

  it('is not waited for when it has left an agent that holds its output', async () => {
    world.file('agent.sh', `sleep 300 2> agent.log &\necho $! > agent.pids\necho '${keys()}'\n`)
    profile('sh agent.sh')
    const {exit, stderr} = await world.run(['customer', 'list', '--limit', '1'])
    for (const pid of pidsIn('agent.pids')) process.kill(pid)
    expect(exit, stderr).toBe(0)
  })

  it('may ask at the terminal', async () => {
    world.file('ask.sh', `printf 'Code? ' > /dev/tty\nread code < /dev/tty\n[ "$code" = 123456 ] && echo '${keys()}'\n`)
    profile('sh ask.sh')
    const child = world.onTerminal(['customer', 'list', '--limit', '1'])
    let text = ''
    child.stdout!.setEncoding('utf8').on('data', piece => {
      text += piece
      if (text.includes('Code? ') && !text.includes('123456')) child.stdin!.write('123456\r')
    })
    await ended(child)
    expect(text).toContain('exit 0')
  })
})
