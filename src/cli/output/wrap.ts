// Text in lines of a width: full-width characters count two, and an address is never broken.
import {widthOf} from './width.js'

const WIDE_OR_WORD =
  /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\s+/g
const ADDRESS = /^\(?(https?:\/\/|mailto:)/i

/** Breaks every line of a text so that none is wider than `width` columns, save for addresses, which stay whole. */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => wrapLine(line, width))
}

/** A width that many windows have, where one does not tell its own. */
const USUAL = 80

/**
 * Prose for a window, broken between words. Lines to type and columns stay as they are, as does what goes elsewhere.
 */
export function proseFor({isTTY, columns = USUAL}: {isTTY?: boolean; columns?: number}, text: string): string {
  if (!isTTY) return text
  return text
    .split('\n')
    .flatMap(line => (widthOf(line) <= columns || /\bpartnerctl |\S {2}/.test(line) ? [line] : wrapText(line, columns)))
    .join('\n')
}

function wrapLine(line: string, width: number): string[] {
  const indent = /^\s*(?:[-*•]\s|\d+\.\s)?/.exec(line)![0]
  const hanging = ' '.repeat(Math.min(widthOf(indent), Math.floor(width / 2)))
  const lines: string[] = []
  let current = indent
  let used = widthOf(indent)
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
    const wide = widthOf(piece)
    if (!empty && used + wide > width) flush()
    if (wide > width - used && !ADDRESS.test(piece)) {
      for (const {segment} of graphemesOf(piece)) {
        const one = widthOf(segment)
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
  if (widthOf(text) <= width) return text
  let out = ''
  let used = 0
  for (const {segment} of graphemesOf(text)) {
    const one = widthOf(segment)
    if (used + one > width - 1) break
    out += segment
    used += one
  }
  return `${out.trimEnd()}…`
}

/** Made when it is needed: to make it takes longer than all the rest of a short list. */
let segmenter: Intl.Segmenter | undefined

function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'})
  return segmenter.segment(text)
}
