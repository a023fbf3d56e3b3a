// The house: which room may import which, what a start may load, how large a room may be. Imports are read as the
// compiler reads them.
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'
import ts from 'typescript'
import {describe, expect, it} from 'vitest'
import pkg from '../package.json' with {type: 'json'}

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')
const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'))

/**
 * What each folder of src may import besides itself: rooms, then files of the ground. A folder without a line is red;
 * those of `commands`,
 * `cli/topics` and `sandbox/topics` stand for the topics in them. Imports of types obey the same arrows.
 */
const house: Record<string, [rooms: string, ground: string]> = {
  api: ['api/contract', 'address command-line decimal failure files look-up package'],
  'api/contract': ['', 'decimal package'],
  'bills/delivered': [
    'api/contract bills/read bills/read/workbook bills/records profiles',
    'counted cycle decimal failure files look-up',
  ],
  'bills/diff': [
    'api bills/export/files bills/rating bills/read bills/records bills/statement',
    'command-line csv decimal failure whole-file',
  ],
  'bills/einvoice': [
    'bills/rating bills/records bills/statement bills/statement/data',
    'cycle decimal failure look-up',
  ],
  'bills/export': [
    'api api/contract bills/delivered bills/diff bills/export/customers bills/export/files bills/formats bills/formats/focus bills/read bills/reconcile bills/records customers',
    'command-line counted csv cycle decimal failure file-name files lock package whole-file',
  ],
  'bills/export/customers': ['api api/contract bills/export bills/export/files bills/read customers', 'cycle failure'],
  'bills/export/files': [
    'api bills/export bills/formats bills/read bills/records',
    'counted decimal failure file-name files place',
  ],
  'bills/formats': ['bills/records', 'csv decimal failure look-up place similar'],
  'bills/formats/focus': ['bills/formats bills/records', 'cycle decimal look-up'],
  'bills/ledger': [
    'bills/rating bills/read bills/records bills/statement bills/statement/data',
    'command-line counted csv cycle decimal failure files lock look-up place',
  ],
  'bills/query': ['api bills/export/files', 'decimal failure'],
  'bills/rating': [
    'api api/contract bills/export bills/export/customers bills/export/files bills/formats bills/query bills/rating/parties bills/read bills/reconcile bills/records customers',
    'command-line counted csv currency cycle decimal failure files look-up package similar whole-file',
  ],
  'bills/rating/parties': ['bills/rating bills/records', 'failure'],
  'bills/read': [
    'api bills/delivered bills/export/files bills/formats/focus bills/read/workbook bills/records',
    'command-line counted csv currency cycle decimal failure look-up',
  ],
  'bills/read/workbook': ['bills/read bills/records', 'look-up'],
  'bills/reconcile': [
    'api bills/export/customers bills/export/files bills/rating bills/read bills/records bills/statement customers profiles',
    'counted cycle decimal failure files look-up',
  ],
  'bills/records': ['api api/contract bills/read', 'currency cycle decimal look-up'],
  'bills/report': ['bills/rating bills/statement', 'command-line cycle decimal failure'],
  'bills/statement': [
    'bills/einvoice bills/rating bills/records bills/statement/data bills/statement/drawing',
    'command-line csv cycle decimal failure file-name files lock look-up whole-file',
  ],
  'bills/statement/data': ['bills/rating', 'cycle decimal look-up'],
  'bills/statement/drawing': ['bills/formats bills/rating', 'failure package'],
  'bills/validate': ['bills/formats/focus bills/read bills/records', 'currency failure look-up package'],
  bulk: [
    'api api/contract bills/read bills/read/workbook bills/records customers tickets',
    'amount command-line csv decimal failure files lock look-up phone whole-file',
  ],
  cli: [
    'api api/contract bulk cli/completion cli/help cli/input cli/output customers products profiles',
    'command-line currency cycle decimal email failure file-name files lock look-up package phone place program whole-file',
  ],
  'cli/completion': ['profiles', 'cycle files look-up package'],
  'cli/help': ['api api/contract cli cli/output', 'command-line failure look-up package similar'],
  'cli/input': [
    'api api/contract cli cli/output customers tickets',
    'command-line cycle failure files look-up program secret-text',
  ],
  'cli/output': ['api api/contract cli', 'counted csv decimal failure look-up program similar'],
  'cli/topics': [
    'api api/contract bills/delivered bills/diff bills/export bills/records bulk cli cli/completion cli/input cli/output customers profiles sso tickets',
    'command-line counted decimal failure files lock look-up phone program windows',
  ],
  commands: [
    'api api/contract bills/diff bills/einvoice bills/export bills/export/customers bills/export/files bills/formats bills/ledger bills/query bills/rating bills/reconcile bills/records bills/report bills/statement bills/validate bulk cli cli/completion cli/help cli/input cli/output cli/topics customers products profiles sso tickets',
    'address amount command-line counted cycle decimal failure file-name files look-up package phone place',
  ],
  customers: ['api api/contract', 'command-line cycle decimal failure files look-up'],
  products: ['api api/contract', 'decimal failure'],
  profiles: ['api api/contract', 'address command-line failure files lock look-up package program'],
  sandbox: [
    'api/contract sandbox/admin sandbox/auth sandbox/bucket sandbox/faults sandbox/saml sandbox/state sandbox/topics sandbox/wire sandbox/world',
    'decimal package',
  ],
  'sandbox/admin': [
    'sandbox sandbox/auth sandbox/bills sandbox/bucket sandbox/faults sandbox/saml sandbox/state sandbox/topics sandbox/wire',
    'decimal package',
  ],
  'sandbox/auth': ['api/contract sandbox sandbox/state sandbox/wire sandbox/world', ''],
  'sandbox/bills': ['api/contract sandbox sandbox/state sandbox/topics sandbox/world', 'decimal'],
  'sandbox/bucket': ['sandbox sandbox/auth sandbox/bills sandbox/state sandbox/topics sandbox/wire sandbox/world', ''],
  'sandbox/docs': ['api/contract sandbox/topics sandbox/wire', ''],
  'sandbox/faults': ['api/contract sandbox/state sandbox/wire', 'similar'],
  'sandbox/saml': ['sandbox sandbox/state sandbox/wire sandbox/world', ''],
  'sandbox/state': ['', ''],
  'sandbox/topics': [
    'api/contract sandbox sandbox/auth sandbox/bills sandbox/state sandbox/wire sandbox/world',
    'decimal',
  ],
  'sandbox/wire': ['api/contract sandbox', 'decimal'],
  'sandbox/world': ['api/contract sandbox/state', 'package'],
  sso: ['api api/contract customers', 'address command-line failure files look-up'],
  tickets: ['api api/contract', 'command-line email failure file-name files look-up phone secret-text'],
}
/** What a file of the ground may import of the ground. */
const ground: Record<string, string> = {
  address: '',
  amount: 'decimal failure',
  'command-line': '',
  counted: '',
  csv: '',
  cycle: 'failure',
  decimal: '',
  email: 'failure',
  failure: '',
  'file-name': 'failure',
  files: 'failure',
  lock: 'command-line failure files',
  currency: '',
  'look-up': '',
  package: '',
  phone: 'failure',
  program: 'windows',
  'secret-text': '',
  similar: '',
  place: 'failure files',
  'whole-file': 'failure files place',
  windows: '',
}
/** Folders in which each folder is a topic, that the line of the outer one speaks for. */
const topics = ['commands', 'cli/topics', 'sandbox/topics']
/** The two places that start the emulator; everything else reaches it over HTTP. */
const startsSandbox = ['profiles/connect.ts', 'commands/sandbox/start.ts']

/** Packages that a start may load: small ones, and those that are built into the program. */
const light = ['@oclif/core', '@oclif/plugin-help', 'lossless-json', 'string-width', 'chalk', 'aws4fetch']

/** At most so many files stand in one folder, of the program and of its tests. */
const LARGEST_ROOM = 25
/** The longest line of a comment, in columns. */
const WIDEST_COMMENT = 120

interface Import {
  /** The file below src, where it is one of ours. */
  target?: string
  package?: string
  /** Only types: nothing of it is there at run time. */
  type: boolean
  dynamic: boolean
}

const known = new Map<string, Import[]>()

function importsOf(file: string): Import[] {
  const seen = known.get(file)
  if (seen) return seen
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, kinds: {type?: boolean; dynamic?: boolean}) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return
    const {text} = specifier
    const own = text.startsWith('.')
      ? {target: relative(src, resolve(src, dirname(file), text)).replace(/\.js$/, '.ts')}
      : {package: text.startsWith('@') ? text.split('/').slice(0, 2).join('/') : text.split('/')[0]!}
    found.push({...own, type: kinds.type ?? false, dynamic: kinds.dynamic ?? false})
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const {importClause: clause, moduleSpecifier} = node
      const bindings = clause?.namedBindings
      const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined
      const type = clause?.isTypeOnly || (!clause?.name && !!names?.length && names.every(one => one.isTypeOnly))
      add(moduleSpecifier, {type: type ?? false})
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, {type: node.isTypeOnly})
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, {type: true})
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], {dynamic: true})
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.Latest))
  known.set(file, found)
  return found
}

/** The room that a file lies in: its folder, or the one that speaks for its topic; '' for the ground. */
function roomOf(file: string): string {
  const folder = dirname(file)
  if (folder === '.') return ''
  return topics.find(topic => folder === topic || folder.startsWith(`${topic}/`)) ?? folder
}

const words = (text: string) => text.split(' ').filter(Boolean)
const nameOf = (file: string) => file.replace(/\.ts$/, '')

/** Why an import may not be, or undefined. */
function wrongArrow(file: string, {target, dynamic}: Import): string | undefined {
  if (target === undefined || !target.endsWith('.ts')) return undefined
  const [room, other] = [roomOf(file), roomOf(target)]
  if (other === room && room !== '') return undefined
  const line = room === '' ? (['', ground[nameOf(file)] ?? ''] as const) : house[room]
  if (!line) return undefined // a room without a line is told by a test of its own
  const [rooms, grounds] = line
  if (other === '' ? words(grounds).includes(nameOf(target)) : words(rooms).includes(other)) return undefined
  if (target === 'sandbox/index.ts' && dynamic && startsSandbox.includes(file)) return undefined
  return `${file} -> ${target}`
}

/** Groups of files of which each reaches each other, by imports of any kind. */
function circles(): string[][] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const visit = (file: string): number => {
    const place = order.size
    order.set(file, place)
    lowest.set(file, place)
    open.push(file)
    for (const one of importsOf(file)) {
      if (!one.target?.endsWith('.ts')) continue
      if (!order.has(one.target)) lowest.set(file, Math.min(lowest.get(file)!, visit(one.target)))
      else if (open.includes(one.target)) lowest.set(file, Math.min(lowest.get(file)!, order.get(one.target)!))
    }
    if (lowest.get(file) === place) {
      const group = open.splice(open.indexOf(file))
      if (group.length > 1) found.push(group)
    }
    return lowest.get(file)!
  }
  for (const file of files) if (!order.has(file)) visit(file)
  return found
}

/** The packages that are loaded with a file, and the file that names each. */
function loadedWith(file: string): Map<string, string> {
  const packages = new Map<string, string>()
  const seen = new Set<string>()
  const queue = [file]
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const one of importsOf(next)) {
      if (one.type || one.dynamic) continue
      if (one.target?.endsWith('.ts')) queue.push(one.target)
      else if (one.package) packages.set(one.package, next)
    }
  }
  return packages
}

describe('the house', () => {
  it('has a line for every room, and a room for every line', () => {
    const rooms = new Set(files.map(roomOf).filter(Boolean))
    expect([...rooms].filter(room => !(room in house))).toEqual([])
    expect(Object.keys(house).filter(room => !rooms.has(room))).toEqual([])
    const grounds = files.filter(file => roomOf(file) === '').map(nameOf)
    expect(grounds.filter(name => !(name in ground))).toEqual([])
    expect(Object.keys(ground).filter(name => !grounds.includes(name))).toEqual([])
  })

  it('has arrows that point one way', () => {
    const wrong = files.flatMap(file => importsOf(file).flatMap(one => wrongArrow(file, one) ?? []))
    expect(wrong).toEqual([])
  })

  it('has no circle', () => {
    expect(circles()).toEqual([])
  })

  it('has no room without a subject', () => {
    const vague = files.filter(file => /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file))
    expect(vague).toEqual([])
  })

  it('has no room that cannot be taken in at a glance', () => {
    const large = [src, join(root, 'test')]
      .flatMap(top => [top, ...readdirSync(top, {recursive: true, encoding: 'utf8'}).map(path => join(top, path))])
      .filter(path => existsSync(path) && readdirSyncOr(path).length > LARGEST_ROOM)
    expect(large.map(path => relative(root, path))).toEqual([])
  })

  it('has comments that fit on a page', () => {
    const tests = readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'}).filter(file =>
      file.endsWith('.ts'),
    )
    const all = [...files.map(file => join('src', file)), ...tests.map(file => join('test', file))]
    const wide = all.flatMap(file =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, i) =>
          /^\s*(\/\/|\/?\*)/.test(line) && line.length > WIDEST_COMMENT ? [`${file}:${i + 1}`] : [],
        ),
    )
    expect(wide.filter(place => !/types\.ts:/.test(place))).toEqual([])
  })

  it('loads heavy packages only when they are used', () => {
    const heavy = new Set([
      ...Object.keys(pkg.dependencies),
      ...Object.keys(pkg.devDependencies),
      ...Object.keys(pkg.optionalDependencies),
      ...Object.keys(pkg.peerDependencies),
    ])
    for (const name of light) heavy.delete(name)
    const starts = files.filter(file => file.startsWith('commands/') || file === 'cli/main.ts')
    const wrong = starts.flatMap(start =>
      [...loadedWith(start)].flatMap(([name, file]) => (heavy.has(name) ? [`${start}: ${name} by ${file}`] : [])),
    )
    expect(wrong).toEqual([])
  })

  it('has each variable of the environment on the page of what runs unattended', () => {
    const used = new Set(
      files.flatMap(file => readFileSync(join(src, file), 'utf8').match(/\bPARTNERCTL_[A-Z_]+/g) ?? []),
    )
    const page = new Set(readFileSync(join(root, 'docs/cron.md'), 'utf8').match(/\bPARTNERCTL_[A-Z_]+/g))
    expect([...used].filter(name => !page.has(name))).toEqual([])
  })

  it('reads no contract as a whole but where a request is shown', () => {
    const reading = files.filter(file => /\bopenApi\(/.test(readFileSync(join(src, file), 'utf8')))
    expect(reading.filter(file => !file.startsWith('sandbox/'))).toEqual([
      'api/contract/contract.ts',
      'cli/output/mask.ts',
    ])
  })

  it('replaces files in one place, which knows how other systems refuse', () => {
    const renaming = files.filter(file => /\brename(Sync)?\(/.test(readFileSync(join(src, file), 'utf8')))
    // The emulator imports nothing of the program.
    expect(renaming).toEqual(['files.ts', 'sandbox/wire/tls.ts'])
  })

  it('reads no positional argument from stdin', () => {
    const wrong = files.filter(file => {
      const text = readFileSync(join(src, file), 'utf8')
      const made = text.match(/Args\.\w+\(\{[^}]*\}/g) ?? []
      return made.some(one => !one.includes('ignoreStdin: true'))
    })
    expect(wrong).toEqual([])
  })
})

/** The files that lie directly in a folder; none for a file. */
function readdirSyncOr(path: string): string[] {
  try {
    return readdirSync(path, {withFileTypes: true}).flatMap(entry => (entry.isFile() ? [entry.name] : []))
  } catch {
    return []
  }
}
