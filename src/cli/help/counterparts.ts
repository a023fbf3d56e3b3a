// Commands of one site, and what does their work on the others: budgets here are accounts there.
import {lookUp} from '../../look-up.js'

/** By command: lines for a site that has no such command. What only reads is answered with what only reads. */
export const counterparts: Record<string, string[]> = {
  'account adjustments': ["partnerctl budget history    the changes of a customer's budget"],
  'account balances': ['partnerctl credit show    your credit', 'partnerctl budget list    what customers may spend'],
  'account grant': ['partnerctl budget set    lets a customer spend more'],
  'account history': ['partnerctl credit show    your credit', 'partnerctl invoice list    what you were billed'],
  'account reclaim': ['partnerctl budget set    lets a customer spend less'],
  'bill customers': ['partnerctl bill summary    the month as one sum'],
  'bill fee-records': ['partnerctl bill records    the records of your customers'],
  'bill summary': ['partnerctl bill customers    who consumed something in a cycle'],
  'budget apply': ['partnerctl account grant    gives a customer money'],
  'budget history': ['partnerctl account adjustments    what was allocated and reclaimed'],
  'budget list': ['partnerctl account balances    what there is, also of customers'],
  'budget set': ['partnerctl account grant    gives a customer money'],
  'budget show': ['partnerctl account balances    what there is, also of customers'],
  'coupon cards': ["partnerctl coupon list    a customer's coupons"],
  'coupon history': ['partnerctl coupon list    the coupons that there are'],
  'coupon quota list': ['partnerctl coupon list    the coupons that there are'],
  'coupon issued': ['partnerctl coupon list    the coupons that there are'],
  'credit quota': ['partnerctl account balances    what there is, also of customers'],
  'credit show': ['partnerctl account balances    what there is'],
  'invoice list': ['partnerctl account history    what was taken from your account'],
  'order coupons': ["partnerctl coupon list    a customer's coupons"],
  'reseller quota list': ['partnerctl reseller list    your resellers'],
}

export const counterpartsOf = (command: string): string[] => lookUp(counterparts, command) ?? []
