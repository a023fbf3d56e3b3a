import stringWidth from 'string-width'
import {describe, expect, it} from 'vitest'
import {cutText, proseFor, wrapText} from '../../../src/cli/output/wrap.js'

describe('text in lines', () => {
  it('breaks at blanks and keeps empty lines', () => {
    expect(wrapText('one two three\n\nfour', 8)).toEqual(['one two', 'three', '', 'four'])
  })

  it('counts full-width characters as two and breaks between them', () => {
    const lines = wrapText('您好，我是工程师 engineer，正在处理工单', 12)
    expect(lines.join('').replace(/\s/g, '')).toBe('您好，我是工程师engineer，正在处理工单')
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(12)
  })

  it('breaks long words, but never an address', () => {
    expect(wrapText('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)])
    const address = `https://support.huaweicloud.com/${'a'.repeat(60)}`
    expect(wrapText(`see (${address}) there`, 20)).toEqual(['see', `(${address})`, 'there'])
  })

  it('hangs the lines of a list item under its text', () => {
    expect(wrapText('- a rather long item of a list', 14)).toEqual(['- a rather', '  long item of', '  a list'])
  })

  it('keeps what belongs together together', () => {
    expect(wrapText('👩‍👩‍👧'.repeat(5), 4).join('')).toBe('👩‍👩‍👧'.repeat(5))
  })

  it('holds the width for any text of a conversation of hundreds of messages', () => {
    const words = ['error', '超时', 'ｆｕｌｌ', 'e\u0301', 'connection-reset-by-peer', '한국어', 'a', '👍']
    for (let n = 0; n < 400; n++) {
      const text = Array.from({length: 30}, (_, index) => words[(n * 7 + index * 3) % words.length]).join(
        n % 3 ? ' ' : '',
      )
      for (const line of wrapText(text, 78)) expect(stringWidth(line)).toBeLessThanOrEqual(78)
    }
  })

  it('cuts with an ellipsis', () => {
    expect(cutText('short', 10)).toBe('short')
    expect(cutText('工单管理服务', 7)).toBe('工单管…')
  })
})

describe('prose for a window', () => {
  const window = {isTTY: true, columns: 20}
  it.each([
    ['one two three four five six', 'one two three four\nfive six'],
    ['  one two three four five six', '  one two three four\n  five six'],
    ['partnerctl budget set andes-retail 100', 'partnerctl budget set andes-retail 100'],
    ['account name    andes-retail-of-lima', 'account name    andes-retail-of-lima'],
  ])('%s', (text, shown) => {
    expect(proseFor(window, text)).toBe(shown)
    expect(proseFor({columns: 20}, text)).toBe(text)
  })
})
