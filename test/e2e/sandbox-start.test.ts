import {spawn} from 'node:child_process'
import {beforeAll, describe, expect, it} from 'vitest'
import {ended, Packed} from './packed.js'

let program: Packed
beforeAll(() => {
  program = Packed.install()
})

const args = ['sandbox', 'start', '--port', '0', '--memory', '-o', 'json']

/** Starts it and waits for its ready line. */
async function start(more: string[] = []) {
  const child = program.start([...args, ...more])
  const end = ended(child)
  const line = await new Promise<string>(resolve => child.stdout!.once('data', data => resolve(String(data))))
  return {child, end, line}
}

describe('sandbox start', () => {
  it('prints one JSON line when it answers, and ends cleanly on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const {child, end, line} = await start([
        '--seed',
        '7',
        '--scenario',
        'messy',
        '--clock',
        '2026-10-10T00:00:00Z',
        '--exit-with-parent',
      ])
      const info = JSON.parse(line)
      expect(info).toMatchObject({sandbox: true, pid: child.pid, scenario: 'messy', seed: 7})
      expect(info.clock).toMatch(/^2026-10-10T00:00/)
      expect(Object.keys(info.endpoints)).toEqual(['bss', 'osm', 'iam', 'admin'])
      for (const key of [
        'domain_id',
        'account_name',
        'access_key_id',
        'secret_access_key',
        'password',
        'xaccount_type',
      ]) {
        expect(info.partner[key], key).toMatch(/./)
      }
      const health = await fetch(`${info.endpoints.admin}/health`)
      expect(await health.json()).toMatchObject({status: 'ok', seed: 7})
      child.kill(signal)
      expect(await end).toMatchObject({exit: 0, stdout: line, stderr: ''})
    }
  })

  it('ends when its parent goes away', async () => {
    const words = [program.script, ...args, '--exit-with-parent'].map(word => `'${word}'`).join(' ')
    const parent = spawn('bash', ['-c', `'${process.execPath}' ${words} & wait`], {
      env: {PATH: process.env.PATH, HOME: program.folder},
    })
    const line = await new Promise<string>(resolve => parent.stdout.once('data', data => resolve(String(data))))
    const {pid} = JSON.parse(line)
    parent.kill('SIGKILL')
    const alive = () => {
      try {
        process.kill(pid, 0)
        return true
      } catch {
        return false
      }
    }
    for (let tries = 0; tries < 100 && alive(); tries++) await new Promise(wait => setTimeout(wait, 100))
    expect(alive()).toBe(false)
  })
})
