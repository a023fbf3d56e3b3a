// A sandbox in a process of its own, and the built program run against it as another: with a profile, as against the
// real platform.
import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process'
import {chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import type {SandboxInfo} from '../../../src/sandbox/index.js'
import {cli, type Ran} from '../../support/cli.js'
import {afterFile, isOwn, isSecret, noteProcesses, printed, temporaryFolder} from '../../support/traces.js'

/** The program under test; the mutation script names another copy. */
const root = process.env.PARTNERCTL_FAULTS_ROOT ?? resolve(import.meta.dirname, '../../..')
export const program = join(root, 'bin/run.js')
/** A module of the program under test, built. */
export const built = <T>(path: string): Promise<T> => import(join(root, 'dist', path))

export interface Ended {
  exit: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface JournalEntry {
  seq: number
  operation?: string
  method: string
  path: string
  status?: number
  error_code?: string
  fault?: string
  request_headers: Record<string, string>
  request_body: string
  response_body?: string
}

export interface Settings {
  scenario?: string
  site?: string
  /** The sandbox's own flags. */
  flags?: string[]
  /** More of the profile. */
  profile?: Record<string, unknown>
}

/** Waits until a process has ended, and gives what it wrote. */
export function ended(child: ChildProcess): Promise<Ended> {
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

export class World {
  private constructor(
    readonly folder: string,
    readonly sandbox: ChildProcess,
    readonly info: SandboxInfo,
  ) {}

  /** Starts a sandbox that lives until the end of the test file. */
  static async start({scenario = 'small', site = 'intl', flags = [], profile = {}}: Settings = {}): Promise<World> {
    const folder = temporaryFolder('partnerctl-faults-')
    for (const name of ['config', 'data', 'cache', 'work', 'home']) mkdirSync(join(folder, name), {mode: 0o700})
    const args = ['sandbox', 'start', '--port', '0', '--memory', '--exit-with-parent', '-o', 'json']
    const child = spawn(process.execPath, [program, ...args, '--scenario', scenario, '--site', site, ...flags], {
      env: {PATH: process.env.PATH, HOME: join(folder, 'home')},
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const info = await new Promise<SandboxInfo>((ready, fail) => {
      let text = ''
      child.stdout!.setEncoding('utf8').on('data', piece => {
        text += piece
        if (text.includes('\n')) ready(JSON.parse(text.slice(0, text.indexOf('\n'))))
      })
      child.on('close', () => fail(new Error('the sandbox did not start')))
    })
    const world = new World(folder, child, info)
    world.writeProfile(profile)
    isSecret(info.partner.secret_access_key)
    afterFile(() => world.close())
    return world
  }

  /** The profile `acme` that points to the sandbox as if it were the real platform. */
  writeProfile(more: Record<string, unknown> = {}, current = 'acme'): void {
    const {endpoints, partner, site} = this.info
    const {bss, osm, iam} = endpoints
    const profile = {
      site,
      endpoints: {bss, osm, iam},
      domain_id: partner.domain_id,
      xaccount_type: partner.xaccount_type,
      access_key_id: partner.access_key_id,
      secret_access_key: partner.secret_access_key,
      requests_per_second: 1000,
      ...more,
    }
    const path = join(this.folder, 'config/config.json')
    writeFileSync(path, JSON.stringify({version: 1, current, profiles: {acme: profile}}))
    chmodSync(path, 0o600)
  }

  get env(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      HOME: join(this.folder, 'home'),
      TZ: 'America/Lima',
      PARTNERCTL_CONFIG_DIR: join(this.folder, 'config'),
      PARTNERCTL_DATA_DIR: join(this.folder, 'data'),
      PARTNERCTL_CACHE_DIR: join(this.folder, 'cache'),
    }
  }

  /** A file in the working folder. */
  file(name: string, content?: string | Buffer): string {
    const path = join(this.folder, 'work', name)
    if (content !== undefined) writeFileSync(isOwn(path), content)
    return path
  }

  read(name: string): string {
    return readFileSync(join(this.folder, 'work', name), 'utf8')
  }

  files(): string[] {
    return readdirSync(join(this.folder, 'work'))
  }

  start(args: string[], env: Record<string, string> = {}, options: SpawnOptions = {}): ChildProcess {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: join(this.folder, 'work'),
      env: {...this.env, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    })
    noteProcesses(child, args)
    return child
  }

  run(args: string[], env: Record<string, string> = {}, options: SpawnOptions = {}): Promise<Ended> {
    return ended(this.start(args, env, options))
  }

  /** Runs a command in this process, which takes a tenth of the time of a process; paths have to be whole. */
  runHere(args: string[]): Promise<Ran> {
    Object.assign(process.env, this.env)
    return cli(args)
  }

  /** The result of a command as data. */
  async json<T>(args: string[], env: Record<string, string> = {}): Promise<T> {
    const ran = await this.run([...args, '-o', 'json'], env)
    if (ran.exit !== 0) throw new Error(`exit ${ran.exit}: ${ran.stderr}`)
    return JSON.parse(ran.stdout)
  }

  /**
   * Starts the program on a terminal of its own, which util-linux' `script` makes. It prints `exit N` and the
   * terminal's settings at its end.
   */
  onTerminal(
    args: string[],
    {columns = 80, env = {}}: {columns?: number; env?: Record<string, string>} = {},
  ): ChildProcess {
    const words = [process.execPath, program, ...args].map(word => `'${word.replaceAll("'", "'\\''")}'`)
    const line = `stty cols ${columns} rows 24; ${words.join(' ')}; echo "exit $?"; stty -a`
    return spawn('script', ['-qfec', line, '/dev/null'], {
      env: {...this.env, TERM: 'xterm', ...env},
      cwd: join(this.folder, 'work'),
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  }

  /** Calls the sandbox's own administration. */
  async admin<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.info.endpoints.admin}/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }

  /** Makes requests go wrong from now on. */
  fault(operation: string, effect: string, more: Record<string, unknown> = {}): Promise<unknown> {
    return this.admin('POST', 'faults', {operation, effect, ...more})
  }

  /** No more faults, and an empty journal. */
  async calm(): Promise<void> {
    await this.admin('DELETE', 'faults')
    await this.admin('DELETE', 'requests')
  }

  /** What the sandbox was asked, oldest first. */
  async requests(operation?: string, after = 0): Promise<JournalEntry[]> {
    const query = new URLSearchParams({limit: '5000', after: String(after), ...(operation ? {operation} : {})})
    return (await this.admin<{requests: JournalEntry[]}>('GET', `requests?${query}`)).requests
  }

  close(): void {
    this.sandbox.kill('SIGKILL')
  }
}
