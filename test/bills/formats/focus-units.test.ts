// Measurement units as FOCUS writes them.
import {describe, expect, it} from 'vitest'
import {focusUnit} from '../../../src/bills/formats/focus/units.js'
import {isUnit} from '../../../src/bills/validate/forms.js'

describe('a unit', () => {
  it.each([
    ['10,000 times', '10000 Times'],
    ['Ten thousand times', '10000 Times'],
    ['万次', '10000 Times'],
    ['10万次', '100000 Times'],
    ['小时', 'Hours'],
    ['GB/小时', 'GB-Hours'],
    ['GB/hour', 'GB-Hours'],
    ['GB*hour', 'GB-Hours'],
    ['core-hour', 'Core-Hours'],
    ['hour', 'Hours'],
    ['Day (period)', 'Days'],
    ['gb', 'GB'],
    ['GiB/month', 'GiB-Months'],
    ['Byte', 'B'],
    ['Mbit/s', 'Mb/Second'],
    ['Kbit/s', 'Kb/Second'],
    ['PCS', 'Count'],
    ['1K tokens', '1000 Tokens'],
    ['1 GB', 'GB'],
    ['Query rate', 'Query Rates'],
    ['CNY', 'CNY'],
    ['元', 'CNY'],
  ])('%s is %s', (text, unit) => {
    expect(focusUnit(text)).toBe(unit)
    expect([unit, isUnit(unit)]).toEqual([unit, true])
  })

  it.each(['', '个(次)/', '(unknown)', '台套', '%'])('%s is none that can be written so', text => {
    expect(focusUnit(text)).toBeUndefined()
  })
})
