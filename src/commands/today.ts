import {join} from 'node:path'
import {Flags} from '@oclif/core'
import type {OperationId} from '../api/types.js'
import {PartnerCommand} from '../cli/command.js'
import type {View} from '../cli/output/view.js'
import {todayNext, todayScreen} from '../cli/topics/customer/today-screen.js'
import {counted} from '../counted.js'
import {isWaiting, readToday, type Today} from '../customers/today.js'
import {Failure, type Outcome} from '../failure.js'
import {cacheFolder} from '../profiles/paths.js'

/** Customers that are asked one by one in a run. */
const MOST = 200

const view: View<Today> = {
  columns: [
    'as_of',
    'site',
    'customers',
    'credit',
    'balances',
    'tickets',
    'authorizations',
    'orders',
    'budgets',
    'without_budget',
    'expiring',
    'realname',
    'frozen',
    'coverage',
    'failed',
  ].map(name => ({name})),
}

export default class TodayCommand extends PartnerCommand<Today> {
  static override summary = 'Show what waits for you today, over all customers'
  static override description =
    `Credit, tickets that need an answer, access that is asked for, orders to pay, budgets near their end, resources that expire within 30 days,
real-name reviews, frozen customers. What can only be asked customer by customer is remembered for a day; a run asks at most ${MOST} customers anew,
and eight of those who had tickets; as of when the others' are is said, and --full asks for all.
A part that cannot be read is named, and the rest stands; where nothing else is left to say it is exit 7. Times are UTC.`
  static override examples = [
    '<%= config.bin %> today --profile sandbox',
    '<%= config.bin %> today --query tickets --profile sandbox',
  ]
  static override operations: OperationId[] = [
    'ShowPartnerConsumptionQuota',
    'ListPartnerBalances',
    'ListSubCustomers',
    'ListIndirectPartners',
    'ListSubCustomerBudget',
    'ListCustomerOrders',
    'ListPayPerUseCustomerResources',
    'ListCases',
    'ListAuthorizations',
  ]
  static exits: Outcome[] = ['partial', 'waiting']
  static override flags = {
    full: Flags.boolean({summary: 'asks for every customer anew, however many there are'}),
    long: Flags.boolean({summary: 'shows every row of each part, not the first few'}),
    'exit-code': Flags.boolean({summary: 'ends with 20 where something waits, for scripts'}),
  }

  async run(): Promise<Today> {
    const {flags} = await this.parse(TodayCommand)
    const progress = await this.progress('Looking around')
    const settings = {
      now: new Date(),
      memory: join(cacheFolder(), 'today'),
      most: flags.full ? undefined : MOST,
      onProgress: (text: string) => progress.update(text),
    }
    const today = await this.api.briefly(() => readToday(this.api, settings))
    progress.stop()
    await this.present(today, {...view, screen: shown => todayScreen(shown, flags.long)})
    const next = todayNext(today)
    if (next.length > 0) this.done('Next', ...next)
    if (flags['exit-code'] && isWaiting(today)) {
      const things = [...today.tickets, ...today.authorizations, ...today.orders].length
      throw new Failure(
        'waiting',
        things > 0 ? `${counted(things, 'thing')} to answer or pay` : 'something waits for you',
      )
    }
    if (today.failed.length > 0 && (flags['exit-code'] || !isWaiting(today)))
      throw new Failure('partial', `not everything could be read: ${today.failed.map(({part}) => part).join(', ')}`)
    return today
  }
}
