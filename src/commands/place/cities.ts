import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListCities', {
  summary: 'List the cities of a province and their codes',
  examples: ['<%= config.bin %> place cities 110000 --profile sandbox'],
  argument: {name: 'province', field: 'province_code', description: 'code of the province'},
  columns: ['code', 'name'],
})
