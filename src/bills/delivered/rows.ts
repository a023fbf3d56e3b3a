// The rows of a delivered CSV file, whatever its encoding and delimiter.
import {isUtf8} from 'node:buffer'
import {csvRows} from '../../csv.js'
import {BrokenPage} from '../page.js'

/** What was recognised, for people. */
export interface Shape {
  encoding: 'UTF-8' | 'UTF-16' | 'GB 18030'
  delimiter: string
}

/** Looked at before anything is decided. */
const SAMPLE = 1 << 16

/** The cells of each row as text, some rows at a time. `onShape` is told what was recognised before the first row. */
export async function* tableRows(
  chunks: AsyncIterable<Buffer>,
  onShape: (shape: Shape) => void,
): AsyncGenerator<string[][]> {
  const iterator = chunks[Symbol.asyncIterator]()
  const held: Buffer[] = []
  let size = 0
  let ended = false
  while (size < SAMPLE && !ended) {
    const {value, done} = await iterator.next()
    if (done) ended = true
    else {
      held.push(value)
      size += value.length
    }
  }
  const sample = Buffer.concat(held)
  if (sample.length === 0) return
  const [label, encoding] = encodingOf(sample, ended)
  const decoder = new TextDecoder(label)
  const start = decoder.decode(sample, {stream: true})
  if (start.includes('\0')) throw new BrokenPage('it is not a table of text')
  const delimiter = delimiterOf(start)
  onShape({encoding, delimiter})
  async function* text() {
    yield start
    while (!ended) {
      const {value, done} = await iterator.next()
      if (done) break
      yield decoder.decode(value, {stream: true})
    }
    yield decoder.decode()
  }
  try {
    yield* csvRows(text(), delimiter)
  } catch (error) {
    if (error instanceof SyntaxError) throw new BrokenPage(error.message)
    throw error
  }
}

function encodingOf(sample: Buffer, whole: boolean): [label: string, name: Shape['encoding']] {
  if (sample[0] === 0xff && sample[1] === 0xfe) return ['utf-16le', 'UTF-16']
  if (sample[0] === 0xfe && sample[1] === 0xff) return ['utf-16be', 'UTF-16']
  // A character may be cut at the end of the sample.
  const cut = whole ? sample : sample.subarray(0, sample.lastIndexOf(10) + 1)
  return isUtf8(cut) ? ['utf-8', 'UTF-8'] : ['gb18030', 'GB 18030']
}

/** The one of the usual delimiters that the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '')
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best))
}
