import {describe, expect, it} from 'vitest'
import {clean, visibleJson, wantsColor} from '../../../src/cli/output/terminal.js'
import {harmless} from '../../../src/csv.js'

describe('text from outside', () => {
  it('loses escape sequences and control characters, keeps letters of all scripts', () => {
    const hostile: [string, string][] = [
      ['\u001b[31mred\u001b[0m', 'red'],
      ['\u001b]0;title\u0007text', 'text'],
      ['\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
      ['a\u0000b\u0007c\u007f', 'abc'],
      ['\u009b31mC1', '31mC1'],
      ['abc\u202edef\u202c', 'abcdef'],
      ['安第斯 🙂 e\u0301', '安第斯 🙂 e\u0301'],
      ['one\r\ntwo\tthree', 'one two three'],
      ['a\u200bb\u200dc\u2060d\ufeffe\u180ef', 'abcdef'],
      ['\u061cleft\u2067right\u2069', 'leftright'],
      ['one\u2028two\u2029three', 'one two three'],
      ['pay\u{e0001}\u{e0020}\u{e0061}\u{e007f} now', 'pay now'],
      ['Freeze a\rFreeze b', 'Freeze a Freeze b'],
    ]
    for (const [text, expected] of hostile) expect(clean(text)).toBe(expected)
    expect(clean('one\r\ntwo\u2028three', {lines: true})).toBe('one\ntwo\nthree')
    const hidden = {name: 'a\u001b[31m\u009b\u202e\u200b\u{e0041}\u2028b'}
    const json = visibleJson(JSON.stringify(hidden))
    expect([JSON.parse(json), json]).toEqual([hidden, expect.stringMatching(/^[\x20-\x7e]+$/)])
  })
})

describe('a spreadsheet cell', () => {
  it('is no formula, and a plain number stays one', () => {
    for (const cell of ['=1+1', '+cmd', '-2+3', '@SUM', '\tx', '\rx', '-', '+']) expect(harmless(cell)).toBe(`'${cell}`)
    for (const cell of ['-42', '-3.50', '+7', '0E-8', '-1.5e3', '12345678901234.12345678', 'text', ''])
      expect(harmless(cell)).toBe(cell)
  })
})

describe('colour', () => {
  it('is off when NO_COLOR says so, whatever else says', () => {
    const terminal = {isTTY: true} as NodeJS.WriteStream
    expect(wantsColor(terminal, {})).toBe(true)
    expect(wantsColor(terminal, {NO_COLOR: '1', FORCE_COLOR: '1'})).toBe(false)
    expect(wantsColor({isTTY: false} as NodeJS.WriteStream, {})).toBe(false)
    expect(wantsColor(terminal, {TERM: 'dumb'})).toBe(false)
  })
})
