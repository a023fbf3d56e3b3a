// `npm run release -- --dry-run` makes in release/ what a release consists of: the tarball, its bill of materials,
// checksums, and the notes from CHANGELOG.md. Without --dry-run it is published, too, from a workflow that npm can trust
// (.github/workflows/release.yml). `--packed FILE` takes a tarball that was packed already.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {basename, join, resolve} from 'node:path'
import {parseArgs} from 'node:util'
import pkg from '../package.json' with {type: 'json'}

const root = resolve(import.meta.dirname, '..')
const {values} = parseArgs({
  options: {
    'dry-run': {type: 'boolean'},
    packed: {type: 'string'},
    out: {type: 'string', default: join(root, 'release')},
  },
})
const out = resolve(values.out)

function fail(why) {
  console.error(why)
  process.exit(1)
}

function run(command, ...args) {
  const shell = process.platform === 'win32'
  const {status, stdout, stderr} = spawnSync(command, args, {cwd: root, encoding: 'utf8', maxBuffer: 64e6, shell})
  if (status !== 0) fail(`${[command, ...args].join(' ')} failed\n${stdout}${stderr}`)
  return stdout
}

/** The section of a version. */
function notesOf(version) {
  const sections = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m)
  const own = sections.find(section => section.split('\n')[0].trim() === version)
  return own?.slice(own.indexOf('\n')).trim() || fail(`CHANGELOG.md has nothing about ${version}`)
}

const notes = notesOf(pkg.version)
if (!values['dry-run']) {
  // Who trusts a signed package wants to know from which repository it comes.
  if (!pkg.repository) fail('package.json names no repository: npm cannot say where the package comes from')
  if (run('git', 'status', '--porcelain') !== '') fail('there are changes that are not committed')
  if (run('git', 'tag', '--points-at', 'HEAD').trim() !== `v${pkg.version}`)
    fail(`this commit has no tag v${pkg.version}`)
}

rmSync(out, {recursive: true, force: true})
mkdirSync(out, {recursive: true})
const tarball = join(out, `${pkg.name}-${pkg.version}.tgz`)
if (values.packed) copyFileSync(values.packed, tarball)
else {
  run('npm', 'pack', '--pack-destination', out)
  console.log(run('npx', '--yes', 'publint@0.3.25', 'run', tarball, '--strict').trim())
}
const bill = join(out, `${pkg.name}-${pkg.version}.sbom.json`)
writeFileSync(bill, run(process.execPath, 'bin/sbom.mjs'))
writeFileSync(join(out, 'notes.md'), `${notes}\n`)
const sums = [tarball, bill].map(file => {
  const sum = createHash('sha256').update(readFileSync(file)).digest('hex')
  return `${sum}  ${basename(file)}\n`
})
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
console.log(sums.join('').trim())
if (values['dry-run']) console.log('nothing was published')
else console.log(run('npm', 'publish', tarball))
