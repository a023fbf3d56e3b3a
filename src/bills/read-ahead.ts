// Fetches ahead of the reader: as many requests at once as the throttle and the distance ask for, in the order in which they will be needed, and
// never more bytes than fit in memory.

export interface Fetched {
  bytes: Buffer
}

export interface ReadAheadLimits {
  /** Requests at once. */
  concurrency: number
  /** Bytes of answers that wait for the reader: with more of them nothing is asked for. */
  waiting: number
  /** The same with those on their way, estimated. A server that is a second away needs a dozen pages on their way, of 2 MB each. */
  bytes: number
}

const defaults: ReadAheadLimits = {concurrency: 64, waiting: 6 << 20, bytes: 28 << 20}

/** Milliseconds of waiting for the throttle from which on it is what holds things back: shorter ones only put requests in their places. */
const QUEUED = 100

/** Why the reader had to wait. */
export type Brake = 'throttle' | 'network' | 'none'

interface Waiting<Task> {
  task: Task
  answer: Promise<Buffer>
  bytes?: Buffer
}

/**
 * A reader asks for one task after the other with {@link get}; `expected` says what it will probably ask for next. A wrong guess costs a
 * request, never a wrong answer.
 */
export class ReadAhead<Task> {
  readonly #waiting = new Map<string, Waiting<Task>>()
  #concurrency = 4
  #inFlight = 0
  #heldBytes = 0
  /** Running mean of the size of an answer. */
  #meanBytes = 1 << 20
  #stopped: unknown
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
      now?(): number
    },
    readonly limits: ReadAheadLimits = defaults,
  ) {}

  #throttledLately = 0

  async get(task: Task): Promise<Buffer> {
    const key = this.options.keyOf(task)
    const waiting = this.#waiting.get(key) ?? this.#start(task, key)
    const hadToWait = waiting.bytes === undefined
    const now = this.options.now ?? Date.now
    const started = now()
    this.#fill()
    try {
      const bytes = await waiting.answer
      if (hadToWait) {
        const brake = this.#throttledLately > 0 ? 'throttle' : 'network'
        this.waited[brake] += now() - started
        // More at once helps against distance, not against the throttle.
        if (brake === 'network') {
          this.#concurrency = Math.min(this.limits.concurrency, Math.ceil(this.#concurrency * 1.5))
        }
      } else if (this.#waiting.size - this.#inFlight > this.#concurrency) {
        // More lies ready than is on its way: the reader is what holds things back.
        this.#concurrency = Math.max(2, this.#concurrency - 1)
      }
      return bytes
    } finally {
      this.#release(key)
      this.#fill()
    }
  }

  /** Gives up everything that was fetched ahead, because the reader goes on elsewhere. */
  drop(): void {
    for (const key of [...this.#waiting.keys()]) this.#release(key)
  }

  /** Starts nothing more, whoever asks. */
  stop(reason: unknown): void {
    this.#stopped = reason ?? new Error('stopped')
    this.drop()
  }

  #start(task: Task, key: string): Waiting<Task> {
    if (this.#stopped) throw this.#stopped
    this.#inFlight++
    this.requests++
    const waiting: Waiting<Task> = {
      task,
      answer: this.options
        .fetch(task, milliseconds => {
          // A moving mean: one request that waited says little, many say that the throttle is what holds things back.
          this.#throttledLately = milliseconds > QUEUED ? 8 : Math.max(0, this.#throttledLately - 1)
        })
        .then(
          bytes => {
            this.#inFlight--
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
        ),
    }
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

  /** Whether one more would be too much: of what is needed before anything that lies ready, only what is on its way counts. */
  #isFull(behindHeld: boolean): boolean {
    const {waiting, bytes} = this.limits
    const onTheWay = (this.#inFlight + 1) * this.#meanBytes
    return behindHeld ? this.#heldBytes > waiting || this.#heldBytes + onTheWay > bytes : onTheWay > bytes
  }

  #fill(): void {
    if (this.#stopped) return
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
