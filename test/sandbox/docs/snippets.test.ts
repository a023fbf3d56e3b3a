// The first calls of docs/sandbox.md, run as they stand there with the reader's address and keys put in.
import {execFile} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {expect, it} from 'vitest'
import {open} from '../harness.js'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/sandbox.md'), 'utf8')
const run = promisify(execFile)

/** The blocks of a language below "Point an SDK at it". */
function blocks(language: string): string[] {
  const section = page.slice(page.indexOf('## Point an SDK at it'), page.indexOf('## The bucket'))
  return [...section.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'gs'))].map(([, text]) => text!)
}

it('of curl and Node do what the page says', async () => {
  const {info} = await open({scenario: 'tiny'})
  const {access_key_id, secret_access_key, domain_id, password} = info.partner
  const filled = (text: string) =>
    text
      .replaceAll('http://127.0.0.1:8480', info.endpoints.bss)
      .replace('ACCESS KEY', access_key_id)
      .replace('SECRET KEY', secret_access_key)
      .replace('DOMAIN ID', domain_id)
      .replace('PASSWORD', password)
  const curl = await run('sh', ['-ec', filled(blocks('sh')[0]!)])
  expect(curl.stdout).toMatch(/"status":"ok"[\s\S]*HTTP\/1\.1 201 [\s\S]*x-subject-token: MIIS/i)
  const inNode = blocks('js')
  expect(inNode).toHaveLength(2)
  for (const text of inNode) {
    const node = await run(process.execPath, ['--input-type=module', '-e', filled(text)], {cwd: root})
    expect(node.stdout.trim().split('\n').at(-1)).toBe('3')
  }
})

it('of the other languages say that nobody runs them here', () => {
  for (const [language, name] of [
    ['python', 'Python'],
    ['go', 'Go'],
    ['php', 'PHP'],
    ['java', 'Java'],
  ]) {
    expect(page).toMatch(
      new RegExp(`^${name} \\((not|never) run[^:]*:[^\`]*(\`[^\`]*\`\\):)?\\s+\`\`\`${language}`, 'm'),
    )
  }
})

it('and the page say what a first call needs: the request of a command, and where a sandbox listens', () => {
  for (const said of ['--dry-run', 'PARTNERCTL_SANDBOX_URL', 'sandbox start --tls', 'frozen until it has a budget'])
    expect(page).toContain(said)
})
