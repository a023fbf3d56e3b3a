// Everything that a list of the contract can be filtered by is a flag or an argument of its command, or it is said here
// how else it is given.
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {operationTable} from '../../src/api/contract/contract.js'
import {inputFields} from '../../src/api/contract/fields.js'
import {packageRoot} from '../../src/package.js'

interface Marked {
  field?: string
}
interface Command {
  operations?: string[]
  flags?: Record<string, Marked>
  args?: Record<string, Marked>
}

const table = operationTable().operations
const lists = Object.keys(table).filter(id => id.startsWith('List') && table[id]!.service !== 'iam')

const AS_CUSTOMER = '--customer'
const CYCLE = '--cycle'
const PRODUCT = '--service, --resource-type, --spec, --region, --size, --count; price export takes many from a list'
const TICKET = 'the argument TICKET'
const TEXT = 'not offered: text comes with its markup and is made readable here'
const GROUP = '--group'

/** Fields that no flag carries under their own name: how each is given instead, or why not at all. */
const otherwise: Record<string, Record<string, string>> = {
  ListAccessoryAccessUrls: {accessory_ids: 'all of the argument TICKET', group_id: GROUP},
  ListAuthorizations: {trim_osm_rich_text_label: TEXT},
  ListCaseLabels: {case_id: TICKET},
  ListCaseQuotas: {product_category_id: '--product, by name', business_type_id: '--problem, by name'},
  ListCases: {
    label_id_list: '--label, by name',
    x_customer_name: '--user',
    x_customer_id: '--user',
    query_start_time: '--since',
    query_end_time: '--until',
    incident_status: 'not offered: it means what status means, and only its form is guessed',
  },
  ListConsumeSubCustomers: {bill_cycle: CYCLE},
  ListCosts: {
    time_condition: '--every, --since, --until',
    'time_condition.time_measure_id': '--every',
    'time_condition.begin_time': '--since',
    'time_condition.end_time': '--until',
    groupby: '--by',
    filters: '--only, --without',
  },
  ListCustomerOrders: {order_by: '--sort created'},
  ListCustomersBalancesDetail: {customer_infos: 'the argument CUSTOMERS'},
  ListFreeResourceUsages: {free_resource_ids: 'the argument PACKAGE'},
  ListHasVerifiedContacts: {customer_id: AS_CUSTOMER, area_code: '--value, with its country'},
  ListInvoices: {domain_id: AS_CUSTOMER},
  ListMessages: {case_id: TICKET, group_id: GROUP, trim_osm_rich_text_label: TEXT},
  ListMoreInstantMessages: {
    case_id: TICKET,
    type: 'the side of the last message shown',
    group_id: GROUP,
    trim_osm_rich_text_label: TEXT,
  },
  ListNewInstantMessages: {
    case_ids: 'the argument TICKETS',
    last_message_time_id: 'the last message shown',
    group_id: GROUP,
    trim_osm_rich_text_label: TEXT,
  },
  ListOnDemandResourceRatings: {
    project_id: '--project',
    inquiry_precision: 'not offered: ten decimals are more than money has here',
    product_infos: PRODUCT,
  },
  ListPayPerUseCustomerResources: {customer_id: AS_CUSTOMER},
  ListPostpaidBillSum: {bill_cycle: CYCLE},
  ListPrivileges: {privilege: 'every one is asked for'},
  ListRateOnPeriodDetail: {project_id: '--project', product_infos: PRODUCT},
  ListRenewRateOnPeriod: {
    resource_ids: 'the argument RESOURCES',
    period_type: '--period',
    period_num: '--period',
    include_relative_resources: '--attached',
  },
  ListSubCustomerBillDetail: {
    bill_cycle: CYCLE,
    customer_id: AS_CUSTOMER,
    service_type_code: '--service',
    region_code: '--region',
    charging_mode: '--charging-mode',
    bill_detail_type: '--bill-type',
  },
  ListSubCustomerBudget: {customer_ids: 'the argument CUSTOMERS'},
  ListSubcustomerMonthlyBills: {customer_id: AS_CUSTOMER, cycle: CYCLE, cloud_service_type: '--service'},
}

async function commands(): Promise<Command[]> {
  const folder = join(packageRoot, 'dist/commands')
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.js'))
  return Promise.all(files.map(async file => (await import(join(folder, file))).default))
}

it('each filter of each list is a flag of its command', async () => {
  const all = await commands()
  const missing: string[] = []
  const needless: string[] = []
  for (const id of lists) {
    const own = all.filter(({operations}) => operations?.includes(id))
    const inputs = own.flatMap(({flags, args}) => [...Object.values(flags ?? {}), ...Object.values(args ?? {})])
    const typed = new Set(inputs.map(({field}) => field))
    const {paging} = table[id]!
    const ofPages = [paging?.offset, paging?.limit, paging?.marker]
    const wanted = [...inputFields(id).values()].filter(one => one.in !== 'header' && !ofPages.includes(one.name))
    const known = otherwise[id] ?? {}
    missing.push(...wanted.filter(({name}) => !typed.has(name) && !known[name]).map(({name}) => `${id} ${name}`))
    needless.push(...Object.keys(known).filter(name => typed.has(name) || !inputFields(id).has(name)))
    // What is said about flags and arguments is true, too.
    const flags = new Set(own.flatMap(one => Object.keys(one.flags ?? {})))
    const args = new Set(own.flatMap(one => Object.keys(one.args ?? {})))
    for (const [, flag] of Object.values(known)
      .join(' ')
      .matchAll(/--([\w-]+)/g)) {
      if (!flags.has(flag!)) needless.push(`${id} --${flag}`)
    }
    for (const [, arg] of Object.values(known)
      .join(' ')
      .matchAll(/argument ([A-Z]+)/g)) {
      if (!args.has(arg!.toLowerCase())) needless.push(`${id} ${arg}`)
    }
  }
  expect({missing, needless}).toEqual({missing: [], needless: []})
})
