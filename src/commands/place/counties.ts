import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListCounties', {
  summary: 'List the counties and districts of a city and their codes',
  examples: ['<%= config.bin %> place counties 110100 --profile sandbox'],
  argument: {name: 'city', field: 'city_code', description: 'code of the city'},
  columns: ['code', 'name'],
})
