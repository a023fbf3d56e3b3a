// The sandbox for programs that import `partnerctl/sandbox`: the part that the program itself loads (bin/run.js).
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {Script} from 'node:vm'

const filename = fileURLToPath(new URL('../dist/sandbox.cjs', import.meta.url))
const require = createRequire(import.meta.url)
const part = {exports: {}}
new Script(readFileSync(filename, 'latin1'), {filename}).runInThisContext()(
  part.exports,
  require,
  part,
  filename,
  dirname(filename),
  undefined,
  name => import(name),
)

/** Starts an emulator of the partner platform on this machine. */
export const {startSandbox} = part.exports
