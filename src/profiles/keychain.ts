// The operating system's keychain. A secret that shall be there is there or the command fails: it is never put into a
// file instead.
import {join} from 'node:path'
import {Failure} from '../failure.js'
import {lookUp} from '../look-up.js'
import {packageRoot} from '../package.js'
import {ProgramTrouble, runProgram} from '../program.js'

const SERVICE = 'partnerctl'
/** Milliseconds for the keychain to answer. */
const LIMIT = 3000

type Action = {action: 'get'} | {action: 'set'; secret: string} | {action: 'delete'}

async function ask(account: string, action: Action): Promise<{secret?: string | null; error?: string}> {
  try {
    const {output} = await runProgram(process.execPath, [join(packageRoot, 'dist/profiles/keychain-child.js')], {
      input: JSON.stringify({service: SERVICE, account, ...action}),
      output: {most: 64 * 1024},
      quiet: true,
      limit: LIMIT,
    })
    return JSON.parse(output)
  } catch (error) {
    if (!(error instanceof ProgramTrouble)) return {error: 'it ended without an answer'}
    if (error.reason !== 'time') return {error: error.message}
    return {error: `it gave no answer within ${LIMIT / 1000} s: it is locked, or there is no session to unlock it in`}
  }
}

const failure = (why: string) =>
  new Failure('denied', `the keychain cannot be used: ${why}`, {
    next: [
      'Unlock it and try again',
      'Where nobody is logged in: PARTNERCTL_ACCESS_KEY_ID and PARTNERCTL_SECRET_ACCESS_KEY, or --credential-process',
    ],
  })

/** What the operating system calls it. */
export const keychainName = (): string =>
  lookUp({darwin: 'macOS Keychain', win32: 'Windows Credential Manager'}, process.platform) ?? 'keyring of the desktop'

/** Whether it is there and open: it is asked for what nobody has put there. */
export const keychainAnswers = async (): Promise<boolean> => (await ask('', {action: 'get'})).error === undefined

/** The place of a secret: one for each profile and access key. */
export const keychainAccount = (profile: string, accessKeyId: string): string => `${profile}/${accessKeyId}`

/** Reads a secret. Throws `denied` when the keychain does not answer or does not have it. */
export async function readKeychain(account: string): Promise<string> {
  const {secret, error} = await ask(account, {action: 'get'})
  if (error) throw failure(error)
  if (!secret) throw failure(`it has no secret for ${account}`)
  return secret
}

/** Writes a secret and reads it back. Throws `denied` when it is not there afterwards. */
export async function writeKeychain(account: string, secret: string): Promise<void> {
  const {error} = await ask(account, {action: 'set', secret})
  if (error) throw failure(error)
  if ((await readKeychain(account)) !== secret) throw failure('it does not give back what was put in')
}

/** Takes a secret out; one that is not there is no error. */
export async function clearKeychain(account: string): Promise<void> {
  const {error} = await ask(account, {action: 'delete'})
  if (error && !/no (matching )?entry|not found/i.test(error)) throw failure(error)
}
