// The doors to the terminal: what the API says is shown as text, in questions, pickers, progress and errors.
import {beforeAll, describe, expect, it} from 'vitest'
import {json, serve} from './support/server.js'
import {ended, World} from './support/world.js'

const ID = '0'.repeat(32)
/** Writes the clipboard, hides, rewrites the line, turns it round, and spells words that nobody sees. */
const EVIL =
  '\u001b]52;c;aGk=\u0007\u001b]8;;https://evil.example\u001b\\\u001b[8m\u009b8m\u202e\u2066\u061c\u200b\u2060\ufeff\u{e0041}\b\b'
const NAME = `andes${EVIL}retail\rsomebody else\u2028again`
const SHOWN = 'andes8mretail somebody else again'
const FORBIDDEN =
  /\u001b\]|\u001b\[8m|[\u0080-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\b]|[\u{e0000}-\u{e007f}]/u

let world: World
beforeAll(async () => {
  world = await World.start()
})

/** A server whose customer has that name, and which refuses everything else with it. */
async function evilServer(): Promise<void> {
  const customer = {
    customer_id: ID,
    account_name: NAME,
    xaccount_id: 'x',
    associated_on: '2026-01-01T00:00:00Z',
    association_type: '1',
    customer_type: 1,
    verified_status: '2',
    is_frozen: 0,
  }
  const answers: [RegExp, number, object][] = [
    [/sub-customers\/query/, 200, {count: 1, customer_infos: [customer]}],
    [/./, 400, {error_code: 'CBC.0100', error_msg: `refused: ${NAME}`}],
  ]
  const server = await serve((response, request, body) => {
    const [, status, answer] = answers.find(([path]) => path.test(request.url!))!
    // Slow enough for a spinner to turn.
    setTimeout(() => json(status, answer)(response, request, body), 200)
  })
  const {origin} = server
  world.writeProfile({endpoints: {bss: origin, osm: origin, iam: origin}})
}

/** Runs on a terminal, and answers what it asks. */
async function typed(args: string[], steps: [awaited: string, keys: string][]): Promise<string> {
  const child = world.onTerminal(args, {columns: 200})
  let text = ''
  const left = [...steps]
  let seen = 0
  child.stdout!.setEncoding('utf8').on('data', piece => {
    text += piece
    const [next] = left
    if (!next || !text.slice(seen).includes(next[0])) return
    left.shift()
    seen = text.length
    child.stdin!.write(next[1])
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended(child)
  clearTimeout(limit)
  expect(left, text).toEqual([])
  return text
}

describe('text from the API', () => {
  it.each<[door: string, args: string[], steps: [string, string][]]>([
    ['the picker of customers', ['budget', 'show'], [[SHOWN, '\r']]],
    ['a question', ['customer', 'freeze', ID, '--reason', 'x'], [[`Freeze ${SHOWN}?`, 'n\r']]],
    ['an error', ['budget', 'show', ID], []],
    ['an error, as JSON', ['budget', 'show', ID, '-o', 'json'], []],
    ['a table', ['customer', 'list', '--columns', 'account_name'], []],
    ['JSON', ['customer', 'list', '-o', 'json'], []],
    ['YAML', ['customer', 'list', '-o', 'yaml'], []],
    ['a request shown before it is sent', ['customer', 'freeze', ID, '--reason', NAME, '--dry-run'], []],
  ])('is harmless in %s', async (_, args, steps) => {
    await evilServer()
    const text = await typed(args, steps)
    expect(FORBIDDEN.exec(text)?.[0], JSON.stringify(text)).toBeUndefined()
    expect(text).toMatch(/andes.*retail/)
  })
})
