// Puts the program together in two files, the commands and the sandbox, which Node compiles once and keeps (bin/run.js):
// all that a start loads, and no search for it. What is large, native or written for Node's own loader stays outside.
import {createHash} from 'node:crypto'
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const outside = [
  '@duckdb/node-api',
  '@fontsource-variable/noto-sans-sc',
  '@napi-rs/keyring',
  '@xmldom/xmldom',
  'fontkit',
  'hyparquet',
  'hyparquet-writer',
  'inquirer',
  'libsql',
  'node-forge',
  'pdfkit',
  'subset-font',
  'write-excel-file',
  'xml-crypto',
  // The framework would compile sources with these while it is developed itself.
  'typescript',
  'ts-node',
  'tsx',
]

const require = createRequire(import.meta.url)
const help = dirname(fileURLToPath(import.meta.resolve('@oclif/plugin-help')))
const facts = JSON.parse(readFileSync(join(help, '../oclif.manifest.json'), 'utf8')).commands.help
const commands = readdirSync('src/commands', {recursive: true, encoding: 'utf8'})
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -'.ts'.length).replaceAll('\\', '/'))
  .sort()
  .map(name => `${JSON.stringify(name.replaceAll('/', ':'))}: () => import('./commands/${name}.js')`)

const parts = {
  partnerctl: `
import {main as start} from './cli/main.js'

const parts = {
  commands: {${commands.join(',\n')}},
  help: {load: () => import(${JSON.stringify(join(help, 'commands/help.js'))}), facts: ${JSON.stringify(facts)}},
  helpClass: () => import('./cli/help/help.js'),
}
export const main = async argv =>
  argv[0] === '__complete' ? (await import('./cli/completion/main.js')).main(argv) : start(argv, parts)
`,
  sandbox: "export * from './sandbox/index.js'",
}

/** The other part is loaded by who starts the program. */
const otherPart = {
  name: 'other-part',
  setup(build) {
    build.onResolve({filter: /\/sandbox\/index\.js$/}, ({kind, path}) =>
      kind === 'dynamic-import' ? {path, namespace: 'part'} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'part'}, () => ({contents: "module.exports = load('sandbox')"}))
  },
}

/** Where the framework is another one here. */
const changes = [
  [
    'help/index.js',
    'exports.loadHelpClass = loadHelpClass;',
    'exports.loadHelpClass = async config => config.helpClass ?? loadHelpClass(config);',
  ],
  // It would listen to stdout when it is loaded, and throw its trouble past whoever was writing (src/cli/main.ts).
  ['command.js', "process.stdout.on('error',", '(() => {})('],
]

/** The framework loads its own files when they are used, and takes the class for help from who runs it. */
const framework = {
  name: 'framework',
  setup(build) {
    build.onLoad({filter: /@oclif[\\/]core[\\/]lib[\\/].*\.js$/}, async ({path}) => {
      let text = await readFile(path, 'utf8')
      for (const [file, own, ours] of changes) {
        if (!path.replaceAll('\\', '/').endsWith(`/lib/${file}`)) continue
        if (!text.includes(own)) throw new Error(`${path} is not as it was`)
        text = text.replace(own, ours)
      }
      return {contents: lazy(text)}
    })
    // Its notes for who develops it load a terminal's colours, and are never asked for.
    build.onResolve({filter: /^debug$/}, () => ({path: 'debug', namespace: 'silent'}))
    build.onLoad({filter: /.*/, namespace: 'silent'}, () => ({
      contents: 'module.exports = () => Object.assign(() => {}, {enabled: false})',
    }))
  },
}

/** Each `const x = require(...)` is done where x is used. */
function lazy(text) {
  const names = []
  const without = text.replace(/^(?:const|var) (\w+) = ((?:\w+\()?require\("[^"]+"\)+);$/gm, (_, name, value) => {
    names.push(name)
    return `const ${name} = () => ${value};`
  })
  if (names.length === 0) return text
  const uses = new RegExp(`(new )?\\b(${names.join('|')})\\b(?! = \\(\\) =>)`, 'g')
  return without.replace(uses, (_, made, name) => (made ? `new (${name}())` : `${name}()`))
}

/** What takes its time, and what many a start does not need: loaded when something of it is used. */
const late = [
  ...'child_process crypto dns/promises fs/promises http https net perf_hooks readline stream stream/promises'.split(
    ' ',
  ),
  ...'timers/promises tls tty util zlib @xmldom/xmldom xml-crypto'.split(' '),
]
const usedLate = {
  name: 'used-late',
  setup(build) {
    build.onResolve({filter: /^(node:)?[@\w/-]+$/}, ({path, namespace}) => {
      const name = path.replace(/^node:/, '')
      return late.includes(name) && namespace !== 'late' ? {path: name, namespace: 'late'} : undefined
    })
    build.onLoad({filter: /.*/, namespace: 'late'}, async ({path}) => {
      const names = Object.keys(require(path)).filter(name => name !== 'default')
      return {
        contents: [
          `let loaded; const all = () => (loaded ??= require('${path}'))`,
          'Object.defineProperties(exports, {__esModule: {value: true}, default: {get: all, enumerable: true},',
          ...names.map(name => `${name}: {get: () => all().${name}, enumerable: true},`),
          '})',
        ].join('\n'),
      }
    })
  },
}

const settings = {
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Names stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  external: outside.flatMap(name => [name, `${name}/*`]),
  define: {'import.meta.url': '__url'},
  plugins: [otherPart, framework, usedLate],
  logLevel: 'warning',
}

export async function bundle() {
  for (const [name, contents] of Object.entries(parts)) {
    const {outputFiles} = await build({...settings, stdin: {contents, resolveDir: 'src', sourcefile: `${name}.js`}})
    const text = outputFiles[0].text.replace(/\bimport\((?!\))/g, 'bring(')
    const url = "const __url = require('node:url').pathToFileURL(__filename).href;"
    const id = createHash('sha256').update(text).digest('hex')
    // The first line says which build it is; the rest is called as Node calls a module.
    const module = `// ${id}\n(function (exports, require, module, __filename, __dirname, load, bring) {${url}${text}})\n`
    writeFileSync(`dist/${name}.cjs`, module)
  }
}
