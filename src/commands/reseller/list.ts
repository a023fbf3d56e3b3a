import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListIndirectPartners', {
  summary: 'List your resellers: the partners through whom you sell',
  description: 'For distributors. Times are UTC.',
  examples: [
    '<%= config.bin %> reseller list --profile sandbox',
    '<%= config.bin %> reseller list --since 2020-01 -o csv --profile sandbox',
  ],
  fields: [
    'account_name',
    {indirect_partner_id: {as: 'id', aliases: ['reseller'], summary: 'one reseller'}},
    'associated_on_begin',
    'associated_on_end',
  ],
  columns: [
    {name: 'account_name', label: 'RESELLER'},
    {name: 'indirect_partner_id', label: 'ID'},
    {name: 'name', kind: 'text'},
    {name: 'account_manager_name', label: 'MANAGER'},
    {name: 'associated_on', label: 'SINCE (UTC)'},
  ],
  spare: ['account_manager_name', 'associated_on', 'indirect_partner_id'],
  empty: 'No resellers. Only a distributor has any',
})
