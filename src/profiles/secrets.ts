// Where a profile's secrets come from: the first source that answers.
import {spawn} from 'node:child_process'
import type {Credentials} from '../api/session.js'
import {Failure} from '../failure.js'
import type {Profile} from './profile.js'

/** Where a secret was found, for `profile show` and `profile check`. */
export type SecretSource = 'environment' | 'credential_process' | 'keychain' | 'file' | 'none'

export function secretSource(profile: Profile): SecretSource {
  if (process.env.PARTNERCTL_ACCESS_KEY_ID || process.env.PARTNERCTL_AUTH_TOKEN) return 'environment'
  if (profile.credential_process) return 'credential_process'
  if (profile.access_key_id && profile.keychain) return 'keychain'
  if (profile.access_key_id && profile.secret_access_key) return 'file'
  return 'none'
}

/** The partner's credentials. Throws a Failure that says how to give them. */
export async function findCredentials(name: string, profile: Profile): Promise<Credentials> {
  switch (secretSource(profile)) {
    case 'environment':
      return fromEnvironment()
    case 'credential_process':
      return fromProcess(profile.credential_process!)
    case 'keychain': {
      const {keychainAccount, readKeychain} = await import('./keychain.js')
      const secretAccessKey = await readKeychain(keychainAccount(name, profile.access_key_id!))
      return {kind: 'key', accessKeyId: profile.access_key_id!, secretAccessKey}
    }
    case 'file':
      return {
        kind: 'key',
        accessKeyId: profile.access_key_id!,
        secretAccessKey: profile.secret_access_key!,
        securityToken: profile.security_token,
      }
    default:
      throw new Failure('denied', `profile ${name} has no access key`, {
        next: [`partnerctl profile add ${name}`, 'or set PARTNERCTL_ACCESS_KEY_ID and PARTNERCTL_SECRET_ACCESS_KEY'],
      })
  }
}

function fromEnvironment(): Credentials {
  const {PARTNERCTL_ACCESS_KEY_ID, PARTNERCTL_SECRET_ACCESS_KEY, PARTNERCTL_SECURITY_TOKEN, PARTNERCTL_AUTH_TOKEN} =
    process.env
  if (!PARTNERCTL_ACCESS_KEY_ID) return {kind: 'token', token: PARTNERCTL_AUTH_TOKEN!}
  if (!PARTNERCTL_SECRET_ACCESS_KEY) {
    throw new Failure('denied', 'PARTNERCTL_ACCESS_KEY_ID is set, but PARTNERCTL_SECRET_ACCESS_KEY is not', {
      next: ['Set both, or neither'],
    })
  }
  return {
    kind: 'key',
    accessKeyId: PARTNERCTL_ACCESS_KEY_ID,
    secretAccessKey: PARTNERCTL_SECRET_ACCESS_KEY,
    securityToken: PARTNERCTL_SECURITY_TOKEN || undefined,
  }
}

/** Milliseconds for a program to print the keys. `PARTNERCTL_CREDENTIAL_TIMEOUT`, in seconds */
const timeLimit = () => (Number(process.env.PARTNERCTL_CREDENTIAL_TIMEOUT) || 60) * 1000
const MAX_OUTPUT = 64 * 1024

/**
 * Runs a program that prints `{"Version":1,"AccessKeyId":…,"SecretAccessKey":…,"SessionToken":…,"Expiration":…}`. No
 * shell takes part; the program's stderr is the user's; its stdout is never shown, for it holds the secret.
 */
async function fromProcess(command: string): Promise<Credentials> {
  const bad = (why: string) =>
    new Failure('denied', `credential_process ${why}`, {next: ['Run the program by hand and see what it prints']})
  const [file, ...args] = splitCommand(command)
  if (!file) throw bad('is empty')
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(file, args, {stdio: ['ignore', 'pipe', 'inherit']})
    let text = ''
    const limit = timeLimit()
    const timer = setTimeout(() => stop(`gave no answer within ${limit / 1000} s`), limit)
    const stop = (why: string) => {
      child.kill('SIGKILL')
      clearTimeout(timer)
      reject(bad(why))
    }
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      if (text.length > MAX_OUTPUT) stop('printed more than 64 KB')
    })
    child.on('error', error => stop(`cannot be started (${(error as NodeJS.ErrnoException).code})`))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(text)
      else reject(bad(signal ? `was ended by ${signal}` : `ended with exit code ${code}`))
    })
  })
  let answer: Record<string, unknown>
  try {
    answer = JSON.parse(output)
  } catch {
    throw bad('did not print JSON')
  }
  const {Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration} = answer ?? {}
  if (Version !== 1 || typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw bad('must print Version 1, AccessKeyId and SecretAccessKey')
  }
  const expiresAt = Expiration === undefined ? undefined : Date.parse(String(Expiration))
  if (expiresAt !== undefined && !(expiresAt > Date.now())) throw bad('printed keys that have expired')
  return {
    kind: 'key',
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    securityToken: typeof SessionToken === 'string' ? SessionToken : undefined,
    expiresAt,
  }
}

/** Splits a command line at blanks; single and double quotes keep blanks together. */
export function splitCommand(command: string): string[] {
  const words: string[] = []
  for (const [, double, single, bare] of command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g))
    words.push(double ?? single ?? bare!)
  return words
}
