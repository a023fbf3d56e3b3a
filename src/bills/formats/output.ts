// Bytes on their way to a file: a buffer that grows as needed and is used again.

export class Output {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16)
  length = 0

  /** Makes room for that many more bytes. */
  reserve(size: number): void {
    const needed = this.length + size
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.bytes.length * 1.25)))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }

  text(text: string): void {
    this.reserve(text.length * 3)
    this.length += this.bytes.write(text, this.length, 'utf8')
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** What was written since the last time. Valid until more is written. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length)
    this.length = 0
    return taken
  }
}
