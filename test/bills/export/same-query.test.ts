import {describe, expect, it} from 'vitest'
import type {ExportQuery} from '../../../src/bills/export/files/manifest.js'
import {differences, isSameQuestion} from '../../../src/bills/export/same-query.js'

const query: ExportQuery = {
  site: 'intl',
  partner_id: '1',
  language: 'en_US',
  cycle: '2026-10',
  source: 'res-fee-records',
  detail: 'detail',
  format: 'focus-csv',
  gzip: false,
  bom: false,
  excel: false,
  focus: {dialect: 'spec', issuer: 'Huawei Cloud', account: 'Nimbus'},
}

describe('two exports', () => {
  it.each<[Partial<ExportQuery>, string]>([
    [{}, ''],
    [{focus: {dialect: 'spec', issuer: 'Nimbus', account: 'Nimbus'}}, '--issuer Huawei Cloud instead of Nimbus'],
    [{focus: {dialect: 'huawei', issuer: 'Huawei Cloud', account: 'Nimbus'}}, '--focus-dialect spec instead of huawei'],
    [{focus: {dialect: 'spec', issuer: 'Huawei Cloud', account: 'old'}}, '--billing-account Nimbus instead of old'],
    [{focus: undefined}, '--focus-dialect spec; --issuer Huawei Cloud; --billing-account Nimbus'],
    [{wide: true}, 'without --wide-decimals'],
    [{bom: true}, 'without --bom'],
    [{bom: true, excel: true}, 'without --excel'],
    [{columns: ['id', 'amount'], shard: '1/2'}, 'without --columns; without --shard'],
    [{customers: ['a', 'b'], partner_id: '2'}, 'the partner 1 instead of 2; without --customer'],
  ])('that differ in %j say so in the words of their flags', (other, text) => {
    expect(differences(query, {...query, ...other})).toBe(text)
  })

  it.each<[Partial<ExportQuery>, boolean]>([
    [{gzip: true, excel: true, bom: true}, true],
    [{columns: ['id']}, false],
    [{shard: '1/2'}, false],
    [{partner_id: '2'}, false],
    [{focus: {dialect: 'spec', issuer: 'Nimbus', account: 'Nimbus'}}, false],
  ])('with %j hold the same records: %s', (other, same) => {
    expect(isSameQuestion(query, {...query, ...other})).toBe(same)
  })
})
