import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListMeasureUnits', {
  summary: 'List measurement units: the measure ids of usages and sizes, in words',
  examples: [
    '<%= config.bin %> product units --profile sandbox',
    '<%= config.bin %> product units --filter measure_type=duration --profile sandbox',
  ],
  items: 'measure_units',
  columns: [
    {name: 'measure_id', label: 'ID', align: 'right'},
    {name: 'measure_name', label: 'NAME'},
    {name: 'abbreviation', label: 'SHORT'},
    {name: 'measure_type', label: 'MEASURES'},
  ],
})
