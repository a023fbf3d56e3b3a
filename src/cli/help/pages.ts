// The pages of docs/, which come with the program.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {commandLine} from '../../command-line.js'
import {Failure} from '../../failure.js'
import {packageRoot} from '../../package.js'
import {closest} from '../../similar.js'

export interface Page {
  /** As it is typed: its place below docs/, without .md; a folder is its README. */
  page: string
  title: string
  /** Markdown. */
  text: string
}

const folder = join(packageRoot, 'docs')

const nameOf = (file: string) => file.replaceAll('\\', '/').replace(/(\/README)?\.md$/, '')

const read = (file: string): Page => {
  const text = readFileSync(join(folder, file), 'utf8')
  return {page: nameOf(file), title: (/^# (.*)$/m.exec(text)?.[1] ?? nameOf(file)).replaceAll('`', ''), text}
}

const files = () => (readdirSync(folder, {recursive: true}) as string[]).filter(file => file.endsWith('.md')).sort()

/** The pages without the one that each topic of commands has, by name. */
export const pages = (): Page[] =>
  files()
    .map(read)
    .filter(({page}) => !page.startsWith('commands/'))

/** The page with this name, or with this name at its end. Throws `not-found`, with what may be meant. */
export function pageNamed(typed: string): Page {
  const wanted = nameOf(typed.toLowerCase().replace(/^(\.\/)?docs\//, ''))
  const all = files()
  const file =
    all.find(one => nameOf(one) === wanted) ?? all.find(one => nameOf(one).split('/').slice(-1)[0] === wanted)
  if (file) return read(file)
  const names = all.map(nameOf)
  const mentions = (one: string) => `${one} ${read(one).title}`.toLowerCase().includes(wanted)
  const meant = [...new Set([...closest(wanted, names), ...all.filter(mentions).map(nameOf)])].slice(0, 5)
  throw new Failure('not-found', `there is no page "${typed}"${meant.length > 0 ? ': did you mean' : ''}`, {
    next: [...meant.map(name => commandLine`docs ${name}`), commandLine`docs    lists the pages`],
  })
}
