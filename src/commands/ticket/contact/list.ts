import {listCommand} from '../../../cli/list-command.js'

export default listCommand('ListHasVerifiedContacts', {
  summary: 'List the contacts that are verified for progress notices',
  examples: ['<%= config.bin %> ticket contact list --profile sandbox'],
  fields: [
    {contact_way: {as: 'way'}},
    {contact_value: {as: 'value', summary: 'this phone number or e-mail address'}},
    {area_code: {as: 'area-code'}},
    {verified_id: {as: 'verified'}},
    {expired_time: {as: 'valid-until'}},
    {sub_customer_id: {as: 'user', summary: 'of this IAM user (id)'}},
  ],
  customer: 'optional',
  columns: [
    {name: 'contact_value', label: 'CONTACT'},
    {name: 'contact_way', label: 'KIND'},
    {name: 'area_code', label: 'AREA CODE'},
    {name: 'verified_id', label: 'VERIFICATION'},
  ],
  empty: 'No verified contacts\n  partnerctl ticket contact verify CONTACT    verifies one',
})
