// What is a folder, and what is a good name for a file on each system.
import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it, vi} from 'vitest'
import {checkName, isFolder, noDevice} from '../src/file-name.js'
import {cli} from './support/cli.js'
import {temporaryFolder} from './support/traces.js'

const WINDOWS = {
  NUL: 'device',
  'C:\\out\\aux.json': 'device',
  'con.tar.gz': 'device',
  'a/COM1/b.csv': 'device',
  'lpt¹.txt': 'device',
  conout$: 'device',
  '\\\\.\\COM1': 'device',
  'a:b.json': 'takes no : in a name',
  'C:\\x\\bills.csv:secret': 'takes no : in a name',
  'C:bills.csv': 'takes no : in a name',
  'what?.csv': 'takes no ? in a name',
  'a\u0007b': 'control character',
  'x.': 'drops the dot',
  'C:\\dir.\\x.csv': 'drops the dot',
  'x ': 'drops the blank',
  'C:\\out dir"': '\\ before the closing one',
  'C:\\out dir" --book b.yaml': '\\ before the closing one',
}
const GOOD = [
  'bills.csv',
  'C:\\out dir\\',
  'C:\\out dir\\bills-2026-10.csv',
  'C:/out/x.json',
  'C:',
  '..\\..\\x.csv',
  '.',
  './out/',
  '\\\\server\\share\\x.csv',
  '\\\\?\\C:\\x.csv',
  'console.csv',
  'nul1.csv',
  'com10.csv',
  '.hidden',
  'Zürich 账单.csv',
  '-',
]

describe('a name', () => {
  it.each(Object.entries(WINDOWS))('%s is refused on Windows, and nowhere else', (path, words) => {
    expect(() => checkName(path, 'win32')).toThrow(
      expect.objectContaining({outcome: 'usage', message: expect.stringContaining(words)}),
    )
    for (const system of ['linux', 'darwin'] as const) checkName(path, system)
  })

  it('that Windows takes is taken', () => {
    for (const path of GOOD) checkName(path, 'win32')
  })

  it('that is made of a text is no device', () => {
    expect(['aux', 'NUL.csv', 'com1', 'auxiliary', 'x'].map(noDevice)).toEqual([
      '_aux',
      '_NUL.csv',
      '_com1',
      'auxiliary',
      'x',
    ])
  })
})

it('a folder is what ends as one, or is one', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'there'))
  const told = ['C:\\x\\', 'x/', 'x', join(folder, 'there'), join(folder, 'not'), '.'].map(isFolder)
  expect(told).toEqual([true, true, false, true, false, true])
})

it.each([
  ['explain', 'CBC.0100', '--output-file', 'NUL'],
  ['explain', 'CBC.0100', '--log-file', 'C:\\logs\\aux.json'],
  ['bill', 'rate', 'x.csv', '--out', 'a:b.json'],
  ['pricebook', 'init', 'x.'],
])('%s %s does not write to it', async (...line) => {
  const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
  try {
    const {exit, stderr} = await cli(line)
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`${line.at(-1)} cannot be written: Windows`)])
  } finally {
    platform.mockRestore()
  }
})
