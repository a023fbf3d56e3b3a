import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'
import {describe, expect, it} from 'vitest'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')

const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'))

/** What each room may import, besides itself. Files directly in src are open to every room but the sandbox. */
const mayImport: Record<string, string[]> = {
  'api/contract': [],
  api: ['api/contract'],
  profiles: ['api', 'api/contract'],
  customers: ['api', 'api/contract'],
  bills: ['api', 'api/contract', 'customers'],
  bulk: ['api', 'api/contract', 'customers', 'tickets'],
  tickets: ['api', 'api/contract', 'customers'],
  sso: ['api', 'api/contract', 'customers', 'profiles'],
  cli: ['api', 'api/contract', 'profiles', 'customers', 'bills', 'bulk', 'tickets', 'sso'],
  commands: ['api', 'api/contract', 'profiles', 'customers', 'bills', 'bulk', 'tickets', 'sso', 'cli'],
  sandbox: ['api/contract'],
}
/** Files in src that the sandbox may use. */
const openToSandbox = ['decimal', 'package']
/** The two places that start the emulator; everything else reaches it over HTTP. */
const startsSandbox = ['profiles/connect.ts', 'commands/sandbox/start.ts']

const roomOf = (file: string) => {
  const rooms = Object.keys(mayImport).filter(room => file.startsWith(`${room}/`))
  return rooms.sort((a, b) => b.length - a.length)[0] ?? ''
}

function importsOf(file: string): {target: string; dynamic: boolean; typeOnly: boolean}[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = text.matchAll(/(?:^|\n)\s*(import|export)(\s+type)?\s[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g)
  return [...found].map(match => ({
    target: relative(src, resolve(src, dirname(file), match[3] ?? match[4]!)).replace(/\.js$/, '.ts'),
    dynamic: match[4] !== undefined,
    typeOnly: match[2] !== undefined,
  }))
}

describe('the house', () => {
  it('has arrows that point one way', () => {
    const wrong: string[] = []
    for (const file of files) {
      const room = roomOf(file)
      if (!room) continue
      for (const {target, dynamic} of importsOf(file)) {
        const other = roomOf(target)
        const allowed =
          other === room ||
          mayImport[room]!.includes(other) ||
          (other === '' && (room !== 'sandbox' || openToSandbox.includes(target.replace(/\.ts$/, '')))) ||
          (other === 'sandbox' && dynamic && startsSandbox.includes(file) && target === 'sandbox/index.ts')
        if (!allowed) wrong.push(`${file} -> ${target}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('has no room without a subject', () => {
    const vague = files.filter(file => /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file))
    expect(vague).toEqual([])
  })

  it('loads heavy packages only when they are used', () => {
    const heavy =
      /(?:^|\n)import (?!type)[^'"]*from '(inquirer|ora|conf|cli-table3|yaml|jmespath|ajv|libsql|@duckdb\/[^']+|pdfkit|qrcode)'/
    const allowed = ['cli/output/yaml.ts']
    const wrong = files.filter(
      file =>
        /^(commands|cli|profiles|api|customers)\//.test(file) &&
        !allowed.includes(file) &&
        heavy.test(readFileSync(join(src, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  it('reads no positional argument from stdin', () => {
    const wrong = files.filter(file => {
      const text = readFileSync(join(src, file), 'utf8')
      const made = text.match(/Args\.\w+\(\{[^}]*\}/g) ?? []
      return made.some(one => !one.includes('ignoreStdin: true'))
    })
    expect(wrong).toEqual([])
  })
})
