import {parseDay} from '../../cli/input/dates.js'
import {listCommand} from '../../cli/list-command.js'

const MAX_DAYS = 90

export default listCommand('ListFreeResourcesUsageRecords', {
  summary: "List what was deducted from a customer's resource packages",
  description: `Days are those of UTC+8, at most ${MAX_DAYS} after the first; the last 30 days when no window is given.`,
  examples: [
    '<%= config.bin %> package usage --customer CUSTOMER --profile sandbox',
    '<%= config.bin %> package usage --customer CUSTOMER --since last-month --until last-month --profile sandbox',
  ],
  customer: 'required',
  fields: [
    {deduct_time_begin: {as: 'since'}},
    {deduct_time_end: {as: 'until'}},
    {free_resource_id: {as: 'item'}},
    'product_id',
    'resource_type_code',
  ],
  complete: (input, now) => ({
    deduct_time_begin: parseDay('-30d', 'begin', now, '--since'),
    deduct_time_end: parseDay('today', 'end', now, '--until'),
    ...input,
  }),
  units: ['measure_id'],
  columns: [
    {name: 'deduct_time', label: 'TIME (UTC)'},
    {name: 'product_name', label: 'NAME'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'resource_id', label: 'RESOURCE'},
    {name: 'used_amount', label: 'DEDUCTED', align: 'right'},
    {name: 'remaining_amount', label: 'LEFT', align: 'right'},
    {name: 'measure_id', label: 'UNIT'},
  ],
})
