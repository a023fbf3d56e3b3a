import {describe, expect, it} from 'vitest'
import {billDate, currentCycle, cycleStart, daysOf, isFinal, parseCycle, shiftCycle} from '../src/cycle.js'

const at = (text: string) => new Date(text)

describe('bill cycles', () => {
  it('turn at midnight in UTC+8, whatever the local time zone', () => {
    expect(process.env.TZ).toBe('America/Lima')
    expect(currentCycle(at('2026-10-31T15:59:59Z'))).toBe('2026-10')
    expect(currentCycle(at('2026-10-31T16:00:00Z'))).toBe('2026-11')
    expect(billDate(at('2026-12-31T16:00:00Z'))).toBe('2027-01-01')
    expect(cycleStart('2026-11').toISOString()).toBe('2026-10-31T16:00:00.000Z')
  })

  it('are read from names and months', () => {
    const now = at('2026-11-22T00:00:00Z')
    expect(parseCycle('last-month', now)).toBe('2026-10')
    expect(parseCycle('this-month', now)).toBe('2026-11')
    expect(parseCycle('2025-05', now)).toBe('2025-05')
    expect(parseCycle('2019-01', now)).toBe('2019-01')
    for (const wrong of ['2026-12', '2026-13', '202610', 'october', '']) expect(() => parseCycle(wrong, now)).toThrow()
  })

  it('are shifted over the years and know their days', () => {
    expect(shiftCycle('2026-01', -1)).toBe('2025-12')
    expect(shiftCycle('2026-11', 14)).toBe('2028-01')
    expect(daysOf('2028-02')).toHaveLength(29)
    expect(daysOf('2026-11').at(-1)).toBe('2026-11-30')
  })

  it('are final from noon of the 5th in Beijing', () => {
    expect(isFinal('2026-10', at('2026-11-05T03:59:59Z'))).toBe(false)
    expect(isFinal('2026-10', at('2026-11-05T04:00:00Z'))).toBe(true)
  })
})
