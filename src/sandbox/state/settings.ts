// Delays and outcomes of what happens by itself, adjustable over the admin API while the sandbox runs.
import {kind, type Store} from './store.js'

export interface Settings {
  /** Seconds between CreateSubCustomer and the association with the partner. */
  associationDelay: number
  /** What becomes of an association. */
  associationOutcome: 'associated' | 'failed'
  /** Seconds that a call with include_association_result waits before it answers CBC.99000050. */
  associationTimeout: number
  /** Seconds that a review (real-name, enterprise change) takes. */
  reviewDelay: number
  /** What becomes of a review. */
  reviewOutcome: 'approved' | 'rejected'
  /** Seconds until a support engineer moves a ticket on. */
  ticketDelay: number
  /** How many times sooner all of that comes: 60 makes a minute of an hour. */
  pace: number
  /**
   * Seconds by which the server's clock differs from the clients': signatures are checked and answers dated with it.
   */
  clockSkew: number
  /**
   * `realistic` keeps the documented limits, ten requests a second for most operations, with a burst of as many at
   * first; `fixed-window` counts anew in each second.
   */
  rateLimit: 'none' | 'realistic' | 'fixed-window'
  /** What a partner owes of what its customers spend: all of it, or less by service and date. Not on the China site. */
  settlement: 'none' | 'discounts'
  /** Columns of the bill file: those that are published, or all that the sandbox knows. */
  billColumns: 'all' | 'published'
  /** Of headings and words in bill files. */
  billLanguage: 'en' | 'zh'
  billDelimiter: 'comma' | 'semicolon' | 'tab'
  billEncoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'gb18030'
}

export const defaultSettings: Settings = {
  associationDelay: 2,
  associationOutcome: 'associated',
  associationTimeout: 30,
  reviewDelay: 60,
  reviewOutcome: 'approved',
  ticketDelay: 120,
  pace: 1,
  clockSkew: 0,
  rateLimit: 'none',
  settlement: 'none',
  billColumns: 'all',
  billLanguage: 'en',
  billDelimiter: 'comma',
  billEncoding: 'utf-8',
}

/** Settings that are words, and the words they may be. */
const words: Partial<Record<keyof Settings, readonly string[]>> = {
  associationOutcome: ['associated', 'failed'],
  reviewOutcome: ['approved', 'rejected'],
  rateLimit: ['none', 'realistic', 'fixed-window'],
  settlement: ['none', 'discounts'],
  billColumns: ['all', 'published'],
  billLanguage: ['en', 'zh'],
  billDelimiter: ['comma', 'semicolon', 'tab'],
  billEncoding: ['utf-8', 'utf-8-bom', 'utf-16le', 'gb18030'],
}

const settingsKind = kind<Partial<Settings>>('settings')

const known = new WeakMap<Store, {version: string; settings: Settings}>()

export function readSettings(store: Store): Settings {
  const version = store.version()
  let last = known.get(store)
  if (last?.version !== version) {
    last = {version, settings: {...defaultSettings, ...store.get(settingsKind, '', 'settings')}}
    known.set(store, last)
  }
  return last.settings
}

/** The settings with their delays at the pace. */
export function pacedSettings(store: Store): Settings {
  const settings = readSettings(store)
  const {pace, associationDelay, reviewDelay, ticketDelay} = settings
  if (pace === 1) return settings
  return {
    ...settings,
    associationDelay: associationDelay / pace,
    reviewDelay: reviewDelay / pace,
    ticketDelay: ticketDelay / pace,
  }
}

/** Changes some settings. Throws a RangeError for a name or value that is none. */
export function changeSettings(store: Store, change: Record<string, unknown>): Settings {
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(defaultSettings, name)) throw new RangeError(`no such setting: ${name}`)
    const among = words[name as keyof Settings]
    const valid = among
      ? among.includes(String(value))
      : typeof value === 'number' &&
        Number.isFinite(value) &&
        (value > 0 || (value === 0 && name !== 'pace') || name === 'clockSkew')
    if (!valid) throw new RangeError(`not a value of ${name}: ${JSON.stringify(value)}`)
  }
  store.write(() => store.put(settingsKind, '', 'settings', {...store.get(settingsKind, '', 'settings'), ...change}))
  return readSettings(store)
}
