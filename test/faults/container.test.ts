// What a container is to the program, made with namespaces as a cluster would make it: a read-only root, a user that
// has no name, a volume that is opened to a group, files that are links into another folder. The CronJob of
// docs/cron.md runs in it as it is printed.
import {spawn} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {dirname, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {isOwn} from '../support/traces.js'
import {asUser, namespace, drop as noRights, refusal} from './support/namespaces.js'
import {ended, program, World} from './support/world.js'

const page = readFileSync(resolve(import.meta.dirname, '../../docs/cron.md'), 'utf8')
const block = (name: string) => {
  const text = [...page.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(match => match[1]!)
  return text.find(one => one.split('\n', 2).some(line => line === `# ${name}`))!
}
const pod = parse(block('budget-guard.yaml')).spec.jobTemplate.spec.template.spec
const [container] = pod.containers
const {runAsUser, runAsGroup, fsGroup} = pod.securityContext

const drop = [...asUser(runAsUser, runAsGroup, fsGroup), ...noRights]

let world: World
beforeAll(async () => {
  world = await World.start()
})

/** The keys of the Secret, and where the platform is: the one thing that a cluster does not set so. */
const given = () => {
  const {partner, endpoints} = world.info
  return {
    PARTNERCTL_ACCESS_KEY_ID: partner.access_key_id,
    PARTNERCTL_SECRET_ACCESS_KEY: partner.secret_access_key,
    PARTNERCTL_DOMAIN_ID: partner.domain_id,
    PARTNERCTL_XACCOUNT_TYPE: partner.xaccount_type,
    PARTNERCTL_ENDPOINT_BSS: endpoints.bss,
    PARTNERCTL_ENDPOINT_OSM: endpoints.osm,
    PARTNERCTL_ENDPOINT_IAM: endpoints.iam,
  }
}

/** Keys of files in the order in which a cluster writes them. */
const projected = (folder: string, files: Record<string, string>, mode: string) => [
  `mkdir -p ${folder}/..2026_11_05`,
  `ln -s ..2026_11_05 ${folder}/..data`,
  ...Object.entries(files).flatMap(([name, source]) => [
    `cp '${source}' ${folder}/..2026_11_05/${name}`,
    `chmod ${mode} ${folder}/..2026_11_05/${name}`,
    `chgrp ${fsGroup} ${folder}/..2026_11_05/${name}`,
    `ln -s ..data/${name} ${folder}/${name}`,
  ]),
]

/** What the kubelet does to a volume before each pod. */
const fsGroupOf = (folder: string) => [`chgrp -R ${fsGroup} ${folder}`, `chmod -R g+rwX,g+s ${folder}`]

interface Container {
  /** Lines that root runs before the root is closed. */
  prepare?: string[]
  /** The pods: each a command line with its environment, one after the other on the same volume. */
  pods: {line: string; env?: Record<string, string>}[]
}

/** Runs pods in a container; prints `exit N` after each. */
function inContainer({prepare = [], pods}: Container) {
  const runs = pods.flatMap(({line, env = {}}, index) => {
    const script = world.file(`pod-${index}.sh`, `cd /mnt\n${line}\n`)
    const pairs = Object.entries({PATH: '/mnt/bin:/usr/bin:/bin', ...env}).map(([name, value]) => `${name}='${value}'`)
    return [
      `cp '${script}' /mnt/pod.sh`,
      ...fsGroupOf('/mnt/work'),
      // A container sees its image and its volumes.
      'mount -o remount,bind,ro /',
      `env -i ${pairs.join(' ')} ${drop.join(' ')} sh /mnt/pod.sh`,
      'echo "exit $?"',
      'mount -o remount,bind,rw /',
    ]
  })
  const lines = [
    'set -e',
    'mount -t tmpfs -o mode=755 none /mnt',
    'mkdir /mnt/app /mnt/bin /mnt/work',
    'touch /mnt/bin/node',
    `mount --bind '${dirname(dirname(program))}' /mnt/app`,
    `mount --bind '${process.execPath}' /mnt/bin/node`,
    `printf '#!/bin/sh\\nexec node /mnt/app/bin/run.js "$@"\\n' > /mnt/bin/partnerctl`,
    'chmod 755 /mnt/bin/partnerctl',
    ...prepare,
    'set +e',
    ...runs,
  ]
  const script = world.file('container.sh', `${lines.join('\n')}\n`)
  return ended(spawn('unshare', [...namespace, 'sh', script], {stdio: ['ignore', 'pipe', 'pipe']}))
}

describe.skipIf(refusal !== undefined)('in a container', () => {
  it('a user without a name, a home and a shell runs everything that writes nothing', async () => {
    const lines = [
      '--version',
      '--help',
      'customer list --help',
      'profile list -o json',
      'nonsense',
      'explain CBC.0999',
    ]
    const {stdout, stderr} = await inContainer({pods: lines.map(line => ({line: `partnerctl ${line}`}))})
    expect(stdout.match(/^exit \d+$/gm)).toEqual(['exit 0', 'exit 0', 'exit 0', 'exit 0', 'exit 2', 'exit 0'])
    expect(stderr).not.toMatch(/unexpected|uv_os|SystemError/)
  })

  it('a folder that cannot be written is told with the variable that moves it', async () => {
    const {stdout, stderr} = await inContainer({pods: [{line: 'partnerctl customer list --profile sandbox'}]})
    expect([stdout, stderr]).toEqual(['exit 1\n', expect.stringContaining('Set PARTNERCTL_DATA_DIR to a folder')])
  })

  it('the keys of the environment make a profile, and a list needs no folder at all', async () => {
    const env = {PARTNERCTL_SITE: 'intl', ...given()}
    const {stdout, stderr} = await inContainer({
      pods: [{line: 'partnerctl profile show -o json && partnerctl customer list --limit 1 -o json', env}],
    })
    expect(stderr).not.toContain('Error')
    expect(stdout).toContain('"name": "environment"')
    expect(stdout).toContain('"customer_id"')
    expect(stdout).toMatch(/^exit 0$/m)
  })

  it('the recipe of Kubernetes runs, and again in the next pod', async () => {
    const {mounts, volumes} = {mounts: container.volumeMounts, volumes: pod.volumes}
    expect(mounts.map(({name}: {name: string}) => name).sort()).toEqual(
      volumes.map(({name}: {name: string}) => name).sort(),
    )
    const [shell, script, folder] = container.command
    const env: Record<string, string> = {
      ...Object.fromEntries(container.env.map(({name, value}: {name: string; value: string}) => [name, String(value)])),
      ...given(),
    }
    // The page's mounts lie at the root, where there is no place for them on this machine.
    const line = `${shell} /mnt${script} /mnt${folder}`
    const policy = world.file('policy.yaml', block('policy.yaml'))
    const recipe = world.file('budget-guard.sh', block('budget-guard.sh'))
    const run = {line, env: {...env, HOME: `/mnt${env.HOME}`}}
    const {stdout, stderr} = await inContainer({
      prepare: [
        ...projected('/mnt/recipes', {'budget-guard.sh': recipe}, '444'),
        `cp '${policy}' /mnt/work/policy.yaml`,
      ],
      pods: [run, run, {line: `partnerctl audit verify && test -s /mnt/work/budgets.csv`, env: run.env}],
    })
    expect(stderr.match(/command="budget watch" profile=environment exit=0/g)).toHaveLength(2)
    expect(stdout.match(/^exit \d+$/gm)).toEqual(['exit 0', 'exit 0', 'exit 0'])
  })

  it('a mounted file is judged by what is in it and by what it leads to', async () => {
    const {partner, endpoints, site} = world.info
    const {bss, osm, iam} = endpoints
    const profile = {site, endpoints: {bss, osm, iam}, domain_id: partner.domain_id}
    const keys = {access_key_id: partner.access_key_id, secret_access_key: partner.secret_access_key}
    const file = (name: string, content: object) =>
      world.file(name, JSON.stringify({version: 1, profiles: {acme: content}}))
    const plain = file('plain.json', profile)
    const secret = file('secret.json', {...profile, ...keys})
    isOwn(secret)
    const line = 'partnerctl customer list --limit 1 -o json'
    const at = (name: string, more = {}) => ({
      line,
      env: {PARTNERCTL_CONFIG_DIR: `/mnt/${name}`, PARTNERCTL_PROFILE: 'acme', ...more},
    })
    const {stdout, stderr} = await inContainer({
      prepare: [
        ...projected('/mnt/configmap', {'config.json': plain}, '444'),
        ...projected('/mnt/secret', {'config.json': secret}, '440'),
        ...projected('/mnt/open', {'config.json': secret}, '444'),
        ...projected('/mnt/named', {'config.json': secret}, '440'),
        'chgrp -R 0 /mnt/named',
        `mkdir /mnt/work/own && cp '${secret}' /mnt/work/own/config.json && chown -R ${runAsUser} /mnt/work/own`,
        'chmod 600 /mnt/work/own/config.json',
        'mkdir /mnt/gone && ln -s nowhere /mnt/gone/config.json',
      ],
      pods: [at('configmap', given()), at('secret'), at('work/own'), at('open'), at('named'), at('gone')],
    })
    expect(stdout.match(/^exit \d+$/gm)).toEqual(['exit 0', 'exit 0', 'exit 0', 'exit 2', 'exit 2', 'exit 2'])
    expect(stderr).toContain('/mnt/open/config.json can be read by other users')
    expect(stderr).toContain('/mnt/named/config.json cannot be read')
    expect(stderr).toContain('/mnt/gone/config.json is a link that leads to no file')
  })

  it('a group that the image names may hold others', async () => {
    const {partner, site} = world.info
    const profile = {site, access_key_id: partner.access_key_id, secret_access_key: partner.secret_access_key}
    const secret = world.file('secret.json', JSON.stringify({version: 1, profiles: {acme: profile}}))
    const pods = [{line: 'partnerctl profile show', env: {PARTNERCTL_CONFIG_DIR: '/mnt/secret'}}]
    const prepare = projected('/mnt/secret', {'config.json': isOwn(secret)}, '440')
    expect((await inContainer({prepare, pods})).stdout).toMatch(/^exit 0$/m)
    const name = [`{ cat /etc/group; echo 'staff:x:${fsGroup}:'; } > /mnt/group`, 'mount --bind /mnt/group /etc/group']
    const named = await inContainer({prepare: [...prepare, ...name], pods})
    expect([named.stdout, named.stderr]).toEqual(['exit 2\n', expect.stringContaining('can be read by other users')])
  })
})
