// Where in the sources an error came from. The bundled program is a few lines that are very long; the maps that lie
// beside them (bin/bundle.mjs) are read when a stack is shown, and at no other time.
import {readFileSync} from 'node:fs'
import {SourceMap} from 'node:module'

/** The lines before the program's own text in a part. */
const HEAD = 2

/** A stack whose places are those of the sources, as far as there are maps for them. */
export function readableStack(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>()
  return stack.replace(/([^\s(]+\.cjs):(\d+):(\d+)/g, (place, file: string, line: string, column: string) => {
    if (!maps.has(file)) maps.set(file, mapOf(file))
    const entry = maps.get(file)?.findEntry(Number(line) - HEAD - 1, Number(column) - 1)
    if (!entry || !('originalSource' in entry)) return place
    return `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  })
}

function mapOf(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  } catch {
    return undefined
  }
}
