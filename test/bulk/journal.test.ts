// A line of the journal counts as written when it is on the disk, not before.
import type * as fs from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, it, vi} from 'vitest'
import {Journal, readJournal} from '../../src/bulk/journal.js'
import {temporaryFolder} from '../support/traces.js'

const steps: string[] = []
let broken = false
vi.mock('node:fs', async original => {
  const real = await original<typeof fs>()
  const fdatasync = (descriptor: number, done: (error: Error | null) => void) => {
    steps.push('on its way to the disk')
    setTimeout(() => {
      steps.push('on the disk')
      done(broken ? Object.assign(new Error('the disk is gone'), {code: 'EIO'}) : null)
    }, 20)
    return descriptor
  }
  return {...real, fdatasync}
})

const folder = temporaryFolder()
const head = {task: 'budget apply', profile: 'acme', owner: {platform: 'https://bss'}, file: 'rows.csv'}
const sent = (row: number) => ({event: 'sent' as const, row, key: `k${row}`, print: `p${row}`, time: 'now'})

beforeEach(() => {
  broken = false
})

describe('a journal', () => {
  it('lets nobody go on before a line is on the disk', async () => {
    const journal = await Journal.begin(join(folder, 'one.jsonl'), head)
    steps.length = 0
    await journal.append(sent(2))
    steps.push('goes on')
    expect(steps).toEqual(['on its way to the disk', 'on the disk', 'goes on'])
    journal.close()
  })

  it('takes lines that come meanwhile to the disk together', async () => {
    const journal = await Journal.begin(join(folder, 'many.jsonl'), head)
    steps.length = 0
    await Promise.all(Array.from({length: 50}, (_, n) => journal.append(sent(n + 2))))
    expect(steps.filter(step => step === 'on the disk').length).toBeLessThanOrEqual(3)
    expect(readJournal(journal.path)!.rows.size).toBe(50)
    journal.close()
  })

  it('takes nothing more after a line that did not reach the disk', async () => {
    const journal = await Journal.begin(join(folder, 'broken.jsonl'), head)
    broken = true
    await expect(journal.append(sent(2))).rejects.toThrow('the disk is gone')
    broken = false
    await expect(journal.append(sent(3))).rejects.toThrow('the disk is gone')
    expect(readJournal(journal.path)!.rows.has('p3')).toBe(false)
    journal.close()
  })
})
