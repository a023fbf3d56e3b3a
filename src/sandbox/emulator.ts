// What the doors beside the API (administration, bucket, login pages) need of the emulator.
import type {Site} from '../api/contract/contract.js'
import type {Authenticator} from './auth/auth.js'
import type {Customers} from './customers.js'
import type {Faults} from './faults/faults.js'
import type {Clock} from './state/clock.js'
import type {Store} from './state/store.js'
import type {Journal} from './wire/journal.js'
import type {Scenario, World} from './world/model.js'

export interface Emulator {
  readonly options: {site: Site; scenario: Scenario; seed: number; loose: boolean}
  readonly world: World
  readonly store: Store
  readonly clock: Clock
  readonly customers: Customers
  readonly auth: Authenticator
  readonly faults: Faults
  readonly journal: Journal
  /** Where it listens, `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Forgets every change but saved snapshots. */
  reset(): void
}
