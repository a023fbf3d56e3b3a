import {copyFileSync, existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'
import {Failure} from '../../failure.js'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {packageRoot} from '../../package.js'

interface Begun {
  file: string
  schema: string
}

const view: View<Begun> = {columns: [{name: 'file'}, {name: 'schema'}]}

export default class PricebookInit extends PartnerCommand<Begun> {
  static override summary = 'Begin a price book: a small one to change, and its schema for your editor'
  static override examples = ['<%= config.bin %> pricebook init', '<%= config.bin %> pricebook init prices/2026.yaml']
  static override args = {file: optionalArgument('file to make; pricebook.yaml unless said otherwise')}

  async run(): Promise<Begun> {
    const {args} = await this.parse(PricebookInit)
    const file = args.file ?? 'pricebook.yaml'
    if (existsSync(file)) {
      throw new Failure('refused', `${file} is there already`, {next: ['Name another file, or move this one away']})
    }
    makeFolder(dirname(file))
    const schema = join(dirname(file), 'pricebook.schema.json')
    const rating = join(packageRoot, 'src/bills/rating')
    copyFileSync(join(rating, 'pricebook.schema.json'), schema)
    writeFileAtomic(file, readFileSync(join(rating, 'pricebook.template.yaml'), 'utf8'), 0o644)
    const result = await this.present({file, schema}, view)
    this.done('Change the prices, then', commandLine`pricebook check ${file}`, commandLine`pricebook test ${file}`)
    return result
  }
}
