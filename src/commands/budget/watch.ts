import {readFileSync} from 'node:fs'
import {Flags} from '@oclif/core'
import {checksOf, endOfAll, sendPortions, type Told} from '../../api/chunks.js'
import {stringifyJson} from '../../api/json.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {writeFlags} from '../../cli/flags.js'
import {execFlag, runHook} from '../../cli/hook.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {type BudgetState, type Policy, parsePolicy, RECENT_DAYS, watchBudgets} from '../../customers/budget-watch.js'
import type {Customer} from '../../customers/find.js'
import {freezeSome} from '../../customers/freezing.js'
import {billDate} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {concernsOnePart, Failure, type Outcome, usage} from '../../failure.js'

interface Watched extends BudgetState {
  /** What became of the action. */
  status?: 'warned' | 'proposed' | 'raised' | 'frozen' | 'failed' | 'unknown' | 'not sent'
  /** How to find out what became of it, where that is unknown. */
  check?: string
}

const percent = (name: 'used_percent' | 'projected_percent', label: string) => ({
  name,
  label,
  align: 'right' as const,
  text: (row: Watched) => `${row[name].text}%`,
})
const amount = (name: 'budget_amount' | 'used_amount' | 'projected_amount', label: string) => ({
  name,
  label,
  align: 'right' as const,
  text: (row: Watched) => row[name].rounded(2).toDisplay(),
})

const view: View<Watched> = {
  columns: [
    {name: 'account_name', label: 'CUSTOMER'},
    {name: 'customer_id', extra: true},
    {name: 'indirect_partner_id', extra: true},
    amount('budget_amount', 'BUDGET'),
    amount('used_amount', 'USED'),
    percent('used_percent', 'USED %'),
    amount('projected_amount', 'MONTH END'),
    percent('projected_percent', 'END %'),
    {
      name: 'threshold',
      label: 'REACHED',
      align: 'right',
      text: row => (row.threshold ? `${row.threshold}%` : ''),
    },
    {
      name: 'action',
      text: row =>
        row.raise_to && row.action === 'raise' ? `raise to ${row.raise_to.toDisplay()}` : (row.action ?? ''),
    },
    {name: 'status'},
    {name: 'budget_type', extra: true},
    {name: 'basis', extra: true},
    {name: 'is_frozen', extra: true},
    {name: 'raise_to', extra: true},
  ],
  spare: ['threshold', 'projected_percent', 'action', 'status', 'projected_amount', 'used_percent'],
  empty: 'No budget has reached a threshold, and none is heading beyond its end',
}

export default class BudgetWatch extends PartnerCommand<Watched[]> {
  static override summary = 'Watch budgets: what is used, where the month will end, what to do about it'
  static override description =
    `Shows customers that have reached a threshold, or will use up their budget if the month goes on like this. For cron.
A policy file can warn, raise budgets and freeze customers; it only does so with --yes, or when it says auto: true.
Budgets count list prices, not what customers or you pay. Used amounts arrive late: they are those of yesterday at best.`
  static override examples = [
    '<%= config.bin %> budget watch --profile sandbox',
    '<%= config.bin %> budget watch --at 80,100 -o jsonl --exec ./notify.sh',
    '<%= config.bin %> budget watch --policy policy.yaml --dry-run',
  ]
  static override operations: OperationId[] = [
    'ListSubCustomers',
    'ListIndirectPartners',
    'ListSubCustomerBudget',
    'UpdateSubCustomerBudget',
    'FreezeSubCustomers',
  ]
  static exits: Outcome[] = ['partial']
  static override flags = {
    at: Flags.string({summary: 'thresholds in percent of the budget', default: '80,100'}),
    all: Flags.boolean({summary: 'every customer that has a budget'}),
    records: Flags.string({
      summary: `project from the last ${RECENT_DAYS} days of these records (a file of \`bill export\`)`,
    }),
    policy: Flags.string({summary: 'what to do from which share of the budget on (YAML)'}),
    exec: execFlag('customer shown'),
    ...writeFlags,
  }

  async run(): Promise<Watched[]> {
    const {flags} = await this.parse(BudgetWatch)
    const now = new Date()
    const thresholds = flags.at.split(',').map(part => Number(part.trim()))
    if (thresholds.some(one => !Number.isInteger(one) || one < 1))
      throw usage(`--at ${flags.at}: not percentages`, 'Write --at 80,100')
    const policy = flags.policy ? await parsePolicy(readPolicy(flags.policy), flags.policy) : undefined
    const recent = flags.records ? await this.recentCosts(flags.records, now) : undefined
    const shown: Watched[] = []
    const unread: Customer[] = []
    const wanted = {thresholds: thresholds.sort((a, b) => a - b), policy, now, recent}
    for await (const row of watchBudgets(this.api, wanted, customer => unread.push(customer))) {
      const isHigh = row.threshold !== undefined || row.projected_percent.compare(Decimal.of(100)) > 0
      if (flags.all || isHigh || row.action) shown.push(row)
    }
    shown.sort((a, b) => b.used_percent.compare(a.used_percent))
    const end = policy && (await this.act(shown, policy, Boolean(flags['dry-run'])))
    await this.present(shown, view)
    if (shown.length > 0 && this.readByPeople)
      this.note('Budgets and where they lead are at list prices, not what customers or you pay')
    const untold = flags.exec ? await this.tell(flags.exec, shown) : 0
    const unseen = failureToRead(unread)
    const failure = end ?? failureOf(shown, untold) ?? unseen
    if (unseen && failure !== unseen) this.note(`Warning: ${unseen.message}`)
    if (failure) throw failure
    return shown
  }

  /** What each customer's last days cost on average, at list prices as budgets count them. */
  private async recentCosts(path: string, now: Date): Promise<Map<string, Decimal>> {
    const {readRecords} = await import('../../bills/rating/read-records.js')
    const until = billDate(now)
    const from = billDate(new Date(now.getTime() - RECENT_DAYS * 86_400_000))
    const sums = new Map<string, bigint>()
    let unlisted = 0
    for await (const {customer_id = '', bill_date = '', charge_mode, official_amount} of readRecords(path)) {
      // What is bought once does not come again tomorrow.
      if (bill_date < from || bill_date >= until || charge_mode === '1') continue
      if (!official_amount) unlisted++
      sums.set(customer_id, (sums.get(customer_id) ?? 0n) + (official_amount?.units ?? 0n))
    }
    if (unlisted > 0)
      throw usage(
        `${counted(unlisted, 'record')} of ${path} without a list price, and budgets count list prices`,
        'Export the month with every column, or leave --records out',
      )
    return new Map([...sums].map(([id, units]) => [id, Decimal.fromUnits(units / BigInt(RECENT_DAYS))]))
  }

  /** Runs the hook for each row. One that fails does not hold up the next. Returns how many failed. */
  private async tell(command: string, rows: Watched[]): Promise<number> {
    let failed = 0
    for (const row of rows) {
      const names = {PARTNERCTL_CUSTOMER: row.account_name, PARTNERCTL_USED_PERCENT: row.used_percent.text}
      try {
        await runHook(command, `${stringifyJson(row)}\n`, names)
      } catch (error) {
        if (!concernsOnePart(error)) throw error
        failed++
        this.note(`Warning: ${error.message} for ${row.account_name}`)
      }
    }
    return failed
  }

  /**
   * Does what the policy wants. A write without --yes needs the policy's own `auto: true`; otherwise it is only
   * proposed. Returns what kept everything from being done.
   */
  private async act(rows: Watched[], policy: Policy, dryRun: boolean): Promise<Failure | undefined> {
    const mayWrite = !dryRun && (this.common.yes || policy.auto)
    for (const row of rows) if (row.action) row.status = row.action === 'warn' ? 'warned' : 'proposed'
    const proposed = rows.filter(row => row.status === 'proposed')
    if (proposed.length > 0 && !mayWrite)
      this.note(`${proposed.length} changes are only proposed: add --yes, or auto: true to the policy`)
    if (!mayWrite) return undefined
    const byId = new Map(proposed.map(row => [row.customer_id, row]))
    const sent = await sendPortions([...byId.keys()], 1, ([id]) => this.change(byId.get(id!)!))
    for (const {id, status, check, error_msg} of sent.rows) {
      const row = byId.get(id)!
      Object.assign(row, {status: status === 'done' ? doneWords[row.action as keyof typeof doneWords] : status, check})
      if (error_msg) this.note(`${row.account_name}: ${error_msg}`)
    }
    return endOfAll(sent)
  }

  private async change({action, raise_to, ...row}: Watched): Promise<Told> {
    const {customer_id, indirect_partner_id} = row
    if (action === 'freeze') {
      const input = {customer_ids: [customer_id], reason: 'budget used up', indirect_partner_id}
      return freezeSome(this.api, true, 'ACCOUNT', input)
    }
    const check = commandFor(row)
    const input = {customer_id, indirect_partner_id, budget_amount: raise_to!}
    await this.api.call('UpdateSubCustomerBudget', input, {check})
    return {check}
  }
}

const doneWords = {raise: 'raised', freeze: 'frozen'} as const

/** What the whole amounts to. A raise adds to what is there: whoever repeats one that took effect raises twice. */
function failureOf(rows: Watched[], untold: number): Failure | undefined {
  const unknown = rows.filter(row => row.status === 'unknown')
  const failed = rows.filter(row => row.status === 'failed' || row.status === 'not sent').length
  if (unknown.length > 0) {
    return new Failure('unknown', `whether ${unknown.length} of ${rows.length} customers were changed is unknown`, {
      next: checksOf(unknown).slice(0, 5),
      details: unknown,
    })
  }
  if (failed > 0) return new Failure('partial', `${failed} of ${rows.length} customers could not be changed`)
  return untold > 0 ? new Failure('partial', `--exec failed for ${untold} of ${rows.length} customers`) : undefined
}

/** Shows the budget of a row; a reseller's customer is found together with the reseller. */
const commandFor = ({
  customer_id,
  indirect_partner_id: reseller,
}: Pick<BudgetState, 'customer_id' | 'indirect_partner_id'>) =>
  commandLine`budget show ${customer_id} ${reseller ? ['--reseller', reseller] : []}`

/** Customers of whom nobody can say whether all is well. */
function failureToRead(unread: Customer[]): Failure | undefined {
  if (unread.length === 0) return undefined
  const names = unread.slice(0, 5).map(({account_name}) => account_name)
  const more = unread.length > names.length ? ` and ${unread.length - names.length} more` : ''
  return new Failure('partial', `the amounts of ${names.join(', ')}${more} could not be read`)
}

function readPolicy(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw usage(`the policy ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
