// `npm run licences` writes LICENCES.md: every package that comes with the program, its licence, and who wrote it. A
// test holds the file to package-lock.json and to what the build bundles.
import {readFileSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Licences that ask for no more than to be named. */
export const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/**
 * The packages of an installation: those of every platform, so that the list is the same on each, and those whose code
 * the build has put into the program.
 */
export function packages() {
  const {packages: locked} = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const bundled = new Set(readFileSync(join(root, 'dist/bundled-licences.txt'), 'utf8').match(/(?<=^== )\S+ \S+$/gm))
  const seen = new Map()
  for (const [path, {version, license, dev, devOptional}] of Object.entries(locked)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (path === '' || ((dev || devOptional) && !bundled.has(`${name} ${version}`))) continue
    seen.set(`${name}@${version}`, {name, version, licence: license ?? licenceOf(path)})
  }
  return [...seen.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

/** For packages that do not say it where it is looked for: from the licence's own first line. */
function licenceOf(path) {
  const [, name] = readFileSync(join(root, path, 'LICENSE'), 'utf8').match(/^\s*(?:The )?(\w+) Licen[cs]e/) ?? []
  return name ?? 'unknown'
}

/** Whether one of the alternatives of an SPDX expression is allowed. */
export const isAllowed = expression =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some(choice => choice.split(' AND ').every(one => allowed.has(one.trim())))

export function page() {
  const rows = packages().map(({name, version, licence}) => `| ${name} | ${version} | ${licence} |`)
  return `# Licences\n\npartnerctl is under the MIT licence (LICENSE). These packages come with it, bundled or installed beside it; made by \`npm run licences\`.\n\n| package | version | licence |\n|---|---|---|\n${rows.join('\n')}\n`
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(root, 'LICENCES.md'), page())
