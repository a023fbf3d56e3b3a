import {PartnerCommand} from '../cli/command.js'
import {optionalArgument} from '../cli/flags.js'
import {type Page, pageNamed, pages} from '../cli/help/pages.js'
import {markdownText} from '../cli/output/markdown.js'
import {isTerminal, wantsColor} from '../cli/output/terminal.js'
import type {View} from '../cli/output/view.js'

const view: View<Page> = {
  columns: [
    {name: 'page', kind: 'name'},
    {name: 'title', kind: 'text'},
    {name: 'text', extra: true},
  ],
  screen: async ({text}) => {
    const {stdout} = process
    if (!isTerminal(stdout)) return text
    const bold = wantsColor(stdout) ? (await import('chalk')).default.bold : (heading: string) => heading
    return markdownText(text, stdout.columns || 80, bold)
  },
}

/** A page has its text in every format. */
const pageView: View<Page> = {...view, columns: view.columns.map(({extra: _, ...column}) => column)}

export default class Docs extends PartnerCommand<Page | Page[]> {
  static override summary = 'Show a page of the documentation, or list the pages'
  static override description =
    'The pages come with the program and need no network. On a terminal a page is plain text, elsewhere the Markdown that it is.'
  static override examples = [
    '<%= config.bin %> docs',
    '<%= config.bin %> docs cron',
    '<%= config.bin %> docs commands/ticket',
  ]
  static override args = {topic: optionalArgument('name of a page; a topic of commands has one, too')}

  async run(): Promise<Page | Page[]> {
    const {args} = await this.parse(Docs)
    if (args.topic) return this.present(pageNamed(args.topic), pageView)
    const all = await this.present(pages(), view)
    this.done(`${all.length} pages`, 'partnerctl docs PAGE    shows one', 'partnerctl docs commands    every command')
    return all
  }
}
