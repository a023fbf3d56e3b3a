// Namespaces as a container has them: mounts of its own, as root of this machine or of a namespace with a range of
// users below it.
import {spawnSync} from 'node:child_process'

export const namespace = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--map-auto', '--mount']

/** The words before a command that one user shall run without any right of root's. */
export const asUser = (uid: number, gid: number, groups: number) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  `--groups=${groups}`,
]
export const drop = ['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs']

const script = `mount -t tmpfs none /mnt && ${asUser(65_532, 65_532, 65_532).join(' ')} true`
const probe = spawnSync('unshare', [...namespace, 'sh', '-c', script], {encoding: 'utf8'})
/** Why there are none. */
export const refusal = probe.error?.message ?? (probe.status === 0 ? undefined : probe.stderr.trim())
if (refusal !== undefined)
  process.stderr.write(`container tests are not run, for there are no namespaces: ${refusal}\n`)
