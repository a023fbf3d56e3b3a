// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code as it stands in the files
// Guards of this: files that are read back.
import type {Guard} from './guard.js'

const cases = (title: string): Guard['test'] => ['test/bills/read/cases.test.ts', title]
const bounds = (title: string): Guard['test'] => ['test/bills/read/bounds.test.ts', title]
const workbook = (title: string): Guard['test'] => ['test/bills/read/workbook.test.ts', title]
const certified = (title: string): Guard['test'] => ['test/bills/export/certified.test.ts', title]

export const reading: Guard[] = [
  {
    what: 'read: an encoding that nobody named is not guessed',
    file: 'src/bills/read/encoding.ts',
    take: 'if (!this.decoding.isChinese) throw this.#unknown(bytes)',
    put: '',
    test: cases('is refused with its place: windows-1252.csv'),
  },
  {
    what: 'read: a day that can be two is refused',
    file: 'src/bills/read/cells.ts',
    take: 'return dayOf(text)',
    put: 'return text',
    test: cases('has its days, whoever wrote them: export-dates-excel-us.csv'),
  },
  {
    what: 'read: nothing in an archive is passed over in silence',
    file: 'src/bills/read/archive.ts',
    take: 'if (!TABLE.test(member.name)) {',
    put: 'if (member.name === "") {',
    test: bounds('with a packed archive is refused'),
  },
  {
    what: 'read: one table twice in an archive is not two',
    file: 'src/bills/delivered/twins.ts',
    take: 'if (twin) {',
    put: 'if (twin === "") {',
    test: cases('is refused with its place: same-file-twice.tar.gz'),
  },
  {
    what: 'read: a checkpoint tells of what is on disk',
    file: 'src/bills/export/files/parts.ts',
    take: 'if (marks[reached]!.length < at || digestOf(hash) !== marks[reached]!.sha256) return false',
    put: 'if (marks[reached]!.length < at) return false',
    test: certified('an unfinished export as CSV that has another byte near its end becomes the whole one'),
  },
  {
    what: 'read: what is published is looked at before',
    file: 'src/bills/export/export.ts',
    take: "if (this.target.kind !== 'stream') await checkWritten(this.target, manifest, this.journal)",
    put: '',
    test: certified('an unfinished export as CSV is refused when it is changed before it is published'),
  },
  {
    what: 'read: a page of Parquet has an end',
    file: 'src/bills/read/parquet-pages.ts',
    take: 'if (!isCount(size) || size > LARGEST_PAGE) throw',
    put: 'if (!isCount(size)) throw',
    test: ['test/bills/read/parquet-claims.test.ts', 'a page that claims much that is packed is refused'],
  },
  {
    what: 'read: lists in lists have an end',
    file: 'src/bills/read/json-scanner.ts',
    take: 'if (++depth > DEEPEST) throw',
    put: 'if (++depth < 0) throw',
    test: bounds('as JSON lines with lists in lists is refused'),
  },
  {
    what: 'read: a cell far away is no table',
    file: 'src/bills/read/workbook/rows.ts',
    take: 'if (this.#column > MOST_COLUMNS) {',
    put: 'if (this.#column < 0) {',
    test: workbook('are refused with their place: a cell far away'),
  },
  {
    what: 'read: an error is no amount',
    file: 'src/bills/read/workbook/rows.ts',
    take: "case 'e':",
    put: "case 'never':",
    test: workbook('are refused with their place: an error'),
  },
  {
    what: 'read: a portion of empty lines is not the end of a file',
    file: 'src/bills/read/csv-pages.ts',
    take: 'if (page.rows === 0) continue',
    put: 'if (page.rows === 0) return',
    test: bounds('an export with a record behind nothing but lines is refused'),
  },
  {
    what: 'read: the end of the run is the end of reading',
    file: 'src/bills/read/encoding.ts',
    take: 'decoder.decoding.signal?.throwIfAborted()',
    put: '',
    test: bounds('does not read on to the end of a file: lines.csv.gz'),
  },
  {
    what: 'read: a cell with a lone line feed is quoted',
    file: 'src/csv.ts',
    take: 'return /[",\\r\\n]/.test(cell) ?',
    put: 'return /[",\\r]/.test(cell) ?',
    test: ['test/csv.test.ts', 'makes the same line as the library'],
  },
  {
    what: 'an export is read only as its manifest tells of it',
    file: 'src/bills/read/open-records.ts',
    take: 'await checkAsPublished(path, files, lying, isHeld)',
    put: '',
    test: ['test/bills/read/as-published.test.ts', 'that was cut is refused, and the file is named'],
  },
  {
    what: 'a rated file is read only as what is beside it tells of it',
    file: 'src/bills/rating/read-rated.ts',
    take: 'at === file.path ? await readProvenance(at) : undefined',
    put: 'undefined',
    test: ['test/bills/read/as-published.test.ts', 'that was cut is refused: report'],
  },
  {
    what: 'what was merged is not read a second time from its shards',
    file: 'src/bills/read/open-records.ts',
    take: '.filter(file => !merged.has(resolve(file)))',
    put: '',
    test: ['test/bills/read/as-published.test.ts', 'are not read again: beside them'],
  },
]
