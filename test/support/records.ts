// Made-up bill records: the same for the same seed.
import type {BillRecord} from '../../src/bills/records/bill-record.js'
import {Decimal} from '../../src/decimal.js'

/** Numbers from 0 to 1, always the same ones (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const customers = [
  {customer_id: '0a1f3c5e7092b4d6f8011223344556a1', account_name: 'andes-retail'},
  {customer_id: '0b2e4d6f8091a3b5c7d9e0f1223344b2', account_name: 'bluebird'},
  {customer_id: '0c3d5e7f90a1b2c3d4e5f60718293ac3', account_name: 'cedro-games'},
  {customer_id: '0d4c6f8091a2b3c4d5e6f708192a3bd4', account_name: 'delta,"o"\n客户'},
]
const kinds = [
  {service: 'hws.service.type.ec2', name: 'Elastic Cloud Server', type: 'Duration', unit: 4},
  {service: 'hws.service.type.ebs', name: 'Elastic Volume Service', type: 'Duration', unit: 17},
  {service: 'hws.service.type.vpc', name: 'Virtual Private Cloud', type: 'upflow', unit: 10},
  {service: 'hws.service.type.cbr', name: 'Cloud Backup and Recovery', type: 'size', unit: 10},
  {service: 'hws.service.type.eip', name: 'Elastic IP', type: 'Duration', unit: 4},
]

/** Records of October 2026 in USD; one in twelve is a refund. */
export function madeUpRecords(seed: number, count: number): BillRecord[] {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  return Array.from({length: count}, (_, index) => {
    const kind = pick(kinds)
    const official = BigInt(Math.floor(next() * 2 ** 36))
    const sign = next() < 1 / 12 ? -1n : 1n
    return {
      ...pick(customers),
      id: `r${seed}-${index}`,
      bill_cycle: '2026-10',
      bill_date: `2026-10-${String(1 + Math.floor(next() * 31)).padStart(2, '0')}`,
      bill_type: sign < 0n ? 4 : 5,
      charge_mode: '3',
      cloud_service_type: kind.service,
      cloud_service_type_name: kind.name,
      resource_id: `res-${Math.floor(next() * 20)}`,
      resource_name: `machine ${index % 7}`,
      region: pick(['la-south-2', 'ap-southeast-1']),
      sku_code: pick(['s6.large.2', 'c7.xlarge.4', 'SAS']),
      usage_type: kind.type,
      usage: Decimal.fromUnits(BigInt(Math.floor(next() * 2 ** 32))),
      usage_measure_id: kind.unit,
      currency: 'USD',
      official_amount: Decimal.fromUnits(sign * official),
      amount: Decimal.fromUnits((sign * official * 7n) / 10n),
    } as unknown as BillRecord
  })
}
