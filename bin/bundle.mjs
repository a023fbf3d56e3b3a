// Puts the program together in two files, the commands and the sandbox, which Node compiles once and keeps (bin/run.js):
// all that a start loads, and no search for it. What draws documents and what asks questions are two more, loaded when
// they are used. What is native, made of data, or used by few stays outside: these are the package's dependencies.
import {createHash} from 'node:crypto'
import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {createRequire, isBuiltin} from 'node:module'
import {dirname, join, relative, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build, transform} from 'esbuild'
import pkg from '../package.json' with {type: 'json'}

const {dependencies, optionalDependencies, peerDependencies} = pkg
// Bundled, and a dependency all the same: tools of the framework's find it there, as the section `oclif` says.
const framed = ['@oclif/core', '@oclif/plugin-help']
const outside = [
  ...Object.keys({...dependencies, ...optionalDependencies, ...peerDependencies}).filter(
    name => !framed.includes(name),
  ),
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
  documents:
    "export {default as newBidi} from 'bidi-js'\nexport {default as PDFDocument} from 'pdfkit'\nexport {create} from 'fontkit'",
  questions: "export {default as inquirer} from 'inquirer'",
}

/** What is imported from another part: who starts the program loads it (bin/run.js). */
const elsewhere = {
  '../sandbox/index.js': "export const {startSandbox} = load('sandbox')",
  'bidi-js': "export default load('documents').newBidi",
  pdfkit: "export default load('documents').PDFDocument",
  fontkit: "export const {create} = load('documents')",
  inquirer: "export default load('questions').inquirer",
}
const otherPart = {
  name: 'other-part',
  setup(build) {
    build.onResolve({filter: /^(bidi-js|pdfkit|fontkit|inquirer|.*\/sandbox\/index\.js)$/}, ({kind, path}) =>
      kind === 'dynamic-import' ? {path: path.replace(/^.*(?=\.\.\/sandbox)/, ''), namespace: 'part'} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'part'}, ({path}) => ({contents: elsewhere[path]}))
  },
}

/** Where the framework is another one here. */
const changes = [
  [
    'help/index.js',
    'exports.loadHelpClass = loadHelpClass;',
    'exports.loadHelpClass = async config => config.helpClass ?? loadHelpClass(config);',
  ],
  // A text without anything to fill in is what comes out.
  ['help/util.js', 'return ejs_1.default.render(', "return !t.includes('<%') ? t : ejs_1.default.render("],
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
      return {contents: escaped(lazy(text))}
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

/**
 * Each file of the program is a function of its own, which Node compiles when the file is first used. As modules their
 * functions would all lie side by side, and what Node keeps of each would be read at every start.
 */
const asFunctions = {
  name: 'as-functions',
  setup(build) {
    build.onResolve({filter: /^\.{1,2}\//}, ({path, resolveDir, kind}) => {
      const file = join(resolveDir, path).replace(/\.js$/, '.ts')
      if (kind === 'entry-point' || !file.endsWith('.ts') || file.includes('node_modules')) return undefined
      return {path: relative('.', file).replaceAll('\\', '/'), namespace: 'function'}
    })
    build.onLoad({filter: /.*/, namespace: 'function'}, async ({path}) => {
      const {code} = await transform(escaped(await readFile(path, 'utf8')), {
        loader: 'ts',
        format: 'cjs',
        platform: 'node',
        target: settings.target,
        define: settings.define,
        sourcemap: 'inline',
        sourcefile: path,
      })
      return {contents: withValues(code), resolveDir: dirname(resolve(path))}
    })
  },
}

/**
 * What a file exports stands in `exports` as it is. It would stand behind a getter behind a getter, which takes longer
 * than a byte that is looked at. No line moves: places in the sources are found.
 */
function withValues(code) {
  const exported = /^([\s\S]*?)__export\(\w+, \{([^}]*)\}\);\nmodule\.exports = __toCommonJS\(\w+\);\n/
  const [whole, helpers, members] = exported.exec(code) ?? []
  if (!whole) return code
  const values = members.replace(/(\w+): \(\) => (.+?)(?=,?\n)/g, (_, name, value) => {
    if (new RegExp(`^let ${value}\\b`, 'm').test(code)) throw new Error(`${name} changes: export who gives it instead`)
    return `${name}: ${value}`
  })
  const body = code.slice(whole.length)
  const head = body.includes('__toESM(') ? helpers : ''
  const lines = text => text.split('\n').length - 1
  return `${head}${'\n'.repeat(lines(whole) - lines(head))}${body}\nmodule.exports = {__esModule: true,${values}};`
}

/** What takes its time, and what many a start does not need: loaded when something of it is used. */
const late = [
  ...'child_process crypto dns/promises fs/promises http https module net perf_hooks readline stream stream/promises'.split(
    ' ',
  ),
  ...'timers/promises tls tty util zlib string-width @xmldom/xmldom xml-crypto'.split(' '),
]
const usedLate = {
  name: 'used-late',
  setup(build) {
    build.onResolve({filter: /^(node:)?[@\w/-]+$/}, ({path, namespace}) => {
      const name = path.replace(/^node:/, '')
      // A package of another's may be another version.
      const isMeant = late.includes(name) && (namespace === 'function' || (isBuiltin(name) && namespace !== 'late'))
      return isMeant ? {path: name, namespace: 'late'} : undefined
    })
    build.onLoad({filter: /.*/, namespace: 'late'}, async ({path}) => {
      const names = Object.keys(await import(path)).filter(name => !['default', '__esModule'].includes(name))
      return {
        contents: [
          `let loaded; const all = () => (loaded ??= require('${path}'))`,
          'const main = () => (all().__esModule ? all().default : all())',
          'Object.defineProperties(exports, {__esModule: {value: true}, default: {get: main, enumerable: true},',
          ...names.map(name => `${name}: {get: () => all().${name}, enumerable: true},`),
          '})',
        ].join('\n'),
        resolveDir: '.',
      }
    })
  },
}

/**
 * A part is read one byte a character (bin/run.js). Of what is beyond ASCII, texts are escaped by who bundles, and
 * patterns are not.
 */
const escaped = text =>
  text.replace(/(?<!\\)[^\x00-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
const ascii = {
  name: 'ascii',
  setup(build) {
    build.onLoad({filter: /\.[cm]?[jt]s$/}, async ({path}) => {
      const text = await readFile(path, 'utf8')
      return {contents: escaped(text), loader: path.endsWith('ts') ? 'ts' : 'js'}
    })
  },
}

const settings = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Names stay, so that a stack trace can be read; which line of the sources it was is looked up (src/cli/stack.ts).
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  external: outside.flatMap(name => [name, `${name}/*`]),
  define: {'import.meta.url': '__url'},
  logLevel: 'warning',
}
const own = new Set(['partnerctl', 'sandbox'])

export async function bundle() {
  const inputs = new Set()
  for (const [name, contents] of Object.entries(parts)) {
    const {outputFiles, metafile} = await build({
      ...settings,
      plugins: [...(own.has(name) ? [otherPart, framework, usedLate, asFunctions] : []), ascii],
      outfile: `dist/${name}.cjs`,
      stdin: {contents, resolveDir: 'src', sourcefile: `src/${name}.js`},
    })
    for (const path of Object.keys(metafile.inputs)) inputs.add(path)
    const [map, code] = outputFiles
    // As long as before, so that places in it stay where they are. The functions of all files have one name: a name of
    // its own for each is a shape of its own for Node, and to find a place for a thousand shapes takes long.
    const text = code.text
      .replace(/\bimport\((?!\))/g, 'obtain(')
      .replace(/(?<=\b__(?:esm|commonJS)\(\{(?:async)?)"[^"]+"(?=\()/g, name => 'init'.padEnd(name.length))
    const beyond = /.{0,40}[^\x00-\x7f].{0,20}/.exec(text)
    if (beyond) throw new Error(`dist/${name}.cjs has what is beyond ASCII: ${beyond[0]}`)
    const url = "const __url = require('node:url').pathToFileURL(__filename).href;"
    const id = createHash('sha256').update(text).digest('hex')
    // The first line says which build it is, the second how it is called: as Node calls a module.
    const head = `// ${id}\n(function (exports, require, module, __filename, __dirname, load, obtain) {${url}\n`
    writeFileSync(`dist/${name}.cjs`, `${head}${text}})\n`)
    if (own.has(name)) writeFileSync(`dist/${name}.cjs.map`, map.text)
  }
  // What PDF/A wants beside the colours of a page: read where the part of documents lies.
  const profile = 'data/sRGB_IEC61966_2_1.icc'
  mkdirSync('dist/data', {recursive: true})
  copyFileSync(join(dirname(require.resolve('pdfkit')), profile), join('dist', profile))
  writeFileSync('dist/bundled-licences.txt', licences(inputs))
}

/** What packages ask for whose code is in the parts: their licences, each below the package's name and version. */
function licences(inputs) {
  const folders = [...inputs].flatMap(
    path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path.replaceAll('\\', '/')) ?? [],
  )
  const texts = [...new Set(folders)].map(folder => {
    const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find(one => /^(licen[cs]e|copying)/i.test(one))
    const text = file ? readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trim() : `Licence: ${license}`
    return `== ${name} ${version}\n\n${text}\n`
  })
  return texts.sort().join('\n')
}
