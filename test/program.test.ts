// Programs of the user's end when they must, with what they have started, and are not waited for when they have ended.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {RunEnd} from '../src/failure.js'
import {type ProgramOptions, runProgram} from '../src/program.js'
import {temporaryFolder} from './support/traces.js'

const folder = temporaryFolder()
let files = 0

/** Runs a script of the shell. `$1` is a file into which it may write numbers of processes. */
const shell = (script: string, options: Partial<ProgramOptions> = {}) => {
  const path = join(folder, `pids-${++files}`)
  const pids = () => {
    try {
      return readFileSync(path, 'utf8').split('\n').filter(Boolean).map(Number)
    } catch {
      return []
    }
  }
  const end = runProgram('/bin/sh', ['-c', script, 'sh', path], {output: {most: 65_536}, ...options})
  end.catch(() => {})
  return {end, pids}
}

const isAlive = (pid: number) => {
  try {
    // A process that nobody has asked for is a name only.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
const waitFor = async (met: () => boolean) => {
  while (!met()) await sleep(10)
}

describe.runIf(process.platform === 'linux')('a program', () => {
  const child = 'sleep 1000 & echo $! > "$1"; echo $$ >> "$1"; wait'
  const deaf = `trap '' TERM INT HUP; sh -c 'trap "" TERM INT HUP; while :; do sleep 1; done' & echo $! > "$1"; echo $$ >> "$1"; while :; do sleep 1; done`

  describe.each([
    ['with the terminal', {}],
    ['in a group of its own', {group: true}],
  ])('%s', (_, how) => {
    it.each([
      ['hangs', child],
      ['does not listen', deaf],
    ])('that %s is ended with its children by the end of the run', async (_, script) => {
      const controller = new AbortController()
      const {end, pids} = shell(script, {...how, signal: controller.signal})
      await waitFor(() => pids().length === 2)
      const why = new RunEnd('terminated', 'terminated')
      controller.abort(why)
      await expect(end).rejects.toBe(why)
      expect(pids().filter(isAlive)).toEqual([])
    })

    it('is ended with its children when its time is over', async () => {
      const {end, pids} = shell(child, {...how, limit: 1000})
      await expect(end).rejects.toMatchObject({reason: 'time'})
      expect(pids().filter(isAlive)).toEqual([])
    })

    it.each([
      ['itself', 'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done'],
      ['through a child', 'yes | cat'],
      ['through a child that outlives it', 'yes & sleep 5'],
    ])('that floods %s is ended', async (_, script) => {
      await expect(shell(script, how).end).rejects.toMatchObject({reason: 'too much'})
    })

    it('is not waited for when it has left something that holds its pipe', async () => {
      const {end, pids} = shell('sleep 1000 & echo $! > "$1"; printf keys', how)
      expect(await end).toEqual({code: 0, signal: null, output: 'keys'})
      // What it left behind on purpose, such as an agent, goes on.
      expect(pids().filter(isAlive)).toHaveLength(1)
      process.kill(pids()[0]!)
    })
  })

  it('is read to its last byte, though it has ended', async () => {
    const {output} = await shell('head -c 60000 /dev/zero | tr "\\0" x').end
    expect(output).toHaveLength(60_000)
  })

  it('that cannot be started, or failed, says so', async () => {
    await expect(runProgram('/no/such/program', [], {output: 'stderr'})).rejects.toMatchObject({
      reason: 'not started',
      code: 'ENOENT',
    })
    expect(await shell('exit 3').end).toMatchObject({code: 3})
    expect(await shell('kill -9 $$').end).toMatchObject({signal: 'SIGKILL'})
  })

  it('gets its input, and need not read it', async () => {
    expect(await shell('cat', {input: 'a row'}).end).toMatchObject({output: 'a row'})
    expect(await shell('exit 0', {input: 'x'.repeat(1_000_000)}).end).toMatchObject({code: 0})
  })
})
