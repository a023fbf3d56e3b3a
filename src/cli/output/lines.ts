// Short aligned lists inside a text.
import {clean} from './terminal.js'
import {widthOf} from './width.js'

/** Lines whose columns stand under each other, two blanks apart. */
export function alignedLines(rows: string[][], align: ('left' | 'right')[] = []): string[] {
  const cells = rows.map(row => row.map(text => clean(text)))
  const widths = (cells[0] ?? []).map((_, column) =>
    cells.reduce((width, row) => Math.max(width, widthOf(row[column]!)), 0),
  )
  return cells.map(row =>
    row
      .map((text, column) => {
        const space = ' '.repeat(widths[column]! - widthOf(text))
        return align[column] === 'right' ? space + text : text + space
      })
      .join('  ')
      .trimEnd(),
  )
}
