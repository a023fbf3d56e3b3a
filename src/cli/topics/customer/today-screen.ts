// The morning on a screen of 80 columns: a block for what waits, none for what does not.
import {commandLine} from '../../../command-line.js'
import {counted} from '../../../counted.js'
import {isWaiting, type Today} from '../../../customers/today.js'
import {Decimal} from '../../../decimal.js'
import {nextStep} from '../../next-step.js'
import {labeller} from '../../output/labels.js'
import {alignedLines} from '../../output/lines.js'

const words = {
  account: labeller('bss', 'AccountBalanceV2', 'account_type'),
  verified: labeller('bss', 'CustomerInformation', 'verified_status'),
  ending: labeller('bss', 'OrderInstanceV2', 'expire_policy'),
}

const WIDTH = 80
const ROWS = 5
/** Parts that are named for one reason. */
const NAMED = 8
/** From a hundred on, what stands behind the point tells nothing. */
const percent = (share: Decimal) => `${(share.compare(Decimal.of(100)) < 0 ? share : share.rounded(0)).text} %`
const day = (time: unknown) => String(time ?? '').slice(0, 10)
const money = (amount: Decimal | undefined, currency = '') =>
  `${currency} ${amount?.rounded(2).toDisplay() ?? '?'}`.trim()
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text)
/** The short form of what a ticket waits for: 80 columns hold a name beside it. */
const waitsFor = (status: unknown) => (String(status) === '2' ? 'to be confirmed' : 'your feedback')

interface Block {
  title: string
  rows: string[][]
  /** The last column is words, which a narrow window cuts. */
  isCut?: true
}

function blocksOf(today: Today): Block[] {
  const {tickets, authorizations, orders, budgets, without_budget, expiring, realname, frozen} = today
  return [
    {
      title: 'Tickets',
      rows: tickets.map(one => [
        one.incident_id ?? '',
        waitsFor(one.status),
        one.account_name ?? 'own',
        day(one.create_time),
      ]),
    },
    {
      title: 'Access',
      rows: authorizations.map(one => [one.id ?? '', one.incident_id ?? '', 'asked', day(one.create_time)]),
    },
    {
      title: 'To pay',
      rows: orders.map(one => [
        one.order_id ?? '',
        money(one.amount_after_discount, one.currency),
        one.account_name ?? one.customer_id ?? '',
        day(one.create_time),
      ]),
    },
    {
      title: 'Budgets',
      rows: [
        ...budgets.map(one => [
          one.account_name,
          `${money(one.used_amount)} of ${money(one.budget_amount)}`,
          percent(one.used_percent),
          one.budget_type === 'PACKAGE' ? 'one-off' : `month end ${percent(one.projected_percent)}`,
        ]),
        ...without_budget.map(one => [one.account_name ?? '', `${money(one.used_amount)} of none`, '', 'no budget']),
      ],
    },
    {
      title: 'Expiring',
      isCut: true,
      rows: expiring.map(one => [
        one.account_name ?? '',
        one.resource_name || one.resource_id || '',
        day(one.expire_time),
        words.ending(one.expire_policy),
      ]),
    },
    {
      title: 'Real-name',
      rows: realname.map(one => [one.account_name, words.verified(one.verified_status)]),
    },
    {
      title: 'Frozen',
      rows: frozen.map(one => [one.account_name]),
    },
  ]
}

/** `isLong`: with every row of each block. */
export function todayScreen(today: Today, isLong: boolean): string {
  const {as_of, site, customers, credit, coverage, failed} = today
  const many = customers === undefined ? '' : ` · ${counted(customers, 'customer')}`
  const lines = [`${day(as_of)} ${as_of.slice(11, 16)} UTC · ${site}${many}`]
  if (credit)
    lines.push(
      `Credit     ${money(credit.left, credit.currency)} of ${money(credit.quota)} left, ${money(credit.due)} due`,
    )
  const [balances, account] = [today.balances ?? [], words.account]
  if (balances.length > 0)
    lines.push(
      `Balances   ${balances.map(one => `${account(one.account_type)} ${money(one.amount, one.currency)}`).join(', ')}`,
    )
  const most = isLong ? Number.POSITIVE_INFINITY : ROWS
  for (const {title, rows, isCut} of blocksOf(today)) {
    if (rows.length === 0) continue
    const shown = alignedLines(rows.slice(0, most)).map(line =>
      isCut ? cut(line, WIDTH - title.padEnd(11).length) : line,
    )
    lines.push(...shown.map((line, i) => `${i === 0 ? title.padEnd(11) : ' '.repeat(11)}${line}`))
    if (rows.length > most)
      lines.push(`${' '.repeat(11)}and ${rows.length - most} more: ${nextStep(commandLine`today --long`)}`)
  }
  if (!isWaiting(today) && failed.length === 0) lines.push('Nothing waits for you')
  for (const [part, {read, of, oldest}] of Object.entries(coverage)) {
    if (read < of) lines.push(`${part}: of ${read} of ${of} customers; the next run asks for more, --full for all`)
    else if (oldest && oldest < as_of) lines.push(`${part}: as of ${day(oldest)} ${oldest.slice(11, 16)} UTC or later`)
  }
  const reasons = [...new Set(failed.map(({message}) => message))]
  const parts = reasons.map(reason => {
    const names = failed.filter(({message}) => message === reason).map(({part}) => part)
    const others = names.splice(isLong ? names.length : NAMED)
    const more = others.length > 0 ? ` and ${counted(others.length, 'other')}` : ''
    return `${names.join(', ')}${more} could not be read: ${reason}`
  })
  return `${[...lines, ...parts].join('\n')}\n`
}

/** What somebody who has read the screen is likely to do next. */
export function todayNext({tickets, orders, budgets}: Today): string[] {
  const [ticket] = tickets
  const [order] = orders
  const [budget] = budgets
  // A reseller's customer is found by its id, or together with the reseller.
  const customer = ticket?.indirect_partner_id ? ticket.customer_id : (ticket?.account_name ?? ticket?.customer_id)
  const [payer, spender] = [order?.indirect_partner_id, budget?.indirect_partner_id]
  return [
    ...(ticket?.incident_id
      ? [commandLine`ticket show ${ticket.incident_id} ${customer ? ['--customer', customer] : []}`]
      : []),
    ...(order?.order_id ? [commandLine`order show ${order.order_id} ${payer ? ['--reseller', payer] : []}`] : []),
    ...(budget ? [commandLine`budget show ${budget.account_name} ${spender ? ['--reseller', spender] : []}`] : []),
  ].slice(0, 2)
}
