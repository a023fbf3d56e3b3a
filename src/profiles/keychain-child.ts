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
    options: {linux: {store: 'secret-service'}},
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
    // Linux would take the kernel's keyring where there is no other, which forgets when the machine starts anew.
    const entry = new keyring.Entry(service, account, {linux: {store: 'secret-service'}})
    if (action === 'get') return {secret: entry.getPassword()}
    if (action === 'set') entry.setPassword(secret!)
    else entry.deletePassword()
    return {}
  } catch (error) {
    return {error: (error as Error).message}
  }
}

process.stdout.write(JSON.stringify(await answer()))
