// How the outcomes of many rows are shown.
import type {RowOutcome} from '../../api/chunks.js'
import type {Column, View} from './view.js'

/** A view of outcomes; `done` is the word for a row that was done, e.g. `frozen`. */
export const outcomeView = <Row extends RowOutcome>(
  id: string,
  done: string,
  columns: Column<Row>[] = [],
): View<Row> => ({
  columns: [
    {name: 'id', label: id},
    ...columns,
    {name: 'status', text: row => (row.status === 'done' ? done : row.status)},
    {name: 'error_code', label: 'CODE'},
    {name: 'error_msg', label: 'REASON'},
  ],
})
