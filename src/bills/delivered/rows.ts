// The rows of a delivered CSV file, whatever its encoding and delimiter.
import {csvRows} from '../../csv.js'
import {BrokenPage} from '../records/record-page.js'
import {type Encoding, FileText} from './encoding.js'

/** What was recognised, for people. */
export interface Shape {
  encoding: Encoding
  delimiter: string
}

/**
 * The cells of each row as text, some rows at a time. `onShape` is told what was recognised once all rows are read: the
 * encoding may show in the last of them. Throws {@link BrokenPage} and `Unfit`.
 */
export async function* tableRows(
  chunks: AsyncIterable<Buffer>,
  onShape: (shape: Shape) => void,
): AsyncGenerator<string[][]> {
  const file = new FileText()
  const pieces = file.read(chunks)
  const first = await pieces.next()
  if (first.done) return
  const delimiter = delimiterOf(first.value)
  async function* text() {
    yield first.value as string
    yield* pieces
  }
  try {
    yield* csvRows(text(), delimiter)
  } catch (error) {
    if (error instanceof SyntaxError) throw new BrokenPage(error.message)
    throw error
  }
  onShape({encoding: file.encoding, delimiter})
}

/** The one of the usual delimiters that the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '')
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best))
}
