// What is proposed works as it is printed: the scope that was typed travels, words are quoted, and every line in the
// sources is one that the program takes.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Parser} from '@oclif/core'
import ts from 'typescript'
import {afterEach, describe, expect, it} from 'vitest'
import {globalFlags} from '../../src/cli/flags.js'
import {guessesFor} from '../../src/cli/help/guesses.js'
import {commandIn, knowCommands, nextStep, nextStepData, typedScope} from '../../src/cli/next-step.js'
import type {KnownCommand, Taken} from '../../src/cli/typed-scope.js'
import {commandLine, shellWords} from '../../src/command-line.js'
import {sourceOf} from '../support/command-lines.js'

const root = join(import.meta.dirname, '../..')
// Not imported: a build writes it anew while types are checked.
const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
const table = Object.values(manifest.commands) as KnownCommand[]
const flag = (name: string, input: string): Taken => ({type: 'flag', flag: name, input})
const arg = (name: string, input: string): Taken => ({type: 'arg', arg: name, input})
const typed = (command: string, ...words: Taken[]) => {
  knowCommands(sourceOf(table))
  typedScope(command, words)
}

afterEach(() => knowCommands(sourceOf(table)))

describe('the next command', () => {
  it.each<[string, Taken[], string, string]>([
    ['budget set', [flag('profile', 'sandbox')], 'budget show andes', 'budget show -p sandbox andes'],
    ['budget set', [flag('reseller', 'kestrel-it')], 'budget show g-1b', 'budget show --reseller kestrel-it g-1b'],
    [
      'ticket link add',
      [flag('customer', 'lumen 04')],
      'ticket link list T1',
      "ticket link list --customer 'lumen 04' T1",
    ],
    [
      'ticket param set',
      [flag('group', 'g1'), flag('customer', 'lumen'), flag('profile', 'north')],
      'ticket param show T1',
      'ticket param show -p north --customer lumen --group g1 T1',
    ],
    ['bill rate', [flag('book', "it's.yaml")], 'bill statement r.csv', "bill statement --book 'it'\\''s.yaml' r.csv"],
    ['pricebook test', [arg('book', 'b.yaml')], 'pricebook explain R', 'pricebook explain R'],
    ['resource list', [arg('customer', 'andes')], 'subscription list', 'subscription list --customer andes'],
    ['subscription list', [flag('customer', 'andes')], 'resource list', 'resource list andes'],
    [
      'sandbox export',
      [flag('server', 'http://[::1]:1')],
      'sandbox import f',
      "sandbox import --server 'http://[::1]:1' f",
    ],
    ['sso decode', [flag('set', 'a=1'), flag('set', 'b=2 3')], 'sso settings', "sso settings --set a=1 --set 'b=2 3'"],
  ])('after %s with %j is completed', (command, words, line, whole) => {
    typed(command, ...words)
    expect(nextStep(`partnerctl ${line}`)).toBe(`partnerctl ${whole}`)
  })

  it('is found behind what leads to it, and before its remark', () => {
    typed('ticket create', flag('profile', 'p'))
    const line = 'Find out first: partnerctl ticket show 1    tells more'
    expect(nextStep(line)).toBe('Find out first: partnerctl ticket show -p p 1    tells more')
    expect(nextStepData(line)).toEqual({
      command: 'partnerctl ticket show -p p 1',
      argv: ['ticket', 'show', '-p', 'p', '1'],
      why: 'Find out first, tells more',
    })
    expect(nextStepData('Wait a while')).toEqual({why: 'Wait a while'})
  })

  it.each<[string, Taken[], string]>([
    ['ticket show', [flag('profile', 'p')], 'partnerctl explain CBC.0151'],
    ['ticket show', [flag('profile', 'p')], 'partnerctl budget show --profile x'],
    ['ticket show', [flag('customer', 'a')], 'partnerctl ticket show --customer=b 1'],
    ['ticket show', [flag('customer', 'a')], 'partnerctl ticket show --customer b 1'],
    ['ticket show', [flag('customer', 'a')], 'partnerctl budget show b'],
    ['ticket show', [flag('customer', 'a')], 'Wait a while'],
    ['sandbox clock', [flag('set', '2026-10-01')], 'partnerctl sso settings'],
    ['sso register', [flag('set', 'a=1')], 'partnerctl sso metadata check FILE'],
  ])('is left alone where nothing of it is meant, or it says so itself: %s %j %s', (command, words, line) => {
    typed(command, ...words)
    expect(nextStep(line)).toBe(line)
  })

  it.each(['my book.yaml', '$HOME/x', "it's", 'a;b', '*', '', 'ä b', '~x', 'a\\b', '#1', 'a  b'])(
    'takes %j as one word',
    word => {
      const line = commandLine`bill statement ${word} --first ${7}    ${undefined} with ${[]} a remark`
      expect(shellWords(line)).toEqual({
        words: ['partnerctl', 'bill', 'statement', word, '--first', '7'],
        remark: expect.stringContaining('a remark'),
      })
    },
  )
})

/** Every text of the sources that proposes a command, with something in place of what is filled in. */
function proposals(): [place: string, line: string][] {
  const root = join(import.meta.dirname, '../../src')
  const found: [string, string][] = []
  for (const file of readdirSync(root, {recursive: true, encoding: 'utf8'})) {
    if (!file.endsWith('.ts') || /^(sandbox|cli[/\\](completion|help))[/\\]|^cli[/\\]main|sso[/\\]idp.ts/.test(file))
      continue
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      const isDoc =
        (ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node)) &&
        /^(summary|description|examples)$/.test(node.name.getText())
      if (isDoc || ts.isRegularExpressionLiteral(node)) return
      const place = () => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'commandLine') {
        found.push([place(), `partnerctl ${filled(node.template)}`])
      } else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
        for (const line of filled(node).split('\n')) if (/partnerctl [a-z]/.test(line)) found.push([place(), line])
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

function filled(template: ts.TemplateLiteral | ts.StringLiteralLike): string {
  if (!ts.isTemplateExpression(template)) return template.text
  return (
    template.head.text + template.templateSpans.map(span => `${sample(span.expression)}${span.literal.text}`).join('')
  )
}

/** What is filled in: what is chosen between, the words of a list, else any word. */
function sample(node: ts.Expression): string {
  if (ts.isConditionalExpression(node)) return sample(node.whenTrue)
  if (ts.isTaggedTemplateExpression(node)) return `partnerctl ${filled(node.template)}`
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(sample).join(' ')
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return filled(node)
  return samples[node.getText()] ?? 'X1'
}

const samples: Record<string, string> = {
  one: 'urge',
  action: 'urge',
  flag: '--endpoint-bss',
  where: '--records X1 --encoding X2',
  words: '--cycle 2026-10 --format csv --excel --out X1',
}

const commandOf = (line: string): KnownCommand | undefined => {
  knowCommands(sourceOf(table))
  const name = commandIn(nextStepData(line).argv ?? [])
  return table.find(({id}) => id.replaceAll(':', ' ') === name)
}

const SCOPE = ['profile', 'customer', 'reseller', 'group', 'book', 'server', 'set']

describe('a proposal in the sources', () => {
  const known = new Set(table.map(({id}) => id.replaceAll(':', ' ')))
  const lines = proposals()

  it('is found', () => {
    expect(lines.length).toBeGreaterThan(120)
  })

  it('is made so that what is filled in is quoted', () => {
    const root = join(import.meta.dirname, '../../src')
    const bare = readdirSync(root, {recursive: true, encoding: 'utf8'})
      .filter(file => file.endsWith('.ts') && !/^(sandbox|command-line)/.test(file))
      .flatMap(file =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/[`'][^`'\n]*\bpartnerctl ([a-z]+ [^`'\n]*\$\{[^`'\n]*)`/g)]
          .filter(([, rest]) => commandIn(rest!.split(' ')))
          .map(([text]) => `${file}: ${text}`),
      )
    expect(bare).toEqual([])
  })

  it('parses under every scope that can have been typed', async () => {
    const wrong: string[] = []
    for (const [place, line] of lines) {
      // Every flag of the scope may have been typed or not; what the command does not know is typed, too, once.
      const own = ['profile', ...Object.keys(commandOf(line)?.flags ?? {})]
      const some = SCOPE.filter(name => own.includes(name))
      for (let mask = 0; mask <= 2 ** some.length; mask++) {
        const these = mask === 2 ** some.length ? SCOPE : some.filter((_, bit) => mask & (1 << bit))
        const words = these.map(name => flag(name, `the ${name}`))
        knowCommands(sourceOf(table))
        typedScope('sso settings', words)
        const data = nextStepData(line)
        const name = data.argv && commandIn(data.argv)
        if (!name) {
          if (!/partnerctl (\(|was|is|will|failed|local|beside|that)/.test(line) && mask === 0)
            wrong.push(`${place}: ${line}`)
          break
        }
        const trouble = await parsed(name, data.argv!.slice(name.split(' ').length))
        if (trouble) {
          wrong.push(`${place}: ${data.command}: ${trouble}`)
          break
        }
        const command = table.find(({id}) => id.replaceAll(':', ' ') === name)!
        const lost = words.filter(
          ({flag}) =>
            (flag === 'profile' || command.flags?.[flag!]) &&
            !(flag === 'profile' && /^(docs|explain|help|profile|sandbox|pricebook|audit|completion)/.test(name)) &&
            !(flag === 'set' && command.flags?.set?.helpGroup !== 'SSO') &&
            !data.argv!.some(word => word === `--${flag}` || (flag === 'profile' && word === '-p')),
        )
        if (lost.length > 0) {
          wrong.push(`${place}: ${data.command} has lost ${lost.map(({flag}) => flag).join(', ')}`)
          break
        }
      }
    }
    expect(wrong).toEqual([])
    expect(known.size).toBe(table.length)
  })
})

/** What the parser of the framework says against the words behind a command; undefined when it takes them. */
async function parsed(name: string, argv: string[]): Promise<string | undefined> {
  const command = manifest.commands[name.replaceAll(' ', ':')]
  const {args, flags, strict} = command as unknown as {args: Record<string, object>; flags: object; strict: boolean}
  const takeAll = Object.fromEntries(
    Object.entries(args).map(([key, one]) => [key, {...one, parse: async (text: string) => text, ignoreStdin: true}]),
  )
  // Answers that only a person has stand for themselves, and a question is asked for what is missing.
  if (argv.includes('--help')) return undefined
  try {
    await Parser.parse(argv, {args: takeAll, flags: {...globalFlags, ...flags}, strict} as never)
    return undefined
  } catch (error) {
    const {message} = error as Error
    return /^Missing \d+ required arg|Missing required flag/.test(message) ? undefined : message.split('\n')[0]
  }
}

describe('an unknown command', () => {
  const ids = ['bill:export', 'bill:report', 'budget:show', 'budget:set', 'customer:list', 'ticket:authorize:show']
  it.each([
    ['custmer list', ['customer list']],
    ['customer lst', ['customer list']],
    ['bill xport', ['bill export']],
    ['budgte', ['budget']],
    ['bud show 12', ['budget show']],
    ['ticket authorise shwo 1', ['ticket authorize show']],
    ['weather today', []],
  ])('%s may mean %j', (line, meant) => {
    knowCommands(sourceOf(ids.map(id => ({id}))))
    expect(guessesFor(line)).toEqual(meant)
  })
})
