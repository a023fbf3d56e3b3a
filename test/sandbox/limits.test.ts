import {describe, expect, it} from 'vitest'
import {rateOf} from '../../src/api/contract/contract.js'
import {RateLimits, type RateMode} from '../../src/sandbox/wire/limits.js'

/** How many of so many requests at a moment are let through. */
function counter(site: 'intl' | 'cn', operation: string, mode: RateMode) {
  let now = 300
  const limits = new RateLimits(site, () => now)
  return (at: number, requests: number) => {
    now = at
    let passed = 0
    for (let n = 0; n < requests; n++) {
      try {
        limits.take('::1', operation, undefined, mode)
        passed++
      } catch (error) {
        expect(error).toMatchObject({status: 429, code: 'APIGW.0308'})
      }
    }
    return passed
  }
}

describe('the rate limits of the sandbox', () => {
  it('fill evenly and begin full', () => {
    const ask = counter('intl', 'CreateSubCustomer', 'realistic')
    expect([ask(300, 15), ask(800, 15), ask(1300, 15), ask(9000, 15)]).toEqual([10, 5, 5, 10])
  })

  it('count anew in each second of the clock, as fixed windows', () => {
    const ask = counter('intl', 'CreateSubCustomer', 'fixed-window')
    expect([ask(300, 6), ask(999, 15), ask(1000, 15), ask(1999, 1), ask(2000, 1)]).toEqual([6, 4, 10, 0, 1])
  })

  it('are those of the contract, for each operation and site', () => {
    const of = (site: 'intl' | 'cn', operation: string) => counter(site, operation, 'fixed-window')(0, 50)
    expect(of('cn', 'ListCustomerselfResourceRecords')).toBe(30)
    expect(of('intl', 'ListCustomerselfResourceRecords')).toBe(10)
    expect(of('intl', 'ListOnDemandResourceRatings')).toBe(20)
    expect(of('intl', 'CheckUserIdentity')).toBe(5)
    expect(of('intl', 'ShowSubCustomerBudget')).toBe(10)
  })
})

describe('the rate of an operation', () => {
  it('begins with the usual one where the number stands on another site’s page', () => {
    expect(rateOf({rate: {perSecond: 30, seen: ['cn']}}, 'eu')).toEqual({start: 10, most: 30})
    expect(rateOf({rate: {perSecond: 30, seen: ['cn']}}, 'cn')).toEqual({start: 30, most: 30})
    expect(rateOf({rate: {perSecond: 5, seen: ['cn']}}, 'intl')).toEqual({start: 5, most: 5})
    expect(rateOf({}, 'intl')).toEqual({start: 10, most: 10})
    expect(rateOf(undefined, 'cn')).toEqual({start: 10, most: 10})
  })
})
