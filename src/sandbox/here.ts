// What the platform's figures are calculated from.
import type {Store} from './state/store.js'
import type {World} from './world/model.js'

export interface Here {
  readonly world: World
  readonly store: Store
  /** The moment on the sandbox's clock, in milliseconds. */
  readonly now: number
}
