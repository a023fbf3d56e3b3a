// Locks: one owner at a time, and none that is gone.
import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {lockHolder, tryLock, withLock} from '../src/lock.js'
import {temporaryFolder} from './support/traces.js'

const folder = temporaryFolder()
let locks = 0
const path = () => join(folder, `${++locks}.lock`)

describe('a lock', () => {
  it('has one owner, who is named, until it is given back', () => {
    const lock = path()
    const unlock = tryLock(lock)
    expect(tryLock(lock)).toBeUndefined()
    expect(lockHolder(lock)).toBe(process.pid)
    unlock!()
    const again = tryLock(lock)
    expect(again).toBeTypeOf('function')
    again!()
  })

  it('of a process that is gone is taken over', () => {
    const lock = path()
    writeFileSync(lock, `999999999 x ${hostname()}`)
    expect(tryLock(lock)).toBeTypeOf('function')
  })

  it('is no folder, pipe or device: what stands in its place is named, with how to take it away', async () => {
    const old = new Date(Date.now() - 7_200_000)
    const kinds: [kind: string, make: (at: string) => unknown][] = [
      ['a folder', at => mkdirSync(at)],
      ['a folder', at => symlinkSync(folder, at)],
      ['a folder', at => mkdirSync(`${at}/inside`, {recursive: true})],
    ]
    if (process.platform !== 'win32') {
      kinds.push(['no file', at => execFileSync('mkfifo', [at])], ['no file', at => symlinkSync('/dev/null', at)])
    }
    for (const [kind, make] of kinds) {
      for (const name of ['', '.takeover']) {
        const lock = path()
        make(`${lock}${name}`)
        if (!lstatSync(`${lock}${name}`).isSymbolicLink()) utimesSync(`${lock}${name}`, old, old)
        // A takeover has a lock of its own.
        if (name) writeFileSync(lock, `999999999 x ${hostname()}`)
        const wanted = {
          outcome: 'usage',
          message: `${lock}${name} is ${kind}, and in the way of a lock`,
          next: [`Take it away: rm -r ${lock}${name}`],
        }
        const caught = await withLock(lock, () => {}).catch((error: unknown) => error)
        expect(caught).toMatchObject(wanted)
        expect(() => tryLock(lock)).toThrow(wanted.message)
        expect(existsSync(`${lock}${name}`)).toBe(true)
      }
    }
  })

  it.runIf(process.platform === 'linux')('of an earlier process with the same number is taken over', () => {
    const lock = path()
    writeFileSync(lock, `${process.pid} boot/1 ${hostname()}`)
    expect(tryLock(lock)).toBeTypeOf('function')
  })

  it.runIf(process.platform === 'linux')(
    'of a process that has ended, but that nobody has waited for, is taken over',
    async () => {
      // The shell becomes a `sleep`, which never asks how its child ended.
      const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], {stdio: ['ignore', 'pipe', 'inherit']})
      const [text] = (await once(parent.stdout, 'data')) as [Buffer]
      const pid = Number(text.toString())
      const stat = () =>
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      const lock = path()
      writeFileSync(lock, `${pid} ${boot}/${stat()[19]} ${hostname()}`)
      expect(tryLock(lock)).toBeUndefined()
      while (stat()[0] !== 'Z') await sleep(20)
      expect(tryLock(lock)).toBeTypeOf('function')
      parent.kill()
    },
  )

  it('of another machine is believed while its owner gives signs of life', () => {
    const lock = path()
    writeFileSync(lock, '1 x another-machine')
    expect(tryLock(lock)).toBeUndefined()
    expect(lockHolder(lock)).toBe(1)
  })

  it.runIf(process.platform === 'linux')(
    'of another container with the same name is believed while its owner gives signs of life, and no clock helps it',
    () => {
      const lock = path()
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      const touched = (age: number) => {
        writeFileSync(lock, `999999999 ${boot}/1 ${hostname()} pid:[1] 00000000`)
        utimesSync(lock, new Date(Date.now() - age), new Date(Date.now() - age))
      }
      touched(1000)
      expect([tryLock(lock), lockHolder(lock)]).toEqual([undefined, 999999999])
      for (const age of [300_000, -3_600_000]) {
        touched(age)
        const unlock = tryLock(lock)
        expect(unlock, String(age)).toBeTypeOf('function')
        unlock!()
      }
    },
  )

  it('of a program that cannot be looked up by its start is believed while it gives signs of life', () => {
    const lock = path()
    writeFileSync(lock, `${process.pid}  ${hostname()}`)
    expect(tryLock(lock)).toBeUndefined()
    utimesSync(lock, new Date(0), new Date(0))
    expect(tryLock(lock)).toBeTypeOf('function')
  })

  it('is not taken away from whoever has it now', () => {
    const lock = path()
    const unlock = tryLock(lock)!
    writeFileSync(lock, '1 x another-machine')
    unlock()
    expect(readFileSync(lock, 'utf8')).toBe('1 x another-machine')
  })
})
