import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListProvinces', {
  summary: 'List provinces and their codes, for registered addresses',
  examples: ['<%= config.bin %> place provinces --profile sandbox'],
  columns: ['code', 'name'],
})
