// `npm run sbom` prints the bill of materials (CycloneDX) of what is published. `npm sbom --omit dev` leaves out
// packages that a development dependency uses too, so the whole one is made and what is only for development is taken
// out.
import {spawnSync} from 'node:child_process'
import {packages} from './licences.mjs'

const {status, stdout, stderr} = spawnSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 64e6,
})
if (status !== 0) {
  console.error(stderr)
  process.exit(1)
}
const bill = JSON.parse(stdout)
const shipped = new Set(packages().map(({name, version}) => `${name}@${version}`))
bill.components = bill.components.filter(({name, version}) => shipped.has(`${name}@${version}`))
const kept = new Set([bill.metadata.component['bom-ref'], ...bill.components.map(one => one['bom-ref'])])
bill.dependencies = bill.dependencies
  .filter(({ref}) => kept.has(ref))
  .map(({ref, dependsOn}) => ({ref, dependsOn: dependsOn.filter(one => kept.has(one))}))
console.log(JSON.stringify(bill, null, 2))
