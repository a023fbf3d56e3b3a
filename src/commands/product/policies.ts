import {listCommand} from '../../cli/list-command.js'
import {currentCycle} from '../../cycle.js'

export default listCommand('ListIncentiveDiscountPolicies', {
  summary: 'List which products count for incentives and may be discounted',
  description: 'For a month of UTC+8; this month unless --cycle says otherwise.',
  examples: [
    '<%= config.bin %> product policies --profile sandbox',
    '<%= config.bin %> product policies --cycle last-month --service ecs --profile sandbox',
  ],
  fields: [{time: {as: 'cycle', char: 'c'}}, 'service_type_code'],
  complete: (input, now) => ({time: currentCycle(now), ...input}),
  columns: [
    {name: 'service_type_name', label: 'SERVICE'},
    {name: 'service_type_code', label: 'CODE'},
    {name: 'incentive_policy', label: 'INCENTIVE'},
    {name: 'allow_discount', label: 'DISCOUNT'},
  ],
})
