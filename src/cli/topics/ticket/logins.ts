// Logins of hosts for an authorization: asked for without being shown, or read from a file that only its owner may
// read.

import {usage} from '../../../failure.js'
import {readPrivateFile} from '../../../files.js'
import {type AuthorizationDetail, hostsOf, type Login, parseLogins} from '../../../tickets/authorizations.js'
import {needed, type Prompter} from '../../input/prompts.js'
import {readStandardInput} from '../../input/stdin.js'

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw usage(`"${text}" is not a port: 1 to 65535`)
  return port
}

export async function readLogins(
  detail: AuthorizationDetail,
  file: string | undefined,
  prompts: Prompter,
): Promise<Login[]> {
  const hosts = hostsOf(detail)
  if (file === '-') return parseLogins(await readStandardInput(), hosts)
  if (file !== undefined) {
    const text = readPrivateFile(file)
    if (text === undefined) throw usage(`there is no file ${file}`)
    return parseLogins(text, hosts)
  }
  if (hosts.length > 0 && !prompts.mayAsk) {
    throw usage(
      'the logins of the hosts are missing',
      'Give them with --logins-file FILE or -, or add --no-logins to permit access without them',
    )
  }
  const logins: Login[] = []
  for (const host of hosts) {
    const name = host.instance_name || host.instance_id || String(host.id)
    const account = await prompts.text('--logins-file', `Account on ${name}`, {
      default: 'root',
      read: needed('The account'),
    })
    const password = await prompts.secret('--logins-file', `Password of ${account} on ${name}`, needed('A password'))
    const port = await prompts.text('--logins-file', 'Port', {default: String(host.port ?? 22), read: readPort})
    logins.push({auth_detail_id: host.id!, account, password, port})
  }
  return logins
}
