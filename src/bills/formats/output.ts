// Bytes on their way to a file: buffers that grow as needed and are used again.

/** Two buffers in turns: while what was taken from one is written to a file, the other is filled. */
export class Output {
  #other: Buffer = Buffer.alloc(0)
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16)
  /** The same bytes, for those who write several at once. */
  view = viewOf(this.bytes)
  length = 0

  /** Makes room for that many more bytes. */
  reserve(size: number): void {
    const needed = this.length + size
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.bytes.length * 1.25)))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
    this.view = viewOf(larger)
  }

  text(text: string): void {
    this.reserve(text.length * 3)
    this.length += this.bytes.write(text, this.length, 'utf8')
  }

  byte(byte: number): void {
    this.reserve(1)
    this.bytes[this.length++] = byte
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** What was written since the last time. Valid until the next time. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length)
    if (this.length === 0) return taken
    ;[this.bytes, this.#other] = [this.#other, this.bytes]
    this.view = viewOf(this.bytes)
    this.length = 0
    return taken
  }
}

export const viewOf = ({buffer, byteOffset, byteLength}: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

/**
 * Copies short pieces of bytes, four at a time, which is quicker than a call of the runtime for each. Up to three bytes
 * behind the piece are overwritten. Returns where the piece ends.
 */
export function copyShort(source: DataView, start: number, end: number, target: DataView, at: number): number {
  const whole = Math.min(end, source.byteLength - 3)
  let from = start
  let to = at
  for (; from < whole; from += 4, to += 4) target.setInt32(to, source.getInt32(from))
  for (; from < end; from++, to++) target.setUint8(to, source.getUint8(from))
  return at + end - start
}
