// Where a profile's secrets come from: the first source that answers.
import type {Credentials} from '../api/session.js'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'
import {ProgramTrouble, runProgram} from '../program.js'
import type {Profile} from './configuration.js'
import {keysInEnvironment, timeLimitIn} from './environment.js'

/** Where a secret was found, for `profile show` and `profile check`. */
export type SecretSource = 'environment' | 'credential_process' | 'keychain' | 'file' | 'none'

export function secretSource(profile: Profile): SecretSource {
  if (keysInEnvironment()) return 'environment'
  if (profile.credential_process) return 'credential_process'
  if (profile.access_key_id && profile.keychain) return 'keychain'
  if (profile.access_key_id && profile.secret_access_key) return 'file'
  return 'none'
}

/** The partner's credentials. Throws a Failure that says how to give them. `signal` ends a program that is asked. */
export async function findCredentials(name: string, profile: Profile, signal?: AbortSignal): Promise<Credentials> {
  switch (secretSource(profile)) {
    case 'environment':
      return fromEnvironment()
    case 'credential_process':
      return fromProcess(profile.credential_process!, signal)
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
        next: [commandLine`profile add ${name}`, 'or set PARTNERCTL_ACCESS_KEY_ID and PARTNERCTL_SECRET_ACCESS_KEY'],
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
const timeLimit = () => timeLimitIn('PARTNERCTL_CREDENTIAL_TIMEOUT', 60)
const MAX_OUTPUT = 64 * 1024

/**
 * Runs a program that prints `{"Version":1,"AccessKeyId":…,"SecretAccessKey":…,"SessionToken":…,"Expiration":…}`. No
 * shell takes part; the terminal and the program's stderr are the user's; its stdout is never shown, for it holds the
 * secret.
 */
async function fromProcess(command: string, signal?: AbortSignal): Promise<Credentials> {
  const bad = (why: string) =>
    new Failure('denied', `credential_process ${why}`, {next: ['Run the program by hand and see what it prints']})
  const [file, ...args] = splitCommand(command)
  if (!file) throw bad('is empty')
  const limit = timeLimit()
  const how = {output: {most: MAX_OUTPUT}, limit, signal}
  const {
    code,
    signal: endedBy,
    output,
  } = await runProgram(file, args, how).catch((error: unknown) => {
    if (!(error instanceof ProgramTrouble)) throw error
    const why = {
      time: `gave no answer within ${limit / 1000} s`,
      'too much': `printed more than ${MAX_OUTPUT / 1024} KB`,
      'not started': `cannot be started (${error.code})`,
    }
    throw bad(why[error.reason])
  })
  if (code !== 0) throw bad(endedBy ? `was ended by ${endedBy}` : `ended with exit code ${code}`)
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
