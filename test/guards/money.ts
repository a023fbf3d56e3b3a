// Guards of this: whose money it is, and what is known about a file.
import type {Guard} from './guard.js'

const file = 'test/bills/delivered/console.test.ts'

export const money: Guard[] = [
  {
    what: 'what the fonts cannot print takes no number',
    file: 'src/bills/statement/number.ts',
    take: 'await check(numbered.map(({statement}) => statement))',
    put: '',
    test: ['test/bills/statement/glyphs.test.ts', 'a character without a font'],
  },
  {
    what: 'a bill file without a known column of amounts is refused',
    file: 'src/bills/delivered/headed.ts',
    take: "if (this.file.source !== 'bill-file' || hasMoney(columns)) return",
    put: 'if (columns) return',
    test: [file, 'is refused with the list of its columns'],
  },
  {
    what: 'amounts in two currencies side by side are not added up',
    file: 'src/bills/delivered/headed.ts',
    take: 'if (currencies.length > 1) {',
    put: 'if (currencies.length > 9) {',
    test: [file, 'has a currency that is read or asked, and never assumed'],
  },
  {
    what: 'two columns of the same amount are told apart by nobody but the reader',
    file: 'src/bills/records/delivered-columns.ts',
    take: '} else if (column.known?.money && !isTaken) {',
    put: '} else if (columns.length < 0) {',
    test: [file, 'is refused in two columns, and taken from the one that is named'],
  },
  {
    what: 'two sheets with customers are not read as one, nor one of them in silence',
    file: 'src/bills/delivered/tables.ts',
    take: 'if (fit.length > 1) {',
    put: 'if (fit.length > 9) {',
    test: [file, 'are read as a workbook, whose other sheets are named'],
  },
  {
    what: 'a discount that no reading explains is named',
    file: 'src/bills/delivered/told.ts',
    take: 'return fits(ONE - share) ? Decimal.fromUnits(ONE - share).text : undefined',
    put: 'return discount',
    test: [file, 'a discount of 80% leaves of 100 what is settled'],
  },
  {
    what: 'a late bill file is pending, not missing',
    file: 'src/bills/export/bucket-file.ts',
    take: "isComing ? 'pending' : 'not-found',",
    put: "'not-found',",
    test: [file, 'is pending while it may come: looked for once'],
  },
  {
    what: 'a quantity that does not fit its column is no empty cell',
    file: 'src/bills/formats/parquet.ts',
    take: "type === 'quantity' || this.#others",
    put: 'this.#others',
    test: ['test/bills/formats/writers.test.ts', 'is exact, or an error that names its record'],
  },
  {
    what: 'what is settled already is not settled once more',
    file: 'src/bills/rating/provenance.ts',
    take: "if (known?.basis !== 'settlement') return",
    put: 'if (known) return',
    test: ['test/bills/rating/bases.test.ts', 'are refused where reconciliation has shown'],
  },
  {
    what: 'what is said of columns holds for the same headings only',
    file: 'src/bills/delivered/kept-map.ts',
    take: 'JSON.stringify(headings.map(heading => heading.trim()))',
    put: "''",
    test: [file, 'keeps it for files with the same headings only, and all commands know it'],
  },
  {
    what: 'a month is not done with records that were not rated',
    file: 'src/bills/reconcile/draft.ts',
    take: 'if (records !== ratedRecords)',
    put: 'if (records < 0)',
    test: ['test/bills/reconcile/completeness.test.ts', 'tells of each customer how far its month is'],
  },
  {
    what: 'a month is not done where its own bill does not fit',
    file: 'src/bills/reconcile/completeness.ts',
    take: 'if (!untold) return undefined',
    put: 'return undefined',
    test: ['test/bills/reconcile/completeness.test.ts', 'tells of each customer how far its month is'],
  },
  {
    what: 'expenditure does not stand in for a settlement that a record lacks',
    file: 'src/bills/reconcile/completeness.ts',
    take: 'settled ?? 0n',
    put: 'settled ?? amount',
    test: ['test/bills/reconcile/bases.test.ts', 'records of settlement of all but one'],
  },
  {
    what: 'a charge in another currency is not the one that was issued',
    file: 'src/bills/reconcile/completeness.ts',
    take: 'addMoney(draft.charge, row.charge_currency, row.charge.units)',
    put: "addMoney(draft.charge, 'USD', row.charge.units)",
    test: ['test/bills/reconcile/bases.test.ts', 'rated rows in another currency'],
  },
  {
    what: 'a document that is gone or was altered is not done',
    file: 'src/bills/reconcile/completeness.ts',
    take: 'if (broken) return broken',
    put: '',
    test: ['test/bills/reconcile/completeness.test.ts', 'tells of each customer how far its month is'],
  },
  {
    what: 'an export without amounts is not equal to one that has them',
    file: 'src/bills/diff/diff.ts',
    take: "if (old && now && left.includes('amount') !== right.includes('amount')) {",
    put: 'if (left.length < 0) {',
    test: ['test/bills/rating/months.test.ts', 'of two exports of which one has no amounts'],
  },
]
