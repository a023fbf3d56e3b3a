// The keys of the terminal as questions get them.
import {Transform, type TransformCallback} from 'node:stream'

const isEnter = (byte: number) => byte === 0x0d || byte === 0x0a

/**
 * What is typed, with Enter behind a pause where it came together with a text, as pasted or over a slow line: a list
 * that is searched is not there yet for a text that has just arrived, and would take no Enter.
 */
export class Keys extends Transform {
  readonly isTTY = true
  /** What was typed before the question stood there is no answer to it; the prompt throws that away as it came. */
  #isOpen = false

  constructor(private readonly terminal: NodeJS.ReadStream) {
    super()
    setImmediate(() => {
      this.#isOpen = true
    })
    terminal.pipe(this)
  }

  /** The prompt asks its input for single keys. */
  setRawMode(raw: boolean): this {
    this.terminal.setRawMode?.(raw)
    return this
  }

  /** Leaves the terminal to the next question, or to another program. */
  close(): void {
    this.terminal.unpipe(this)
    this.terminal.pause()
    this.destroy()
  }

  override _transform(keys: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const at = this.#isOpen ? keys.findIndex(isEnter) : -1
    if (at > 0) {
      this.push(keys.subarray(0, at))
      setImmediate(() => done(null, keys.subarray(at)))
    } else done(null, keys)
  }
}
