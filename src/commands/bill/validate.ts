import {Flags} from '@oclif/core'
import type {BrokenRule, Validation} from '../../bills/validate/validate.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import {counted} from '../../counted.js'
import {Failure, type Outcome} from '../../failure.js'

export default class BillValidate extends PartnerCommand<Validation> {
  static override summary = 'Hold a FOCUS file, of any provider, to the rules of FOCUS 1.4'
  static override description =
    `Runs the rules of the FinOps Foundation's own model over each row of a CSV or Parquet file, and shows for each broken one what it asks, how many
rows break it, and the first of them. A rule on what a provider supports counts where a column of it is there, or where --supports says so. Not every
rule can be answered by a file: how many could not is told, too. Exit 0: no MUST is broken. 10: one is.`
  static override examples = [
    '<%= config.bin %> bill validate bills-2026-10.csv',
    '<%= config.bin %> bill validate focus.parquet -o json',
    '<%= config.bin %> bill validate focus.csv.gz --supports CAPACITY_RESERVATION_SUPPORTED',
  ]
  static exits: Outcome[] = ['differences']
  static override args = {file: argument('FOCUS as CSV, also .gz, or as Parquet; - for stdin')}
  static override flags = {
    supports: Flags.string({
      summary: 'a criterion of FOCUS that the provider meets, whatever columns are there',
      helpValue: 'CRITERION',
      multiple: true,
      multipleNonGreedy: true,
    }),
    encoding: encodingFlag,
  }

  async run(): Promise<Validation> {
    const {args, flags} = await this.parse(BillValidate)
    const {validateFocus} = await import('../../bills/validate/validate.js')
    const progress = await this.progress('Reading')
    const found = await validateFocus(args.file, {
      ...readingOf(this.common.profile, flags.encoding, text => this.note(text)),
      supports: flags.supports,
    })
    progress.stop()
    await this.present(found, view)
    if (found.must_failed > 0) {
      throw new Failure(
        'differences',
        `${counted(found.must_failed, 'rule')} that FOCUS ${found.version} makes a must ${found.must_failed > 1 ? 'are' : 'is'} broken`,
      )
    }
    return found
  }
}

const view: View<Validation> = {
  columns: [
    {name: 'file'},
    {name: 'dataset'},
    {name: 'version'},
    {name: 'rows', align: 'right'},
    {name: 'checked', align: 'right'},
    {name: 'passed', align: 'right'},
    {name: 'must_failed', align: 'right'},
    {name: 'should_failed', align: 'right'},
    {name: 'not_answerable', align: 'right'},
  ],
  screen: screenOf,
}

/** Values of an example that are shown. */
const LONGEST = 60

function screenOf(found: Validation): string {
  const {broken} = found
  return `${[
    `FOCUS ${found.version} ${found.dataset} · ${counted(found.rows, 'row')}`,
    `${counted(found.checked, 'rule')} checked · ${found.passed} passed · ${found.must_failed} MUST and ${found.should_failed} SHOULD failed · ${found.not_answerable} not answerable by this file`,
    ...(broken.length > 0 ? [''] : []),
    ...alignedLines(broken.map(one => [one.keyword, one.rule, one.asks, rowsOf(one)])).flatMap((line, i) => [
      line,
      ...exampleOf(broken[i]!),
    ]),
  ].join('\n')}\n`
}

const rowsOf = ({rows, column}: BrokenRule) => (rows === null ? column : counted(rows, 'row'))

function exampleOf({row, example}: BrokenRule): string[] {
  if (row === null) return []
  const values = Object.entries(example).map(([name, value]) => {
    const text = value === null ? 'null' : JSON.stringify(value)
    return `${name} ${text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text}`
  })
  return [`  row ${row.toLocaleString('en')}: ${values.join(', ')}`]
}
