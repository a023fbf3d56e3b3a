// Runs command lines in this process, against the built program, with folders of their own.
import {join} from 'node:path'
import {printed, temporaryFolder} from './traces.js'

export {temporaryFolder} from './traces.js'

export interface Ran {
  exit: number
  stdout: string
  stderr: string
}

/**
 * Gives the program empty configuration, data and cache folders for the rest of the test file. Returns the folder above
 * them.
 */
export function emptyHome(env: Record<string, string> = {}): string {
  const home = temporaryFolder()
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('PARTNERCTL_')) delete process.env[name]
  }
  process.env.PARTNERCTL_CONFIG_DIR = join(home, 'config')
  process.env.PARTNERCTL_DATA_DIR = join(home, 'data')
  process.env.PARTNERCTL_CACHE_DIR = join(home, 'cache')
  // Nothing in these tests leaves the machine, where no proxy is asked; and its password must show up nowhere.
  process.env.HTTPS_PROXY = 'http://proxy-user:CANARYPROXY@127.0.0.1:9'
  Object.assign(process.env, env)
  return home
}

/**
 * Runs one command line: `await cli('customer list --profile sandbox')`, or words as an array. `stdout` sees each piece
 * before it is taken, and may give what keeps it from being written; `stderr` sees what is said there.
 */
export async function cli(
  line: string | string[],
  stdout?: (text: string) => Error | undefined,
  stderr?: (text: string) => void,
): Promise<Ran> {
  const {execute} = await import('../../dist/cli/main.js' as string)
  const words = Array.isArray(line) ? line : line.split(' ').filter(Boolean)
  const ran: Ran = {exit: 0, stdout: '', stderr: ''}
  const restore = [
    capture(process.stdout, text => {
      const error = stdout?.(text)
      if (!error) ran.stdout += text
      return error
    }),
    capture(process.stderr, text => {
      ran.stderr += text
      stderr?.(text)
    }),
  ]
  try {
    ran.exit = await execute(words)
  } finally {
    for (const undo of restore) undo()
    printed(words, ran.stdout, ran.stderr)
  }
  return ran
}

/** The result of a command as data; fails the test when the command failed. */
export async function cliJson<T = unknown>(line: string | string[]): Promise<T> {
  const words = Array.isArray(line) ? line : line.split(' ').filter(Boolean)
  const ran = await cli([...words, '-o', 'json'])
  if (ran.exit !== 0) throw new Error(`exit ${ran.exit}: ${ran.stderr}`)
  return JSON.parse(ran.stdout)
}

function capture(stream: NodeJS.WriteStream, take: (text: string) => Error | undefined | void): () => void {
  const original = stream.write
  stream.write = ((chunk: Uint8Array | string, encoding?: unknown, callback?: unknown) => {
    const error = take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))
    const done = typeof encoding === 'function' ? encoding : callback
    if (typeof done === 'function') done(error)
    return !error
  }) as typeof stream.write
  return () => {
    stream.write = original
  }
}
