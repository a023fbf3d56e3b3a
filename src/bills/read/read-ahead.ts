// Fetches ahead of the reader: as many requests at once as the throttle and the distance ask for, in the order in which
// they will be needed, and never more bytes than fit in memory.

export interface ReadAheadLimits {
  /** Requests at once. */
  concurrency: number
  /**
   * Bytes of answers that wait for the reader and, estimated, of those on their way. A server that is a second away
   * needs a dozen pages on their way, of 2 MB each.
   */
  bytes: number
}

const defaults: ReadAheadLimits = {concurrency: 64, bytes: 28 << 20}

/** Answers that may wait for the reader beside what the distance asks for. */
const SPARE = 2

/**
 * Milliseconds of waiting for the throttle from which on it is what holds things back: shorter ones only put requests
 * in their places.
 */
const QUEUED = 100

/** Requests at once before anything is known. */
const FIRST = 4

/** Why the reader had to wait. */
export type Brake = 'throttle' | 'network' | 'none'

interface Waiting {
  /** Milliseconds that it had to wait for the throttle. */
  queued: number
  answer: Promise<Buffer>
  bytes: Buffer | undefined
}

/**
 * A reader asks for one task after the other with {@link get}; `expected` says what it will probably ask for next. A
 * wrong guess costs a request, never a wrong answer.
 */
export class ReadAhead<Task> {
  readonly #waiting = new Map<string, Waiting>()
  /**
   * Milliseconds that an answer takes from afar: the least of the last ones, since what waits for the reader to look
   * looks late.
   */
  #distance: number | undefined
  /** Running mean of the reader's milliseconds from one task to the next, and when it was last given one. */
  #pace = 10
  #given: number | undefined
  #inFlight = 0
  #heldBytes = 0
  /** Running mean of the size of an answer. */
  #meanBytes = 1 << 20
  /** Milliseconds of the reader's waiting, by what it waited for. */
  readonly waited = {throttle: 0, network: 0}
  requests = 0

  constructor(
    readonly options: {
      /** Fetches one answer; tells how long it had to wait for the throttle. */
      fetch(task: Task, throttled: (milliseconds: number) => void): Promise<Buffer>
      keyOf(task: Task): string
      /** Tasks in the order in which the reader will ask for them. */
      expected(): Iterable<Task>
      /** Told of each answer before the reader gets it, to guess better. */
      arrived?(task: Task, bytes: Buffer): void
    },
    readonly limits: ReadAheadLimits = defaults,
  ) {}

  #throttledLately = 0

  async get(task: Task): Promise<Buffer> {
    const key = this.options.keyOf(task)
    const waiting = this.#waiting.get(key) ?? this.#start(task, key)
    const hadToWait = waiting.bytes === undefined
    const started = performance.now()
    let reading = started - (this.#given ?? started)
    this.#fill()
    try {
      const bytes = await waiting.answer
      if (hadToWait) {
        const milliseconds = performance.now() - started
        this.waited[this.#throttledLately > 0 ? 'throttle' : 'network'] += milliseconds
        // Behind a throttle nobody can read faster than it lets requests through.
        reading += Math.min(milliseconds, waiting.queued)
      }
      if (this.#given !== undefined) this.#pace += (reading - this.#pace) / 8
      return bytes
    } finally {
      this.#given = performance.now()
      this.#release(key)
      this.#fill()
    }
  }

  /** As many as come in while one takes its way, so that the next is there when it is asked for. */
  get #concurrency(): number {
    if (this.#distance === undefined) return FIRST
    return Math.min(this.limits.concurrency, 1 + Math.ceil((1.5 * this.#distance) / Math.max(this.#pace, 0.1)))
  }

  /** Gives up everything that was fetched ahead, because the reader goes on elsewhere. */
  drop(): void {
    for (const key of [...this.#waiting.keys()]) this.#release(key)
  }

  #start(task: Task, key: string): Waiting {
    const started = performance.now()
    this.#inFlight++
    this.requests++
    const waiting: Waiting = {queued: 0, answer: undefined!, bytes: undefined}
    const throttled = (milliseconds: number) => {
      waiting.queued += milliseconds
      // A moving mean: one request that waited says little, many say that the throttle is what holds things back.
      this.#throttledLately = milliseconds > QUEUED ? 8 : Math.max(0, this.#throttledLately - 1)
    }
    waiting.answer = this.options.fetch(task, throttled).then(
      bytes => {
        this.#inFlight--
        const distance = performance.now() - started - waiting.queued
        this.#distance = Math.min(distance, (this.#distance ?? Number.POSITIVE_INFINITY) * 1.05 + 0.05)
        this.#meanBytes += (bytes.length - this.#meanBytes) / 8
        if (this.#waiting.get(key) === waiting) {
          waiting.bytes = bytes
          this.#heldBytes += bytes.length
          this.options.arrived?.(task, bytes)
        }
        this.#fill()
        return bytes
      },
      error => {
        this.#inFlight--
        throw error
      },
    )
    // Whoever asks for it handles its failure; until then it must not count as unhandled.
    waiting.answer.catch(() => {})
    this.#waiting.set(key, waiting)
    return waiting
  }

  #release(key: string): void {
    const waiting = this.#waiting.get(key)
    if (!waiting) return
    this.#waiting.delete(key)
    this.#heldBytes -= waiting.bytes?.length ?? 0
  }

  /**
   * Whether one more would be too much: of what is needed before anything that lies ready, only what is on its way
   * counts.
   */
  #isFull(behindHeld: boolean): boolean {
    const {bytes} = this.limits
    const onTheWay = (this.#inFlight + 1) * this.#meanBytes
    if (!behindHeld) return onTheWay > bytes
    return this.#waiting.size >= this.#concurrency + SPARE || this.#heldBytes + onTheWay > bytes
  }

  #fill(): void {
    let behindHeld = false
    for (const task of this.options.expected()) {
      if (this.#inFlight >= this.#concurrency) return
      const key = this.options.keyOf(task)
      const waiting = this.#waiting.get(key)
      if (waiting?.bytes) behindHeld = true
      if (waiting) continue
      if (this.#waiting.size > 0 && this.#isFull(behindHeld)) return
      this.#start(task, key)
    }
  }
}
