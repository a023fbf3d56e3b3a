// Which operations a caller may use: the identity in the contract, and the permission items of a partner's operators.
import type {Operation} from '../../api/contract/contract.js'
import {ApiFault} from '../wire/api-fault.js'
import type {Caller} from './caller.js'

/** Permission items of the partner platform that let an operator call an operation; one of them is enough. */
const items: Record<string, string[]> = {
  CreateSubCustomer: ['BPC_ITEM_SUBCUSTSERV_010118'],
  SendVerificationMessageCode: ['BPC_ITEM_SUBCUSTSERV_010118'],
  CreatePersonalRealnameAuth: ['BPC_ITEM_SUBCUSTSERV_010119'],
  CreateEnterpriseRealnameAuthentication: ['BPC_ITEM_SUBCUSTSERV_010119'],
  ListSubCustomers: ['BPC_ITEM_SUBCUSTSERV_010100', 'BPC_ITEM_SUBCUSTSERV_010500'],
  FreezeSubCustomers: ['BPC_ITEM_SUBCUSTSERV_010501', 'BPC_ITEM_SUBCUSTSERV_010115'],
  UnfreezeSubCustomers: ['BPC_ITEM_SUBCUSTSERV_010501', 'BPC_ITEM_SUBCUSTSERV_010115'],
  UpdateSubCustomerBudget: ['BPC_ITEM_SUBCUSTSERV_010111', 'BPC_ITEM_SUBCUSTSERV_010503'],
  ListPostpaidBillSum: ['BPC_ITEM_FINANCE_090100'],
}

/** Operations that a reseller below a distributor may not call. */
const distributorsOnly = new Set([
  'ListIndirectPartners',
  'UpdateIndirectPartnerAccount',
  'ReclaimIndirectPartnerAccount',
  'UpdateCouponQuotas',
  'ReclaimCouponQuotas',
])

/** Throws the documented refusal when this caller may not use the operation. */
export function checkIdentity(id: string, operation: Operation, caller: Caller): void {
  if (operation.identity !== 'either' && operation.identity !== caller.kind) {
    throw denied(operation, `only a ${operation.identity}'s credentials may call ${id}`)
  }
  if (caller.kind !== 'partner') return
  if (caller.partner.kind === 'reseller' && distributorsOnly.has(id))
    throw denied(operation, 'only a distributor may call this')
  const needed = items[id]
  if (needed && caller.user.permissions !== 'all' && !needed.some(item => caller.user.permissions.includes(item))) {
    throw denied(operation, `the user lacks ${needed.join(' or ')}`)
  }
}

function denied(operation: Operation, reason: string): ApiFault {
  const headers = {'x-sandbox-auth': reason}
  if (operation.service === 'osm') return new ApiFault(403, 'OSM.0003', 'The operation is forbidden.', {}, headers)
  if (operation.service === 'iam')
    return new ApiFault(403, '403', 'You are not authorized to perform the requested action.', {}, headers)
  return new ApiFault(403, 'CBC.0151', 'Access denied.', {}, headers)
}
