import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListConversions', {
  summary: 'List how measurement units convert into each other',
  examples: [
    '<%= config.bin %> product conversions --profile sandbox',
    '<%= config.bin %> product conversions --type duration --profile sandbox',
  ],
  fields: [{measure_type: {as: 'type'}}],
  items: 'conversions',
  units: ['measure_id', 'ref_measure_id'],
  columns: [
    {name: 'measure_id', label: 'UNIT'},
    {name: 'ref_measure_id', label: 'IN UNITS'},
    {name: 'conversion_ratio', label: 'RATIO', align: 'right'},
    {name: 'measure_type', label: 'MEASURES'},
  ],
})
