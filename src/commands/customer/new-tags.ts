import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListSubCustomerNewTag', {
  summary: 'List which customers count as new ones, and until when',
  examples: [
    '<%= config.bin %> customer new-tags --profile sandbox',
    '<%= config.bin %> customer new-tags --all --filter new_customer_tag=Y --profile sandbox',
  ],
  fields: [
    {customer_ids: {as: 'id', char: 'C', aliases: ['customer'], summary: 'these customers (ids)'}},
    'indirect_partner_id',
  ],
  columns: [
    {name: 'customer_id', label: 'CUSTOMER'},
    {name: 'customer_tag_type', label: 'TYPE'},
    {name: 'new_customer_tag', label: 'NEW'},
    {name: 'effective_time', label: 'SINCE (UTC)'},
    {name: 'expire_time', label: 'UNTIL'},
  ],
})
