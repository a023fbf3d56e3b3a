import {listCommand} from '../../../cli/list-command.js'
import {parseContact} from '../../../tickets/contacts.js'

export default listCommand('ListHasVerifiedContacts', {
  summary: 'List the contacts that are verified for progress notices',
  examples: ['<%= config.bin %> ticket contact list --profile sandbox'],
  fields: [
    {contact_way: {as: 'type'}},
    {contact_value: {as: 'value', summary: 'this e-mail address, or phone number with its country'}},
    {verified_id: {as: 'verified'}},
    {expired_time: {as: 'valid-until'}},
    {sub_customer_id: {as: 'user', summary: 'of this IAM user (id)'}},
  ],
  customer: 'optional',
  complete: ({contact_value, ...input}) => {
    if (contact_value === undefined) return input
    const {value, areaCode} = parseContact(String(contact_value))
    return {...input, contact_value: value, area_code: areaCode}
  },
  columns: [
    {name: 'contact_value', label: 'CONTACT'},
    {name: 'contact_way', label: 'TYPE'},
    {name: 'area_code', label: 'AREA CODE'},
    {name: 'verified_id', label: 'VERIFICATION'},
  ],
  empty: 'No verified contacts\n  partnerctl ticket contact verify    verifies one',
})
