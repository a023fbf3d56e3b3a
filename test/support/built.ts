// Commands are tested as they are built: what is older than its sources is built again before the first test.
import {spawnSync} from 'node:child_process'
import {readdirSync, statSync} from 'node:fs'
import {join, resolve} from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const changed = (path: string) => statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0

export default function build(): void {
  const sources = readdirSync(join(root, 'src'), {recursive: true, withFileTypes: true})
  // A copy of the tree has its files' times, and folders that are new.
  const newest = Math.max(...sources.map(one => (one.isFile() ? changed(join(one.parentPath, one.name)) : 0)))
  if (newest <= changed(join(root, 'dist/cli/main.js'))) return
  const {status, stderr} = spawnSync('npm', ['run', '--silent', 'compile'], {cwd: root, encoding: 'utf8'})
  if (status !== 0) throw new Error(`the program cannot be built: ${stderr}`)
}
