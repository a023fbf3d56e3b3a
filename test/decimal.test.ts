import {describe, expect, it} from 'vitest'
import {parseJson, stringifyJson} from '../src/api/json.js'
import {Decimal, plainUnits} from '../src/decimal.js'

describe('Decimal', () => {
  it('keeps the digits it was written with', () => {
    for (const text of ['26.97368100', '0E-8', '12345678901234.12345678', '-0.00000001', '1E+2']) {
      expect(Decimal.parse(text).toString()).toBe(text)
    }
  })

  it('sums exactly where floating point does not', () => {
    const cents = Array.from({length: 100_000}, () => Decimal.parse('0.1'))
    expect(Decimal.sum(cents).toString()).toBe('10000')
    expect(Decimal.parse('0.1').plus(Decimal.parse('0.2')).toString()).toBe('0.3')
  })

  it('leaves the sign away, and writes steps of any size', () => {
    expect(['-1.50', '1.50', '0'].map(text => Decimal.parse(text).abs().text)).toEqual(['1.5', '1.50', '0'])
    expect(plainUnits(-1_500n, 16)).toBe('-0.00000000000015')
    expect([0n, 100n, -250n].map(units => plainUnits(units, 2))).toEqual(['0', '1', '-2.5'])
  })

  it('understands exponents', () => {
    expect(Decimal.parse('0E-8').isZero).toBe(true)
    expect(Decimal.parse('1E+2').plus(Decimal.parse('1.5e-1')).toString()).toBe('100.15')
  })

  it('refuses to cut digits silently', () => {
    expect(() => Decimal.parse('0.000000001').units).toThrow(/more than 8 decimals/)
    expect(() => Decimal.parse('1.005').toFixed(2)).toThrow(/more than 2 decimals/)
    expect(() => Decimal.of(0.1)).toThrow(/not exact/)
  })

  it('rounds once and alike on both sides of zero', () => {
    const d = (text: string) => Decimal.parse(text)
    expect(d('2.345').rounded(2).toString()).toBe('2.35')
    expect(d('-2.345').rounded(2).toString()).toBe('-2.35')
    expect(d('2.345').rounded(2, 'half-even').toString()).toBe('2.34')
    expect(d('-2.349').rounded(2, 'down').toString()).toBe('-2.34')
    expect(d('2.341').rounded(2, 'up').toString()).toBe('2.35')
    expect(d('0.00000003').times(d('0.5')).toString()).toBe('0.00000002')
    expect(d('10').dividedBy(d('3')).toString()).toBe('3.33333333')
  })

  it('rejects what is no number', () => {
    for (const text of ['', '1,5', '0x1', 'NaN', '--1', '1.', '.5', '١'])
      expect(() => Decimal.parse(text)).toThrow(RangeError)
  })

  it('displays with thousands and nothing cut', () => {
    expect(Decimal.parse('-1234567.5').toDisplay()).toBe('-1,234,567.50')
    expect(Decimal.parse('0.12345678').toDisplay()).toBe('0.12345678')
  })
})

describe('JSON without loss', () => {
  it('comes out as it went in', () => {
    const text =
      '{"amount":26.97368100,"budget_amount":100,"id":12345678901234567890,"total_count":3,"debt_amount":0E-8,"x":1.50}'
    expect(stringifyJson(parseJson(text))).toBe(text)
  })

  it('gives amounts as Decimal and counts as numbers', () => {
    const value = parseJson('{"amount":100,"total_count":3}') as {amount: Decimal; total_count: number}
    expect(value.amount).toBeInstanceOf(Decimal)
    expect(value.total_count).toBe(3)
  })
})
