import {describe, expect, it} from 'vitest'
import {plainText} from '../../src/tickets/rich-text.js'

describe('rich text', () => {
  const cases: [string, string, string][] = [
    ['plain text stays as it was typed', 'if a < b && c > d\n  indented', 'if a < b && c > d\n  indented'],
    ['paragraphs and breaks become lines', '<p>One</p><p>Two<br>Three</p>', 'One\nTwo\nThree'],
    [
      'lists keep their marks',
      'We need:<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>done',
      'We need:\n- a\n- b\n  1. c\n  2. d\ndone',
    ],
    [
      'links keep their address',
      'see <a href="https://a.example/x?y=1&amp;z=2">the page</a>.',
      'see the page (https://a.example/x?y=1&z=2).',
    ],
    [
      'an address that is its own text stands once',
      '<a href="https://a.example">https://a.example</a>',
      'https://a.example',
    ],
    ['an address that runs something is dropped', '<a href="javascript:alert(1)">press</a>', 'press'],
    [
      'what a link hides is shown',
      '<a href="https://evil.example">https://bank.example</a>',
      'https://bank.example (https://evil.example)',
    ],
    ['scripts and styles are no text', '<p>a</p><script>alert("b")</script><style>p{}</style><p>c</p>', 'a\nc'],
    ['an open script takes the rest', '<p>a</p><script>alert(1)', 'a'],
    ['comments are no text', '<p>a<!-- hidden -->b</p>', 'ab'],
    [
      'references are decoded once',
      '<p>&amp;lt;b&amp;gt; &lt;i&gt; &#65;&#x42; &nbsp;&unknown;</p>',
      '&lt;b&gt; <i> AB  &unknown;',
    ],
    ['references that are no characters vanish', '<p>a&#0;&#xd800;&#x110000;b</p>', 'ab'],
    [
      'images say what they are',
      '<p><img src="https://a.example/i.png"><img alt="screen"></p>',
      '[image: https://a.example/i.png][image: screen]',
    ],
    ['tables become rows', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a  b\nc'],
    ['broken markup does not lose words', '<p>a <b>bold and <unclosed text', 'a bold and <unclosed text'],
    ['line ends in the source are blanks', '<p>one\ntwo\n\nthree</p>', 'one two three'],
  ]
  it.each(cases)('%s', (_, rich, plain) => {
    expect(plainText(rich)).toBe(plain)
  })

  it('ends with any input', () => {
    const parts = [
      '<p>',
      '</p>',
      '<a href="',
      '">',
      '&',
      '<',
      '>',
      '&#x',
      ';',
      '<script',
      '<!--',
      '\u001b[31m',
      '中',
      ' ',
      '<li>',
      '</ul>',
    ]
    let seed = 7
    for (let round = 0; round < 500; round++) {
      let text = ''
      for (let n = 0; n < 60; n++) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        text += parts[seed % parts.length]
      }
      expect(typeof plainText(text)).toBe('string')
    }
    const long = performance.now()
    plainText('<p>'.repeat(3000) + '<script'.repeat(1000))
    expect(performance.now() - long).toBeLessThan(5000)
  })
})
