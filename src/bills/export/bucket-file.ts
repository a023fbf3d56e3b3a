// The files that Huawei leaves in the partner's bucket.
// Source: intl/en-us/api-bpconsole/mb_00002.html (customerBill), api_order_00009.html (customerUsage)
import type {Bucket, StoredObject} from '../../api/bucket.js'
import {type Clock, systemClock} from '../../api/throttle.js'
import {isFinal} from '../../cycle.js'
import {Failure} from '../../failure.js'
import type {DeliveredSource} from '../records/delivered-columns.js'
import {type DeliveredFile, inEncoding} from './file-walk.js'

/** How long an absent file is waited for. */
export interface Waiting {
  /** Milliseconds. */
  limit: number
  clock?: Clock
  signal?: AbortSignal
  onWait?(text: string): void
}

const SECOND = 1000
/** Between two questions, at first and at most. */
const FIRST_PAUSE = 2 * SECOND
const LONGEST_PAUSE = 600 * SECOND

/** A failed delivery is tried again on the following days, five times at most. */
const LATE = 6 * 86_400 * SECOND

/**
 * The file of a cycle; of usage files, which are written every day, the newest. Throws `pending` while it may still
 * come, and `not-found`.
 */
export async function bucketFile(
  bucket: Bucket,
  source: DeliveredSource,
  cycle: string,
  {encoding, waiting, now = new Date()}: {encoding?: string; waiting?: Waiting; now?: Date} = {},
): Promise<DeliveredFile> {
  const month = cycle.replace('-', '')
  const prefix =
    source === 'bill-file' ? `customerBill/customerBill_${month}.tar.gz` : `customerUsage/customerUsageV2_${month}_`
  const object = await found(bucket, prefix, `the ${source.replace('-', ' ')} of ${cycle}`, waiting)
  if (!object) throw absent(bucket, source, cycle, waiting !== undefined, now)
  return {
    name: object.key.slice(object.key.lastIndexOf('/') + 1),
    identity: `${bucket.access.name}/${object.key} ${object.etag}${inEncoding(encoding)}`,
    encoding,
    open: () => bucket.read(object),
  }
}

/** The newest object of that name; asks again for as long as it is waited for. */
async function found(
  bucket: Bucket,
  prefix: string,
  what: string,
  waiting: Waiting | undefined,
): Promise<StoredObject | undefined> {
  const {clock = systemClock, limit = 0, onWait, signal} = waiting ?? {}
  const end = clock.now() + limit
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const key = (await bucket.list(prefix)).at(-1)
    if (key) return bucket.head(key)
    const left = end - clock.now()
    if (left <= 0) return undefined
    onWait?.(`Waiting for ${what}: not there yet`)
    await clock.sleep(Math.min(pause, left), signal)
  }
}

function absent(bucket: Bucket, source: DeliveredSource, cycle: string, waited: boolean, now: Date): Failure {
  const isBill = source === 'bill-file'
  const isComing = waited || !isFinal(cycle, new Date(now.getTime() - LATE))
  return new Failure(
    isComing ? 'pending' : 'not-found',
    `bucket ${bucket.access.name} has no ${source.replace('-', ' ')} of ${cycle}${isComing ? ' yet' : ''}`,
    {
      next: [
        isBill
          ? 'Bill files are written on the 5th of the next month, before 12:00 UTC+8, where they are subscribed to; a late one within five days'
          : 'Usage files are written every day, where they are subscribed to',
        ...(!isComing || !isBill ? [] : waited ? ['Ask again later, or wait longer'] : ['Wait for it: add --wait 10d']),
      ],
    },
  )
}
