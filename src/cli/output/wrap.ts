// Text in lines of a width: full-width characters count two, and an address is never broken.
import stringWidth from 'string-width'

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'})
const WIDE_OR_WORD =
  /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\s+/g
const ADDRESS = /^\(?(https?:\/\/|mailto:)/i

/** Breaks every line of a text so that none is wider than `width` columns, save for addresses, which stay whole. */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => wrapLine(line, width))
}

function wrapLine(line: string, width: number): string[] {
  const indent = /^\s*(?:[-*•]\s|\d+\.\s)?/.exec(line)![0]
  const hanging = ' '.repeat(Math.min(stringWidth(indent), Math.floor(width / 2)))
  const lines: string[] = []
  let current = indent
  let used = stringWidth(indent)
  let empty = true
  const flush = () => {
    lines.push(current.trimEnd())
    current = hanging
    used = hanging.length
    empty = true
  }
  for (const [piece] of line.slice(indent.length).matchAll(WIDE_OR_WORD)) {
    if (/^\s/.test(piece)) {
      if (!empty) {
        current += ' '
        used++
      }
      continue
    }
    const wide = stringWidth(piece)
    if (!empty && used + wide > width) flush()
    if (wide > width - used && !ADDRESS.test(piece)) {
      for (const {segment} of graphemes.segment(piece)) {
        const one = stringWidth(segment)
        if (used + one > width && !empty) flush()
        current += segment
        used += one
        empty = false
      }
      continue
    }
    current += piece
    used += wide
    empty = false
  }
  lines.push(current.trimEnd())
  return lines
}

/** A text on one line, cut with an ellipsis where it is too wide. */
export function cutText(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let out = ''
  let used = 0
  for (const {segment} of graphemes.segment(text)) {
    const one = stringWidth(segment)
    if (used + one > width - 1) break
    out += segment
    used += one
  }
  return `${out.trimEnd()}…`
}
