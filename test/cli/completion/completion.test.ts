import {execFileSync} from 'node:child_process'
import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {packageRoot} from '../../../src/package.js'
import {cli, emptyHome} from '../../support/cli.js'
import {findProgram, programOf} from '../../support/debian.js'
import {testSandbox} from '../../support/sandbox.js'

const home = emptyHome()

/** What the script of a shell gets for a line; the last word is the one that is completed. */
const ask = (shell: string, ...words: string[]): string[] =>
  execFileSync(process.execPath, [join(packageRoot, 'bin', 'run.js'), '__complete', shell, ...words], {
    encoding: 'utf8',
    env: {...process.env, TZ: 'UTC'},
  })
    .split('\n')
    .slice(0, -1)
const texts = (...words: string[]) => ask('zsh', ...words).map(line => line.split('\t')[0])

it('PowerShell has two quotes for an empty word, which newer ones pass on as they are', () => {
  expect(ask('powershell', 'customer', '""')).toEqual(ask('powershell', 'customer', ''))
  expect(ask('powershell', 'customer', '""').length).toBeGreaterThan(3)
})

beforeAll(async () => {
  await testSandbox()
  await cli('customer list --all')
  await cli('reseller list')
})

describe('completion', () => {
  it('goes from topics to commands, with what they do', () => {
    expect(ask('zsh', 'cust')).toEqual(['customer\tCustomers: register, list, look at one, freeze and unfreeze'])
    expect(texts('ticket', 'authorize', '')).toEqual(['agencies', 'grant', 'list', 'reject', 'revoke', 'show'])
    expect(texts('help', 'bill', 'ex')).toEqual(['export'])
    expect(texts('customr', '')).toEqual([])
    expect(texts('-p', 'sandbox', '--no-input', 'cust')).toEqual(['customer'])
    expect(texts('--profile=sandbox', 'order', 'list', '--prof')).toEqual([])
  })

  it('offers the flags that are left, a command’s own first', () => {
    const flags = texts('order', 'list', '--all', '--')
    expect(flags.indexOf('--status')).toBeLessThan(flags.indexOf('--profile'))
    expect(flags).not.toContain('--all')
    expect(texts('order', 'list', '--sta')).toEqual(['--status'])
  })

  it('knows words of the contract, options, cycles and the parts of a list', () => {
    expect(texts('order', 'list', '--status', 'pending-p')).toEqual(['pending-payment'])
    expect(texts('order', 'list', '--status', 'completed,can')).toEqual(['completed,cancelled'])
    expect(texts('customer', 'list', '-o', 'j')).toEqual(['json', 'jsonl'])
    expect(texts('bill', 'export', '--cycle=last')).toEqual(['--cycle=last-month'])
    expect(texts('api', 'PO')).toEqual(['POST', 'post'])
  })

  it('knows the columns that a command has shown', () => {
    expect(texts('customer', 'list', '--columns', 'account_name,cu')).toEqual([
      'account_name,customer_id',
      'account_name,customer_type',
      'account_name,customer',
      'account_name,customer_level',
    ])
  })

  it('asks the shell for files where a file belongs', () => {
    expect(ask('bash', 'customer', 'import', '')).toEqual([':files'])
    expect(ask('bash', 'bill', 'export', '--out', 'x')).toEqual([':files'])
  })

  it('knows customers and resellers that were listed, under their own profile only', () => {
    expect(ask('zsh', 'budget', 'show', 'LUMEN')).toEqual(['lumen-logistics-04\t0838c7268e805b4c0ffcc06a5a57a8c0'])
    expect(texts('customer', 'freeze', 'lumen-logistics-04', 'umbra-l')).toEqual(['umbra-logistics-06'])
    expect(texts('order', 'list', '--reseller', 'kes')).toEqual(['kestrel-it'])
    expect(texts('budget', 'show', '-p', 'sandbox', 'lumen')).toEqual([])
    expect(texts('budget', 'show', '--profile=other', 'lumen')).toEqual([])
    expect(texts('customer', 'list', '-p', '')).toEqual(['test', 'sandbox'])
  })

  it('keeps nothing but names and ids, for the owner alone', () => {
    const folder = join(home, 'cache', 'completion')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    const names = readdirSync(folder).find(file => file.startsWith('customer-'))!
    expect(readFileSync(join(folder, names), 'utf8')).toMatch(/^([\w-]+\t[0-9a-f]{32}\n)+$/)
  })

  it('stays silent where there is nothing to read', () => {
    const config = join(home, 'config', 'config.json')
    const before = readFileSync(config)
    writeFileSync(config, '{')
    expect(ask('bash', 'budget', 'show', '')).toEqual([])
    expect(texts('budget', 'sh')).toEqual(['show'])
    writeFileSync(config, before)
  })
})

/** A shell in which `partnerctl` is this program. */
function inShell(command: string, args: string[], input?: string): string {
  const bin = join(home, 'bin')
  mkdirSync(bin, {recursive: true})
  const program = join(bin, 'partnerctl')
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${join(packageRoot, 'bin', 'run.js')} "$@"\n`)
  chmodSync(program, 0o755)
  return execFileSync(command, args, {
    encoding: 'utf8',
    input,
    env: {...process.env, PATH: `${bin}:${process.env.PATH}`, TERM: 'dumb', LC_ALL: 'C.UTF-8'},
  })
}

describe('the script for bash', () => {
  /** Runs the completion function as bash does for these words. */
  const completed = (...words: string[]) =>
    inShell('bash', [
      '--norc',
      '-c',
      `eval "$(partnerctl completion bash)"; compopt() { local IFS=' '; echo "compopt $*"; }
       COMP_WORDS=(partnerctl ${words.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')}); COMP_CWORD=${words.length}
       _partnerctl; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ])
      .split('\n')
      .filter(Boolean)

  it('completes commands, values behind an equals sign, names and files', () => {
    expect(completed('customer', 'fre')).toEqual(['freeze'])
    expect(completed('order', 'list', '--status', '=', 'can')).toEqual(['cancelled'])
    expect(completed('budget', 'show', 'lumen')).toEqual(['lumen-logistics-04'])
    expect(completed('customer', 'import', '')).toEqual(['compopt -o default'])
  })

  it('quotes names that the shell would cut, and leaves other scripts alone', async () => {
    const {rememberNames} = await import('../../../src/cli/completion/cache.js')
    rememberNames(
      'test',
      'customer',
      new Map([
        ['Zeta Retail & Co', 'a'.repeat(32)],
        ['测试客户 有限公司', 'b'.repeat(32)],
        ['evil\u001b]0;x', 'c'.repeat(32)],
      ]),
    )
    expect(completed('budget', 'show', 'Zeta')).toEqual(['Zeta\\ Retail\\ \\&\\ Co'])
    expect(completed('budget', 'show', 'Zeta\\ Ret')).toEqual(['Zeta\\ Retail\\ \\&\\ Co'])
    expect(completed('budget', 'show', '"Zeta')).toEqual(['Zeta Retail & Co'])
    expect(completed('budget', 'show', '测试')).toEqual(['测试客户\\ 有限公司'])
    expect(completed('budget', 'show', 'evil')).toEqual([])
  })
})

// CI has it, or gets it.
const zsh = process.env.CI ? programOf(['zsh'], ['zsh']) : findProgram('zsh')
describe.runIf(zsh || process.env.CI)('the script for zsh', () => {
  it('is understood by zsh, which completes a line with it', () => {
    const driver = `
      zmodload zsh/zpty
      zpty shell 'zsh -f -i'
      zpty -w shell 'PS1=; autoload -U compinit && compinit -u -D; eval "$(partnerctl completion zsh)"; echo READY'
      zpty -r -m shell out '*READY*READY*'
      zpty -w -n shell $'partnerctl customer fre\\t'
      zpty -r -m shell out '*freeze *'
      print -r -- $out
      zpty -d shell`
    expect(inShell('zsh', ['-f'], driver)).toContain('customer freeze')
  }, 30_000)
})
