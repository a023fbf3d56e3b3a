import {mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {safeName, saveFile} from '../../src/tickets/attachments.js'
import {temporaryFolder} from '../support/cli.js'

describe('the name of a file from outside', () => {
  const cases: [string, string][] = [
    ['trace.log', 'trace.log'],
    ['日志 (1).txt', '日志 (1).txt'],
    ['../../../etc/cron.d/evil.txt', 'evil.txt'],
    ['..\\..\\windows\\system32\\drivers.log', 'drivers.log'],
    ['/etc/passwd', 'passwd'],
    ['..', 'attachment'],
    ['.', 'attachment'],
    ['', 'attachment'],
    ['   ', 'attachment'],
    ['.bashrc', 'bashrc'],
    ['-rf.txt', 'rf.txt'],
    ['~root.txt', 'root.txt'],
    ['a\u0000b.txt', 'ab.txt'],
    ['a\r\nb.txt', 'ab.txt'],
    ['\u001b[31mred\u001b[0m.log', '[31mred[0m.log'],
    ['invoice\u202ecod.txt', 'invoicecod.txt'],
    ['zero\u200bwidth.txt', 'zerowidth.txt'],
    ['con.txt', '_con.txt'],
    ['NUL', '_NUL'],
    ['com1.log.txt', '_com1.log.txt'],
    ['what?<is>"this"|*.txt', 'what__is__this___.txt'],
    ['trailing. . .', 'trailing'],
    ['dir/', 'attachment'],
    ['C:\\', 'attachment'],
  ]
  it.each(cases)('%j is kept as %j', (name, safe) => {
    expect(safeName(name)).toBe(safe)
  })

  it('is never longer than a file system bears, and keeps its extension', () => {
    const name = safeName(`${'长'.repeat(300)}.docx`)
    expect(Buffer.byteLength(name)).toBeLessThan(140)
    expect(name.endsWith('.docx')).toBe(true)
    expect(Buffer.byteLength(safeName(`x.${'e'.repeat(500)}`))).toBeLessThan(140)
  })
})

describe('saving', () => {
  it('stays in its folder, replaces nothing and follows no link', () => {
    const home = temporaryFolder()
    const folder = join(home, 'files')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.txt'), 'mine')
    symlinkSync(join(home, 'outside.txt'), join(folder, 'b.txt'))
    expect(saveFile(folder, '../a.txt', Buffer.from('one'))).toBe(join(folder, 'a (2).txt'))
    expect(saveFile(folder, 'a.txt', Buffer.from('two'))).toBe(join(folder, 'a (3).txt'))
    expect(saveFile(folder, 'b.txt', Buffer.from('three'))).toBe(join(folder, 'b (2).txt'))
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('mine')
    expect(readdirSync(home)).toEqual(['files'])
    expect(readdirSync(folder).sort()).toEqual(['a (2).txt', 'a (3).txt', 'a.txt', 'b (2).txt', 'b.txt'])
  })
})
