// Receives bind notifications as a partner's platform does: checks who sent them, keeps them, answers.
import {type Finding, Findings} from './findings.js'
import {type ListenOptions, type LocalServer, listen} from './local-server.js'
import {readMessage} from './message.js'
import type {Metadata} from './metadata.js'
import {type BindNotification, checkNotification, parseNotification} from './notification.js'
import {readForm} from './page.js'
import type {SsoSettings} from './settings.js'

export interface Received extends BindNotification {
  received_at: string
  /** Made by Huawei, and in order. */
  accepted: boolean
  /** The same notification came before: senders repeat what they are not sure of. */
  repeated: boolean
  findings: Finding[]
}

export interface BindListenerOptions {
  settings: SsoSettings
  sp(): Promise<Metadata>
  /** Keeps what was received; the answer goes out only after it is done. */
  take(received: Received): Promise<void>
  now?(): number
}

/** Listens for `POST path`. */
export function startBindListener(
  listenOptions: ListenOptions & {path: string},
  {settings, sp, take, now = Date.now}: BindListenerOptions,
): Promise<LocalServer> {
  const seen = new Set<string>()
  return listen(listenOptions, async (request, url, response) => {
    const answer = (status: number, text: string) =>
      response.writeHead(status, {'content-type': 'text/plain; charset=utf-8'}).end(text)
    if (url.pathname !== listenOptions.path) return void answer(404, 'Not found\n')
    if (request.method !== 'POST') return void answer(405, 'Bind notifications are posted\n')
    const {text} = await readForm(request)
    const message = readMessage(text)
    const findings = new Findings()
    findings.list.push(...message.findings.list)
    const notification = parseNotification(message.text)
    checkNotification(message, settings, await sp(), findings)
    const accepted = findings.failed.length === 0
    const key = JSON.stringify([notification.domain_id, notification.user_id, notification.action])
    const repeated = accepted && seen.has(key)
    await take({
      ...notification,
      received_at: new Date(now()).toISOString(),
      accepted,
      repeated,
      findings: findings.list,
    })
    if (!accepted) return void answer(403, `${findings.failed.map(one => `${one.check}: ${one.message}`).join('\n')}\n`)
    seen.add(key)
    answer(settings.number('bind_answer_status'), settings.get('bind_answer_body'))
  })
}
