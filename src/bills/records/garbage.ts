// Keeps memory flat while pages rush by. What the network reads into is garbage at once, but it lies outside the heap,
// where the collector notices it late: tens of megabytes late. Collecting the young generation now and then costs a
// millisecond and keeps that from adding up.
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'

/** Bytes read between two collections. */
const STEP = 3 << 20

/** Every so many collections are of the whole heap: what was just on its way during two of them has grown old. */
const WHOLE = 64

type Collect = (options?: {type: 'minor'}) => void

let collector: Collect | undefined
let read = 0
let collections = 0

function collect(...options: Parameters<Collect>): void {
  if (!collector) {
    setFlagsFromString('--expose-gc')
    collector = runInNewContext('gc') as Collect
  }
  collector(...options)
}

/** Tells that so many bytes were read. */
export function bytesRead(count: number): void {
  read += count
  if (read < STEP) return
  read = 0
  if (++collections % WHOLE === 0) collect()
  else collect({type: 'minor'})
}

/** Gives back what a large piece of work needed that is done. */
export const collectAll = (): void => collect()
