// What engineers write in the console's editor, as plain text: paragraphs, lists and links kept, markup gone.
import {lookUp} from '../look-up.js'

/** Text that has none of these tags is shown as it was typed, `<` included. */
const MARKUP =
  /<\/?(p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|table|tbody|thead|tr|td|th|img|h[1-6]|pre|code|blockquote|font|hr|script|style)(\s[^<>]*)?\/?>/i

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  copy: '©',
  reg: '®',
}

/** Decodes character references once; what they make is text, never markup again. */
function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name) return lookUp(entities, name.toLowerCase()) ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}

const attribute = (tag: string, name: string): string => {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)
  return decode(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim()
}

/** Only addresses that a person may follow are kept. */
const followable = (address: string) => /^(https?:\/\/|mailto:)/i.test(address)

const blocks = /^(p|div|ul|ol|table|tr|h[1-6]|pre|blockquote|hr)$/

/**
 * Rich text as plain text: one line a paragraph, `- ` before list items, `words (address)` for links. Control
 * characters are not removed here; whatever goes to a terminal is cleaned there.
 */
export function plainText(text: string): string {
  if (!MARKUP.test(text)) return text
  let out = ''
  let link: {address: string; start: number} | undefined
  const stack: {ordered: boolean; count: number}[] = []
  const newLine = () => {
    out = out.replace(/[ \t]+$/, '')
    if (out !== '' && !out.endsWith('\n')) out += '\n'
  }
  const source = text.replace(/<(script|style)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi, '').replace(/<!--[\s\S]*?(-->|$)/g, '')
  for (const [token] of source.matchAll(/<\/?[a-z][^<>]*>|[^<]+|</gi)) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token)
    if (!tag || !token.endsWith('>')) {
      // Line ends in the source are blanks in rich text.
      const words = decode(token.replace(/\s+/g, ' '))
      out += out === '' || /\s$/.test(out) ? words.trimStart() : words
      continue
    }
    const closing = tag[1] === '/'
    const name = tag[2]!.toLowerCase()
    if (name === 'br') out = `${out.replace(/[ \t]+$/, '')}\n`
    else if (name === 'li' && !closing) {
      newLine()
      const list = stack.at(-1)
      const mark = list?.ordered ? `${++list.count}. ` : '- '
      out += '  '.repeat(Math.max(0, stack.length - 1)) + mark
    } else if (name === 'ul' || name === 'ol') {
      newLine()
      if (closing) stack.pop()
      else stack.push({ordered: name === 'ol', count: 0})
    } else if (name === 'a') {
      if (closing && link) {
        const words = out.slice(link.start).trim()
        if (followable(link.address) && words !== link.address) out += words ? ` (${link.address})` : link.address
        link = undefined
      } else if (!closing) link = {address: attribute(token, 'href'), start: out.length}
    } else if (name === 'img') {
      const address = attribute(token, 'src')
      const what = attribute(token, 'alt') || (followable(address) ? address : '')
      out += what ? `[image: ${what}]` : '[image]'
    } else if (name === 'td' || name === 'th') out += closing ? '  ' : ''
    else if (blocks.test(name)) newLine()
  }
  return out.replace(/\n{3,}/g, '\n\n').trim()
}
