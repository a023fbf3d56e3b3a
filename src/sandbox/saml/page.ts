// The pages of the sandbox that a person sees in a browser: plain, without scripts, and loud about what they are not.
import {randomBytes} from 'node:crypto'
import type {WireReply} from '../wire/exchange.js'

/** HTML that may be inserted as it is. */
export class Markup {
  constructor(readonly html: string) {}
}

type Value = string | number | Markup | Markup[] | undefined | false

const safe = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** A template that escapes what is put into it. */
export function markup(strings: TemplateStringsArray, ...values: Value[]): Markup {
  const write = (value: Value): string =>
    value === undefined || value === false
      ? ''
      : value instanceof Markup
        ? value.html
        : Array.isArray(value)
          ? value.map(write).join('')
          : safe(String(value))
  return new Markup(String.raw({raw: strings}, ...values.map(write)))
}

/** Rows of a name and a value; those without a value are left out. */
export const facts = (rows: [string, Value][]): Markup =>
  markup`<table>${rows.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => markup`<tr><th>${name}</th><td>${value}</td></tr>`)}</table>`

const css = `
:root { color-scheme: light dark; --line: light-dark(#dfe3e8, #3a4149); --dim: light-dark(#5b6570, #9aa4ae) }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: light-dark(#1c2126, #e6e9ec); background: light-dark(#fff, #181b1f) }
header { padding: .6rem 1.5rem; font-size: .85rem; color: #3d2c00; background: #ffd666 }
main { max-width: 46rem; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; font-weight: 600 } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; font-weight: 600 }
p { margin: .5rem 0 1rem } .dim { color: var(--dim) }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
th { font-weight: 500; color: var(--dim); width: 12rem }
input { font: inherit; color: inherit; background: transparent; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px }
form.row { display: flex; gap: .6rem } form.row input { flex: 1; min-width: 0 }
button { font: inherit; padding: .4rem .9rem; border: 1px solid currentColor; border-radius: 6px; color: light-dark(#0a5cc2, #6ab0ff); background: transparent; cursor: pointer; white-space: nowrap }
code { font: .92em ui-monospace, monospace }
.refused { color: light-dark(#b3261e, #ff8a80) }
`

/** An answer with a page. Nothing is loaded into it, nothing may frame it. */
export function page(title: string, body: Markup, {status = 200, headers = {}}: Partial<WireReply> = {}): WireReply {
  const nonce = randomBytes(16).toString('base64')
  const text = markup`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="${nonce}">${new Markup(css)}</style>
<header>Sandbox: this machine plays Huawei Cloud. Nothing here is real.</header><main>${body}</main>
`.html
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-sandbox': 'true',
      ...headers,
    },
    body: Buffer.from(text),
  }
}

export const redirect = (location: string, headers: Record<string, string> = {}, status = 303): WireReply => ({
  status,
  headers: {location, 'cache-control': 'no-store', 'x-sandbox': 'true', ...headers},
})
