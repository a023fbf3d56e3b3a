// What writes a file that can be gone on with after any checkpoint.
import type {RecordPage} from '../records/record-page.js'
import type {Facts} from './table.js'

/**
 * Writes one file. After `flush(true)` every row is in the bytes that were given, and `state` is all that is needed to
 * go on behind them in another process.
 */
export interface FileWriter {
  /** Begins a new file. */
  start(): void
  write(page: RecordPage, from: number, to: number, facts: Facts): void
  /**
   * Bytes to append, valid until the next call, and without `cut` until the call after that. `cut` leaves nothing
   * behind; where it falls must not depend on time.
   */
  flush(cut: boolean): Uint8Array
  /** The last bytes of the file. */
  finish(): Uint8Array
  state(): unknown
  restore(state: unknown): void
}
