// Keeps memory flat while pages rush by. What the network reads into is garbage at once, but it lies outside the heap, where the collector notices
// it late: tens of megabytes late. Collecting the young generation now and then costs a millisecond and keeps that from adding up.
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'

/** Bytes read between two collections. */
const STEP = 4 << 20

let collect: ((options: {type: 'minor'}) => void) | undefined
let read = 0

/** Tells that so many bytes were read. */
export function bytesRead(count: number): void {
  read += count
  if (read < STEP) return
  read = 0
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as typeof collect
  }
  collect!({type: 'minor'})
}
