// FOCUS that others wrote: rows of the FinOps Foundation's sample data for FOCUS 1.0 (CC BY 4.0,
// github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS-Sample-Data), other datasets, Parquet with other types.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parquetWriteBuffer} from 'hyparquet-writer'
import {beforeAll, describe, expect, it} from 'vitest'
import {validateFocus} from '../../../src/bills/validate/validate.js'
import {temporaryFolder} from '../../support/traces.js'

let folder: string
beforeAll(() => {
  folder = temporaryFolder()
})

describe("the Foundation's sample of FOCUS 1.0", () => {
  it('is read with its NULLs, and held to what FOCUS asks by now', async () => {
    const found = await validateFocus(join(import.meta.dirname, 'cases', 'focus-1.0-sample.csv'))
    const broken = found.broken.map(({keyword, rule, rows, row}) => `${keyword} ${rule} ${rows ?? '-'} ${row ?? '-'}`)
    expect([found.dataset, found.rows]).toEqual(['CostAndUsage', 9])
    expect(broken).toMatchInlineSnapshot(`
      [
        "MUST CAU-CostAndUsage-D-015-C - -",
        "MUST CAU-CostAndUsage-D-018-C - -",
        "MUST CAU-CostAndUsage-D-075-M - -",
        "MUST CAU-CostAndUsage-D-076-M - -",
        "MUST ATT-CustomColumnHandling-A-002-M - -",
        "MUST NOT CAU-BillingAccountName-C-003-C 2 9",
        "MUST CAU-BillingPeriodEnd-C-002-M 9 2",
        "MUST CAU-BillingPeriodStart-C-002-M 9 2",
        "MUST CAU-ChargeFrequency-C-003-M 2 9",
        "MUST CAU-ChargePeriodEnd-C-002-M 9 2",
        "MUST CAU-ChargePeriodStart-C-002-M 9 2",
        "MUST CAU-ConsumedQuantity-C-004-C 1 10",
        "MUST CAU-ConsumedQuantity-C-009-C 2 9",
        "MUST NOT CAU-ContractedCost-C-003-M 2 9",
        "MUST CAU-ContractedCost-C-011-C 2 6",
        "MUST CAU-ContractedUnitPrice-C-014-C 1 8",
        "MUST NOT CAU-ContractedUnitPrice-C-006-C 1 9",
        "MUST CAU-ContractedUnitPrice-C-009-M 1 8",
        "MUST CAU-EffectiveCost-C-017-C 1 8",
        "MUST CAU-ListCost-C-011-C 3 3",
        "MUST CAU-ListUnitPrice-C-012-C 2 9",
        "MUST CAU-PricingCategory-C-012-C 1 8",
        "MUST NOT CAU-PricingCategory-C-004-C 1 9",
        "MUST CAU-PricingQuantity-C-011-C 3 8",
        "MUST CAU-RegionName-C-004-C 2 9",
        "MUST NOT CAU-RegionName-C-005-C 1 7",
        "MUST CAU-ResourceType-C-004-C 1 5",
        "MUST NOT CAU-ResourceType-C-005-C 4 2",
        "MUST CAU-ServiceName-C-005-C 1 8",
        "MUST NOT CAU-SkuPriceId-C-005-C 1 9",
        "SHOULD CAU-CostAndUsage-D-042-O - -",
        "SHOULD ATT-DatasetCompleteness-A-009-O - -",
        "SHOULD CAU-ConsumedUnit-C-003-O 1 10",
        "SHOULD CAU-PricingUnit-C-003-O 1 10",
      ]
    `)
  })
})

describe('FOCUS 1.4 as programs with floating point numbers write it', () => {
  it('is read with texts in quotes and NULL without; what it breaks is found, and nothing else', async () => {
    const columns = {
      BilledCost: ['90.8', '-3'],
      ChargeCategory: ['"Usage"', '"Tax"'],
      ConsumedQuantity: ['254.7700000000', 'NULL'],
      ContractedCost: ['113.50003500000001', '-3'],
      ContractedUnitPrice: ['0.4455', 'NULL'],
      EffectiveCost: ['72.6', '-2'],
      ListCost: ['115.8', '-3'],
      ListUnitPrice: ['0.4546', 'NULL'],
      PricingCurrencyContractedUnitPrice: ['0.4455', 'NULL'],
      PricingQuantity: ['254.77', 'NULL'],
      SkuPriceId: ['"p-1"', 'NULL'],
      Tags: ['"{""team"": ""infra"", ""bare"": true}"', 'NULL'],
    }
    const path = join(folder, 'floats.csv')
    const rows = [0, 1].map(row => Object.values(columns).map(cells => cells[row]))
    const heading = Object.keys(columns).map(name => `"${name}"`)
    writeFileSync(path, [heading, ...rows].map(cells => `${cells.join(',')}\r\n`).join(''))
    const {broken} = await validateFocus(path)
    expect(broken.filter(one => one.rows !== null).map(({rule, row}) => [rule, row])).toEqual([
      ['CAU-EffectiveCost-C-017-C', 3],
      ['CAU-ListCost-C-011-C', 2],
    ])
  })
})

describe('other datasets of FOCUS', () => {
  const periods = (...rows: string[]) => {
    const path = join(folder, 'periods.csv')
    const heading =
      'BillingPeriodCreated,BillingPeriodEnd,BillingPeriodLastUpdated,BillingPeriodStart,BillingPeriodStatus,InvoiceIssuerName'
    writeFileSync(path, `${[heading, ...rows].join('\n')}\n`)
    return validateFocus(path)
  }

  it('are known by their columns', async () => {
    const good = '2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-11-03T00:00:00Z,2026-10-01T00:00:00Z,Closed,Cloud'
    expect(await periods(good)).toMatchObject({dataset: 'BillingPeriod', broken: []})
    const {broken} = await periods(good, good.replace('11-03', '09-03').replace('Closed', 'Done'))
    expect(broken.map(({rule, row}) => [rule, row])).toEqual([
      ['BIP-BillingPeriodLastUpdated-C-005-M', 3],
      ['BIP-BillingPeriodStatus-C-003-M', 3],
    ])
  })
})

describe('Parquet of others', () => {
  it('is held to the types of FOCUS; floating point numbers are compared as such', async () => {
    const path = join(folder, 'other.parquet')
    const times = (day: string) => [new Date(`${day}T00:00:00Z`), new Date(`${day}T00:00:00Z`)]
    const buffer = parquetWriteBuffer({
      columnData: [
        {name: 'BilledCost', data: [0.1, 0.2], type: 'DOUBLE'},
        {name: 'BillingPeriodStart', data: times('2026-10-01'), type: 'TIMESTAMP'},
        {name: 'ChargePeriodStart', data: ['2026-10-01', '2026-10-02T00:00:00Z'], type: 'STRING'},
        {name: 'ListCost', data: [0.30000000000000004, 0.6], type: 'DOUBLE'},
        {name: 'ListUnitPrice', data: [0.1, 0.2], type: 'DOUBLE'},
        {name: 'PricingQuantity', data: [3, 3], type: 'DOUBLE'},
        {name: 'SkuId', data: [1, 2], type: 'INT32'},
      ],
    })
    writeFileSync(path, Buffer.from(buffer))
    const {broken, rows} = await validateFocus(path)
    const ofRows = broken.filter(one => one.rows !== null).map(({rule, row, example}) => [rule, row, example])
    expect(rows).toBe(2)
    expect(ofRows).toEqual([
      ['CAU-ChargePeriodStart-C-002-M', 1, {ChargePeriodStart: '2026-10-01'}],
      ['CAU-SkuId-C-001-M', 1, {SkuId: '1'}],
    ])
  })
})
