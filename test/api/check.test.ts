import {expect, it} from 'vitest'
import {checkInput} from '../../src/api/check.js'
import {Decimal} from '../../src/decimal.js'

it('the limits of amounts are those of the pages', () => {
  const grant = (amount: string) =>
    checkInput(
      'UpdateCouponQuotas',
      {quota_id: 'q', indirect_partner_ids: ['r'], quota_amount: Decimal.parse(amount)},
      'cn',
    )
  grant('100')
  grant('100000000')
  expect(() => grant('100000000.01')).toThrow('at most 100000000')
  expect(() => grant('0')).toThrow('must be')
})

it.each(['0', '1', 0, 1])('a budget lifts a freeze with %j, as a word or as a number', cancel_partner_frozen => {
  checkInput(
    'UpdateSubCustomerBudget',
    {customer_id: 'c', budget_amount: Decimal.parse('5'), cancel_partner_frozen},
    'intl',
  )
})
