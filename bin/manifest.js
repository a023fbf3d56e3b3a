// Makes oclif.manifest.json, which every start of the program reads: without the flags that all commands share, which would be two thirds of it.
// Help adds them again (src/cli/help.ts).
import {spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'

const {status} = spawnSync('npx', ['oclif', 'manifest'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true'},
})
if (status !== 0) process.exit(1)

const manifest = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'))
for (const command of Object.values(manifest.commands)) {
  for (const [name, {helpGroup}] of Object.entries(command.flags))
    if (helpGroup === 'GLOBAL') delete command.flags[name]
}
writeFileSync('oclif.manifest.json', JSON.stringify(manifest))
