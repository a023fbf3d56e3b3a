// What parts the cells of a table: recognised by its first lines.

const LF = 10
const CR = 13

/** What usually parts cells. */
const usual = [',', ';', '\t', '|']

export interface Beginning {
  delimiter: string
  /** Bytes before the heading: empty lines, and one that says `sep=;`. */
  skipped: number
  /** Their lines. */
  lines: number
}

/**
 * Looks at the beginning of a table, which must hold its heading. A line `sep=;` counts, else what the heading has most
 * of outside quotes.
 */
export function beginningOf(bytes: Buffer): Beginning {
  let skipped = 0
  let lines = 0
  let named: string | undefined
  for (;;) {
    const end = lineEnd(bytes, skipped)
    const line = bytes.toString('latin1', skipped, end)
    const separator = /^"?sep=([^"\r\n])"?$/i.exec(line)?.[1]
    if (separator) named = separator
    else if (line.trim() !== '' || end >= bytes.length)
      return {delimiter: named ?? delimiterOf(bytes.subarray(skipped)), skipped, lines}
    skipped = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1
    lines++
  }
}

/** Lines above the heading may be parted otherwise: what two lines have equally many of parts the table. */
function delimiterOf(bytes: Buffer): string {
  const lines = bytes
    .toString('latin1', 0, LOOKED_AT)
    .split(/[\r\n]+/)
    .filter(line => line.trim() !== '')
    .slice(0, PREAMBLE)
  const fitting = lines.slice(0, -1).findIndex((line, at) => {
    const parts = partsOf(line, mostOf(line))
    return parts > 1 && parts === partsOf(lines[at + 1]!, mostOf(line))
  })
  return mostOf(lines[Math.max(0, fitting)] ?? '')
}

const PREAMBLE = 20
const LOOKED_AT = 1 << 15

const partsOf = (line: string, delimiter: string) => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length

function lineEnd(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
  return at
}

export function mostOf(line: string): string {
  return usual.reduce((best, one) => (partsOf(line, one) > partsOf(line, best) ? one : best))
}

/** Whether decimals may be parted by a comma, since cells are not. */
export const leavesComma = (delimiter: string): boolean => delimiter === ';' || delimiter === '\t'

export const delimiterNames: Record<string, string> = {',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars'}
