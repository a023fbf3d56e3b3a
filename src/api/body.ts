// Collects the pieces of an answer in one buffer.

/** Gives buffers of at least a size. */
export type Allocate = (size: number) => Buffer

/** A body that arrives in pieces: one copy of each, into a buffer of the announced size where it is known. */
export class Body {
  #buffer: Buffer
  length = 0

  constructor(
    expected: number,
    readonly allocate: Allocate = size => Buffer.allocUnsafeSlow(size),
  ) {
    this.#buffer = expected > 0 ? allocate(expected) : Buffer.alloc(0)
  }

  append(piece: Buffer): void {
    const needed = this.length + piece.length
    if (needed > this.#buffer.length) {
      const larger = this.allocate(Math.max(needed, this.#buffer.length * 2, 16_384))
      this.#buffer.copy(larger, 0, 0, this.length)
      this.#buffer = larger
    }
    piece.copy(this.#buffer, this.length)
    this.length = needed
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.length)
  }
}

/** Sizes are rounded up to a multiple, so that one buffer suits many pages. */
const STEP = 1 << 16

/**
 * Buffers that are used again: for pages that are large and come by the thousand, so that they need not be collected as
 * garbage.
 */
export class BufferPool {
  readonly #free: ArrayBuffer[] = []

  constructor(readonly most = 16) {}

  readonly take: Allocate = size => {
    const found = this.#free.findIndex(buffer => buffer.byteLength >= size && buffer.byteLength <= 8 * size + STEP)
    if (found >= 0) return Buffer.from(this.#free.splice(found, 1)[0]!)
    const step = size < 1 << 20 ? STEP : 8 * STEP
    return Buffer.from(new ArrayBuffer(Math.ceil(size / step) * step))
  }

  /** Takes a buffer back that {@link take} gave, or a part of it. Nobody may look at it any more. */
  give({buffer}: Buffer): void {
    if (this.#free.length < this.most && buffer instanceof ArrayBuffer && buffer.byteLength % STEP === 0) {
      if (!this.#free.includes(buffer)) this.#free.push(buffer)
    }
  }
}
