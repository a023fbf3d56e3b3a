// Finds LibreOffice, and installs Debian's where there is none and it can be: on CI, as root.
import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {delimiter, join} from 'node:path'

const names = ['soffice', 'libreoffice']

const find = () =>
  process.env.SOFFICE ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(file => existsSync(file))

function install(): void {
  const run = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
    })
  run('update')
  run('install', '-y', '--no-install-recommends', 'libreoffice-calc-nogui')
}

export default function setup(): void {
  if (!find() && process.getuid?.() === 0) install()
  const found = find()
  if (!found) throw new Error('These tests need LibreOffice: install it, or say where it is with SOFFICE=/path')
  process.env.SOFFICE = found
}
