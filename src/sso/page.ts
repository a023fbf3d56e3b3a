// The few pages that a person sees: plain HTML, no script but the one that posts a form, nothing loaded from elsewhere.
import {randomBytes} from 'node:crypto'
import type {IncomingMessage, ServerResponse} from 'node:http'

const escapes: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, one => escapes[one]!)

/** HTML that is already safe to insert. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | Html[] | undefined | false

/** A template whose values are escaped, unless they are HTML themselves. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  const write = (value: Part): string => {
    if (value === undefined || value === false) return ''
    if (value instanceof Html) return value.text
    if (Array.isArray(value)) return value.map(write).join('')
    return escapeHtml(String(value))
  }
  return new Html(strings.reduce((text, string, i) => text + write(values[i - 1]) + string))
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a4149); --soft: light-dark(#f5f7f9, #22272d);
  --text: light-dark(#1c2126, #e6e9ec); --dim: light-dark(#5b6570, #9aa4ae); --accent: light-dark(#0a5cc2, #6ab0ff) }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: light-dark(#fff, #181b1f) }
header { padding: .6rem 1.5rem; font-size: .85rem; color: var(--dim); background: var(--soft); border-bottom: 1px solid var(--line) }
main { max-width: 46rem; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; font-weight: 600 }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; font-weight: 600 }
p { margin: .5rem 0 1rem }
.dim { color: var(--dim) }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; padding: .45rem .6rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; overflow-wrap: anywhere }
th { font-weight: 500; color: var(--dim) }
td:last-child { text-align: right }
td:last-child:first-child, .facts td { text-align: left }
input { font: inherit; color: inherit; background: transparent; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px; width: 100% }
button { font: inherit; padding: .35rem .9rem; border: 1px solid var(--accent); border-radius: 6px; color: var(--accent); background: transparent; cursor: pointer; white-space: nowrap }
button:hover, button:focus-visible { background: var(--accent); color: light-dark(#fff, #10151a) }
form.row { display: flex; gap: .6rem } form.row input { flex: 1 }
code { font: .92em ui-monospace, monospace }
.failed { color: light-dark(#b3261e, #ff8a80) }
`

export interface Page {
  title: string
  body: Html
  /** Line above everything: what this page belongs to. */
  banner: string
  status?: number
  /** Where forms may be sent, besides this server itself. */
  formTarget?: string
  /** Posts the first form without waiting for a click. */
  submit?: boolean
}

/** Sends a page. Nothing may frame it, cache it, or load anything into it. */
export function sendPage(
  response: ServerResponse,
  {title, body, banner, status = 200, formTarget, submit}: Page,
): void {
  const nonce = randomBytes(16).toString('base64')
  const target = formTarget ? ` ${new URL(formTarget).origin}` : ''
  const script = submit ? ` script-src 'nonce-${nonce}';` : ''
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}';${script} form-action 'self'${target}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  const post = submit ? html`<script nonce="${nonce}">document.forms[0].submit()</script>` : ''
  response.end(
    html`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="${nonce}">${new Html(style)}</style>
<header>${banner}</header><main>${body}</main>${post}
`.text,
  )
}

/** The form that carries a response to Huawei. */
export const responseForm = (acsUrl: string, samlResponse: string, relayState: string | undefined): Html =>
  html`<form method="post" action="${acsUrl}">
<input type="hidden" name="SAMLResponse" value="${samlResponse}">
${relayState !== undefined && html`<input type="hidden" name="RelayState" value="${relayState}">`}
<button>Go on to Huawei Cloud</button></form>`

/** A page of its own, for a file, that posts a response when it is opened. */
export const postingPage = (acsUrl: string, samlResponse: string, relayState: string | undefined): string =>
  html`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sign on</title>
${responseForm(acsUrl, samlResponse, relayState)}
<script>document.forms[0].submit()</script>
`.text

/** Reads a form of at most 1 MB. Throws a RangeError beyond. */
export async function readForm(request: IncomingMessage): Promise<{text: string; fields: URLSearchParams}> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > 1024 * 1024) throw new RangeError('the form is larger than 1 MB')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return {text, fields: new URLSearchParams(text)}
}
