import {describe, expect, it} from 'vitest'
import {parseJson, stringifyJson} from '../../../src/api/json.js'
import {PageReader} from '../../../src/bills/read/json-pages.js'
import {RecordMaker} from '../../../src/bills/records/bill-record.js'
import {BrokenPage} from '../../../src/bills/records/record-page.js'
import {layoutOf} from '../../../src/bills/records/sources.js'
import type {Decimal} from '../../../src/decimal.js'
import {pageJson} from '../../support/bill-pages.js'

const reader = () => new PageReader(layoutOf('res-fee-records'), 'fee_records', 'total_count')
const facts = {bill_cycle: '2026-09', currency: 'USD'}

type Parsed = {fee_records: Record<string, unknown>[]; total_count: number; currency: string}

describe('a page of records', () => {
  it('gives the cells that a JSON parser finds, whatever the names, the order of fields and the numbers', () => {
    const one = reader()
    for (let seed = 1; seed <= 60; seed++) {
      const json = pageJson({seed, rows: 30, hostile: true})
      const parsed = parseJson(json) as Parsed
      const page = one.read(Buffer.from(json))
      expect([page.rows, page.total, page.currency]).toEqual([30, parsed.total_count, parsed.currency])
      for (const [row, record] of parsed.fee_records.entries()) {
        for (const [place, {name}] of page.layout.columns.entries()) {
          const value = record[name]
          const text =
            value === null || value === undefined ? '' : typeof value === 'object' ? String(value) : String(value)
          expect([seed, row, name, page.text(row, place)]).toEqual([seed, row, name, text])
        }
        const known = page.layout.columns.map(({name}) => name)
        const others = Object.fromEntries(Object.entries(record).filter(([name]) => !known.includes(name)))
        expect(page.otherFields(row)).toBe(Object.keys(others).length > 0 ? stringifyJson(others) : '')
        expect(page.canonicalRecord(row)).toBe(stringifyJson(record))
        if (page.plain[row]) {
          const raw = page.bytes.toString('utf8', page.recordStarts[row], page.recordEnds[row])
          expect(raw).toBe(stringifyJson(record))
        }
      }
    }
  })

  it('gives records in the common view, amounts with their own digits', () => {
    const one = reader()
    const page = one.read(
      Buffer.from(
        '{"total_count":1,"fee_records":[{"amount":26.97368100,"coupon_amount":0E-8,"bill_type":5,"charge_mode":"3","resource_name":"a\\u4e2d","id":null,"later":[1.50]}],"currency":"USD"}',
      ),
    )
    const [record] = new RecordMaker(page).records({bill_cycle: '2026-09', currency: page.currency!})
    expect([record!.amount!.text, record!.coupon_amount!.text]).toEqual(['26.97368100', '0E-8'])
    expect(record).toMatchObject({
      source: 'res-fee-records',
      bill_cycle: '2026-09',
      currency: 'USD',
      bill_type: 5,
      charge_mode: '3',
      resource_name: 'a中',
      other_fields: {later: [expect.objectContaining({text: '1.50'})]},
    })
    expect(record!.id).toBeUndefined()
  })

  it('does not mistake the value of the row before for the one of this row', () => {
    const one = reader()
    const maker = new RecordMaker(one.page)
    const page = one.read(
      Buffer.from(
        '{"fee_records":[{"amount":1.5,"unit":"a"},{"amount":1.50,"unit":"ab"},{"amount":1.5},{"unit":"a"}]}',
      ),
    )
    expect(maker.records(facts).map(({amount, unit}) => [(amount as Decimal | undefined)?.text, unit])).toEqual([
      ['1.5', 'a'],
      ['1.50', 'ab'],
      ['1.5', undefined],
      [undefined, 'a'],
    ])
    expect(page.rows).toBe(4)
  })

  it('refuses every page that is cut off', () => {
    const json = Buffer.from(pageJson({rows: 2, hostile: true}))
    for (let length = 0; length < json.length; length++) {
      expect(() => reader().read(json.subarray(0, length)), `${length} bytes`).toThrow(BrokenPage)
    }
  })

  it.each([
    ['{"fee_records":[{"amount":01}]}'],
    ['{"fee_records":[{"amount":1.}]}'],
    ['{"fee_records":[{"amount":.5}]}'],
    ['{"fee_records":[{"amount":1e}]}'],
    ['{"fee_records":[{"amount":-}]}'],
    ['{"fee_records":[{"amount":NaN}]}'],
    ['{"fee_records":[{"unit":"a\nb"}]}'],
    ['{"fee_records":[{"unit":"\\x"}]}'],
    ['{"fee_records":[{"unit":"a"]}'],
    ['{"fee_records":[{"unit" "a"}]}'],
    ['{"fee_records":[{"unit":"a"}]} x'],
    ['<html>'],
    ['[]'],
  ])('refuses what is not JSON: %s', text => {
    expect(() => reader().read(Buffer.from(text))).toThrow(BrokenPage)
  })

  it.each([['{}'], ['{"fee_records":{}}'], ['{"fee_records":null,"total_count":1}'], ['{"records":[]}']])(
    'refuses an answer without the list: %s',
    text => {
      expect(() => reader().read(Buffer.from(text))).toThrow('the answer has no fee_records')
    },
  )

  it('reads a list that is left out where the count says that nothing is in it', () => {
    expect(reader().read(Buffer.from('{"total_count":0}')).rows).toBe(0)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(() => reader().read(Buffer.from('{"fee_records":[{"unit":"\xff"}]}', 'latin1'))).toThrow(BrokenPage)
  })
})
