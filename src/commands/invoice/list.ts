import {parseMoment} from '../../cli/input/dates.js'
import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListInvoices', {
  summary: "List your invoices, or a customer's with --customer",
  description: 'Times are UTC; the last twelve months when no window is given.',
  examples: [
    '<%= config.bin %> invoice list --profile sandbox',
    '<%= config.bin %> invoice list --since 2026-01 --until last-month -o csv --profile sandbox',
  ],
  customer: 'optional',
  fields: [{start_time: {as: 'since'}}, {end_time: {as: 'until'}}],
  complete: (input, now) => ({
    start_time: parseMoment('-12months', 'begin', now, '--since'),
    end_time: parseMoment('now', 'end', now, '--until'),
    ...input,
  }),
  columns: [
    {name: 'invoiceNo', label: 'INVOICE'},
    {name: 'requestId', label: 'REQUEST'},
    {name: 'billCycle', label: 'CYCLE'},
    {name: 'invoiceTitle', label: 'TITLE'},
    {name: 'invoiceAmount', label: 'AMOUNT'},
    {name: 'invoiceClass', label: 'CLASS'},
    {name: 'invoiceState', label: 'STATUS'},
    {name: 'applyTime', label: 'REQUESTED (UTC)'},
  ],
  empty: 'No invoices in this time. --since and --until widen it',
})
