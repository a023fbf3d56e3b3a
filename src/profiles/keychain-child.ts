// Speaks with the operating system's keychain in a process of its own, because a keychain that is locked or has no
// session answers never.
// In: one JSON request on stdin. Out: one JSON answer on stdout. Nothing is on the command line.
import {createRequire} from 'node:module'

interface Request {
  action: 'get' | 'set' | 'delete'
  service: string
  account: string
  secret?: string
}

interface Keyring {
  Entry: new (
    service: string,
    account: string,
  ) => {getPassword(): string | null; setPassword(secret: string): void; deletePassword(): boolean}
}

async function answer(): Promise<object> {
  let text = ''
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece
  const {action, service, account, secret} = JSON.parse(text) as Request
  let keyring: Keyring
  try {
    keyring = createRequire(import.meta.url)('@napi-rs/keyring')
  } catch {
    return {error: 'the package @napi-rs/keyring is not installed'}
  }
  try {
    const entry = new keyring.Entry(service, account)
    if (action === 'get') return {secret: entry.getPassword()}
    if (action === 'set') entry.setPassword(secret!)
    else entry.deletePassword()
    return {}
  } catch (error) {
    return {error: (error as Error).message}
  }
}

process.stdout.write(JSON.stringify(await answer()))
