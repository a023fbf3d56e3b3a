// Our own pages for a terminal: paragraphs, lists, tables and code of Markdown as plain text.
import {alignedLines} from './lines.js'
import {widthOf} from './width.js'
import {wrapText} from './wrap.js'

/** Longer lines are hard to read, however wide the window is. */
const MOST = 100
const GAP = 2

/** The text of a page for a window of some columns; only what is code may be wider. `bold` marks its headings. */
export function markdownText(markdown: string, window: number, bold: (text: string) => string): string {
  const width = Math.min(window, MOST)
  const blocks: string[][] = []
  const lines = markdown.replace(/<!--[\s\S]*?-->\n?/g, '').split('\n')
  while (lines.length > 0) {
    const kind = kindOf(lines[0]!)
    const block = [lines.shift()!]
    if (kind === 'code') {
      while (lines.length > 0 && kindOf(lines[0]!) !== 'code') block.push(lines.shift()!)
      lines.shift()
      blocks.push(block.slice(1).map(line => `  ${line}`.trimEnd()))
    } else if (kind === 'table') {
      while (lines.length > 0 && kindOf(lines[0]!) === 'table') block.push(lines.shift()!)
      blocks.push(tableLines(block, width))
    } else if (kind === 'heading') {
      blocks.push(wrapText(plain(block[0]!.replace(/^#+ /, '')), width).map(line => bold(line)))
    } else if (kind === 'text') {
      while (lines.length > 0 && kindOf(lines[0]!) === 'text') block.push(lines.shift()!)
      blocks.push(items(block).flatMap(item => wrapText(plain(item), width)))
    }
  }
  return `${blocks.map(block => block.join('\n')).join('\n\n')}\n`
}

function kindOf(line: string): 'code' | 'table' | 'heading' | 'blank' | 'text' {
  if (line.startsWith('```')) return 'code'
  if (line.startsWith('|')) return 'table'
  if (/^#+ /.test(line)) return 'heading'
  return line.trim() === '' ? 'blank' : 'text'
}

/** Paragraphs and items of lists, each as one line: what stands on the next line of the source goes on in it. */
function items(lines: string[]): string[] {
  const joined: string[] = []
  for (const line of lines) {
    if (joined.length === 0 || /^\s*([-*]|\d+\.) /.test(line)) joined.push(line.trimEnd())
    else joined.push(`${joined.pop()} ${line.trim()}`)
  }
  return joined
}

/** Without the marks for code, emphasis and links; another page is named by the line that shows it. */
const plain = (text: string) =>
  text
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, to: string) => {
      const [, page] = /^([\w./-]+)\.md(#.*)?$/.exec(to) ?? []
      if (page) return `${words.replace(/^([\w./-]+)\.md$/, '$1')} (partnerctl docs ${page.replace(/\/README$/, '')})`
      return to.startsWith('http') && to !== words ? `${words} (${to})` : words
    })
    .replaceAll('**', '')
    .replaceAll('`', '')
    .replace(/\\([|<>*_])/g, '$1')

/** Columns under each other; words go on below where they are too wide, and rows become records where even that is. */
function tableLines(block: string[], width: number): string[] {
  const rows = block
    .filter(line => !/^\|[\s:|-]+\|$/.test(line))
    .map(line =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split(/(?<!\\)\|/)
        .map(cell => plain(cell.trim())),
    )
  const [titles = [], ...body] = rows
  const of = (measure: (cell: string) => number) =>
    titles.map((_, at) => Math.max(1, ...rows.map(row => measure(row[at] ?? ''))))
  const widths = of(widthOf)
  const least = of(cell => Math.max(0, ...cell.split(/\s+/).map(word => widthOf(word))))
  const excess = (some: number[]) => some.reduce((sum, one) => sum + one, 0) + GAP * (some.length - 1) - width
  if (excess(least) > 0) {
    const filled = (row: string[]) => titles.map((title, at) => [title, row[at] ?? '']).filter(([, cell]) => cell)
    return body.flatMap((row, index) => [
      ...(index > 0 ? [''] : []),
      ...filled(row).flatMap(([title, cell]) => wrapText(title ? `${title}: ${cell}` : cell!, width)),
    ])
  }
  while (excess(widths) > 0) {
    const room = widths.map((one, at) => (one > least[at]! ? one : 0))
    widths[room.indexOf(Math.max(...room))]!--
  }
  const shown = rows.flatMap(row => {
    const cells = titles.map((_, at) => wrapText(row[at] ?? '', widths[at]!))
    const height = Math.max(...cells.map(cell => cell.length))
    return Array.from({length: height}, (_, line) => cells.map(cell => cell[line] ?? ''))
  })
  return alignedLines(shown)
}
