import type {ExampleResult} from '../../bills/rating/examples.js'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import {commandLine} from '../../command-line.js'
import {Failure} from '../../failure.js'

const view: View<ExampleResult> = {
  columns: [{name: 'status'}, {name: 'name', label: 'EXAMPLE'}, {name: 'expected'}, {name: 'actual'}],
  empty: 'The book has no examples. Add some under examples: a record, and the rule and charge that it must get',
}

export default class PricebookTest extends PartnerCommand<ExampleResult[]> {
  static override summary = 'Run the examples in a price book'
  static override description = 'Exit 1 when an example gets another rule or another charge than it says.'
  static override examples = ['<%= config.bin %> pricebook test prices/2026.yaml']
  static override args = {book: optionalArgument('price book; pricebook.yaml unless said otherwise')}
  static override flags = {encoding: encodingFlag}

  async run(): Promise<ExampleResult[]> {
    const {args, flags} = await this.parse(PricebookTest)
    const {readPriceBook} = await import('../../bills/rating/book.js')
    const {failedFields, runExamples} = await import('../../bills/rating/examples.js')
    const file = args.book ?? process.env.PARTNERCTL_PRICEBOOK ?? 'pricebook.yaml'
    const reading = readingOf(this.common.profile, flags.encoding, text => this.note(text))
    const book = await readPriceBook(file, reading)
    const results = runExamples(book)
    await this.present(results, view)
    const failed = results.filter(({status}) => status === 'failed').length
    if (failed > 0) {
      throw new Failure('failed', `${failed} of ${results.length} examples failed`, {
        next: [
          commandLine`pricebook explain --book ${file} ${failedFields(book, results)}    shows which rule prices it, and why`,
        ],
      })
    }
    return results
  }
}
