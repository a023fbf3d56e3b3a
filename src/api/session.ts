// Who calls, and where: everything the client needs to know about a profile.
import type {BucketAccess} from './bucket.js'
import type {Service, Site} from './contract/contract.js'

/** What a request is signed with, or the token it is sent with. */
export type Credentials =
  | {
      kind: 'key'
      accessKeyId: string
      secretAccessKey: string
      /** Goes with temporary keys. */
      securityToken?: string
      /** Milliseconds since the epoch; absent for permanent keys. */
      expiresAt?: number
    }
  | {kind: 'token'; token: string; expiresAt?: number}

export interface Session {
  /** Name of the profile; part of every cache key. */
  profile: string
  site: Site
  /** Origin of each service. Credentials are sent nowhere else. */
  endpoints: Record<Service, string>
  /** Account id of the partner. */
  domainId?: string
  /**
   * What stands for keys that change by themselves, and whether they come from outside the profile, so that they may be
   * another account's.
   */
  keySource?: {name?: string; foreign: boolean}
  /** The world of a sandbox, which is another one after a reset; undefined where it is none. */
  world?(): Promise<string | undefined>
  /** Platform id given by Huawei; also the name of the agency that customers grant. */
  xaccountType?: string
  /** `en_us` or `zh_cn`; names in answers follow it. */
  language?: string
  requestsPerSecond?: number
  /** Folder for short-lived customer keys; none keeps them in memory only. */
  cacheFolder?: string
  /** The partner's OBS bucket, where the profile names one. Throws a Failure when there are no keys for it. */
  bucket?(): Promise<BucketAccess>
  /** The partner's own credentials. Throws a Failure when there are none. */
  credentials(): Promise<Credentials>
}

/** A write is about to be sent, or has been answered: for the audit log. */
export interface WriteRecord {
  id: string
  operation: string
  profile: string
  endpoint: string
  /** As whom it is done, when that is a customer. */
  customer?: string
  /** Ids that the request names: customers, orders, tickets. */
  targets: string[]
}

export interface WriteEnd {
  outcome: 'done' | 'refused' | 'failed' | 'unknown'
  status?: number
  code?: string
  requestId?: string
}

/** What a request did, for `--debug` and progress lines. Never holds a secret. */
export interface TraceEntry {
  operation: string
  method: string
  url: string
  attempt: number
  status?: number
  requestId?: string
  error?: string
  milliseconds: number
  throttled: number
  /** Set when the same request is sent again, after that many milliseconds. */
  retryIn?: number
}

export interface Hooks {
  /** The write is not sent when this fails. */
  beforeWrite?(record: WriteRecord): void | Promise<void>
  /**
   * The write goes on its way now, and may have an effect from here on. `check` is what to type to find out whether
   * it had.
   */
  sendsWrite?(record: WriteRecord, check?: string): void
  /** The write did nothing, for certain, and waits before it is sent again. */
  restsWrite?(record: WriteRecord): void
  afterWrite?(record: WriteRecord, end: WriteEnd): void | Promise<void>
  trace?(entry: TraceEntry): void
  /** Rows of a list have come. */
  listed?(operation: string, rows: object[]): void
  /** A sentence for people, e.g. that the clock is wrong. */
  warn?(message: string): void
}
