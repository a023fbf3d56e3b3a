// Programs of other people that a test uses: found on this machine, or installed from Debian's packages where that is
// possible.
import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {delimiter, join} from 'node:path'

export const findProgram = (...names: string[]): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(file => existsSync(file))

/** The path of a program, after an attempt to install it as root. */
export function programOf(names: string[], packages: string[]): string | undefined {
  const found = findProgram(...names)
  if (found || process.getuid?.() !== 0 || !findProgram('apt-get')) return found
  const run = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
    })
  run('update')
  run('install', '-y', '--no-install-recommends', ...packages)
  return findProgram(...names)
}
