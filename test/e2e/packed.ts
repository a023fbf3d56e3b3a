// The program as a stranger gets it: packed, installed into an empty folder, run as a process of its own.
import {type ChildProcess, type SpawnOptions, spawn, spawnSync} from 'node:child_process'
import {mkdirSync, readdirSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {noteProcesses, printed, temporaryFolder} from '../support/traces.js'

const root = resolve(import.meta.dirname, '../..')

export interface Ended {
  exit: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** Another Node than the one that runs the tests. */
const node = process.env.PARTNERCTL_E2E_NODE ?? process.execPath

export class Packed {
  private constructor(
    readonly folder: string,
    readonly script: string,
  ) {}

  /** Packs and installs once; takes what `PARTNERCTL_E2E_INSTALLED` names when it is there already. */
  static install(): Packed {
    const folder = temporaryFolder('partnerctl-e2e-')
    const installed = process.env.PARTNERCTL_E2E_INSTALLED ?? join(folder, 'installed')
    if (!process.env.PARTNERCTL_E2E_INSTALLED) installInto(installed)
    mkdirSync(join(folder, 'home'))
    mkdirSync(join(folder, 'work'))
    return new Packed(folder, join(installed, 'node_modules/partnerctl/bin/run.js'))
  }

  get work(): string {
    return join(this.folder, 'work')
  }

  start(args: string[], env: Record<string, string> = {}, options: SpawnOptions = {}): ChildProcess {
    const child = spawn(node, [this.script, ...args], {
      cwd: this.work,
      env: {PATH: process.env.PATH, HOME: join(this.folder, 'home'), ...env},
      ...options,
    })
    noteProcesses(child, args)
    return child
  }

  async run(args: string[], env: Record<string, string> = {}, input?: string): Promise<Ended> {
    const child = this.start(args, env)
    child.stdin!.end(input)
    return ended(child)
  }

  /** Runs a shell line in which `partnerctl` is the program. */
  shell(line: string): Promise<Ended> {
    const child = spawn('bash', ['-c', `partnerctl() { "${node}" "${this.script}" "$@"; }; ${line}`], {
      cwd: this.work,
      env: {PATH: process.env.PATH, HOME: join(this.folder, 'home')},
    })
    return ended(child)
  }
}

/** Puts the packed program into an empty folder, as `npm install TARBALL` does. */
export function installInto(folder: string): void {
  mkdirSync(folder, {recursive: true})
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], root)
  const tarball = readdirSync(folder).find(file => file.endsWith('.tgz'))!
  npm(['init', '-y'], folder)
  npm(['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], folder)
}

function npm(args: string[], cwd: string): void {
  const {status, stderr} = spawnSync('npm', args, {cwd, encoding: 'utf8'})
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`)
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', text => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', text => (stderr += text))
  return new Promise(done =>
    child.on('close', (exit, signal) => {
      printed(child.spawnargs.slice(2), stdout, stderr)
      done({exit, signal, stdout, stderr})
    }),
  )
}
