// Locks: one owner at a time, and none that is gone.
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync, utimesSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {lockHolder, tryLock} from '../src/lock.js'
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
