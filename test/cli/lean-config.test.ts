// The bundled program's configuration knows what the framework's own finds, and both give the same help.
import {readdirSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {Config} from '@oclif/core'
import {beforeAll, describe, expect, it} from 'vitest'
import {LeanConfig} from '../../src/cli/lean-config.js'
import {cli} from '../support/cli.js'

const root = resolve(import.meta.dirname, '../..')
const dist = (path: string) => import(join(root, 'dist', path))
const framework = join(root, 'node_modules/@oclif/plugin-help')

let plain: Config
let lean: LeanConfig
/** Another one: showing help changes what it shows. */
let anew: () => LeanConfig
beforeAll(async () => {
  plain = await Config.load(root)
  const {commands} = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
  const own = Object.keys(commands).map(id => [id, () => dist(`commands/${id.replaceAll(':', '/')}.js`)])
  const {help} = JSON.parse(readFileSync(join(framework, 'oclif.manifest.json'), 'utf8')).commands
  const parts = {
    commands: Object.fromEntries(own),
    help: {load: () => import(join(framework, 'lib/commands/help.js')), facts: help},
    helpClass: () => dist('cli/help/help.js'),
  }
  anew = () => new LeanConfig(parts)
  lean = anew()
})

const byId = (one: {id: string}, other: {id: string}) => (one.id < other.id ? -1 : 1)
const byName = (one: {name: string}, other: {name: string}) => (one.name < other.name ? -1 : 1)
const facts = (config: Config) => config.commands.map(command => ({...command, load: undefined})).sort(byId)

describe('the lean configuration', () => {
  it('has every command and every topic, with all that is said of them', () => {
    expect([...lean.commandIDs].sort()).toEqual([...plain.commandIDs].sort())
    expect(facts(lean)).toEqual(facts(plain))
    expect([...lean.topics].sort(byName)).toEqual([...plain.topics].sort(byName))
    for (const name of ['bill', 'sso:metadata', 'customer:list', 'nosuch', 'constructor'])
      expect(lean.findTopic(name)).toEqual(plain.findTopic(name))
    for (const id of ['nosuch', 'constructor', '__proto__', 'bill']) expect(lean.findCommand(id)).toBeUndefined()
    expect([lean.bin, lean.version, lean.userAgent]).toEqual([plain.bin, plain.version, plain.userAgent])
  })

  it('reads files without decoding them that have nothing to decode', () => {
    const folder = join(root, 'src/api/contract')
    const contract = readdirSync(folder).filter(name => name.endsWith('.json'))
    const files = [
      ...contract.map(name => join(folder, name)),
      join(root, 'oclif.manifest.json'),
      join(root, 'package.json'),
    ]
    expect(files.filter(file => /[^\x00-\x7f]/.test(readFileSync(file, 'utf8')))).toEqual([])
  })

  it('loads every command, and is not loaded anew by the framework', async () => {
    for (const id of lean.commandIDs) expect((await lean.findCommand(id, {must: true}).load()).id).toBe(id)
    expect(await Config.load(lean)).toBe(lean)
  })

  it('gives the same help for the program, topics, commands and words', async () => {
    // So that the built program, whose help this is, knows its commands.
    await cli('--version')
    const {default: Help} = await dist('cli/help/help.js')
    const said = async (config: Config, words: string[]) => {
      const lines: string[] = []
      const help = new Help(config, {})
      help.log = (...texts: string[]) => lines.push(texts.join(' '))
      await help.showHelp(words)
      return lines.join('\n')
    }
    for (const name of ['', 'bill', 'coupon:quota', 'sso:metadata:check', 'help', 'exit-codes', 'budgets']) {
      const words = name.split(':').filter(Boolean)
      const text = await said(await Config.load(root), words)
      expect(text.length).toBeGreaterThan(20)
      expect(await said(anew(), words)).toBe(text)
    }
  })
})
