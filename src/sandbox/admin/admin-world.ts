// The admin API's view of the world: health, accounts, clock, settings, codes, ledgers.
import {Decimal} from '../../decimal.js'
import {packageVersion} from '../../package.js'
import {customerOperator} from '../auth/keys.js'
import {isFinal, type SumLine, sumLines} from '../bills/ledger.js'
import {partnerSum} from '../bills/partner-bill.js'
import {billDetails} from '../bucket/bill-details.js'
import {RawBody} from '../call.js'
import type {Emulator} from '../emulator.js'
import {formatCycle, formatTime, monthOf} from '../state/calendar.js'
import {changeSettings, readSettings} from '../state/settings.js'
import {scanQrCode} from '../topics/realname/operations.js'
import {pendingTicketCodes} from '../topics/tickets/contacts.js'
import {groupOf} from '../topics/tickets/desk.js'
import {fileBehind} from '../topics/tickets/links.js'
import {pendingCodes} from '../topics/verification/operations.js'
import {AdminFault, type AdminRoutes, cycleOf} from './admin-request.js'
import {inbox} from './inbox.js'

/** What the state does not take is the caller's mistake. */
function inRange<T>(change: () => T): T {
  try {
    return change()
  } catch (error) {
    if (error instanceof RangeError) throw new AdminFault(400, error.message)
    throw error
  }
}

export const worldRoutes: AdminRoutes = {
  'GET health': s => ({
    status: 'ok',
    version: packageVersion(),
    site: s.options.site,
    scenario: s.options.scenario,
    seed: s.options.seed,
    clock: formatTime(s.clock.now()),
    strict: !s.options.loose,
    world: s.store.identity,
  }),
  'GET accounts': (s, {query}) => accounts(s, query.get('customer_id')),
  'GET clock': s => ({
    now: formatTime(s.clock.now()),
    cycle: formatCycle(monthOf(s.clock.now())),
    frozen: s.clock.frozen,
  }),
  'PUT clock': (s, {body}) => {
    // First, so that a clock that is stopped and set stands at just that moment.
    if (body.frozen === true) s.clock.freeze()
    if (body.frozen === false) s.clock.run()
    if (typeof body.now === 'string') {
      const at = Date.parse(body.now)
      if (Number.isNaN(at)) throw new AdminFault(400, 'now: not a time')
      inRange(() => s.clock.set(at))
    }
    return worldRoutes['GET clock']!(s, {parts: [], query: new URLSearchParams(), body})
  },
  'POST clock/advance': (s, {body}) => {
    const seconds = Number(body.seconds ?? 0) + Number(body.hours ?? 0) * 3600 + Number(body.days ?? 0) * 86_400
    if (!Number.isFinite(seconds)) throw new AdminFault(400, 'seconds, hours, days: not numbers')
    inRange(() => s.clock.advance(seconds * 1000))
    return {now: formatTime(s.clock.now())}
  },
  'GET settings': s => readSettings(s.store),
  'PUT settings': (s, {body}) => {
    return inRange(() => changeSettings(s.store, body))
  },
  'GET inbox': s => ({letters: inbox(s)}),
  'GET verification-codes': s => ({
    codes: pendingCodes(s.store, s.clock.now()),
    ticket_codes: pendingTicketCodes(s.store, s.clock.now()),
  }),
  'GET files': (s, {parts}) => {
    const file = fileBehind(s, parts[1] ?? '')
    if (!file) throw new AdminFault(404, 'this address is not good, or no longer')
    return new RawBody(file.bytes, 'application/octet-stream')
  },
  // What a partner exports in its console, which no operation gives.
  'GET bill-details': (s, {query}) => {
    const id = query.get('partner_id')
    const partner = id === null ? s.world.partners[0] : s.world.partner(id)
    if (!partner) throw new AdminFault(404, 'no such partner')
    return new RawBody(billDetails(s, partner, cycleOf(query)), 'text/csv')
  },
  'GET ledger': (s, {query}) => ledger(s, cycleOf(query), query.get('partner_id'), query.get('customer_id')),
  // The address of a QR code: opening it is what scanning and the face check are.
  'GET realname/qr': (s, {parts}) => {
    const {world, store, customers, clock} = s
    const scanned = scanQrCode({world, store, customers, now: clock.now()}, parts[2] ?? '')
    if (!scanned) throw new AdminFault(404, 'the QR code is unknown, used or expired')
    return {...scanned, verified: true}
  },
  'POST reset': s => {
    s.reset()
    return {reset: true}
  },
}

function accounts(s: Emulator, customerId: string | null): unknown {
  if (customerId !== null) {
    const customer = s.customers.get(customerId)
    if (!customer) throw new AdminFault(404, 'no such customer')
    const {name, password, accessKey, secretKey} = customerOperator(s.world, customer)
    return {
      domain_id: customer.id,
      account_name: customer.accountName,
      group_id: groupOf(customer.id),
      user_name: name,
      password,
      access_key_id: accessKey,
      secret_access_key: secretKey,
    }
  }
  return {
    partners: s.world.partners.map(p => ({
      domain_id: p.id,
      account_name: p.accountName,
      company: p.companyName,
      kind: p.kind,
      ...(p.distributorId ? {distributor_id: p.distributorId} : {}),
      xaccount_type: p.xaccountType,
      group_id: groupOf(p.id),
      users: p.operators.map(o => ({
        id: o.id,
        user_name: o.name,
        password: o.password,
        access_key_id: o.accessKey,
        secret_access_key: o.secretKey,
        permissions: o.permissions,
      })),
    })),
  }
}

/** Exact sums straight from what bills are made of: an oracle for tests. Amounts are text with 8 decimals. */
function ledger(s: Emulator, month: number, partnerId: string | null, customerId: string | null): unknown {
  const call = {world: s.world, store: s.store, customers: s.customers, now: s.clock.now()}
  const text = (units: bigint) => Decimal.fromUnits(units).toFixed(8)
  if (customerId !== null) {
    const customer = s.customers.get(customerId)
    if (!customer) throw new AdminFault(404, 'no such customer')
    const lines = sumLines(call, customer, month)
    const total = (pick: (line: SumLine) => bigint) => text(lines.reduce((sum, line) => sum + pick(line), 0n))
    return {
      cycle: formatCycle(month),
      customer_id: customer.id,
      official_amount: total(l => l.official),
      discount_amount: total(l => l.discount),
      amount: total(l => l.official - l.discount),
      coupon_amount: total(l => l.coupon),
      flexipurchase_coupon_amount: total(l => l.flexi),
      truncated_amount: total(l => l.truncated),
      tax_amount: total(l => l.tax),
      consume_amount: total(l => l.consume),
    }
  }
  const partner = partnerId === null ? s.world.partners[0]! : s.world.partner(partnerId)
  if (!partner) throw new AdminFault(404, 'no such partner')
  const sum = partnerSum(call, partner, month)
  return {
    cycle: formatCycle(month),
    partner_id: partner.id,
    final: isFinal(month, call.now),
    customers: sum.customers,
    consume_amount: text(sum.consume),
    refunds: text(sum.refunds),
    adjustments: text(sum.adjustments),
    tax_amount: text(sum.tax),
    initial_amount_due: text(sum.billed),
  }
}
