// The files that Huawei leaves in the partner's bucket.
// Source: intl/en-us/api-bpconsole/mb_00002.html (customerBill), api_order_00009.html (customerUsage)
import type {Bucket} from '../../api/bucket.js'
import {Failure} from '../../failure.js'
import type {DeliveredSource} from '../records/delivered-columns.js'
import {type DeliveredFile, inEncoding} from './file-walk.js'

/** The file of a cycle; of usage files, which are written every day, the newest. Throws `not-found`. */
export async function bucketFile(
  bucket: Bucket,
  source: DeliveredSource,
  cycle: string,
  encoding?: string,
): Promise<DeliveredFile> {
  const month = cycle.replace('-', '')
  const prefix =
    source === 'bill-file' ? `customerBill/customerBill_${month}.tar.gz` : `customerUsage/customerUsageV2_${month}_`
  const key = (await bucket.list(prefix)).at(-1)
  if (!key) {
    throw new Failure('not-found', `bucket ${bucket.access.name} has no ${source.replace('-', ' ')} of ${cycle}`, {
      next: [
        source === 'bill-file'
          ? 'Bill files are written on the 5th of the next month, before 12:00 UTC+8, where they are subscribed to'
          : 'Usage files are written every day, where they are subscribed to',
      ],
    })
  }
  const object = await bucket.head(key)
  return {
    name: key.slice(key.lastIndexOf('/') + 1),
    identity: `${bucket.access.name}/${key} ${object.etag}${inEncoding(encoding)}`,
    encoding,
    open: () => bucket.read(object),
  }
}
