// The sandbox's own time: real time plus an offset, or standing still. Kept in the state, so that all processes agree.
import {kind, type Store} from './store.js'

interface ClockState {
  /** What the start option said; a different one sets the clock anew. */
  start?: string
  /** Added to the real time, when the clock runs. */
  offset: number
  /** The moment at which the clock stands. */
  frozen?: number
}

const clockState = kind<ClockState>('clock')

export class Clock {
  #state: ClockState
  #version = ''

  constructor(
    private readonly store: Store,
    start?: string,
    private readonly realTime: () => number = Date.now,
  ) {
    const stored = store.get(clockState, '', 'clock')
    this.#state = stored ?? {offset: 0}
    if (start !== undefined && stored?.start !== start) this.restart(start)
  }

  /** Puts the clock to `start`, or to the real time. Throws a RangeError for what is no time. */
  restart(start: string | undefined): void {
    const at = start === undefined ? this.realTime() : Date.parse(start)
    if (Number.isNaN(at)) throw new RangeError(`not a time: ${start}`)
    check(at)
    this.#save({start, offset: start === undefined ? 0 : at - this.realTime()})
  }

  /** Milliseconds since 1970, as the sandbox sees it. */
  now(): number {
    this.#refresh()
    return this.#state.frozen ?? this.realTime() + this.#state.offset
  }

  get frozen(): boolean {
    this.#refresh()
    return this.#state.frozen !== undefined
  }

  /** Sets the time; the clock goes on running unless it is frozen. Throws a RangeError for a year that is none. */
  set(ms: number): void {
    check(ms)
    const {start, frozen} = this.#state
    this.#save({start, offset: ms - this.realTime(), ...(frozen === undefined ? {} : {frozen: ms})})
  }

  advance(ms: number): void {
    this.set(this.now() + ms)
  }

  freeze(): void {
    this.#save({...this.#state, frozen: this.now()})
  }

  run(): void {
    this.#save({start: this.#state.start, offset: this.now() - this.realTime()})
  }

  #save(state: ClockState): void {
    this.#state = state
    this.store.write(() => this.store.put(clockState, '', 'clock', state))
    this.#version = this.store.version()
  }

  #refresh(): void {
    const version = this.store.version()
    if (version === this.#version) return
    this.#version = version
    this.#state = this.store.get(clockState, '', 'clock') ?? {offset: 0}
  }
}

/** Years in which there is a cloud whose bills can be written in four digits. */
const [FIRST, LAST] = [Date.UTC(2000, 0, 1), Date.UTC(9999, 0, 1)]

function check(ms: number): void {
  if (ms >= FIRST && ms < LAST) return
  throw new RangeError('the clock goes from the year 2000 to 9998')
}
