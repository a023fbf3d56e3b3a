// `npm run bench`: everything that is measured, side by side with a floor. `npm run bench startup` runs one part.
import {benchExport} from './export.js'
import {benchFiles} from './files.js'
import {benchRate} from './rate.js'
import {benchSandbox} from './sandbox.js'
import {benchStartup} from './startup.js'
import {benchStatement} from './statement.js'

const parts: Record<string, () => Promise<void>> = {
  startup: benchStartup,
  sandbox: benchSandbox,
  export: benchExport,
  files: benchFiles,
  statement: benchStatement,
  rate: benchRate,
}

const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'))
for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
