import {copyFileSync, existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {Flags} from '@oclif/core'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import type {KnownCustomer} from '../../cli/topics/bill/new-book.js'
import {commandLine} from '../../command-line.js'
import {Failure} from '../../failure.js'
import {isFolder} from '../../file-name.js'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {packageRoot} from '../../package.js'

interface Begun {
  file: string
  schema: string
}

const view: View<Begun> = {columns: [{name: 'file'}, {name: 'schema'}]}

export default class PricebookInit extends PartnerCommand<Begun> {
  static override summary = 'Begin a price book: a small one to change, and its schema for your editor'
  static override description =
    `On a terminal it asks what cost means in the book: what your customers' accounts show (expenditure), or what you pay Huawei (settlement); elsewhere --cost
says it, or it is expenditure. On the China site it is always expenditure.`
  static override examples = [
    '<%= config.bin %> pricebook init',
    '<%= config.bin %> pricebook init prices/2026.yaml',
    '<%= config.bin %> pricebook init --from-customers --profile sandbox',
  ]
  static override outputs = ['file']
  static override args = {file: optionalArgument('file to make; pricebook.yaml unless said otherwise')}

  static override flags = {
    cost: Flags.option({
      summary: "what cost means: what your customers' accounts show, or what you pay Huawei",
      options: ['expenditure', 'settlement'] as const,
    })(),
    'from-customers': Flags.boolean({summary: "with an entry for each of your customers, and of your resellers'"}),
  }

  /** Asked on a terminal; elsewhere what every record has. */
  async #cost(given: 'expenditure' | 'settlement' | undefined): Promise<'expenditure' | 'settlement'> {
    if (given || !this.prompts.mayAsk) return given ?? 'expenditure'
    return this.prompts.choose('--cost', 'What is cost in this book?', [
      {value: 'expenditure' as const, name: "what your customers' accounts show (expenditure)"},
      {value: 'settlement' as const, name: 'what you pay Huawei (settlement)'},
    ])
  }

  async #customers(): Promise<KnownCustomer[]> {
    const [{listCustomers}, {listResellers}] = await Promise.all([
      import('../../customers/find.js'),
      import('../../customers/resellers.js'),
    ])
    await this.progress('Reading customers')
    const found: KnownCustomer[] = []
    for await (const one of listCustomers(this.api, {})) found.push(one)
    for (const {indirect_partner_id, account_name: name = ''} of await listResellers(this.api))
      for await (const {customer_id, account_name} of listCustomers(this.api, {indirect_partner_id}))
        found.push({customer_id, account_name, reseller: {id: indirect_partner_id, name}})
    return found
  }

  async run(): Promise<Begun> {
    const {args, flags} = await this.parse(PricebookInit)
    const named = args.file ?? '.'
    const file = isFolder(named) ? join(named, 'pricebook.yaml') : named
    if (existsSync(file)) {
      throw new Failure('refused', `${file} is there already`, {next: ['Name another file, or move this one away']})
    }
    const cost = await this.#cost(flags.cost)
    const customers = flags['from-customers'] ? await this.#customers() : undefined
    makeFolder(dirname(file))
    const schema = join(dirname(file), 'pricebook.schema.json')
    const rating = join(packageRoot, 'src/bills/rating')
    copyFileSync(join(rating, 'pricebook.schema.json'), schema)
    const {newBook} = await import('../../cli/topics/bill/new-book.js')
    const template = readFileSync(join(rating, 'pricebook.template.yaml'), 'utf8')
    writeFileAtomic(file, newBook(template, {cost, customers}), 0o644)
    const result = await this.present({file, schema}, view)
    this.done('Change the prices, then', commandLine`pricebook check ${file}`, commandLine`pricebook test ${file}`)
    return result
  }
}
